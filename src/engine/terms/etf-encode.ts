/**
 * Writing terms in the external format, as term_to_binary does. OTP 25 writes Latin-1 atoms in the
 * old way unless minor_version is 2.
 */
import { atom } from './atoms.ts';
import { encodeUtf8, toUint8Array } from './bits.ts';
import { TAG, VERSION } from './etf-tags.ts';
import { scientificFloat } from './float-text.ts';
import { mapGet, mapKeys, mapValues } from './maps.ts';
import { compareExact } from './order.ts';
import { Atom, Bits, Cons, ErlMap, ExternalFun, Float, Nil, Pid, Port, Ref } from './term.ts';
import type { Term, Fun } from './term.ts';
import { isTuple } from './type-tests.ts';

export interface EncodeOptions {
  /** 0, 1 (default) or 2; see erlang:term_to_binary/2. */
  readonly minorVersion?: 0 | 1 | 2;
  /** Large maps in the order of their keys, so that equal terms have equal bytes. */
  readonly deterministic?: boolean;
}

interface Writer {
  bytes: Uint8Array;
  at: number;
  readonly minor: number;
  readonly deterministic: boolean;
}

/** Bytes that an encoded term may have; as bitstrings, it has fewer than 2 ** 31 bits. */
const MAX_BYTES = 2 ** 28 - 1;

/** Makes room. Throws RangeError where no binary can be that long; world/ takes the node down then. */
function room(w: Writer, count: number): void {
  if (w.at + count <= w.bytes.length) return;
  if (w.at + count > MAX_BYTES) throw new RangeError(`a term of ${w.at + count} bytes`);
  const grown = new Uint8Array(Math.min(Math.max(w.bytes.length * 2, w.at + count), MAX_BYTES));
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
    let keys = mapKeys(term);
    let values = mapValues(term);
    if (w.deterministic) {
      keys = [...keys].sort(compareExact);
      values = keys.map((key) => mapGet(term, key) as Term);
    }
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
  } else putFun(w, term);
}

/** The bytes of a term, with the leading version byte 131. */
export function encodeTerm(term: Term, options: EncodeOptions = {}): Uint8Array {
  const w: Writer = {
    bytes: new Uint8Array(64),
    at: 0,
    minor: options.minorVersion ?? 1,
    deterministic: options.deterministic === true,
  };
  put8(w, VERSION);
  putTerm(w, term);
  return w.bytes.slice(0, w.at);
}
