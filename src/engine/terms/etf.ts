/**
 * The external term format, as term_to_binary writes it and binary_to_term reads it.
 * Source: "External Term Format" of the ERTS user's guide; OTP 25 writes Latin-1 atoms in the old
 * way unless minor_version is 2. Bodies of local funs are not sent: they are found again by the
 * `FunResolver`.
 */
import { atom, existingAtom } from './atoms.ts';
import {
  bigFromBytes, byteAt, decodeUtf8, encodeUtf8, fromBytes, latin1Of, slice, toUint8Array,
} from './bits.ts';
import { parseFloatText, scientificFloat } from './float-text.ts';
import { entriesOf } from './map-tree.ts';
import { mapFromArrays } from './maps.ts';
import { normalise } from './numbers.ts';
import {
  Atom, Bits, Cons, ErlMap, ExternalFun, Float, Fun, NIL, Nil, Pid, Port, Ref,
} from './term.ts';
import type { Term } from './term.ts';
import { isTuple } from './type-tests.ts';

const VERSION = 131;
const TAG = {
  newFloat: 70, bitBinary: 77, compressed: 80, newPid: 88, newPort: 89, newerReference: 90,
  smallInteger: 97, integer: 98, float: 99, atom: 100, reference: 101, port: 102, pid: 103,
  smallTuple: 104, largeTuple: 105, nil: 106, string: 107, list: 108, binary: 109, smallBig: 110,
  largeBig: 111, newFun: 112, export: 113, newReference: 114, smallAtom: 115, map: 116,
  atomUtf8: 118, smallAtomUtf8: 119, bigPort: 120,
} as const;

export interface EncodeOptions {
  /** 0, 1 (default) or 2; see erlang:term_to_binary/2. */
  readonly minorVersion?: 0 | 1 | 2;
}


export interface DecodeOptions {
  /** Refuse to make atoms and external funs (`safe`). */
  readonly safe?: boolean;
  /** Gives the fun of a decoded module, index and old uniq, or undefined when it is not there. */
  readonly resolveFun?: FunResolver;
}

export type FunResolver = (
  module: Atom, index: number, uniq: number, arity: number, env: readonly Term[], pid: Pid,
) => Fun | undefined;

interface Writer {
  bytes: Uint8Array;
  at: number;
  readonly minor: number;
}

function room(w: Writer, count: number): void {
  if (w.at + count <= w.bytes.length) return;
  const grown = new Uint8Array(Math.max(w.bytes.length * 2, w.at + count));
  grown.set(w.bytes);
  w.bytes = grown;
}

function put8(w: Writer, value: number): void {
  room(w, 1);
  w.bytes[w.at++] = value;
}

function put16(w: Writer, value: number): void {
  put8(w, value >>> 8);
  put8(w, value & 255);
}

function put32(w: Writer, value: number): void {
  room(w, 4);
  w.bytes[w.at++] = value >>> 24;
  w.bytes[w.at++] = value >>> 16;
  w.bytes[w.at++] = value >>> 8;
  w.bytes[w.at++] = value;
}

function putBytes(w: Writer, bytes: Uint8Array): void {
  room(w, bytes.length);
  w.bytes.set(bytes, w.at);
  w.at += bytes.length;
}

function isLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return false;
  return true;
}

function putAtom(w: Writer, name: string): void {
  if (w.minor < 2 && isLatin1(name)) {
    put8(w, TAG.atom);
    put16(w, name.length);
    for (let i = 0; i < name.length; i++) put8(w, name.charCodeAt(i));
    return;
  }
  const bytes = encodeUtf8(name);
  if (bytes.length < 256) {
    put8(w, TAG.smallAtomUtf8);
    put8(w, bytes.length);
  } else {
    put8(w, TAG.atomUtf8);
    put16(w, bytes.length);
  }
  putBytes(w, bytes);
}

function putBig(w: Writer, value: bigint): void {
  const magnitude = value < 0n ? -value : value;
  let hex = magnitude.toString(16);
  if (hex.length & 1) hex = '0' + hex;
  const count = hex.length / 2;
  if (count < 256) {
    put8(w, TAG.smallBig);
    put8(w, count);
  } else {
    put8(w, TAG.largeBig);
    put32(w, count);
  }
  put8(w, value < 0n ? 1 : 0);
  for (let i = hex.length - 2; i >= 0; i -= 2) put8(w, parseInt(hex.slice(i, i + 2), 16));
}

