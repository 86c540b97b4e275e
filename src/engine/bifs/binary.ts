/**
 * What OTP builds into module `binary`; the rest of it is Erlang.
 * DIFFERS: a compiled pattern is `{bm,Binary}` or `{ac,[Binary]}`, not a tuple with a reference.
 */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom } from '../terms/atoms.ts';
import {
  bigFromBytes,
  builder,
  byteAt,
  EMPTY_BITS,
  finish,
  fromBytes,
  putBits,
  slice,
  toUint8Array,
} from '../terms/bits.ts';
import { findAllBytes, findBytes } from '../terms/byte-search.ts';
import type { ByteMatch } from '../terms/byte-search.ts';
import { flattenIoList } from '../terms/iolists.ts';
import { fromArray, toArray } from '../terms/lists.ts';
import { isInt, normalise } from '../terms/numbers.ts';
import { Bits, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { isBinary, isList, isTuple } from '../terms/type-tests.ts';
import { plain } from './entry.ts';
import type { BifRow, BifRows } from './entry.ts';
import { binaryPart, byteList, partOf } from './erlang/binaries.ts';

const NOMATCH = atom('nomatch');
const SCOPE = atom('scope');
const GLOBAL = atom('global');
const TRIM = atom('trim');
const TRIM_ALL = atom('trim_all');
const BIG = atom('big');
const LITTLE = atom('little');
const BM = atom('bm');
const AC = atom('ac');

const NO_OPTIONS = NIL;

function whole(term: Term): term is Bits {
  return term instanceof Bits && isBinary(term);
}

function onBinary(run: (machine: Machine, bytes: Uint8Array, binary: Bits, ...rest: Term[]) => Result): BifRow {
  return plain((machine, binary, ...rest) =>
    whole(binary) ? run(machine, toUint8Array(binary), binary, ...rest) : machine.badarg(),
  );
}

/** The patterns of a binary, a list of binaries or a compiled pattern; undefined when none may be empty. */
function patternsOf(term: Term): Uint8Array[] | undefined {
  if (isTuple(term)) {
    return term.length === 2 && (term[0] === BM || term[0] === AC) ? patternsOf(term[1]) : undefined;
  }
  const parts = term instanceof Bits ? [term] : toArray(term);
  if (parts === undefined || parts.length === 0) return undefined;
  const patterns: Uint8Array[] = [];
  for (const part of parts) {
    if (!whole(part) || part.bitLength === 0) return undefined;
    patterns.push(toUint8Array(part));
  }
  return patterns;
}

interface SearchOptions {
  from: number;
  to: number;
  global: boolean;
  trim: boolean;
  trimAll: boolean;
}

function searchOptions(size: number, options: Term, splitting: boolean): SearchOptions | undefined {
  const parsed: SearchOptions = { from: 0, to: size, global: false, trim: false, trimAll: false };
  const list = toArray(options);
  if (list === undefined) return undefined;
  for (const option of list) {
    if (isTuple(option) && option.length === 2 && option[0] === SCOPE) {
      const range: Term = option[1];
      if (!isTuple(range) || range.length !== 2) return undefined;
      const [start, length] = range;
      if (typeof start !== 'number' || typeof length !== 'number') return undefined;
      parsed.from = length < 0 ? start + length : start;
      parsed.to = length < 0 ? start : start + length;
      if (parsed.from < 0 || start < 0 || parsed.to > size) return undefined;
    } else if (splitting && option === GLOBAL) parsed.global = true;
    else if (splitting && option === TRIM) parsed.trim = true;
    else if (splitting && option === TRIM_ALL) parsed.trimAll = true;
    else return undefined;
  }
  return parsed;
}

const pair = (match: ByteMatch): Term => [match.at, match.length];

function match(machine: Machine, bytes: Uint8Array, pattern: Term, options: Term): Result {
  const scope = searchOptions(bytes.length, options, false);
  if (bytes.length === 0 && scope !== undefined) return NOMATCH;
  const patterns = patternsOf(pattern);
  if (patterns === undefined || scope === undefined) return machine.badarg();
  const found = findBytes(bytes, patterns, scope.from, scope.to);
  return found === null ? NOMATCH : pair(found);
}

function matches(machine: Machine, bytes: Uint8Array, pattern: Term, options: Term): Result {
  const scope = searchOptions(bytes.length, options, false);
  if (bytes.length === 0 && scope !== undefined) return NIL;
  const patterns = patternsOf(pattern);
  if (patterns === undefined || scope === undefined) return machine.badarg();
  return fromArray(findAllBytes(bytes, patterns, scope.from, scope.to).map(pair));
}

function split(machine: Machine, bytes: Uint8Array, binary: Bits, pattern: Term, options: Term): Result {
  const patterns = bytes.length === 0 ? [] : patternsOf(pattern);
  const scope = searchOptions(bytes.length, options, true);
  if (patterns === undefined || scope === undefined) return machine.badarg();
  const first = scope.global ? null : findBytes(bytes, patterns, scope.from, scope.to);
  const found = scope.global ? findAllBytes(bytes, patterns, scope.from, scope.to) : first === null ? [] : [first];
  const parts: Bits[] = [];
  let at = 0;
  for (const one of found) {
    parts.push(slice(binary, at * 8, (one.at - at) * 8) ?? EMPTY_BITS);
    at = one.at + one.length;
  }
  parts.push(slice(binary, at * 8, (bytes.length - at) * 8) ?? EMPTY_BITS);
  if (scope.trim || scope.trimAll) {
    while (parts.length > 0 && parts[parts.length - 1].bitLength === 0) parts.pop();
  }
  return fromArray(scope.trimAll ? parts.filter((part) => part.bitLength > 0) : parts);
}

function compilePattern(machine: Machine, pattern: Term): Result {
  if (isTuple(pattern) || patternsOf(pattern) === undefined) return machine.badarg();
  const only = isList(pattern) ? (toArray(pattern) ?? []) : [pattern];
  return only.length === 1 ? [BM, only[0]] : [AC, pattern];
}

function copy(machine: Machine, binary: Bits, times: Term): Result {
  if (typeof times !== 'number' || times < 0) return machine.badarg();
  const size = binary.bitLength * Number(times);
  if (size > 2 ** 33) return machine.systemLimit();
  const target = builder(size);
  for (let i = 0; i < times; i++) putBits(target, binary);
  return finish(target);
}

/** Length of the bytes that all binaries begin with, or end with when `backwards`. */
function commonLength(machine: Machine, list: Term, backwards: boolean): Result {
  const items = toArray(list);
  if (items === undefined || items.length === 0 || !items.every(whole)) return machine.badarg();
  const all = items.map((item) => (item instanceof Bits ? toUint8Array(item) : new Uint8Array(0)));
  const shortest = Math.min(...all.map((bytes) => bytes.length));
  for (let i = 0; i < shortest; i++) {
    const at = (bytes: Uint8Array): number => bytes[backwards ? bytes.length - 1 - i : i];
    const byte = at(all[0]);
    if (!all.every((bytes) => at(bytes) === byte)) return i;
  }
  return shortest;
}

function decodeUnsigned(machine: Machine, bytes: Uint8Array, order: Term): Result {
  if (order !== BIG && order !== LITTLE) return machine.badarg();
  return normalise(bigFromBytes(order === BIG ? bytes : bytes.slice().reverse()));
}

function encodeUnsigned(machine: Machine, value: Term, order: Term): Result {
  if (!isInt(value) || value < 0 || (order !== BIG && order !== LITTLE)) return machine.badarg();
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = '0' + hex;
  const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(i * 2, i * 2 + 2), 16));
  return fromBytes(order === BIG ? bytes : bytes.reverse());
}

