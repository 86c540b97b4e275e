/**
 * One table: its record, and reading and changing it by key. Access rights are the caller's matter.
 */
import { equalsExact } from '../terms/order.ts';
import type { Atom, Pid, Ref, Term, Tuple } from '../terms/term.ts';
import {
  addEntry,
  findEntry,
  firstFrom,
  newHashStore,
  nextKey,
  objectsOf,
  removeEntries,
  replaceEntry,
  reviveEntry,
  sweep,
} from './hash-store.ts';
import type { HashStore } from './hash-store.ts';
import { edgeNode, findNode, neighbour, newOrderedStore, putNode, removeNode, walkTree } from './ordered-store.ts';
import type { OrderedStore } from './ordered-store.ts';

export type TableType = 'set' | 'ordered_set' | 'bag' | 'duplicate_bag';
export type Protection = 'public' | 'protected' | 'private';

export interface Table {
  readonly id: Ref;
  name: Atom;
  readonly named: boolean;
  readonly type: TableType;
  protection: Protection;
  /** Position of the key, from 0. */
  readonly keyIndex: number;
  owner: Pid;
  heir: { readonly pid: Pid; readonly data: Term } | null;
  readonly readConcurrency: boolean;
  readonly writeConcurrency: Term;
  readonly decentralizedCounters: boolean;
  readonly compressed: boolean;
  store: HashStore | OrderedStore;
  /** Who fixed it, how often, by key of the process; with the virtual time of the first. */
  fixed: Map<number, { readonly pid: Pid; count: number }> | null;
  fixedSince: number;
  deleted: boolean;
}

/** An empty store for a table type. */
export function newStore(type: TableType): HashStore | OrderedStore {
  return type === 'ordered_set' ? newOrderedStore() : newHashStore();
}

export function tableSize(table: Table): number {
  return table.store.size;
}

/** Objects of a key in the order `ets:lookup/2` shows them. */
export function lookup(table: Table, key: Term): Tuple[] {
  const { store } = table;
  if (store.kind === 'ordered') {
    const node = findNode(store, key);
    return node === null ? [] : [node.object];
  }
  if (table.type === 'set') {
    const entry = findEntry(store, key);
    return entry === null ? [] : [entry.object];
  }
  return objectsOf(store, key).reverse();
}

export function hasKey(table: Table, key: Term): boolean {
  const { store } = table;
  return store.kind === 'ordered' ? findNode(store, key) !== null : findEntry(store, key) !== null;
}

/** Inserts one object, whose key position exists. */
export function insert(table: Table, object: Tuple): void {
  const { store, type } = table;
  const key = object[table.keyIndex];
  if (store.kind === 'ordered') {
    putNode(store, key, object);
    return;
  }
  if (type === 'set') {
    const entry = findEntry(store, key);
    if (entry !== null) entry.object = object;
    else if (!reviveEntry(store, key, object, () => true)) addEntry(store, key, object, table.fixed !== null);
    return;
  }
  if (type === 'bag' && objectsOf(store, key).some((held) => equalsExact(held, object))) return;
  if (type === 'bag' && reviveEntry(store, key, object, (held) => equalsExact(held, object))) return;
  addEntry(store, key, object, table.fixed !== null);
}

/** Replaces the object of a key in a `set` or `ordered_set` by one with the same key. */
export function replace(table: Table, key: Term, object: Tuple): void {
  const { store } = table;
  if (store.kind === 'ordered') {
    const node = findNode(store, key);
    if (node !== null) node.object = object;
  } else {
    const entry = findEntry(store, key);
    if (entry !== null) entry.object = object;
  }
}

/** Removes a key; gives its objects in the order of `lookup`. */
export function removeKey(table: Table, key: Term): Tuple[] {
  const { store } = table;
  if (store.kind === 'ordered') {
    const node = findNode(store, key);
    if (node === null) return [];
    const { object } = node;
    removeNode(store, key);
    return [object];
  }
  return removeEntries(store, key, table.fixed !== null, () => true).reverse();
}

/** Removes an object (all copies of it). */
export function removeObject(table: Table, object: Tuple): void {
  const key = object[table.keyIndex];
  const { store } = table;
  if (store.kind === 'ordered') {
    const node = findNode(store, key);
    if (node !== null && equalsExact(node.object, object)) removeNode(store, key);
    return;
  }
  removeEntries(store, key, table.fixed !== null, (held) => equalsExact(held, object));
}

/** Puts another object with the same key where an object of the table is. */
export function replaceObject(table: Table, object: Tuple, by: Tuple): void {
  const { store } = table;
  if (store.kind === 'ordered') replace(table, object[table.keyIndex], by);
  else replaceEntry(store, object[table.keyIndex], object, by);
}

export function clear(table: Table): void {
  table.store = newStore(table.type);
}

/** The first (or last) key; undefined when the table is empty. Hash tables have one order only. */
export function edgeKey(table: Table, last: boolean): Term | undefined {
  const { store } = table;
  if (store.kind === 'ordered') return edgeNode(store, last)?.key;
  return firstFrom(store, 0)?.key;
}

/** The key after (or before) one: undefined at the end, `null` when a hash table does not have the key. */
export function keyBeside(table: Table, key: Term, back: boolean): Term | undefined | null {
  const { store } = table;
  if (store.kind === 'ordered') return neighbour(store, key, back)?.key;
  const next = nextKey(store, key);
  return next === undefined ? null : next?.key;
}

/** Visits all objects: ordered ones by key, others as the buckets have them. */
export function forEach(table: Table, visit: (object: Tuple) => void): void {
  const { store } = table;
  if (store.kind === 'ordered') {
    walkTree(store, visit);
    return;
  }
  for (const bucket of store.buckets) {
    for (let entry = bucket; entry !== null; entry = entry.next) if (!entry.dead) visit(entry.object);
  }
}

/** Some object of a table that is not empty; which one depends on the turn. */
export function sampleOf({ store }: Table, turn: number): Tuple | null {
  if (store.kind === 'ordered') return edgeNode(store, turn % 2 === 1)?.object ?? null;
  const from = (turn * 7919) % store.buckets.length;
  return (firstFrom(store, from) ?? firstFrom(store, 0))?.object ?? null;
}

/** Fixes a table for a process, so that walks by key never fail. */
export function fix(table: Table, process: number, pid: Pid, now: number): void {
  if (table.fixed === null) {
    table.fixed = new Map();
    table.fixedSince = now;
  }
  const mine = table.fixed.get(process);
  if (mine === undefined) table.fixed.set(process, { pid, count: 1 });
  else mine.count++;
}

/** Takes one fixation back, or all of a process. */
export function unfix(table: Table, process: number, all: boolean): void {
  const mine = table.fixed?.get(process);
  if (mine === undefined || table.fixed === null) return;
  mine.count--;
  if (mine.count === 0 || all) table.fixed.delete(process);
  if (table.fixed.size === 0) {
    table.fixed = null;
    if (table.store.kind === 'hash') sweep(table.store);
  }
}
