/** Built-ins of `ets` on objects and keys: inserting, looking up, deleting, walking. */
import type { Result } from '../../compile/abi.ts';
import { walkTree } from '../../ets/ordered-store.ts';
import { edgeKey, hasKey, insert, keyBeside, lookup, removeKey, removeObject } from '../../ets/table.ts';
import type { Table } from '../../ets/table.ts';
import type { Machine } from '../../runtime/machine.ts';
import { atom, bool, FALSE, TRUE } from '../../terms/atoms.ts';
import { fromArray, toArray } from '../../terms/lists.ts';
import type { Term, Tuple } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { allowed, refuse } from './access.ts';

const END = atom('$end_of_table');
const BADKEY = atom('badkey');

/** The objects of an argument that is one tuple or a list of them; undefined when one is no good for the table. */
function objectsIn(table: Table, term: Term): Tuple[] | undefined {
  const items = Array.isArray(term) ? [term as Tuple] : toArray(term);
  if (items === undefined) return undefined;
  for (const item of items) if (!Array.isArray(item) || item.length <= table.keyIndex) return undefined;
  return items as Tuple[];
}

/** A bag takes a list from its end, as the emulator does. */
function insertAll(table: Table, objects: readonly Tuple[]): void {
  if (table.type !== 'bag') for (const object of objects) insert(table, object);
  else for (let i = objects.length - 1; i >= 0; i--) insert(table, objects[i]);
}

function insertRow(machine: Machine, id: Term, term: Term): Result {
  const table = allowed(machine, id, 'write');
  if (table === undefined) return refuse(machine, id);
  if (Array.isArray(term) && term.length > table.keyIndex) {
    insert(table, term as Tuple);
    return TRUE;
  }
  const objects = objectsIn(table, term);
  if (objects === undefined) return machine.badarg();
  insertAll(table, objects);
  machine.bump(objects.length / 4);
  return TRUE;
}

function insertNew(machine: Machine, id: Term, term: Term): Result {
  const table = allowed(machine, id, 'write');
  if (table === undefined) return refuse(machine, id);
  const objects = objectsIn(table, term);
  if (objects === undefined) return machine.badarg();
  if (objects.some((object) => hasKey(table, object[table.keyIndex]))) return FALSE;
  insertAll(table, objects);
  return TRUE;
}

function lookupRow(machine: Machine, id: Term, key: Term): Result {
  const table = allowed(machine, id, 'read');
  return table === undefined ? refuse(machine, id) : fromArray(lookup(table, key));
}

function lookupElement(machine: Machine, id: Term, key: Term, position: Term): Result {
  const table = allowed(machine, id, 'read');
  if (table === undefined) return refuse(machine, id);
  if (typeof position !== 'number' || position < 1) return machine.badarg();
  const objects = lookup(table, key);
  if (objects.length === 0) return machine.badargCause(BADKEY);
  if (objects.some((object) => object.length < position)) return machine.badarg();
  const values = objects.map((object) => object[position - 1]);
  return table.type === 'set' || table.type === 'ordered_set' ? values[0] : fromArray(values);
}

function member(machine: Machine, id: Term, key: Term): Result {
  const table = allowed(machine, id, 'read');
  return table === undefined ? refuse(machine, id) : bool(hasKey(table, key));
}

function deleteKey(machine: Machine, id: Term, key: Term): Result {
  const table = allowed(machine, id, 'write');
  if (table === undefined) return refuse(machine, id);
  removeKey(table, key);
  return TRUE;
}

function deleteObject(machine: Machine, id: Term, object: Term): Result {
  const table = allowed(machine, id, 'write');
  if (table === undefined) return refuse(machine, id);
  if (!Array.isArray(object) || object.length <= table.keyIndex) return machine.badarg();
  removeObject(table, object as Tuple);
  return TRUE;
}

function take(machine: Machine, id: Term, key: Term): Result {
  const table = allowed(machine, id, 'write');
  return table === undefined ? refuse(machine, id) : fromArray(removeKey(table, key));
}

function edge(machine: Machine, id: Term, last: boolean): Result {
  const table = allowed(machine, id, 'read');
  return table === undefined ? refuse(machine, id) : (edgeKey(table, last) ?? END);
}

function beside(machine: Machine, id: Term, key: Term, back: boolean): Result {
  const table = allowed(machine, id, 'read');
  if (table === undefined) return refuse(machine, id);
  const found = keyBeside(table, key, back);
  return found === null ? machine.badarg() : (found ?? END);
}

function slot(machine: Machine, id: Term, index: Term): Result {
  const table = allowed(machine, id, 'read');
  if (table === undefined) return refuse(machine, id);
  if (typeof index !== 'number' || index < 0) return machine.badarg();
  const { store } = table;
  if (store.kind === 'ordered') {
    if (index > store.size) return machine.badarg();
    if (index === store.size) return END;
    const objects: Term[] = [];
    walkTree(store, (object) => objects.push(object));
    return fromArray([objects[index]]);
  }
  if (index > store.buckets.length) return machine.badarg();
  if (index === store.buckets.length) return END;

  const objects: Term[] = [];
  for (let entry = store.buckets[index]; entry !== null; entry = entry.next)
    if (!entry.dead) objects.push(entry.object);
  return fromArray(objects.reverse());
}

export const rows: BifRows = {
  'insert/2': plain(insertRow),
  'insert_new/2': plain(insertNew),
  'lookup/2': plain(lookupRow),
  'lookup_element/3': plain(lookupElement),
  'member/2': plain(member),
  'delete/2': plain(deleteKey),
  'delete_object/2': plain(deleteObject),
  'take/2': plain(take),
  'first/1': plain((machine, id) => edge(machine, id, false)),
  'last/1': plain((machine, id) => edge(machine, id, true)),
  'next/2': plain((machine, id, key) => beside(machine, id, key, false)),
  'prev/2': plain((machine, id, key) => beside(machine, id, key, true)),
  'slot/2': plain(slot),
};
