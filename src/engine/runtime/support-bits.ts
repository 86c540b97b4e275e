/** Bit syntax for compiled code: reading in patterns, building in expressions, and its failures. */
import type { Sentinel } from '../compile/abi.ts';
import { BADARG, ERROR, SYSTEM_LIMIT, atom } from '../terms/atoms.ts';
import {
  builder,
  builderFrom,
  finish,
  putBits,
  putBitsPart,
  putFloat,
  putInteger,
  putUtf16,
  putUtf32,
  putUtf8,
  readFloat,
  readInteger,
  readUtf16,
  readUtf32,
  readUtf8,
  slice,
  utf16Size,
  utf8Size,
} from '../terms/bits.ts';
import type { BitsBuilder } from '../terms/bits.ts';
import { listFromString, listOf } from '../terms/lists.ts';
import { mapFromPairs } from '../terms/maps.ts';
import { Bits, Float } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { raiseAt } from './raise-at.ts';
import { siteAt } from './sites.ts';

const ERROR_INFO = atom('error_info');
const CAUSE = atom('cause');
const FUNCTION = atom('function');
const MODULE = atom('module');
const FORMAT_BS_FAIL = atom('format_bs_fail');
const ERTS_ERRORS = atom('erl_erts_errors');
const FILE = atom('file');
const LINE = atom('line');

/** `badarg` with the cause that `erl_erts_errors:format_bs_fail/2` explains. */
function bitsFailure(site: number, segment: number, type: string, error: string, value: Term): Sentinel {
  const place = siteAt(site);
  const info = mapFromPairs([
    [CAUSE, [segment, atom(type), atom(error), value]],
    [FUNCTION, FORMAT_BS_FAIL],
    [MODULE, ERTS_ERRORS],
  ]);
  const location = listOf([FILE, listFromString(place.file)], [LINE, place.line], [ERROR_INFO, info]);
  return raiseAt([{ module: place.module, name: place.name, arityOrArgs: place.arity, location }], ERROR, BADARG);
}

/** Bits that a bitstring may have; JavaScript's byte arrays and bit arithmetic bound it. */
const MAX_BITS = 2 ** 31 - 1;

/** Bits of `size` units; -1 when it is no legal size, or more than a bitstring can have. */
function bitSize(size: Term, unit: number): number {
  if (typeof size !== 'number' || size < 0) return -1;
  const bits = size * unit;
  return bits <= MAX_BITS ? bits : -1;
}

/** A size that is no number of units is `badarg`; one that is too large is `system_limit`. */
function sizeFailure(site: number, segment: number, type: string, size: Term): Sentinel {
  const isTooLarge = (typeof size === 'number' || typeof size === 'bigint') && size >= 0;
  if (!isTooLarge) return bitsFailure(site, segment, type, 'size', size);
  const place = siteAt(site);
  const location = listOf([FILE, listFromString(place.file)], [LINE, place.line]);
  return raiseAt([{ module: place.module, name: place.name, arityOrArgs: place.arity, location }], ERROR, SYSTEM_LIMIT);
}

function readByte(bits: Bits, at: number): number | undefined {
  if (at + 8 > bits.bitLength) return undefined;
  const from = bits.bitOffset + at;
  if ((from & 7) === 0) return bits.bytes[from >>> 3];
  return readInteger(bits, at, 8, false, false) as number;
}

function putAll(b: BitsBuilder, value: Term, unit: number): boolean {
  if (!(value instanceof Bits) || value.bitLength % unit !== 0) return false;
  putBits(b, value);
  return true;
}

/** A builder that begins with the first segment. */
function bitsFrom(site: number, value: Term, unit: number): BitsBuilder | Sentinel {
  if (!(value instanceof Bits)) return bitsFailure(site, 1, 'binary', 'type', value);
  if (value.bitLength % unit !== 0) return bitsFailure(site, 1, 'binary', 'unit', value);
  return builderFrom(value);
}

function failureKind(type: string, value: Term): string {
  if (type === 'binary') return value instanceof Bits ? 'short' : 'type';
  if (type === 'float')
    return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float ? 'no_float' : 'type';
  return type === 'integer' ? 'type' : 'type';
}

function binGuard(segments: readonly [readonly (string | [string, number])[], Term, Term?][]): Bits | undefined {
  const b = builder();
  for (const [types, value, size] of segments) {
    const has = (word: string): boolean => types.includes(word);
    const unitSpec = types.find((word) => typeof word !== 'string');
    const little = has('little') || has('native');
    const bits = has('bits') || has('bitstring');
    const binary = bits || has('binary') || has('bytes');
    const unit = unitSpec === undefined ? (binary && !bits ? 8 : 1) : unitSpec[1];
    let ok: boolean;
    if (has('utf8')) ok = putUtf8(b, value);
    else if (has('utf16')) ok = putUtf16(b, value, little);
    else if (has('utf32')) ok = putUtf32(b, value, little);
    else if (binary && size === undefined) ok = putAll(b, value, unit);
    else {
      const count = size === undefined ? (has('float') ? 64 : 8 * unit) : bitSize(size, unit);
      if (count < 0) ok = false;
      else if (binary) ok = putBitsPart(b, value, count);
      else ok = has('float') ? putFloat(b, value, count, little) : putInteger(b, value, count, little);
    }
    if (!ok) return undefined;
  }
  return finish(b);
}

/** The part of `Support.code` that bit syntax uses. */
export const bitsCode: Readonly<Record<string, unknown>> = {
  _slice: slice,
  _rint: readInteger,
  _rbyte: readByte,
  _rfloat: readFloat,
  _rutf8: readUtf8,
  _rutf16: readUtf16,
  _rutf32: readUtf32,
  _utf8Size: utf8Size,
  _utf16Size: utf16Size,
  _bitSize: bitSize,
  _builder: () => builder(),
  _bitsFrom: bitsFrom,
  _finish: finish,
  _pint: putInteger,
  _pfloat: putFloat,
  _ppart: putBitsPart,
  _pall: putAll,
  _putf8: putUtf8,
  _putf16: putUtf16,
  _putf32: putUtf32,
  _binGuard: binGuard,
  _binFail: (site: number, segment: number, type: string, value: Term) =>
    bitsFailure(site, segment, type, failureKind(type, value), value),
  _sizeFail: (site: number, segment: number, type: string, _value: Term, size: Term) =>
    sizeFailure(site, segment, type, size),
};
