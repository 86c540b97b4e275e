/**
 * The store of `set`, `bag` and `duplicate_bag`: linear hashing, as the emulator has it, so that the order of
 * a walk is the same. A bucket is a chain of keys in the order of their arrival; of one key the newest object is first.
 * While a table is fixed, deleted objects stay in their chains, marked, so that walks can go on from them.
 */
import { equalsExact } from '../terms/order.ts';
import type { Term, Tuple } from '../terms/term.ts';
import { tableHash } from './table-hash.ts';

export interface Entry {
  readonly hash: number;
  readonly key: Term;
  object: Tuple;
  next: Entry | null;
  dead: boolean;
}

export interface HashStore {
  readonly kind: 'hash';
  buckets: (Entry | null)[];
  /** Bits of a hash that choose a bucket once the table has doubled next time. */
  mask: number;
  size: number;
  /** Dead entries still in chains. */
  dead: number;
}

const FIRST_BUCKETS = 256;

export function newHashStore(): HashStore {
  return {
    kind: 'hash',
    buckets: new Array<Entry | null>(FIRST_BUCKETS).fill(null),
    mask: FIRST_BUCKETS - 1,
    size: 0,
    dead: 0,
  };
}

/** The bucket of a hash. */
export function bucketOf(store: HashStore, hash: number): number {
  const index = hash & store.mask;
  return index < store.buckets.length ? index : index & (store.mask >> 1);
}

function sameKey(entry: Entry, hash: number, key: Term): boolean {
  return entry.hash === hash && (entry.key === key || equalsExact(entry.key, key));
}

/** The first living entry of a key (the newest object). */
export function findEntry(store: HashStore, key: Term): Entry | null {
  const hash = tableHash(key);
  let entry = store.buckets[bucketOf(store, hash)];
  while (entry !== null) {
    if (!entry.dead && sameKey(entry, hash, key)) return entry;
    entry = entry.next;
  }
  return null;
}

/** All objects of a key, newest first. */
export function objectsOf(store: HashStore, key: Term): Tuple[] {
  const hash = tableHash(key);
  const found: Tuple[] = [];
  for (let entry = store.buckets[bucketOf(store, hash)]; entry !== null; entry = entry.next) {
    if (!entry.dead && sameKey(entry, hash, key)) found.push(entry.object);
  }
  return found;
}

/** Adds an object: before others of its key, else last in its bucket. */
export function addEntry(store: HashStore, key: Term, object: Tuple, fixed: boolean): void {
  const hash = tableHash(key);
  const index = bucketOf(store, hash);
  let before: Entry | null = null;
  let here = store.buckets[index];
  while (here !== null && !sameKey(here, hash, key)) {
    before = here;
    here = here.next;
  }
  const entry: Entry = { hash, key, object, next: here, dead: false };
  if (before === null) store.buckets[index] = entry;
  else before.next = entry;
  store.size++;
  if (!fixed && store.size > store.buckets.length) grow(store);
}

/**
 * Puts an object in the place of a dead one of its key that `wanted` says, and that before the others of the key; false
 * when there is none.
 */
export function reviveEntry(store: HashStore, key: Term, object: Tuple, wanted: (object: Tuple) => boolean): boolean {
  if (store.dead === 0) return false;
  const hash = tableHash(key);
  const index = bucketOf(store, hash);
  let beforeKey: Entry | null = null;
  let before: Entry | null = null;
  let isFirst = true;
  for (let entry = store.buckets[index]; entry !== null; before = entry, entry = entry.next) {
    if (!sameKey(entry, hash, key)) {
      if (isFirst) beforeKey = entry;
      continue;
    }
    if (!entry.dead || !wanted(entry.object)) {
      isFirst = false;
      continue;
    }
    entry.dead = false;
    entry.object = object;
    store.dead--;
    store.size++;
    if (!isFirst && before !== null) moveBefore(store, index, entry, before, beforeKey);
    return true;
  }
  return false;
}

