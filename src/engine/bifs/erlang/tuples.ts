/** The built-ins of module `erlang` on tuples, and `size/1`. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { fromArray, toArray } from '../../terms/lists.ts';
import { Bits } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { isTuple } from '../../terms/type-tests.ts';
import { guard, plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

const MAX_SIZE = 16777215;

function element(index: Term, tuple: Term): Term | undefined {
  if (!isTuple(tuple) || typeof index !== 'number' || index < 1) return undefined;
  return tuple[index - 1];
}

function setElement(machine: Machine, index: Term, tuple: Term, value: Term): Result {
  if (!isTuple(tuple) || typeof index !== 'number' || index < 1 || index > tuple.length) {
    return machine.badarg();
  }
  const copy = tuple.slice();
  copy[index - 1] = value;
  return copy;
}

function makeTuple(machine: Machine, size: Term, value: Term, changes: Term): Result {
  if (typeof size !== 'number' || size < 0 || size > MAX_SIZE) return machine.badarg();
  const tuple = new Array<Term>(size).fill(value);
  const list = toArray(changes);
  if (list === undefined) return machine.badarg();
  for (const change of list) {
    if (!isTuple(change) || change.length !== 2) return machine.badarg();
    const [index, item] = change;
    if (typeof index !== 'number' || index < 1 || index > size) return machine.badarg();
    tuple[index - 1] = item;
  }
  return tuple;
}

function insertElement(machine: Machine, index: Term, tuple: Term, value: Term): Result {
  if (!isTuple(tuple) || typeof index !== 'number' || index < 1 || index > tuple.length + 1) {
    return machine.badarg();
  }
  return tuple.toSpliced(index - 1, 0, value);
}

function deleteElement(machine: Machine, index: Term, tuple: Term): Result {
  if (!isTuple(tuple) || typeof index !== 'number' || index < 1 || index > tuple.length) {
    return machine.badarg();
  }
  return tuple.toSpliced(index - 1, 1);
}

function size(term: Term): Term | undefined {
  if (isTuple(term)) return term.length;
  return term instanceof Bits ? term.bitLength >>> 3 : undefined;
}

function listToTuple(machine: Machine, list: Term): Result {
  const items = toArray(list);
  return items === undefined || items.length > MAX_SIZE ? machine.badarg() : items;
}

export const rows: BifRows = {
  'element/2': guard(element),
  'setelement/3': plain(setElement),
  'tuple_size/1': guard((tuple) => (isTuple(tuple) ? tuple.length : undefined)),
  'size/1': guard(size),
  'make_tuple/2': plain((machine, count, value) => makeTuple(machine, count, value, fromArray([]))),
  'make_tuple/3': plain(makeTuple),
  'append_element/2': plain((machine, tuple, value) => (isTuple(tuple) ? [...tuple, value] : machine.badarg())),
  'insert_element/3': plain(insertElement),
  'delete_element/2': plain(deleteElement),
  'list_to_tuple/1': plain(listToTuple),
  'tuple_to_list/1': plain((machine, tuple) => (isTuple(tuple) ? fromArray(tuple) : machine.badarg())),
};
