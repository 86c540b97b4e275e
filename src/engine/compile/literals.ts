/** Constants of a module: which expressions are constant, and their JavaScript. */
import { add, band, bnot, bor, bsl, bsr, bxor, idiv, mul, neg, rem, sub } from '../terms/arith.ts';
import type { Term } from '../terms/term.ts';
import type { Expr } from '../syntax/ast.ts';
import { atomText, literal } from './context.ts';
import type { ModuleContext } from './context.ts';
import type { Text } from './ir.ts';

/** The text of an integer. */
export function integerText(value: number | bigint): Text {
  const text = typeof value === 'bigint' ? `${value}n` : `${value}`;
  return text.startsWith('-') ? `(${text})` : text;
}

/** The text of a constant expression, declared once in the module; null when it is not constant. */
export function constant(m: ModuleContext, expr: Expr): Text | null {
  switch (expr.type) {
    case 'atom':
      return atomText(m, expr.name);
    case 'char':
      return `${expr.value}`;
    case 'integer':
      return typeof expr.value === 'bigint' ? literal(m, `${expr.value}n`) : integerText(expr.value);
    case 'nil':
      return 'N';
    case 'op': {
      const folded = integerOf(expr);
      if (typeof folded === 'bigint') return literal(m, `${folded}n`);
      if (folded !== undefined) return integerText(folded);
      const text = constantText(m, expr);
      return text === null ? null : literal(m, text);
    }
    default: {
      const text = constantText(m, expr);
      return text === null ? null : literal(m, text);
    }
  }
}

const FOLDED: Readonly<Record<string, (a: Term, b: Term) => Term | undefined>> = {
  '+': add,
  '-': sub,
  '*': mul,
  div: idiv,
  rem,
  band,
  bor,
  bxor,
  bsl,
  bsr,
};

/** The value of integer arithmetic over literals, where it has one. */
export function integerOf(expr: Expr): number | bigint | undefined {
  if (expr.type === 'integer' || expr.type === 'char') return expr.value;
  if (expr.type !== 'op') return undefined;
  const b = integerOf(expr.right);
  if (b === undefined) return undefined;
  if (expr.left === null) {
    const value = expr.op === '-' ? neg(b) : expr.op === '+' ? b : expr.op === 'bnot' ? bnot(b) : undefined;
    return isInt(value) ? value : undefined;
  }
  const a = integerOf(expr.left);
  if (a === undefined) return undefined;
  if (expr.op === 'bsl' && b > 4096) return undefined;
  const value = FOLDED[expr.op]?.(a, b);
  return isInt(value) ? value : undefined;
}

function isInt(value: Term | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function constantText(m: ModuleContext, expr: Expr): string | null {
  switch (expr.type) {
    case 'float':
      return `new Float(${Object.is(expr.value, -0) ? '-0' : expr.value})`;
    case 'string':
      return expr.codes.length === 0 ? 'N' : stringText(expr.codes);
    case 'op':
      return expr.left === null && expr.op === '-' && expr.right.type === 'float'
        ? `new Float(-${expr.right.value})`
        : null;
    case 'tuple': {
      const parts = all(m, expr.elements);
      return parts === null ? null : `[${parts.join()}]`;
    }
    case 'cons': {
      const head = constant(m, expr.head);
      const tail = head === null ? null : constant(m, expr.tail);
      return tail === null ? null : `new C(${head},${tail})`;
    }
    case 'map': {
      if (expr.base !== null) return null;
      const keys = all(
        m,
        expr.fields.map((field) => field.key),
      );
      const values =
        keys === null
          ? null
          : all(
              m,
              expr.fields.map((field) => field.value),
            );
      return keys === null || values === null || keys.length > 32
        ? null
        : `_mapOf([${keys.join()}],[${values.join()}])`;
    }
    case 'bin': {
      const bytes: number[] = [];
      for (const { value, size, types } of expr.elements) {
        if (size !== null) return null;
        if (value.type === 'string') {
          if (types !== null) return null;
          bytes.push(...value.codes.map((code) => code & 255));
        } else if ((value.type === 'integer' || value.type === 'char') && types === null) {
          bytes.push(Number(BigInt.asUintN(8, BigInt(value.value))));
        } else return null;
      }
      return `_bytes(${JSON.stringify(String.fromCharCode(...bytes))})`;
    }
    case 'atom':
    case 'char':
    case 'integer':
    case 'nil':
      return constant(m, expr);
    default:
      return null;
  }
}

function all(m: ModuleContext, exprs: readonly Expr[]): string[] | null {
  const parts: string[] = [];
  for (const expr of exprs) {
    const part = constant(m, expr);
    if (part === null) return null;
    parts.push(part);
  }
  return parts;
}

function stringText(codes: readonly number[]): string {
  if (codes.every((code) => code < 0xd800 || (code > 0xdfff && code < 0x110000))) {
    return `_str(${JSON.stringify(codes.map((code) => String.fromCodePoint(code)).join(''))})`;
  }
  return `_codes([${codes.join()}])`;
}