function putList(w: Writer, list: Cons): void {
  let count = 0;
  let bytesOnly = true;
  let rest: Term = list;
  for (; rest instanceof Cons; rest = rest.tail) {
    const head = rest.head;
    if (typeof head !== 'number' || head < 0 || head > 255) bytesOnly = false;
    count++;
  }
  if (bytesOnly && rest instanceof Nil && count < 65536) {
    put8(w, TAG.string);
    put16(w, count);
    for (let cell: Term = list; cell instanceof Cons; cell = cell.tail) put8(w, cell.head as number);
    return;
  }
  put8(w, TAG.list);
  put32(w, count);
  rest = list;
  for (; rest instanceof Cons; rest = rest.tail) putTerm(w, rest.head);
  putTerm(w, rest);
}

function putPid(w: Writer, pid: Pid): void {
  put8(w, TAG.newPid);
  putAtom(w, pid.node.name);
  put32(w, pid.number);
  put32(w, pid.serial);
  put32(w, pid.creation);
}

const doubleView = new DataView(new ArrayBuffer(8));

function putFloat(w: Writer, value: number): void {
  if (w.minor === 0) {
    put8(w, TAG.float);
    const text = scientificFloat(value, 20);
    for (let i = 0; i < 31; i++) put8(w, i < text.length ? text.charCodeAt(i) : 0);
    return;
  }
  put8(w, TAG.newFloat);
  doubleView.setFloat64(0, value);
  for (let i = 0; i < 8; i++) put8(w, doubleView.getUint8(i));
}

function putFun(w: Writer, fun: Fun): void {
  put8(w, TAG.newFun);
  const start = w.at;
  put32(w, 0);
  put8(w, fun.arity);
  for (let i = 0; i < 4; i++) put32(w, Math.imul(fun.code.funUniq, i * 2 + 1));
  put32(w, fun.code.funIndex);
  put32(w, fun.env.length);
  putAtom(w, fun.code.module.name);
  putTerm(w, fun.code.funIndex);
  putTerm(w, fun.code.funUniq);
  if (fun.pid !== null) putPid(w, fun.pid);
  else putPid(w, new Pid(atom('nonode@nohost'), 0, 0, 0));
  for (const value of fun.env) putTerm(w, value);
  const size = w.at - start;
  for (let i = 0; i < 4; i++) w.bytes[start + i] = size >>> (24 - 8 * i);
}

function putBits(w: Writer, bits: Bits): void {
  const left = bits.bitLength & 7;
  const bytes = toUint8Array(bits);
  put8(w, left === 0 ? TAG.binary : TAG.bitBinary);
  put32(w, bytes.length);
  if (left !== 0) put8(w, left);
  putBytes(w, bytes);
}

function putTerm(w: Writer, term: Term): void {
  if (typeof term === 'number') {
    if (term >= 0 && term < 256) {
      put8(w, TAG.smallInteger);
      put8(w, term);
    } else if ((term | 0) === term) {
      put8(w, TAG.integer);
      put32(w, term);
    } else putBig(w, BigInt(term));
  } else if (term instanceof Atom) putAtom(w, term.name);
  else if (term instanceof Cons) putList(w, term);
  else if (isTuple(term)) {
    if (term.length < 256) {
      put8(w, TAG.smallTuple);
      put8(w, term.length);
    } else {
      put8(w, TAG.largeTuple);
      put32(w, term.length);
    }
    for (const item of term) putTerm(w, item);
  } else if (term instanceof Nil) put8(w, TAG.nil);
  else if (term instanceof Bits) putBits(w, term);
  else if (term instanceof Float) putFloat(w, term.value);
  else if (typeof term === 'bigint') putBig(w, term);
  else if (term instanceof ErlMap) {
    const { keys, values } = entriesOf(term);
    put8(w, TAG.map);
    put32(w, keys.length);
    for (let i = 0; i < keys.length; i++) {
      putTerm(w, keys[i]);
      putTerm(w, values[i]);
    }
  } else if (term instanceof Pid) putPid(w, term);
  else if (term instanceof Ref) {
    put8(w, TAG.newerReference);
    put16(w, 3);
    putAtom(w, term.node.name);
    put32(w, term.creation);
    for (const word of term.words) put32(w, word);
  } else if (term instanceof Port) {
    put8(w, TAG.newPort);
    putAtom(w, term.node.name);
    put32(w, term.number);
    put32(w, term.creation);
  } else if (term instanceof ExternalFun) {
    put8(w, TAG.export);
    putAtom(w, term.module.name);
    putAtom(w, term.name.name);
    putTerm(w, term.arity);
  } else putFun(w, term as Fun);
}

