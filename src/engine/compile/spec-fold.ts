/**
 * Operators over literals have their value in a match specification already (OTP: `ms_transform` by
 * `erl_eval:partial_eval/1`). Only numbers and atoms come out of it; what would fail stays as it is written.
 */
import type { Expr } from '../syntax/ast.ts';
import { termToExpr } from '../syntax/constant-term.ts';
import * as arith from '../terms/arith.ts';
import { atom, bool, FALSE, TRUE } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import { compare, equals, equalsExact } from '../terms/order.ts';
import { Atom, Cons, Float, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

type Value = Term | undefined;

const UNARY: Readonly<Record<string, (a: Term) => Value>> = {
  '+': arith.plus,
  '-': arith.neg,
  bnot: arith.bnot,
  not: (a) => (a === TRUE ? FALSE : a === FALSE ? TRUE : undefined),
};

const isBoolean = (a: Term): boolean => a === TRUE || a === FALSE;
const logic =
  (of: (a: boolean, b: boolean) => boolean) =>
  (a: Term, b: Term): Value =>
    isBoolean(a) && isBoolean(b) ? bool(of(a === TRUE, b === TRUE)) : undefined;
const test =
  (of: (a: Term, b: Term) => boolean) =>
  (a: Term, b: Term): Value =>
    bool(of(a, b));

const BINARY: Readonly<Record<string, (a: Term, b: Term) => Value>> = {
  '+': arith.add,
  '-': arith.sub,
  '*': arith.mul,
  '/': arith.fdiv,
  div: arith.idiv,
  rem: arith.rem,
  band: arith.band,
  bor: arith.bor,
  bxor: arith.bxor,
  bsl: arith.bsl,
  bsr: arith.bsr,
  and: logic((a, b) => a && b),
  or: logic((a, b) => a || b),
  xor: logic((a, b) => a !== b),
  '==': test(equals),
  '/=': test((a, b) => !equals(a, b)),
  '=:=': test(equalsExact),
  '=/=': test((a, b) => !equalsExact(a, b)),
  '<': test((a, b) => compare(a, b) < 0),
  '=<': test((a, b) => compare(a, b) <= 0),
  '>': test((a, b) => compare(a, b) > 0),
  '>=': test((a, b) => compare(a, b) >= 0),
};

/** The literal that an operator over literals is; null when it is none, or has no such value. */
export function foldOperator(expr: Expr & { type: 'op' }): Expr | null {
  const value = valueOf(expr);
  const isPlain = typeof value === 'number' || typeof value === 'bigint';
  return isPlain || value instanceof Float || value instanceof Atom ? termToExpr(value, expr.pos) : null;
}

function valueOf(expr: Expr): Value {
  switch (expr.type) {
    case 'integer':
      return expr.value;
    case 'char':
      return expr.value;
    case 'float':
      return new Float(expr.value);
    case 'atom':
      return atom(expr.name);
    case 'nil':
      return NIL;
    case 'cons': {
      const head = valueOf(expr.head);
      const tail = valueOf(expr.tail);
      return head === undefined || tail === undefined ? undefined : new Cons(head, tail);
    }
    case 'string':
      return fromArray(expr.codes);
    case 'tuple': {
      const elements = expr.elements.map(valueOf);
      return elements.every((one) => one !== undefined) ? elements : undefined;
    }
    case 'op': {
      const right = valueOf(expr.right);
      if (right === undefined) return undefined;
      if (expr.left === null) return UNARY[expr.op]?.(right);
      const left = valueOf(expr.left);
      return left === undefined ? undefined : BINARY[expr.op]?.(left, right);
    }
    default:
      return undefined;
  }
}
