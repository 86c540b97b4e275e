/** The rows of module `atomics`. Only one process runs at a time, so every operation is atomic by itself. */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom, OK, TRUE } from '../terms/atoms.ts';
import { toArray } from '../terms/lists.ts';
import { mapFromPairs } from '../terms/maps.ts';
import { normalise } from '../terms/numbers.ts';
import type { Int } from '../terms/numbers.ts';
import type { Term } from '../terms/term.ts';
import { isInteger } from '../terms/type-tests.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { arrayOf, fits, fitsEither, negated, newWordArray, wrap } from './word-arrays.ts';

const SIGNED = atom('signed');

function create(machine: Machine, size: Term, options: Term): Result {
  const list = toArray(options);
  if (typeof size !== 'number' || size < 1 || list === undefined) return machine.badarg();
  let signed = true;
  for (const option of list) {
    if (!Array.isArray(option) || option[0] !== SIGNED) return machine.badarg();
    signed = option[1] === TRUE;
  }
  return newWordArray(machine.node, size, signed);
}

type Operation = (old: Int, value: Int) => { readonly next: Int; readonly result: Term };

function operate(
  machine: Machine,
  ref: Term,
  at: Term,
  value: Term,
  operation: Operation,
  isRight: (value: Int, signed: boolean) => boolean,
): Result {
  const array = arrayOf(machine.node, ref);
  if (array === undefined || typeof at !== 'number' || at < 1 || at > array.words.length || !isInteger(value))
    return machine.badarg();
  if (!isRight(value, array.signed)) return machine.badarg();
  const { next, result } = operation(array.words[at - 1], value);
  array.words[at - 1] = wrap(next, array.signed);
  return result === NEW ? array.words[at - 1] : result;
}

/** Stands for the new value, wrapped. */
const NEW: Term = atom('$new');

function sum(a: Int, b: Int): Int {
  return normalise(BigInt(a) + BigInt(b));
}

const add: Operation = (old, n) => ({ next: sum(old, n), result: OK });
const addGet: Operation = (old, n) => ({ next: sum(old, n), result: NEW });
const sub: Operation = (old, n) => ({ next: sum(old, negated(n)), result: OK });
const subGet: Operation = (old, n) => ({ next: sum(old, negated(n)), result: NEW });

function compareExchange(machine: Machine, ref: Term, at: Term, expected: Term, desired: Term): Result {
  if (!isInteger(expected)) return machine.badarg();
  return operate(
    machine,
    ref,
    at,
    desired,
    (old, n) => (old === expected ? { next: n, result: OK } : { next: old, result: old }),
    (n, signed) => fits(n, signed) && fits(expected, signed),
  );
}

function info(machine: Machine, ref: Term): Result {
  const array = arrayOf(machine.node, ref);
  if (array === undefined) return machine.badarg();
  const max = array.signed ? 9223372036854775807n : 18446744073709551615n;
  return mapFromPairs([
    [atom('max'), max],
    [atom('memory'), array.words.length * 8 + 16],
    [atom('min'), array.signed ? -9223372036854775808n : 0],
    [atom('size'), array.words.length],
  ]);
}

const negatedFits = (n: Int): boolean => fitsEither(negated(n));

export const rows: BifRows = {
  'new/2': plain(create),
  'get/2': plain((m, ref, at) => operate(m, ref, at, 0, (old) => ({ next: old, result: old }), fits)),
  'put/3': plain((m, ref, at, n) => operate(m, ref, at, n, (_old, value) => ({ next: value, result: OK }), fits)),
  'add/3': plain((m, ref, at, n) => operate(m, ref, at, n, add, fitsEither)),
  'add_get/3': plain((m, ref, at, n) => operate(m, ref, at, n, addGet, fitsEither)),
  'sub/3': plain((m, ref, at, n) => operate(m, ref, at, n, sub, negatedFits)),
  'sub_get/3': plain((m, ref, at, n) => operate(m, ref, at, n, subGet, negatedFits)),
  'exchange/3': plain((m, ref, at, n) => operate(m, ref, at, n, (old, value) => ({ next: value, result: old }), fits)),
  'compare_exchange/4': plain(compareExchange),
  'info/1': plain(info),
};
