/**
 * Evaluation of `-if` and `-elif` conditions: guard-like expressions over literals. Whatever
 * fails or is no boolean counts as false, as in epp.
 */
import type { Expr } from './ast.ts';
import { isGuardBif } from './bif-table.ts';
import { GUARD_OPERATORS } from './operators.ts';

type Value = number | bigint | boolean | string | { readonly atom: string } | readonly Value[];

class NotConstant {}

const LITERALS: ReadonlySet<string> = new Set(['atom', 'integer', 'float', 'char', 'string', 'nil', 'var']);

/** Whether an expression may be a condition: what a guard may have, and `defined(Name)`. */
export function isCondition(expr: Expr): boolean {
  switch (expr.type) {
    case 'tuple':
      return expr.elements.every(isCondition);
    case 'cons':
      return isCondition(expr.head) && isCondition(expr.tail);
    case 'op':
      return GUARD_OPERATORS.has(expr.op) && (expr.left === null || isCondition(expr.left)) && isCondition(expr.right);
    case 'call': {
      const { callee, args } = expr;
      if (callee.type !== 'atom') return callee.type === 'remote';
      const [first] = args;
      if (callee.name === 'defined' && args.length === 1) return first.type === 'atom' || first.type === 'var';
      return isGuardBif(`${callee.name}/${args.length}`) && args.every(isCondition);
    }
    case 'bin':
    case 'map':
      return true;
    default:
      return LITERALS.has(expr.type);
  }
}

/** Whether the condition holds; `defined(Name)` asks `isDefined`. */
export function evaluateCondition(expr: Expr, isDefined: (name: string) => boolean): boolean {
  try {
    return evaluate(expr, isDefined) === true;
  } catch (failure) {
    if (failure instanceof NotConstant) return false;
    throw failure;
  }
}

function evaluate(expr: Expr, isDefined: (name: string) => boolean): Value {
  switch (expr.type) {
    case 'atom':
      return expr.name === 'true' ? true : expr.name === 'false' ? false : { atom: expr.name };
    case 'integer':
    case 'float':
    case 'char':
      return expr.value;
    case 'string':
      return String.fromCodePoint(...expr.codes);
    case 'nil':
      return '';
    case 'tuple':
      return expr.elements.map((element) => evaluate(element, isDefined));
    case 'op':
      return expr.left === null
        ? prefix(expr.op, evaluate(expr.right, isDefined))
        : infix(expr.op, expr.left, expr.right, isDefined);
    case 'call': {
      const [argument] = expr.args;
      if (expr.callee.type === 'atom' && expr.callee.name === 'defined' && expr.args.length === 1) {
        if (argument.type === 'atom' || argument.type === 'var') return isDefined(argument.name);
      }
      return typeTest(expr, isDefined);
    }
    default:
      throw new NotConstant();
  }
}

function typeTest(expr: Expr & { readonly type: 'call' }, isDefined: (name: string) => boolean): Value {
  if (expr.callee.type !== 'atom' || expr.args.length !== 1) throw new NotConstant();
  const value = evaluate(expr.args[0], isDefined);
  switch (expr.callee.name) {
    case 'is_integer':
      return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
    case 'is_atom':
      return typeof value === 'boolean' || (typeof value === 'object' && 'atom' in value);
    case 'is_boolean':
      return typeof value === 'boolean';
    case 'is_list':
      return typeof value === 'string';
    case 'is_tuple':
      return Array.isArray(value);
    case 'is_number':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'abs':
      return typeof value === 'number' ? Math.abs(value) : fail();
    case 'length':
      return typeof value === 'string' ? [...value].length : fail();
    default:
      throw new NotConstant();
  }
}

function fail(): never {
  throw new NotConstant();
}

function prefix(op: string, value: Value): Value {
  if (op === 'not') return typeof value === 'boolean' ? !value : fail();
  if (typeof value !== 'number' && typeof value !== 'bigint') return fail();
  if (op === '-') return -value;
  return op === 'bnot' ? ~value : value;
}

function infix(op: string, left: Expr, right: Expr, isDefined: (name: string) => boolean): Value {
  if (op === 'andalso' || op === 'orelse') {
    const first = evaluate(left, isDefined);
    if (typeof first !== 'boolean') return fail();
    return first === (op === 'orelse') ? first : evaluate(right, isDefined);
  }
  const a = evaluate(left, isDefined);
  const b = evaluate(right, isDefined);
  switch (op) {
    case '==':
    case '=:=':
      return order(a, b) === 0;
    case '/=':
    case '=/=':
      return order(a, b) !== 0;
    case '<':
      return order(a, b) < 0;
    case '>':
      return order(a, b) > 0;
    case '=<':
      return order(a, b) <= 0;
    case '>=':
      return order(a, b) >= 0;
    case 'and':
      return typeof a === 'boolean' && typeof b === 'boolean' ? a && b : fail();
    case 'or':
      return typeof a === 'boolean' && typeof b === 'boolean' ? a || b : fail();
    case 'xor':
      return typeof a === 'boolean' && typeof b === 'boolean' ? a !== b : fail();
    default:
      return typeof a === 'number' && typeof b === 'number' ? arithmetic(op, a, b) : fail();
  }
}

function arithmetic(op: string, a: number, b: number): number {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? fail() : a / b;
    case 'div':
      return b === 0 ? fail() : Math.trunc(a / b);
    case 'rem':
      return b === 0 ? fail() : a % b;
    case 'band':
      return a & b;
    case 'bor':
      return a | b;
    case 'bxor':
      return a ^ b;
    case 'bsl':
      return a * 2 ** b;
    case 'bsr':
      return Math.floor(a / 2 ** b);
    default:
      return fail();
  }
}

/** Numbers before atoms before tuples before strings; enough of the term order for conditions. */
function order(a: Value, b: Value): number {
  const byKind = kind(a) - kind(b);
  if (byKind !== 0) return byKind;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return a.length - b.length;
    for (let i = 0; i < a.length; i++) {
      const inner = order(a[i] as Value, b[i] as Value);
      if (inner !== 0) return inner;
    }
    return 0;
  }
  const x = key(a);
  const y = key(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

function kind(value: Value): number {
  if (typeof value === 'number' || typeof value === 'bigint') return 0;
  if (Array.isArray(value)) return 2;
  return typeof value === 'string' ? 3 : 1;
}

function key(value: Value): string | number | bigint {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'object') return 'atom' in value ? value.atom : '';
  return value;
}
