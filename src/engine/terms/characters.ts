/**
 * Character data: nested lists of code points and binaries in some encoding, read into code
 * points, as `unicode:characters_to_list` does. A character of a binary may go on in the next one.
 */
import {
  builder,
  finish,
  fromBytes,
  isCodePoint,
  isWholeBytes,
  putUtf16,
  putUtf32,
  putUtf8,
  toUint8Array,
} from './bits.ts';
import { fromArray, listOf } from './lists.ts';
import { Bits, Cons, NIL, Nil } from './term.ts';
import type { Term } from './term.ts';

export type Encoding = 'latin1' | 'utf8' | 'utf16be' | 'utf16le' | 'utf32be' | 'utf32le';

/** What reading gave: all of it, or the code points before the first fault and what follows. */
export type Decoded =
  | { readonly kind: 'done'; readonly codes: number[] }
  | { readonly kind: 'error' | 'incomplete'; readonly codes: number[]; readonly rest: Term };

/** A character at the start of bytes: its code and size, `null` when bad, `undefined` when cut off. */
function readCharacter(bytes: Uint8Array, at: number, encoding: Encoding): [number, number] | null | undefined {
  const left = bytes.length - at;
  const byte = bytes[at];
  switch (encoding) {
    case 'latin1':
      return [byte, 1];
    case 'utf8':
      return readUtf8(bytes, at, left);
    case 'utf16be':
    case 'utf16le': {
      const isTrail = (at: number): boolean => bytes[at] >= 0xdc && bytes[at] <= 0xdf;
      if (left < 2) return encoding === 'utf16be' && isTrail(at) ? null : undefined;
      const unit = (from: number): number =>
        encoding === 'utf16be' ? bytes[from] * 256 + bytes[from + 1] : bytes[from + 1] * 256 + bytes[from];
      const first = unit(at);
      if (first < 0xd800 || first > 0xdfff) return [first, 2];
      if (first > 0xdbff) return null;
      if (left < 4) return left === 3 && encoding === 'utf16be' && !isTrail(at + 2) ? null : undefined;
      const second = unit(at + 2);
      if (second < 0xdc00 || second > 0xdfff) return null;
      return [0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), 4];
    }
    default: {
      const four = bytes.slice(at, at + 4);
      if (encoding === 'utf32le') four.reverse();
      if (left < 4) return mayBecomeUtf32(bytes.subarray(at), encoding === 'utf32be') ? undefined : null;
      const code = four[0] * 16777216 + (four[1] << 16) + (four[2] << 8) + four[3];
      return isCodePoint(code) ? [code, 4] : null;
    }
  }
}

/** Whether up to three bytes can begin a character. */
function mayBecomeUtf32(start: Uint8Array, big: boolean): boolean {
  const [first, second = 0, third = 0] = start;
  if (!big) return third <= 0x10 && (start.length < 3 || third !== 0 || second < 0xd8 || second > 0xdf);
  return first === 0 && second <= 0x10 && (second !== 0 || third < 0xd8 || third > 0xdf);
}

function readUtf8(bytes: Uint8Array, at: number, left: number): [number, number] | null | undefined {
  const first = bytes[at];
  if (first < 0x80) return [first, 1];
  if (first < 0xc0 || first > 0xf7) return null;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  let code = first & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    // What is cut off may be anything as long as its bytes follow each other.
    if (i >= left) return undefined;
    const byte = bytes[at + i];
    if ((byte & 0xc0) !== 0x80) return null;
    code = (code << 6) | (byte & 0x3f);
  }
  const least = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000;
  if (code < least || !isCodePoint(code)) return null;
  return [code, size];
}

function rebuilt(rest: Term, waiting: readonly Term[]): Term {
  let result = rest;
  for (let i = waiting.length - 1; i >= 0; i--) result = new Cons(result, waiting[i]);
  return result;
}

/** How far and in what form reading goes. */
export interface Limits {
  /** The largest code point that the output can hold. */
  readonly most: number;
  /** A number that does not fit stands in a list of its own in the rest, as OTP's Erlang code does it. */
  readonly wrap: boolean;
}

