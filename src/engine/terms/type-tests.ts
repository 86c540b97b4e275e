/** Type tests of guards as plain predicates on terms. */
import { FALSE, TRUE } from './atoms.ts';
import { Atom, Bits, Cons, ErlMap, ExternalFun, Float, Fun, Nil, Pid, Port, Ref } from './term.ts';
import type { List, Term, Tuple } from './term.ts';

export function isAtom(term: Term): term is Atom {
  return term instanceof Atom;
}
export function isBoolean(term: Term): term is Atom {
  return term === TRUE || term === FALSE;
}
export function isInteger(term: Term): term is number | bigint {
  return typeof term === 'number' || typeof term === 'bigint';
}
export function isFloat(term: Term): term is Float {
  return term instanceof Float;
}
export function isNumber(term: Term): term is number | bigint | Float {
  return typeof term === 'number' || typeof term === 'bigint' || term instanceof Float;
}
export function isTuple(term: Term): term is Tuple {
  return Array.isArray(term);
}
/** `is_list/1`: `[]` or a cell, proper or not. */
export function isList(term: Term): term is List {
  return term instanceof Cons || term instanceof Nil;
}
export function isMap(term: Term): term is ErlMap {
  return term instanceof ErlMap;
}
export function isBitstring(term: Term): term is Bits {
  return term instanceof Bits;
}
/** `is_binary/1`: a bitstring of whole bytes. */
export function isBinary(term: Term): term is Bits {
  return term instanceof Bits && (term.bitLength & 7) === 0;
}
export function isPid(term: Term): term is Pid {
  return term instanceof Pid;
}
export function isPort(term: Term): term is Port {
  return term instanceof Port;
}
export function isReference(term: Term): term is Ref {
  return term instanceof Ref;
}
export function isFunction(term: Term): term is Fun | ExternalFun {
  return term instanceof Fun || term instanceof ExternalFun;
}
/** `is_function/2` for an arity already known to be a small integer. */
export function isFunctionOfArity(term: Term, arity: number): term is Fun | ExternalFun {
  return (term instanceof Fun || term instanceof ExternalFun) && term.arity === arity;
}
/** `is_record/2`: a tuple whose first element is the tag. */
export function isRecord(term: Term, tag: Term): boolean {
  return Array.isArray(term) && term.length > 0 && term[0] === tag;
}
/** `is_record/3` */
export function isRecordOfSize(term: Term, tag: Term, size: number): boolean {
  return Array.isArray(term) && term.length === size && term[0] === tag;
}
