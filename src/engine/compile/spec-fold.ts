/**
 * Operators over literals have their value in a match specification already (OTP: `ms_transform` by
 * `erl_eval:partial_eval/1`). Only numbers and atoms come out of it; what would fail stays as it is written.
 */
import type { Expr } from '../syntax/ast.ts';
import { termToExpr } from '../syntax/constant-term.ts';
import { atom } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import { OPERATORS } from '../terms/operators.ts';
import { Atom, Cons, Float, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

/** The literal that an operator over literals is; null when it is none, or has no such value. */
export function foldOperator(expr: Expr & { type: 'op' }): Expr | null {
  const value = valueOf(expr);
  const isPlain = typeof value === 'number' || typeof value === 'bigint';
  return isPlain || value instanceof Float || value instanceof Atom ? termToExpr(value, expr.pos) : null;
}

function valueOf(expr: Expr): Term | undefined {
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
      if (expr.left === null) return OPERATORS[`${expr.op}/1`]?.(right, right);
      const left = valueOf(expr.left);
      return left === undefined ? undefined : OPERATORS[`${expr.op}/2`]?.(left, right);
    }
    default:
      return undefined;
  }
}
