/** The built-ins of module `erlang` that compare terms and test their types: all legal in guards. */
import { bool, FALSE, TRUE } from '../../terms/atoms.ts';
import { compare, equals, equalsExact } from '../../terms/order.ts';
import { Atom } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import * as is from '../../terms/type-tests.ts';
import { guard, plain } from '../entry.ts';
import type { BifRow, BifRows } from '../entry.ts';

const test = (predicate: (term: Term) => boolean): BifRow => guard((term) => bool(predicate(term)));
const relation = (holds: (a: Term, b: Term) => boolean): BifRow => guard((a, b) => bool(holds(a, b)));

function isFunctionOfArity(term: Term, arity: Term): Term | undefined {
  if (typeof arity === 'bigint') return arity < 0n ? undefined : FALSE;
  if (typeof arity !== 'number' || arity < 0) return undefined;
  return bool(is.isFunctionOfArity(term, arity));
}

function isRecordOfSize(term: Term, tag: Term, size: Term): Term | undefined {
  if (!(tag instanceof Atom) || !is.isInteger(size)) return undefined;
  return bool(typeof size === 'number' && is.isRecordOfSize(term, tag, size));
}

function logical(operation: (a: boolean, b: boolean) => boolean): BifRow {
  return guard((a, b) => (is.isBoolean(a) && is.isBoolean(b) ? bool(operation(a === TRUE, b === TRUE)) : undefined));
}

/** `erlang:min/2`: the first when both are equal. */
export function minimum(a: Term, b: Term): Term {
  return compare(a, b) <= 0 ? a : b;
}

/** `erlang:max/2`: the first when both are equal. */
export function maximum(a: Term, b: Term): Term {
  return compare(a, b) >= 0 ? a : b;
}

export const rows: BifRows = {
  '=:=/2': relation(equalsExact),
  '=/=/2': relation((a, b) => !equalsExact(a, b)),
  '==/2': relation(equals),
  '/=/2': relation((a, b) => !equals(a, b)),
  '</2': relation((a, b) => compare(a, b) < 0),
  '>/2': relation((a, b) => compare(a, b) > 0),
  '=</2': relation((a, b) => compare(a, b) <= 0),
  '>=/2': relation((a, b) => compare(a, b) >= 0),
  'and/2': logical((a, b) => a && b),
  'or/2': logical((a, b) => a || b),
  'xor/2': logical((a, b) => a !== b),
  'not/1': guard((a) => (is.isBoolean(a) ? bool(a === FALSE) : undefined)),
  'min/2': plain((_machine, a, b) => minimum(a, b)),
  'max/2': plain((_machine, a, b) => maximum(a, b)),
  'is_atom/1': test(is.isAtom),
  'is_binary/1': test(is.isBinary),
  'is_bitstring/1': test(is.isBitstring),
  'is_boolean/1': test(is.isBoolean),
  'is_float/1': test(is.isFloat),
  'is_function/1': test(is.isFunction),
  'is_function/2': guard(isFunctionOfArity),
  'is_integer/1': test(is.isInteger),
  'is_list/1': test(is.isList),
  'is_map/1': test(is.isMap),
  'is_number/1': test(is.isNumber),
  'is_pid/1': test(is.isPid),
  'is_port/1': test(is.isPort),
  'is_record/2': guard((term, tag) => (tag instanceof Atom ? bool(is.isRecord(term, tag)) : undefined)),
  'is_record/3': guard(isRecordOfSize),
  'is_reference/1': test(is.isReference),
  'is_tuple/1': test(is.isTuple),
};
