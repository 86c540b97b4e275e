/** What OTP builds into module `lists`; the rest of it is otp/stdlib/lists.erl. */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom, bool, FALSE, TRUE } from '../terms/atoms.ts';
import { reverse } from '../terms/lists.ts';
import { equals, equalsExact } from '../terms/order.ts';
import { Cons, Nil } from '../terms/term.ts';
import type { Term, Tuple } from '../terms/term.ts';
import { isTuple } from '../terms/type-tests.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';

const VALUE = atom('value');
/** Cells looked at for the price of one reduction. */
const CELLS = 10;

function member(machine: Machine, wanted: Term, list: Term): Result {
  let rest = list;
  let seen = 0;
  for (; rest instanceof Cons; rest = rest.tail, seen++) {
    if (rest.head === wanted || equalsExact(rest.head, wanted)) {
      machine.bump(seen / CELLS);
      return TRUE;
    }
  }
  machine.bump(seen / CELLS);
  return rest instanceof Nil ? FALSE : machine.badarg();
}

/** The first tuple whose element `position` equals the key, null, or undefined (badarg). */
function findKey(machine: Machine, key: Term, position: Term, list: Term): Tuple | null | undefined {
  if (typeof position !== 'number' || position < 1) return undefined;
  let rest = list;
  let seen = 0;
  for (; rest instanceof Cons; rest = rest.tail, seen++) {
    const item: Term = rest.head;
    if (isTuple(item) && item.length >= position && equals(item[position - 1], key)) {
      machine.bump(seen / CELLS);
      return item;
    }
  }
  machine.bump(seen / CELLS);
  return rest instanceof Nil ? null : undefined;
}

function keyFind(machine: Machine, key: Term, position: Term, list: Term): Result {
  const found = findKey(machine, key, position, list);
  return found === undefined ? machine.badarg() : (found ?? FALSE);
}

function keyMember(machine: Machine, key: Term, position: Term, list: Term): Result {
  const found = findKey(machine, key, position, list);
  return found === undefined ? machine.badarg() : bool(found !== null);
}

function keySearch(machine: Machine, key: Term, position: Term, list: Term): Result {
  const found = findKey(machine, key, position, list);
  if (found === undefined) return machine.badarg();
  return found === null ? FALSE : [VALUE, found];
}

export const rows: BifRows = {
  'member/2': plain(member),
  'reverse/2': plain((machine, list, tail) => reverse(list, tail) ?? machine.badarg()),
  'keyfind/3': plain(keyFind),
  'keymember/3': plain(keyMember),
  'keysearch/3': plain(keySearch),
};
