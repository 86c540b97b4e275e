/** Erlang's operators that are functions of their operands, by `name/arity`; each gives `undefined` when it fails. */
import * as arith from './arith.ts';
import { bool, FALSE, TRUE } from './atoms.ts';
import { compare, equals, equalsExact } from './order.ts';
import type { Term } from './term.ts';
import { isBoolean } from './type-tests.ts';

type Operator = (a: Term, b: Term) => Term | undefined;

const logic =
  (of: (a: boolean, b: boolean) => boolean): Operator =>
  (a, b) =>
    isBoolean(a) && isBoolean(b) ? bool(of(a === TRUE, b === TRUE)) : undefined;

const comparison =
  (holds: (order: number) => boolean): Operator =>
  (a, b) =>
    bool(holds(compare(a, b)));

export const OPERATORS: Readonly<Record<string, Operator>> = {
  '+/1': (a) => arith.plus(a),
  '-/1': (a) => arith.neg(a),
  'bnot/1': (a) => arith.bnot(a),
  'not/1': (a) => (a === TRUE ? FALSE : a === FALSE ? TRUE : undefined),
  '+/2': arith.add,
  '-/2': arith.sub,
  '*/2': arith.mul,
  '//2': arith.fdiv,
  'div/2': arith.idiv,
  'rem/2': arith.rem,
  'band/2': arith.band,
  'bor/2': arith.bor,
  'bxor/2': arith.bxor,
  'bsl/2': arith.bsl,
  'bsr/2': arith.bsr,
  'and/2': logic((a, b) => a && b),
  'or/2': logic((a, b) => a || b),
  'xor/2': logic((a, b) => a !== b),
  '>/2': comparison((order) => order > 0),
  '>=/2': comparison((order) => order >= 0),
  '</2': comparison((order) => order < 0),
  '=</2': comparison((order) => order <= 0),
  '=:=/2': (a, b) => bool(equalsExact(a, b)),
  '=/=/2': (a, b) => bool(!equalsExact(a, b)),
  '==/2': (a, b) => bool(equals(a, b)),
  '/=/2': (a, b) => bool(!equals(a, b)),
};
