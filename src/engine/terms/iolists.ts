/** Flattening of iolists: lists of bytes, binaries and such lists, with a binary as a tail allowed. */
import { builder, finish, isWholeBytes, putBits, putInteger, toUint8Array } from './bits.ts';
import type { BitsBuilder } from './bits.ts';
import { Bits, Cons, NIL, Nil } from './term.ts';
import type { Term } from './term.ts';

/** Visits bytes and bitstrings in order; false when the list holds or ends in anything else. */
function walk(list: Term, visit: (part: number | Bits) => boolean): boolean {
  const waiting: Term[] = [];
  let rest: Term = list;
  for (;;) {
    if (rest instanceof Cons) {
      const head: Term = rest.head;
      if (head instanceof Cons) {
        waiting.push(rest.tail);
        rest = head;
        continue;
      }
      rest = rest.tail;
      if (typeof head === 'number') {
        if (head < 0 || head > 255 || !visit(head)) return false;
      } else if (head instanceof Bits) {
        if (!visit(head)) return false;
      } else if (!(head instanceof Nil)) return false;
      if (rest instanceof Cons) continue;
    }
    if (rest instanceof Bits ? !visit(rest) : !(rest instanceof Nil)) return false;
    if (waiting.length === 0) return true;
    rest = waiting.pop() ?? NIL;
  }
}

/**
 * All bytes of an iolist or a binary as one binary, or undefined when the term is neither. With
 * `bitstrings`, parts need not be whole bytes.
 */
export function flattenIoList(term: Term, bitstrings: boolean = false): Bits | undefined {
  if (term instanceof Bits) return bitstrings || isWholeBytes(term) ? term : undefined;
  if (!(term instanceof Cons || term instanceof Nil)) return undefined;
  const target: BitsBuilder = builder(256);
  const done = walk(term, (part) => {
    if (typeof part === 'number') return putInteger(target, part, 8, false);
    if (!bitstrings && !isWholeBytes(part)) return false;
    putBits(target, part);
    return true;
  });
  return done ? finish(target) : undefined;
}

/** The bytes of an iolist or binary, or undefined; read them only. */
export function ioListBytes(term: Term): Uint8Array | undefined {
  const bits = flattenIoList(term);
  return bits === undefined ? undefined : toUint8Array(bits);
}

/** `iolist_size/1`, or -1 when the term is no iolist. */
export function ioListSize(term: Term): number {
  if (term instanceof Bits) return isWholeBytes(term) ? term.bitLength / 8 : -1;
  if (!(term instanceof Cons || term instanceof Nil)) return -1;
  let size = 0;
  const done = walk(term, (part) => {
    size += typeof part === 'number' ? 1 : part.bitLength / 8;
    return typeof part === 'number' || isWholeBytes(part);
  });
  return done ? size : -1;
}