function at(machine: Machine, binary: Bits, index: Term): Result {
  const inside = typeof index === 'number' && index >= 0 && index < binary.bitLength / 8;
  return inside ? byteAt(binary, index) : machine.badarg();
}

function part(machine: Machine, binary: Term, start: Term, length: Term): Result {
  return partOf(binary, start, length) ?? machine.badarg();
}

function partToList(machine: Machine, binary: Bits, start: Term, length: Term): Result {
  const piece = binaryPart(binary, start, length);
  return piece === undefined ? machine.badarg() : byteList(piece, 0, piece.bitLength / 8);
}

export const rows: BifRows = {
  'at/2': onBinary((machine, _bytes, binary, index) => at(machine, binary, index)),
  'first/1': onBinary((machine, _bytes, binary) => at(machine, binary, 0)),
  'last/1': onBinary((machine, bytes, binary) => at(machine, binary, bytes.length - 1)),
  'part/2': plain((machine, binary, range) =>
    isTuple(range) && range.length === 2 ? part(machine, binary, range[0], range[1]) : machine.badarg(),
  ),
  'part/3': plain(part),
  'copy/1': onBinary((machine, _bytes, binary) => copy(machine, binary, 1)),
  'copy/2': plain((machine, binary, times) => {
    if (binary instanceof Bits && times === 0) return EMPTY_BITS;
    return whole(binary) ? copy(machine, binary, times) : machine.badarg();
  }),
  'match/2': onBinary((machine, bytes, _binary, pattern) => match(machine, bytes, pattern, NO_OPTIONS)),
  'match/3': onBinary((machine, bytes, _binary, pattern, options) => match(machine, bytes, pattern, options)),
  'matches/2': onBinary((machine, bytes, _binary, pattern) => matches(machine, bytes, pattern, NO_OPTIONS)),
  'matches/3': onBinary((machine, bytes, _binary, pattern, options) => matches(machine, bytes, pattern, options)),
  'split/2': onBinary((machine, bytes, binary, pattern) => split(machine, bytes, binary, pattern, NO_OPTIONS)),
  'split/3': onBinary(split),
  'compile_pattern/1': plain(compilePattern),
  'longest_common_prefix/1': plain((machine, list) => commonLength(machine, list, false)),
  'longest_common_suffix/1': plain((machine, list) => commonLength(machine, list, true)),
  'decode_unsigned/1': onBinary((machine, bytes) => decodeUnsigned(machine, bytes, BIG)),
  'decode_unsigned/2': onBinary((machine, bytes, _binary, order) => decodeUnsigned(machine, bytes, order)),
  'encode_unsigned/1': plain((machine, value) => encodeUnsigned(machine, value, BIG)),
  'encode_unsigned/2': plain(encodeUnsigned),
  'list_to_bin/1': plain((machine, list) => (isList(list) ? flattenIoList(list) : undefined) ?? machine.badarg()),
  'bin_to_list/1': onBinary((_machine, bytes, binary) => byteList(binary, 0, bytes.length)),
  'bin_to_list/2': onBinary((machine, _bytes, binary, range) =>
    isTuple(range) && range.length === 2 ? partToList(machine, binary, range[0], range[1]) : machine.badarg(),
  ),
  'bin_to_list/3': onBinary((machine, _bytes, binary, start, length) => partToList(machine, binary, start, length)),
  'referenced_byte_size/1': onBinary((_machine, _bytes, binary) => binary.bytes.length),
};
