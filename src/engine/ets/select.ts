/**
 * Selecting by match specifications: whole tables, chunks, counting, deleting, replacing. When a specification's
 * heads all bind the key, only those keys are looked at. Results come in the order of a real node: hash
 * tables give their objects newest bucket first, ordered ones by key.
 */
import type { MatchHost } from '../match-spec/host.ts';
import type { MatchProgram } from '../match-spec/program.ts';
import { runMatchSpec } from '../match-spec/run.ts';
import { fromArray } from '../terms/lists.ts';
import { NIL } from '../terms/term.ts';
import type { Term, Tuple } from '../terms/term.ts';
import { edgeNode, neighbour } from './ordered-store.ts';
import { forEach, lookup, removeObject, replaceObject } from './table.ts';
import type { Table } from './table.ts';

/** The keys that a program can match, or null for any. */
function boundKeys(program: MatchProgram, table: Table): Term[] | null {
  const keys: Term[] = [];
  for (const { head } of program.clauses) {
    if (head.op === 'constant' && Array.isArray(head.value)) {
      const object = head.value as Tuple;
      if (object.length <= table.keyIndex) continue;
      keys.push(object[table.keyIndex]);
    } else if (head.op === 'tuple') {
      if (head.elements.length <= table.keyIndex) continue;
      const key = head.elements[table.keyIndex];
      if (key.op !== 'constant') return null;
      keys.push(key.value);
    } else return null;
  }
  return keys;
}

/** All objects that may match, oldest walk first. */
function candidates(table: Table, program: MatchProgram): Tuple[] {
  const keys = boundKeys(program, table);
  const objects: Tuple[] = [];
  if (keys === null) forEach(table, (object) => objects.push(object));
  else {
    const seen = new Set<Tuple>();
    for (const key of keys) {
      for (const object of lookup(table, key).reverse()) {
        if (!seen.has(object)) objects.push(object);
        seen.add(object);
      }
    }
  }
  return objects;
}

/** How many objects a selection has looked at, for charging reductions. */
export interface Selected {
  readonly results: Term[];
  readonly examined: number;
}

/** All results, in the order in which OTP lists them. */
export function selectAll(table: Table, program: MatchProgram, host: MatchHost): Selected {
  const results: Term[] = [];
  const objects = candidates(table, program);
  for (const object of objects) {
    const outcome = runMatchSpec(program, object, host);
    if (outcome !== null) results.push(outcome.result);
  }
  if (table.store.kind === 'hash') results.reverse();
  return { results, examined: objects.length };
}

/** Where the next chunk of a selection begins. */
export type Position =
  | { readonly kind: 'bucket'; readonly bucket: number; readonly left: Term }
  | { readonly kind: 'key'; readonly key: Term; readonly back: boolean }
  | { readonly kind: 'start'; readonly back: boolean };

export interface Chunk {
  readonly results: Term;
  readonly count: number;
  readonly next: Position | null;
}

/** The next at most `limit` results from a position. */
export function selectChunk(
  table: Table,
  program: MatchProgram,
  host: MatchHost,
  from: Position,
  limit: number,
): Chunk {
  return table.store.kind === 'ordered'
    ? orderedChunk(table, program, host, from, limit)
    : hashChunk(table, program, host, from, limit);
}

function orderedChunk(table: Table, program: MatchProgram, host: MatchHost, from: Position, limit: number): Chunk {
  const { store } = table;
  if (store.kind !== 'ordered' || from.kind === 'bucket') throw new Error('position of another kind of table');
  const { back } = from;
  const results: Term[] = [];
  let node = from.kind === 'start' ? edgeNode(store, back) : neighbour(store, from.key, back);
  while (node !== null) {
    const outcome = runMatchSpec(program, node.object, host);
    if (outcome !== null) {
      results.push(outcome.result);
      if (results.length === limit) {
        return { results: fromArray(results), count: limit, next: { kind: 'key', key: node.key, back } };
      }
    }
    node = neighbour(store, node.key, back);
  }
  return { results: fromArray(results), count: results.length, next: null };
}

/** In place of a bucket where only the objects of some keys were asked for. */
const NO_BUCKET = -1;

function hashChunk(table: Table, program: MatchProgram, host: MatchHost, from: Position, limit: number): Chunk {
  const { store } = table;
  if (store.kind !== 'hash' || from.kind === 'key') throw new Error('position of another kind of table');
  const keys = from.kind === 'start' ? boundKeys(program, table) : null;
  let bucket = 0;
  let results: Term[] = [];
  if (keys !== null) {
    for (const object of candidates(table, program)) {
      const outcome = runMatchSpec(program, object, host);
      if (outcome !== null) results.push(outcome.result);
    }
    bucket = NO_BUCKET;
  }
  if (from.kind === 'bucket') {
    bucket = from.bucket;
    results = listItems(from.left);
  }
  while (bucket !== NO_BUCKET && results.length < limit && bucket < store.buckets.length) {
    for (let entry = store.buckets[bucket]; entry !== null; entry = entry.next) {
      if (entry.dead) continue;
      const outcome = runMatchSpec(program, entry.object, host);
      if (outcome !== null) results.push(outcome.result);
    }
    bucket++;
  }
  const here = results.slice(0, limit).reverse();
  const left = results.slice(limit);
  const over = left.length === 0 && (here.length < limit || bucket === NO_BUCKET);
  return {
    results: fromArray(here),
    count: here.length,
    next: over ? null : { kind: 'bucket', bucket, left: fromArray(left) },
  };
}

function listItems(list: Term): Term[] {
  const items: Term[] = [];
  let rest = list;
  while (rest !== NIL && rest instanceof Object && 'head' in rest) {
    items.push(rest.head);
    rest = rest.tail;
  }
  return items;
}

/** Objects for which the body gives `true`. */
export function selectTrue(
  table: Table,
  program: MatchProgram,
  host: MatchHost,
  isTrue: (value: Term) => boolean,
): Tuple[] {
  return candidates(table, program).filter((object) => {
    const outcome = runMatchSpec(program, object, host);
    return outcome !== null && isTrue(outcome.result);
  });
}

/** Removes objects as `ets:select_delete/2`; how many. */
export function deleteSelected(table: Table, objects: readonly Tuple[]): number {
  for (const object of objects) removeObject(table, object);
  return objects.length;
}

/** Replaces each matching object, in its place, by the body's value, which has the same key; how many. */
export function replaceSelected(table: Table, program: MatchProgram, host: MatchHost): number {
  let count = 0;
  for (const object of candidates(table, program)) {
    const outcome = runMatchSpec(program, object, host);
    if (outcome === null) continue;
    replaceObject(table, object, outcome.result as Tuple);
    count++;
  }
  return count;
}