/** The bytes of a term, with the leading version byte 131. */
export function encodeTerm(term: Term, options: EncodeOptions = {}): Uint8Array {
  const w: Writer = { bytes: new Uint8Array(64), at: 0, minor: options.minorVersion ?? 1 };
  put8(w, VERSION);
  putTerm(w, term);
  return w.bytes.slice(0, w.at);
}

/** Thrown inside the decoder only; `decodeTerm` turns it into undefined. */
class InvalidTerm extends Error {}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
  readonly options: DecodeOptions;
}

function need(r: Reader, count: number): number {
  const from = r.at;
  if (from + count > r.bytes.length) throw new InvalidTerm();
  r.at += count;
  return from;
}

function get8(r: Reader): number {
  return r.bytes[need(r, 1)];
}

function get16(r: Reader): number {
  const at = need(r, 2);
  return r.bytes[at] * 256 + r.bytes[at + 1];
}

function get32(r: Reader): number {
  const at = need(r, 4);
  return ((r.bytes[at] << 24) | (r.bytes[at + 1] << 16) | (r.bytes[at + 2] << 8) | r.bytes[at + 3]) >>> 0;
}

function getBits(r: Reader, count: number): Bits {
  const from = need(r, count);
  return fromBytes(r.bytes.slice(from, from + count));
}

function getName(r: Reader, count: number, utf8: boolean): Atom {
  const bits = getBits(r, count);
  const name = utf8 ? decodeUtf8(bits) : latin1Of(bits);
  if (name === undefined || (utf8 ? [...name].length : name.length) > 255) throw new InvalidTerm();
  if (r.options.safe !== true) return atom(name);
  const known = existingAtom(name);
  if (known === undefined) throw new InvalidTerm();
  return known;
}

function getAtom(r: Reader): Atom {
  const term = getTerm(r);
  if (!(term instanceof Atom)) throw new InvalidTerm();
  return term;
}

function getSmall(r: Reader): number {
  const term = getTerm(r);
  if (typeof term !== 'number') throw new InvalidTerm();
  return term;
}

function getPid(r: Reader): Pid {
  const term = getTerm(r);
  if (!(term instanceof Pid)) throw new InvalidTerm();
  return term;
}

function getBig(r: Reader, count: number): Term {
  const negative = get8(r) !== 0;
  const from = need(r, count);
  const value = bigFromBytes(r.bytes.slice(from, from + count).reverse());
  return normalise(negative ? -value : value);
}

function getTuple(r: Reader, count: number): Term {
  if (count > r.bytes.length - r.at) throw new InvalidTerm();
  const items: Term[] = [];
  for (let i = 0; i < count; i++) items.push(getTerm(r));
  return items;
}

function getList(r: Reader): Term {
  const count = get32(r);
  if (count > r.bytes.length - r.at) throw new InvalidTerm();
  const items: Term[] = [];
  for (let i = 0; i < count; i++) items.push(getTerm(r));
  let list = getTerm(r);
  for (let i = count - 1; i >= 0; i--) list = new Cons(items[i], list);
  return list;
}

function getMap(r: Reader): Term {
  const count = get32(r);
  if (count > r.bytes.length - r.at) throw new InvalidTerm();
  const keys: Term[] = [];
  const values: Term[] = [];
  for (let i = 0; i < count; i++) {
    keys.push(getTerm(r));
    values.push(getTerm(r));
  }
  const map = mapFromArrays(keys, values);
  if (map.size !== count) throw new InvalidTerm();
  return map;
}

function getFloat(value: number | undefined): Float {
  if (value === undefined || !Number.isFinite(value)) throw new InvalidTerm();
  return new Float(value);
}

function getRef(r: Reader, newer: boolean): Ref {
  const count = get16(r);
  const node = getAtom(r);
  const creation = newer ? get32(r) : get8(r);
  if (count < 1 || count > 5) throw new InvalidTerm();
  const words: number[] = [];
  for (let i = 0; i < count; i++) words.push(get32(r));
  return new Ref(node, [words[0], words[1] ?? 0, words[2] ?? 0], creation);
}

