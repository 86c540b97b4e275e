/**
 * `erlang:phash/2`: the older portable hash, which places the elements of `sets` and `dict`. Its value shows
 * in how these print, so atoms, numbers, lists, tuples, bitstrings and maps hash as in OTP. DIFFERS: pids, ports,
 * references and funs get values of the engine's own.
 */
import { atomHash, hashTerm } from './hash.ts';
import { toUint8Array } from './bits.ts';
import { Atom, Bits, Cons, ErlMap, Float, NIL } from './term.ts';
import type { Term } from './term.ts';

const ATOM = 268440163;
const DIGIT = 268439161;
const POSITIVE = 268435459;
const NEGATIVE = 268436141;
const BYTE = 268440163;
const FLOAT = 268437017;
const TAIL = 268437511;
const TUPLE = 268439627;
const OTHER = 268440577;
const TAIL_BITS = 268440581;
const MAP = 268440593;
const MAP_MARK = 268440611;

function step(hash: number, factor: number, value: number): number {
  return (Math.imul(hash, factor) + value) | 0;
}

function word(hash: number, value: number, factor: number): number {
  let h = step(hash, factor, value & 0xff);
  h = step(h, factor, (value >>> 8) & 0xff);
  h = step(h, factor, (value >>> 16) & 0xff);
  return step(h, factor, value >>> 24);
}

function integer(hash: number, value: number | bigint): number {
  const isNegative = value < 0;
  let rest = BigInt(value < 0 ? -value : value);
  let h = hash;
  do {
    h = word(h, Number(rest & 0xffffffffn), DIGIT);
    rest >>= 32n;
  } while (rest > 0n);
  return Math.imul(h, isNegative ? NEGATIVE : POSITIVE);
}

const scratch = new DataView(new ArrayBuffer(8));

function float(hash: number, value: number): number {
  scratch.setFloat64(0, value === 0 ? 0 : value);
  return Math.imul(hash, FLOAT) ^ (scratch.getInt32(0) ^ scratch.getInt32(4));
}

function binary(hash: number, bits: Bits): number {
  const bytes = toUint8Array(bits);
  const whole = bits.bitLength >>> 3;
  const left = bits.bitLength & 7;
  let h = hash;
  for (let i = 0; i < whole; i++) h = step(h, BYTE, bytes[i]);
  if (left > 0) h = step(step(h, BYTE, bytes[whole] >>> (8 - left)), TAIL_BITS, left);
  return step(h, NEGATIVE, whole);
}

/** What is still to be hashed: terms, or the factors and sizes that close a list or a tuple. */
type Rest = { readonly term: Term } | { readonly factor: number; readonly add: number };

function hash(term: Term): number {
  let h = 0;
  const rest: Rest[] = [{ term }];
  while (rest.length > 0) {
    const next = rest.pop() as Rest;
    if ('factor' in next) {
      h = step(h, next.factor, next.add);
      continue;
    }
    const one = next.term;
    if (one instanceof Atom) h = step(h, ATOM, atomHash(one));
    else if (one === NIL) h = step(h, POSITIVE, 1);
    else if (typeof one === 'number' || typeof one === 'bigint') h = integer(h, one);
    else if (one instanceof Float) h = float(h, one.value);
    else if (one instanceof Bits) h = binary(h, one);
    else if (Array.isArray(one)) {
      const elements = one as readonly Term[];
      rest.push({ factor: TUPLE, add: elements.length });
      for (let i = elements.length - 1; i >= 0; i--) rest.push({ term: elements[i] });
    } else if (one instanceof Cons) h = list(h, one, rest);
    else if (one instanceof ErlMap) h = step(h, MAP, (MAP_MARK + hashTerm(one)) | 0);
    else h = step(h, OTHER, hashTerm(one));
  }
  return h;
}

/** Bytes of strings are hashed plainly; any other element as a term of its own. */
function list(start: number, cell: Cons, rest: Rest[]): number {
  let h = start;
  let at: Term = cell;
  while (at instanceof Cons) {
    const { head }: Cons = at;
    if (typeof head !== 'number' || head < 0 || head > 255) {
      const { tail }: Cons = at;
      if (!(tail instanceof Cons)) rest.push({ factor: TAIL, add: 0 });
      rest.push({ term: tail }, { term: head });
      return h;
    }
    h = step(h, DIGIT, head);
    at = at.tail;
  }
  rest.push({ factor: TAIL, add: 0 }, { term: at });
  return h;
}

/** A number from 1 to `range`. */
export function phash(term: Term, range: number): number {
  return ((hash(term) >>> 0) % range) + 1;
}
