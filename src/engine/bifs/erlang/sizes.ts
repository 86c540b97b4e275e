/** How many machine words a term takes on a 64-bit node (`erts_debug:flat_size/1`), counted up to a limit. */
import { toBigInt } from '../../terms/numbers.ts';
import { mapForEach } from '../../terms/maps.ts';
import { Bits, Cons, ErlMap, ExternalFun, Float, Fun, Pid, Port, Ref } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';

const MAX_IMMEDIATE = 2 ** 59;

/** Words on the heap; stops counting a little after `limit`. What `seen` has is not counted again, when it is given. */
export function wordsOf(term: Term, limit: number, seen?: Set<Term>): number {
  let words = 0;
  const rest: Term[] = [term];
  while (rest.length > 0 && words < limit) {
    const item = rest.pop() as Term;
    if (seen !== undefined && typeof item === 'object') {
      if (seen.has(item)) continue;
      seen.add(item);
    }
    if (typeof item === 'number') {
      if (item >= MAX_IMMEDIATE || item < -MAX_IMMEDIATE) words += 2;
    } else if (typeof item === 'bigint') {
      words += bigWords(item);
    } else if (Array.isArray(item)) {
      if (item.length > 0) words += 1 + item.length;
      for (const element of item as readonly Term[]) rest.push(element);
    } else if (item instanceof Cons) {
      words += 2;
      rest.push(item.tail, item.head);
    } else if (item instanceof ErlMap) {
      words +=
        item.keys !== null ? 3 + item.size + (item.size > 0 ? 1 + item.size : 1) : Math.ceil(item.size * 3.75) + 2;
      mapForEach(item, (key, value) => rest.push(key, value));
    } else if (item instanceof Bits) {
      words += item.bitLength <= 512 ? 2 + Math.ceil(item.bitLength / 64) : 6;
    } else if (item instanceof Float) words += 2;
    else if (item instanceof Ref) words += 3;
    else if (item instanceof Fun) {
      words += 5 + item.env.length;
      for (const value of item.env) rest.push(value);
    } else if (item instanceof ExternalFun) words += 5;
    else if (item instanceof Pid || item instanceof Port) words += 0;
  }
  return words;
}

function bigWords(big: bigint): number {
  if (BigInt.asIntN(60, big) === big) return 0;
  const size = toBigInt(big < 0n ? -big : big);
  return 1 + Math.ceil(size.toString(16).length / 16);
}
