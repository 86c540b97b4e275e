/**
 * Hash values of terms: `erlang:phash2` exactly as OTP's. They depend on the
 * value alone, never on addresses or order of interning.
 * Source: erlang:phash2/1,2; the mixing step is Bob Jenkins' (1996, public domain).
 */
import { toUint8Array } from './bits.ts';
import { entriesOf } from './map-tree.ts';
import { Atom, Bits, Cons, ErlMap, ExternalFun, Float, Nil, Pid, Port, Ref } from './term.ts';
import { isTuple } from './type-tests.ts';
import type { Term, Fun } from './term.ts';

const GOLDEN = 0x9e3779b9;
/** The constant that marks one kind of term in a hash. */
export const salt = (factor: number): number => Math.imul(GOLDEN, factor);
const SALT_NIL = salt(2);
const SALT_ATOM = salt(3);
const SALT_STRING = salt(4);
const SALT_PID = salt(5);
const SALT_PORT = salt(6);
const SALT_REF = salt(7);
const SALT_TUPLE = salt(9);
const SALT_NEGATIVE_BIG = salt(10);
const SALT_BIG = salt(11);
const SALT_FLOAT = salt(12);
const SALT_BINARY = salt(13);
const SALT_EXPORT = salt(14);
const SALT_TAIL_BITS = salt(15);
const SALT_MAP = salt(16);
const SALT_MAP_PAIRS = salt(19);
const HASH_OF_NIL = 3468870702;

/** Jenkins' mix of three words; gives the third. */
export function mix(a: number, b: number, c: number): number {
  a = (a - b - c) ^ (c >>> 13);
  b = (b - c - a) ^ (a << 8);
  c = (c - a - b) ^ (b >>> 13);
  a = (a - b - c) ^ (c >>> 12);
  b = (b - c - a) ^ (a << 16);
  c = (c - a - b) ^ (b >>> 5);
  a = (a - b - c) ^ (c >>> 3);
  b = (b - c - a) ^ (a << 10);
  return (c - a - b) ^ (b >>> 15);
}

/** Mixes two words into a hash. */
export function mix2(hash: number, x: number, y: number, constant: number): number {
  return mix((constant + x) | 0, (constant + y) | 0, hash);
}

/** Bob Jenkins' hash of bytes. */
export function blockHash(bytes: Uint8Array, length: number, initial: number): number {
  let a = GOLDEN | 0;
  let b = GOLDEN | 0;
  let c = initial | 0;
  let at = 0;
  const word = (from: number): number => {
    let value = 0;
    for (let i = 0; i < 4 && from + i < length; i++) value |= bytes[from + i] << (8 * i);
    return value;
  };
  for (let left = length; left >= 12; left -= 12, at += 12) {
    a = (a + word(at)) | 0;
    b = (b + word(at + 4)) | 0;
    c = (c + word(at + 8)) | 0;
    a = (a - b - c) ^ (c >>> 13);
    b = (b - c - a) ^ (a << 8);
    c = (c - a - b) ^ (b >>> 13);
    a = (a - b - c) ^ (c >>> 12);
    b = (b - c - a) ^ (a << 16);
    c = (c - a - b) ^ (b >>> 5);
    a = (a - b - c) ^ (c >>> 3);
    b = (b - c - a) ^ (a << 10);
    c = (c - a - b) ^ (b >>> 15);
  }
  return mix((a + word(at)) | 0, (b + word(at + 4)) | 0, (c + length + (word(at + 8) << 8)) | 0);
}

const atomHashes: (number | undefined)[] = [];

/** The hash of an atom's text, cached by atom; 28 bits. */
export function atomHash(atom: Atom): number {
  const known = atomHashes[atom.id];
  if (known !== undefined) return known;
  let hash = 0;
  const bytes = utf8Bytes(atom.name);
  for (let i = 0; i < bytes.length; i++) {
    let value = bytes[i];
    if ((value & 0xfe) === 0xc2 && i + 1 < bytes.length) {
      i++;
      value = ((value << 6) | (bytes[i] & 0x3f)) & 0xff;
    }
    hash = ((hash << 4) + value) >>> 0;
    const high = hash & 0xf0000000;
    if (high !== 0) hash = (hash ^ (high >>> 24) ^ high) >>> 0;
  }
  while (atomHashes.length <= atom.id) atomHashes.push(undefined);
  atomHashes[atom.id] = hash;
  return hash;
}

function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    } else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
  }
  return bytes;
}