const NO_LIMITS: Limits = { most: 0x10ffff, wrap: false };

/**
 * Reads character data; undefined (badarg) when it holds something else than code points,
 * binaries and lists. Numbers in lists are code points (bytes when `encoding` is latin1).
 */
export function decodeCharacters(data: Term, encoding: Encoding, limits: Limits = NO_LIMITS): Decoded | undefined {
  const codes: number[] = [];
  const waiting: Term[] = [];
  const most = encoding === 'latin1' ? 255 : limits.most;
  let pending: Uint8Array | null = null;
  let rest: Term = data;
  const fail = (what: Term): Decoded => ({ kind: 'error', codes, rest: rebuilt(what, waiting) });
  const afterPending = (bytes: Uint8Array, what: Term): Decoded => ({
    kind: 'error',
    codes,
    rest: fromArray([fromBytes(bytes), rebuilt(what, waiting)]),
  });
  if (!(data instanceof Bits) && !(data instanceof Cons) && !(data instanceof Nil)) return undefined;
  for (;;) {
    let item: Term;
    let tail: Term | null;
    if (rest instanceof Cons) {
      item = rest.head;
      tail = rest.tail;
    } else if (rest instanceof Bits) {
      item = rest;
      tail = null;
    } else if (rest instanceof Nil) {
      const next = waiting.pop();
      if (next === undefined) break;
      rest = next;
      continue;
    } else return undefined;
    if (typeof item === 'number' || typeof item === 'bigint') {
      if (pending !== null) return afterPending(pending, rest);
      if (item < 0 || item > most || !isCodePoint(Number(item))) {
        if (!isProper(rest)) return undefined;
        return fail(limits.wrap ? new Cons(listOf(item), tail ?? NIL) : rest);
      }
      codes.push(Number(item));
    } else if (item instanceof Cons || item instanceof Nil) {
      waiting.push(tail ?? NIL);
      rest = item;
      continue;
    } else if (item instanceof Bits) {
      if (!isWholeBytes(item)) return undefined;
      let bytes = toUint8Array(item);
      const held: Uint8Array | null = pending;
      if (held !== null) {
        const joined = new Uint8Array(held.length + bytes.length);
        joined.set(held);
        joined.set(bytes, held.length);
        bytes = joined;
        pending = null;
      }
      const from = readAll(bytes, encoding, codes, limits.most);
      if (from === 0 && held !== null) return afterPending(held, tail === null ? item : rest);
      if (from >= 0) {
        const left = fromBytes(bytes.slice(from));
        return fail(tail === null ? left : new Cons(left, tail));
      }
      if (from < -1) pending = bytes.slice(-from - 2);
    } else return undefined;
    rest = tail ?? NIL;
  }
  if (pending !== null) return { kind: 'incomplete', codes, rest: fromBytes(pending) };
  return { kind: 'done', codes };
}

/** Reads all of the bytes: -1 when done, the index of a fault, or -2 minus the index of a cut character. */
function readAll(bytes: Uint8Array, encoding: Encoding, codes: number[], most: number): number {
  let at = 0;
  while (at < bytes.length) {
    const character = readCharacter(bytes, at, encoding);
    if (character === null || (character !== undefined && character[0] > most)) return at;
    if (character === undefined) return -2 - at;
    codes.push(character[0]);
    at += character[1];
  }
  return -1;
}

function isProper(list: Term): boolean {
  let rest = list;
  while (rest instanceof Cons) rest = rest.tail;
  return rest instanceof Nil || rest instanceof Bits;
}

/** Code points, all within the encoding's range, as a binary. */
export function encodeCharacters(codes: readonly number[], encoding: Encoding): Bits {
  if (encoding === 'latin1') return fromBytes(Uint8Array.from(codes));
  const target = builder(codes.length * 8);
  for (const code of codes) {
    if (encoding === 'utf8') putUtf8(target, code);
    else if (encoding === 'utf16be' || encoding === 'utf16le') putUtf16(target, code, encoding === 'utf16le');
    else putUtf32(target, code, encoding === 'utf32le');
  }
  return finish(target);
}
