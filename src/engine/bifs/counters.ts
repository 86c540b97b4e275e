/** The rows of module `counters`: arrays of 64-bit numbers that wrap, behind references. */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom, OK } from '../terms/atoms.ts';
import { mapFromPairs } from '../terms/maps.ts';
import type { Int } from '../terms/numbers.ts';
import { toArray } from '../terms/lists.ts';
import type { Term } from '../terms/term.ts';
import { isInteger } from '../terms/type-tests.ts';
import { arrayOf, fits, fitsEither, negated, newWordArray, wrap } from './word-arrays.ts';
import type { WordArray } from './word-arrays.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';

const TAGS: readonly Term[] = [atom('atomics'), atom('write_concurrency')];

function create(machine: Machine, size: Term, options: Term): Result {
  const list = toArray(options);
  if (typeof size !== 'number' || size < 1 || list === undefined) return machine.badarg();
  if (!list.every((o) => TAGS.includes(o))) return machine.badarg();
  return [atom('atomics'), newWordArray(machine.node, size, true)];
}

function find(machine: Machine, counter: Term): WordArray | undefined {
  if (!Array.isArray(counter) || counter.length !== 2) return undefined;
  return arrayOf(machine.node, (counter as readonly Term[])[1]);
}

function change(
  machine: Machine,
  counter: Term,
  at: Term,
  by: Term,
  next: (old: Int, by: Int) => Int,
  isRight: (by: Int) => boolean,
): Result {
  const array = find(machine, counter);
  if (array === undefined || typeof at !== 'number' || at < 1 || at > array.words.length || !isInteger(by))
    return machine.badarg();
  if (!isRight(by)) return machine.badarg();
  array.words[at - 1] = wrap(next(array.words[at - 1], by), true);
  return OK;
}

const plus = (a: Int, b: Int): Int =>
  typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a + b) ? a + b : BigInt(a) + BigInt(b);

export const rows: BifRows = {
  'new/2': plain(create),
  'get/2': plain((m, counter, at) => {
    const array = find(m, counter);
    return array === undefined || typeof at !== 'number' ? m.badarg() : (array.words[at - 1] ?? m.badarg());
  }),
  'add/3': plain((m, counter, at, by) => change(m, counter, at, by, plus, fitsEither)),
  'sub/3': plain((m, counter, at, by) =>
    change(
      m,
      counter,
      at,
      by,
      (old, n) => plus(old, negated(n)),
      (n) => fitsEither(negated(n)),
    ),
  ),
  'put/3': plain((m, counter, at, value) =>
    change(
      m,
      counter,
      at,
      value,
      (_old, n) => n,
      (n) => fits(n, true),
    ),
  ),
  'info/1': plain((m, counter) => {
    const array = find(m, counter);
    if (array === undefined) return m.badarg();
    return mapFromPairs([
      [atom('memory'), array.words.length * 8 + 16],
      [atom('size'), array.words.length],
    ]);
  }),
};