function hashInteger(hash: number, value: number | bigint): number {
  if (typeof value === 'number' && value >= -134217728 && value < 134217728) {
    if (value < 0) hash = mix2(hash, -value, 0, GOLDEN);
    return mix2(hash, value, 0, GOLDEN);
  }
  const wide = BigInt(value);
  const constant = wide < 0n ? SALT_NEGATIVE_BIG : SALT_BIG;
  let rest = wide < 0n ? -wide : wide;
  do {
    hash = mix2(hash, Number(rest & 0xffffffffn) | 0, Number((rest >> 32n) & 0xffffffffn) | 0, constant);
    rest >>= 64n;
  } while (rest > 0n);
  return hash;
}

const doubleView = new DataView(new ArrayBuffer(8));

function hashInto(hash: number, term: Term): number {
  if (typeof term === 'number' || typeof term === 'bigint') return hashInteger(hash, term);
  if (term instanceof Atom) {
    return hash === 0 ? atomHash(term) : mix2(hash, atomHash(term), 0, SALT_ATOM);
  }
  if (term instanceof Nil) return hash === 0 ? HASH_OF_NIL | 0 : mix2(hash, 2, 0, SALT_NIL);
  if (term instanceof Cons) return hashList(hash, term);
  if (isTuple(term)) {
    hash = mix2(hash, term.length, 0, SALT_TUPLE);
    for (let i = 0; i < term.length; i++) hash = hashInto(hash, term[i]);
    return hash;
  }
  if (term instanceof Bits) return hashBits(hash, term);
  if (term instanceof Float) {
    doubleView.setFloat64(0, term.value + 0);
    return mix2(hash, doubleView.getInt32(0), doubleView.getInt32(4), SALT_FLOAT);
  }
  if (term instanceof ErlMap) {
    hash = mix2(hash, term.size, 0, SALT_MAP);
    if (term.size === 0) return hash;
    const { keys, values } = entriesOf(term);
    let pairs = 0;
    for (let i = 0; i < keys.length; i++) pairs ^= hashInto(hashInto(0, keys[i]), values[i]);
    return mix2(hash, pairs, 0, SALT_MAP_PAIRS);
  }
  if (term instanceof Pid) return mix2(hash, term.number, 0, SALT_PID);
  if (term instanceof Port) return mix2(hash, term.number, 0, SALT_PORT);
  if (term instanceof Ref) return mix2(hash, term.words[0], 0, SALT_REF);
  if (term instanceof ExternalFun) {
    hash = mix2(hash, term.arity, atomHash(term.module), GOLDEN);
    return mix2(hash, atomHash(term.name), 0, SALT_EXPORT);
  }
  return hashFun(hash, term);
}

function hashFun(hash: number, fun: Fun): number {
  hash = mix2(hash, fun.env.length, atomHash(fun.code.module), GOLDEN);
  hash = mix2(hash, fun.code.funIndex, fun.code.funUniq, GOLDEN);
  for (const value of fun.env) hash = hashInto(hash, value);
  return hash;
}

function hashList(hash: number, list: Cons): number {
  let rest: Term = list;
  while (rest instanceof Cons) {
    let count = 0;
    let word = 0;
    while (rest instanceof Cons && typeof rest.head === 'number' && rest.head >= 0 && rest.head < 256) {
      word = (word << 8) + rest.head;
      if (++count === 4) {
        hash = mix2(hash, word, 0, SALT_STRING);
        count = 0;
        word = 0;
      }
      rest = rest.tail;
    }
    if (count > 0) hash = mix2(hash, word, 0, SALT_STRING);
    if (!(rest instanceof Cons)) break;
    hash = hashInto(hash, rest.head);
    rest = rest.tail;
  }
  return hashInto(hash, rest);
}

function hashBits(hash: number, bits: Bits): number {
  const constant = (SALT_BINARY + hash) | 0;
  if (bits.bitLength === 0) return constant;
  const bytes = toUint8Array(bits);
  const whole = bits.bitLength >> 3;
  const left = bits.bitLength & 7;
  const result = blockHash(bytes, whole, constant);
  return left === 0 ? result : mix2(result, left, bytes[whole] >> (8 - left), SALT_TAIL_BITS);
}

/** The 32-bit hash behind phash2, unsigned. */
export function hashTerm(term: Term): number {
  return hashInto(0, term) >>> 0;
}

/** `erlang:phash2/2`: 0 to range-1; `range` is 1 to 2^32. */
export function phash2(term: Term, range: number = 134217728): number {
  return hashTerm(term) % range;
}
