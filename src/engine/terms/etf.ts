/**
 * Reading terms in the external format, as binary_to_term does; the encoder is reached through here
 * too. Source: "External Term Format" of the ERTS user's guide. Bodies of local funs are not
 * sent: they are found again by the `FunResolver`.
 */
import { atom, existingAtom } from './atoms.ts';
import { bigFromBytes, byteAt, decodeUtf8, fromBytes, latin1Of, slice, toUint8Array } from './bits.ts';
import { TAG, VERSION } from './etf-tags.ts';
import { parseFloatText } from './float-text.ts';
import { mapFromArrays } from './maps.ts';
import { normalise } from './numbers.ts';
import { Atom, Cons, ExternalFun, Float, NIL, Pid, Port, Ref } from './term.ts';
import type { Term, Bits, Fun } from './term.ts';

export { encodeTerm } from './etf-encode.ts';
export type { EncodeOptions } from './etf-encode.ts';

const doubleView = new DataView(new ArrayBuffer(8));

export interface DecodeOptions {
  /** Refuse to make atoms and external funs (`safe`). */
  readonly safe?: boolean;
  /** Gives the fun of a decoded module, index and old uniq, or undefined when it is not there. */
  readonly resolveFun?: FunResolver;
}

export type FunResolver = (
  module: Atom,
  index: number,
  uniq: number,
  arity: number,
  env: readonly Term[],
  pid: Pid,
) => Fun | undefined;

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
  const from = need(r, count);
  let name: string | undefined = '';
  for (let i = from; i < from + count; i++) {
    const byte = r.bytes[i];
    if (utf8 && byte > 127) {
      name = decodeUtf8(fromBytes(r.bytes.slice(from, from + count)));
      break;
    }
    name += String.fromCharCode(byte);
  }
  if (name === undefined || (name.length > 255 && [...name].length > 255)) throw new InvalidTerm();
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
 * no term. Compressed terms are inflated by the caller (bifs/erlang/external.ts).
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
