/** The built-ins of module `erlang` on lists. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { append, fromArray, listLength, toArray } from '../../terms/lists.ts';
import { compareExact, equalsExact } from '../../terms/order.ts';
import { Atom, Cons, NIL } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { guard, plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

/** Below this many elements to remove, a plain search beats sorting. */
const FEW = 12;

/** `A -- B`: removes the first match in A for each element of B; undefined when either is improper. */
export function subtract(list: Term, remove: Term): Term | undefined {
  const items = toArray(list);
  const gone = toArray(remove);
  if (items === undefined || gone === undefined) return undefined;
  if (gone.length === 0 || items.length === 0) return list;
  return gone.length <= FEW ? subtractFew(items, gone) : subtractMany(items, gone);
}

function subtractFew(items: Term[], gone: Term[]): Term {
  const kept: Term[] = [];
  let at = 0;
  while (at < items.length && gone.length > 0) {
    const item = items[at++];
    const found = gone.findIndex((one) => one === item || equalsExact(one, item));
    if (found < 0) kept.push(item);
    else gone.splice(found, 1);
  }
  while (at < items.length) kept.push(items[at++]);
  return fromArray(kept);
}

function subtractMany(items: Term[], gone: Term[]): Term {
  const counts = new Map<Term, number>();
  const others: Term[] = [];
  for (const one of gone) {
    if (typeof one === 'number' || one instanceof Atom) counts.set(one, (counts.get(one) ?? 0) + 1);
    else others.push(one);
  }
  others.sort(compareExact);
  const left = others.map(() => true);
  const kept = items.filter((item) => {
    if (typeof item === 'number' || item instanceof Atom) {
      const count = counts.get(item) ?? 0;
      if (count > 0) counts.set(item, count - 1);
      return count === 0;
    }
    let low = 0;
    let high = others.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareExact(others[middle], item) < 0) low = middle + 1;
      else high = middle;
    }
    for (; low < others.length && equalsExact(others[low], item); low++) {
      if (left[low]) {
        left[low] = false;
        return false;
      }
    }
    return true;
  });
  return fromArray(kept);
}

function appendRow(machine: Machine, front: Term, tail: Term): Result {
  return append(front, tail) ?? machine.badarg();
}

function subtractRow(machine: Machine, list: Term, remove: Term): Result {
  return subtract(list, remove) ?? machine.badarg();
}

export const rows: BifRows = {
  'hd/1': guard((list) => (list instanceof Cons ? list.head : undefined)),
  'tl/1': guard((list) => (list instanceof Cons ? list.tail : undefined)),
  'length/1': guard((list) => {
    const length = list === NIL ? 0 : listLength(list);
    return length < 0 ? undefined : length;
  }),
  '++/2': plain(appendRow),
  'append/2': plain(appendRow),
  '--/2': plain(subtractRow),
  'subtract/2': plain(subtractRow),
};