function getFun(r: Reader): Fun {
  get32(r);
  const arity = get8(r);
  need(r, 20);
  const count = get32(r);
  const module = getAtom(r);
  const index = getSmall(r);
  const uniq = getSmall(r);
  const pid = getPid(r);
  const env: Term[] = [];
  for (let i = 0; i < count; i++) env.push(getTerm(r));
  const fun = r.options.resolveFun?.(module, index, uniq, arity, env, pid);
  if (fun === undefined) throw new InvalidTerm();
  return fun;
}

function getBitString(r: Reader): Bits {
  const count = get32(r);
  const left = get8(r);
  if (left < 1 || left > 8 || count === 0) throw new InvalidTerm();
  const whole = getBits(r, count);
  return slice(whole, 0, (count - 1) * 8 + left) ?? whole;
}

function getString(r: Reader): Term {
  const count = get16(r);
  const from = need(r, count);
  let list: Term = NIL;
  for (let i = count - 1; i >= 0; i--) list = new Cons(r.bytes[from + i], list);
  return list;
}

function getTerm(r: Reader): Term {
  const tag = get8(r);
  switch (tag) {
    case TAG.smallInteger:
      return get8(r);
    case TAG.integer:
      return get32(r) | 0;
    case TAG.atom:
      return getName(r, get16(r), false);
    case TAG.smallAtom:
      return getName(r, get8(r), false);
    case TAG.atomUtf8:
      return getName(r, get16(r), true);
    case TAG.smallAtomUtf8:
      return getName(r, get8(r), true);
    case TAG.smallTuple:
      return getTuple(r, get8(r));
    case TAG.largeTuple:
      return getTuple(r, get32(r));
    case TAG.nil:
      return NIL;
    case TAG.string:
      return getString(r);
    case TAG.list:
      return getList(r);
    case TAG.binary:
      return getBits(r, get32(r));
    case TAG.bitBinary:
      return getBitString(r);
    case TAG.smallBig:
      return getBig(r, get8(r));
    case TAG.largeBig:
      return getBig(r, get32(r));
    case TAG.newFloat: {
      const from = need(r, 8);
      for (let i = 0; i < 8; i++) doubleView.setUint8(i, r.bytes[from + i]);
      return getFloat(doubleView.getFloat64(0));
    }
    case TAG.float:
      return getFloat(parseFloatText(latin1Of(getBits(r, 31)).replace(/\0[^]*$/, '')));
    case TAG.map:
      return getMap(r);
    case TAG.newPid:
    case TAG.pid: {
      const node = getAtom(r);
      const number = get32(r);
      const serial = get32(r);
      return new Pid(node, number, serial, tag === TAG.pid ? get8(r) : get32(r));
    }
    case TAG.newPort:
    case TAG.port: {
      const node = getAtom(r);
      const number = get32(r);
      return new Port(node, number, tag === TAG.port ? get8(r) : get32(r));
    }
    case TAG.bigPort: {
      const node = getAtom(r);
      const number = get32(r) * 4294967296 + get32(r);
      return new Port(node, number, get32(r));
    }
    case TAG.newReference:
      return getRef(r, false);
    case TAG.newerReference:
      return getRef(r, true);
    case TAG.reference: {
      const node = getAtom(r);
      const word = get32(r);
      return new Ref(node, [word, 0, 0], get8(r));
    }
    case TAG.export: {
      const module = getAtom(r);
      const name = getAtom(r);
      return new ExternalFun(module, name, getSmall(r));
    }
    case TAG.newFun:
      return getFun(r);
    default:
      throw new InvalidTerm();
  }
}

/**
 * The term at the start of the binary and how many bytes it took, or undefined when the bytes are
 * no term. Compressed terms are inflated by the caller (see bifs/erlang/external.ts).
 */
export function decodeTerm(bits: Bits, options: DecodeOptions = {}): { term: Term; used: number } | undefined {
  if ((bits.bitLength & 7) !== 0 || bits.bitLength < 16 || byteAt(bits, 0) !== VERSION) return undefined;
  const reader: Reader = { bytes: toUint8Array(bits), at: 1, options };
  try {
    const term = getTerm(reader);
    return { term, used: reader.at };
  } catch (error) {
    if (error instanceof InvalidTerm || error instanceof RangeError) return undefined;
    throw error;
  }
}