/** Takes an entry out after `from` and puts it after `to`, or first. */
function moveBefore(store: HashStore, index: number, entry: Entry, from: Entry, to: Entry | null): void {
  from.next = entry.next;
  if (to === null) {
    entry.next = store.buckets[index];
    store.buckets[index] = entry;
  } else {
    entry.next = to.next;
    to.next = entry;
  }
}

/** Puts another object of the same key in the place of one. */
export function replaceEntry(store: HashStore, key: Term, object: Tuple, by: Tuple): void {
  for (let entry = store.buckets[bucketOf(store, tableHash(key))]; entry !== null; entry = entry.next) {
    if (entry.object !== object || entry.dead) continue;
    entry.object = by;
    return;
  }
}

/** Splits one bucket. */
function grow(store: HashStore): void {
  const to = store.buckets.length;
  if (to > store.mask) store.mask = store.mask * 2 + 1;
  const from = to & (store.mask >> 1);
  let stay: Entry | null = null;
  let move: Entry | null = null;
  let lastStay: Entry | null = null;
  let lastMove: Entry | null = null;
  let next: Entry | null;
  for (let entry = store.buckets[from]; entry !== null; entry = next) {
    next = entry.next;
    entry.next = null;
    if ((entry.hash & store.mask) === to) {
      if (lastMove === null) move = entry;
      else lastMove.next = entry;
      lastMove = entry;
    } else {
      if (lastStay === null) stay = entry;
      else lastStay.next = entry;
      lastStay = entry;
    }
  }
  store.buckets[from] = stay;
  store.buckets.push(move);
}

/** Removes the living objects of a key that `wanted` says, and gives them; while fixed, the newest of all stays, dead. */
export function removeEntries(
  store: HashStore,
  key: Term,
  fixed: boolean,
  wanted: (object: Tuple) => boolean,
): Tuple[] {
  const hash = tableHash(key);
  const index = bucketOf(store, hash);
  const removed: Tuple[] = [];
  let living = 0;
  let before: Entry | null = null;
  let next: Entry | null;
  for (let entry = store.buckets[index]; entry !== null; entry = next) {
    next = entry.next;
    const mine = !entry.dead && sameKey(entry, hash, key);
    if (mine) living++;
    if (mine && wanted(entry.object)) {
      removed.push(entry.object);
      store.size--;
      if (fixed && living === 1) {
        entry.dead = true;
        store.dead++;
        before = entry;
      } else if (before === null) store.buckets[index] = next;
      else before.next = next;
    } else before = entry;
  }
  return removed;
}

/** Takes dead entries out of their chains when a table is fixed no longer. */
export function sweep(store: HashStore): void {
  if (store.dead === 0) return;
  store.dead = 0;
  for (let i = 0; i < store.buckets.length; i++) {
    let before: Entry | null = null;
    for (let entry = store.buckets[i]; entry !== null; entry = entry.next) {
      if (!entry.dead) before = entry;
      else if (before === null) store.buckets[i] = entry.next;
      else before.next = entry.next;
    }
  }
}

/** The first living entry at or after a bucket. */
export function firstFrom(store: HashStore, bucket: number): Entry | null {
  for (let i = bucket; i < store.buckets.length; i++) {
    for (let entry = store.buckets[i]; entry !== null; entry = entry.next) if (!entry.dead) return entry;
  }
  return null;
}

/** The first entry of another key after those of `key`; undefined when the key is not in the table. */
export function nextKey(store: HashStore, key: Term): Entry | null | undefined {
  const hash = tableHash(key);
  const index = bucketOf(store, hash);
  let entry = store.buckets[index];
  while (entry !== null && !sameKey(entry, hash, key)) entry = entry.next;
  if (entry === null) return undefined;
  while (entry !== null && (entry.dead || sameKey(entry, hash, key))) entry = entry.next;
  return entry ?? firstFrom(store, index + 1);
}
