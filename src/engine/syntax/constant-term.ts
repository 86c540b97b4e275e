/** Literal expressions and terms: `erl_parse:normalise/1` and `erl_parse:abstract/2`. */
import { atom } from '../terms/atoms.ts';
import { builder, finish, putBitsPart, putFloat, putInteger, putUtf8, byteAt, readInteger } from '../terms/bits.ts';
import { EMPTY_MAP, mapKeys, mapPut, mapValues } from '../terms/maps.ts';
import { Atom, Bits, Cons, ErlMap, ExternalFun, Float, NIL, Nil } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import type { BinElement, Expr } from './ast.ts';
import type { Position } from './position.ts';

/** Raised when an expression is no literal or a term has no source form. */
export class NotLiteral {}

/**
 * The term that a literal expression denotes.
 * @throws NotLiteral where `erl_parse:normalise/1` would fail
 */
export function exprToTerm(expr: Expr): Term {
  switch (expr.type) {
    case 'atom':
      return atom(expr.name);
    case 'integer':
    case 'char':
      return expr.value;
    case 'float':
      return new Float(expr.value);
    case 'string':
      return codesToList(expr.codes, NIL);
    case 'nil':
      return NIL;
    case 'cons':
      return consToTerm(expr);
    case 'tuple':
      return expr.elements.map(exprToTerm);
    case 'map': {
      let map = EMPTY_MAP;
      if (expr.base !== null) throw new NotLiteral();
      for (const field of expr.fields) map = mapPut(map, exprToTerm(field.key), exprToTerm(field.value));
      return map;
    }
    case 'bin':
      return binaryToTerm(expr.elements);
    case 'op':
      return signedToTerm(expr.op, expr.left, expr.right);
    case 'fun_remote':
      if (expr.module.type === 'atom' && expr.name.type === 'atom' && expr.arity.type === 'integer') {
        return new ExternalFun(atom(expr.module.name), atom(expr.name.name), Number(expr.arity.value));
      }
      throw new NotLiteral();
    case 'value':
      return expr.term as Term;
    default:
      throw new NotLiteral();
  }
}

function codesToList(codes: readonly number[], tail: Term): Term {
  let list = tail;
  for (let i = codes.length - 1; i >= 0; i--) list = new Cons(codes[i], list);
  return list;
}

function consToTerm(expr: Expr): Term {
  const heads: Term[] = [];
  let rest = expr;
  while (rest.type === 'cons') {
    heads.push(exprToTerm(rest.head));
    rest = rest.tail;
  }
  let list = exprToTerm(rest);
  for (let i = heads.length - 1; i >= 0; i--) list = new Cons(heads[i], list);
  return list;
}

function signedToTerm(op: string, left: Expr | null, right: Expr): Term {
  if (left !== null || (op !== '-' && op !== '+')) throw new NotLiteral();
  const minus = op === '-';
  if (right.type === 'integer' || right.type === 'char') {
    // Not -0: integers have one zero.
    return minus && right.value !== 0 ? -right.value : right.value;
  }
  if (right.type === 'float') return new Float(minus ? -right.value : right.value);
  throw new NotLiteral();
}

function binaryToTerm(elements: readonly BinElement[]): Bits {
  const bits = builder();
  for (const element of elements) {
    const names = (element.types ?? []).map((type) => (typeof type === 'string' ? type : type[0]));
    const unit = (element.types ?? []).find((type) => typeof type !== 'string');
    const little = names.includes('little');
    let size: number | null = null;
    if (element.size !== null) {
      const given = exprToTerm(element.size);
      if (typeof given !== 'number') throw new NotLiteral();
      size = given * (unit === undefined ? defaultUnit(names) : Number(unit[1]));
    }
    const values = element.value.type === 'string' ? element.value.codes : [exprToTerm(element.value)];
    for (const value of values) {
      const ok = putSegment(bits, value, names, size, little);
      if (!ok) throw new NotLiteral();
    }
  }
  return finish(bits);
}

function defaultUnit(names: readonly string[]): number {
  return names.includes('binary') || names.includes('bytes') ? 8 : 1;
}

function putSegment(
  bits: ReturnType<typeof builder>,
  value: Term,
  names: readonly string[],
  size: number | null,
  little: boolean,
): boolean {
  if (names.includes('utf8')) return putUtf8(bits, value);
  if (names.includes('float')) return putFloat(bits, value, size ?? 64, little);
  if (value instanceof Bits) return putBitsPart(bits, value, size ?? value.bitLength);
  return putInteger(bits, value, size ?? 8, little);
}

// ── Terms to expressions ────────────────────────────────────────────────────────────────────

/**
 * The literal expression of a term, all at one place (`erl_parse:abstract/2`).
 * @throws NotLiteral for pids, references and local funs
 */
export function termToExpr(term: Term, pos: Position): Expr {
  if (typeof term === 'number' || typeof term === 'bigint') return { type: 'integer', pos, value: term };
  if (term instanceof Atom) return { type: 'atom', pos, name: term.name };
  if (term instanceof Float) return { type: 'float', pos, value: term.value };
  if (term instanceof Nil) return { type: 'nil', pos };
  if (term instanceof Cons) return listToExpr(term, pos);
  if (Array.isArray(term)) {
    const elements: readonly Term[] = term;
    return { type: 'tuple', pos, elements: elements.map((element) => termToExpr(element, pos)) };
  }
  if (term instanceof ErlMap) {
    const values = mapValues(term);
    const fields = mapKeys(term).map((key, i) => ({
      type: 'map_field_assoc' as const,
      pos,
      key: termToExpr(key, pos),
      value: termToExpr(values[i], pos),
    }));
    return { type: 'map', pos, base: null, fields };
  }
  if (term instanceof Bits) return bitsToExpr(term, pos);
  if (term instanceof ExternalFun) {
    return {
      type: 'fun_remote',
      pos,
      module: { type: 'atom', pos, name: term.module.name },
      name: { type: 'atom', pos, name: term.name.name },
      arity: { type: 'integer', pos, value: term.arity },
    };
  }
  throw new NotLiteral();
}

function listToExpr(list: Cons, pos: Position): Expr {
  const items: Term[] = [];
  let rest: Term = list;
  while (rest instanceof Cons) {
    items.push(rest.head);
    rest = rest.tail;
  }
  if (rest instanceof Nil && items.every(isCharacter)) return { type: 'string', pos, codes: items };
  let expr = termToExpr(rest, pos);
  for (let i = items.length - 1; i >= 0; i--) {
    expr = { type: 'cons', pos, head: termToExpr(items[i], pos), tail: expr };
  }
  return expr;
}

function isCharacter(term: Term): term is number {
  return (
    typeof term === 'number' &&
    term >= 0 &&
    term <= 0x10ffff &&
    (term < 0xd800 || term > 0xdfff) &&
    term !== 0xfffe &&
    term !== 0xffff
  );
}

function bitsToExpr(bits: Bits, pos: Position): Expr {
  const elements: BinElement[] = [];
  const whole = bits.bitLength >> 3;
  for (let i = 0; i < whole; i++) {
    elements.push({ pos, value: { type: 'integer', pos, value: byteAt(bits, i) }, size: null, types: null });
  }
  const left = bits.bitLength & 7;
  if (left > 0) {
    const value = readInteger(bits, whole * 8, left, false, false) as number;
    elements.push({
      pos,
      value: { type: 'integer', pos, value },
      size: { type: 'integer', pos, value: left },
      types: null,
    });
  }
  return { type: 'bin', pos, elements };
}
