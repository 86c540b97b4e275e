/** The built-ins of module `erlang` on binaries and bitstrings. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { byteAt, slice } from '../../terms/bits.ts';
import { flattenIoList, ioListSize } from '../../terms/iolists.ts';
import { listOf } from '../../terms/lists.ts';
import { Bits, Cons, NIL } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { isBinary, isList, isTuple } from '../../terms/type-tests.ts';
import { guard, plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

/** The part of a binary at `start`, of `length` bytes that may count backwards; undefined outside. */
export function binaryPart(binary: Term, start: Term, length: Term): Bits | undefined {
  if (!(binary instanceof Bits) || !isBinary(binary)) return undefined;
  if (typeof start !== 'number' || typeof length !== 'number') return undefined;
  const from = length < 0 ? start + length : start;
  const to = length < 0 ? start : start + length;
  const size = binary.bitLength / 8;
  return from < 0 || start < 0 || to > size ? undefined : slice(binary, from * 8, (to - from) * 8);
}

/** As `binaryPart`, of a bitstring whose last bits do not count. */
export function partOf(bits: Term, start: Term, length: Term): Bits | undefined {
  if (!(bits instanceof Bits)) return undefined;
  const whole = slice(bits, 0, bits.bitLength - (bits.bitLength & 7));
  return whole === undefined ? undefined : binaryPart(whole, start, length);
}

function splitBinary(machine: Machine, bits: Term, position: Term): Result {
  if (!(bits instanceof Bits) || typeof position !== 'number' || position < 0) return machine.badarg();
  const front = slice(bits, 0, position * 8);
  const back = slice(bits, position * 8, bits.bitLength - position * 8);
  return front === undefined || back === undefined ? machine.badarg() : [front, back];
}

/** The bytes from one index up to another, as a list before `tail`. */
export function byteList(bits: Bits, from: number, to: number, tail: Term = NIL): Term {
  let list = tail;
  for (let i = to - 1; i >= from; i--) list = new Cons(byteAt(bits, i), list);
  return list;
}

function binaryToList(machine: Machine, binary: Term): Result {
  if (!(binary instanceof Bits) || !isBinary(binary)) return machine.badarg();
  return byteList(binary, 0, binary.bitLength / 8);
}

function partToList(machine: Machine, binary: Term, first: Term, last: Term): Result {
  if (!(binary instanceof Bits) || typeof first !== 'number' || typeof last !== 'number') return machine.badarg();
  const size = binary.bitLength >>> 3;
  if (first < 1 || last > size || first > last) return machine.badarg();
  return byteList(binary, first - 1, last);
}

function bitstringToList(machine: Machine, bits: Term): Result {
  if (!(bits instanceof Bits)) return machine.badarg();
  const whole = bits.bitLength >>> 3;
  const rest = slice(bits, whole * 8, bits.bitLength & 7);
  return byteList(bits, 0, whole, rest === undefined || rest.bitLength === 0 ? NIL : listOf(rest));
}

function listToBinary(machine: Machine, list: Term): Result {
  return (isList(list) ? flattenIoList(list) : undefined) ?? machine.badarg();
}

function listToBitstring(machine: Machine, list: Term): Result {
  return (isList(list) ? flattenIoList(list, true) : undefined) ?? machine.badarg();
}

function ioListToBinary(machine: Machine, list: Term): Result {
  return flattenIoList(list) ?? machine.badarg();
}

function ioListToVector(machine: Machine, list: Term): Result {
  const bits = flattenIoList(list);
  if (bits === undefined) return machine.badarg();
  return bits.bitLength === 0 ? NIL : listOf(bits);
}

function sizeOfIoList(machine: Machine, list: Term): Result {
  const size = ioListSize(list);
  return size < 0 ? machine.badarg() : size;
}

export const rows: BifRows = {
  'byte_size/1': guard((bits) => (bits instanceof Bits ? Math.ceil(bits.bitLength / 8) : undefined)),
  'bit_size/1': guard((bits) => (bits instanceof Bits ? bits.bitLength : undefined)),
  'binary_part/3': guard(partOf),
  'binary_part/2': guard((bits, part) =>
    isTuple(part) && part.length === 2 ? partOf(bits, part[0], part[1]) : undefined,
  ),
  'split_binary/2': plain(splitBinary),
  'binary_to_list/1': plain(binaryToList),
  'binary_to_list/3': plain(partToList),
  'bitstring_to_list/1': plain(bitstringToList),
  'list_to_binary/1': plain(listToBinary),
  'list_to_bitstring/1': plain(listToBitstring),
  'iolist_to_binary/1': plain(ioListToBinary),
  'iolist_to_iovec/1': plain(ioListToVector),
  'iolist_size/1': plain(sizeOfIoList),
};
