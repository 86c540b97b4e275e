/**
 * Erlang terms of the abstract format, and erl_scan's tokens, back to trees and tokens. Accepts
 * every annotation OTP makes: a line, `{Line, Column}`, and property lists with a `location`.
 */
import { Atom, Cons, Float, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import type {
  AtomNode,
  BinElement,
  CatchClause,
  Clause,
  Expr,
  Form,
  Guard,
  MapField,
  NameArity,
  Qualifier,
  RecordField,
  RecordFieldDef,
  TypeNode,
  VarNode,
} from './ast.ts';
import { termToExpr } from './constant-term.ts';
import type { Position } from './position.ts';
import type { Token } from './token-types.ts';
import { textOf } from './scan.ts';

/** Raised when a term is not of the abstract format; the message says which part. */
export class NotAbstract {
  readonly term: Term;
  constructor(term: Term) {
    this.term = term;
  }
}

function refuse(term: Term): never {
  throw new NotAbstract(term);
}

function tuple(term: Term): readonly Term[] {
  return Array.isArray(term) ? (term as readonly Term[]) : refuse(term);
}

function list(term: Term): Term[] {
  const items: Term[] = [];
  let rest = term;
  while (rest instanceof Cons) {
    items.push(rest.head);
    rest = rest.tail;
  }
  return rest === NIL ? items : refuse(term);
}

function name(term: Term): string {
  return term instanceof Atom ? term.name : refuse(term);
}

function integer(term: Term): number | bigint {
  return typeof term === 'number' || typeof term === 'bigint' ? term : refuse(term);
}

function small(term: Term): number {
  return typeof term === 'number' ? term : refuse(term);
}

function codes(term: Term): number[] {
  return list(term).map(small);
}

/** The place that an annotation names; line 0 when it names none. */
export function positionOf(anno: Term): Position {
  if (typeof anno === 'number') return { line: anno, column: 0 };
  if (Array.isArray(anno)) {
    const parts: readonly Term[] = anno;
    if (parts.length === 2 && typeof parts[0] === 'number' && typeof parts[1] === 'number') {
      return { line: parts[0], column: parts[1] };
    }
  }
  let rest: Term = anno;
  while (rest instanceof Cons) {
    const item = rest.head;
    if (Array.isArray(item) && item[0] instanceof Atom && item[0].name === 'location') {
      return positionOf((item as readonly Term[])[1]);
    }
    rest = rest.tail;
  }
  return rest === NIL ? { line: 0, column: 0 } : refuse(anno);
}

/**
 * An expression.
 * @throws NotAbstract
 */
export function exprFromAbstract(term: Term): Expr {
  const parts = tuple(term);
  const tag = name(parts[0]);
  const pos = positionOf(parts[1]);
  const go = exprFromAbstract;
  switch (tag) {
    case 'atom':
      return { type: 'atom', pos, name: name(parts[2]) };
    case 'char':
      return { type: 'char', pos, value: small(parts[2]) };
    case 'integer':
      return { type: 'integer', pos, value: integer(parts[2]) };
    case 'float':
      return { type: 'float', pos, value: parts[2] instanceof Float ? parts[2].value : refuse(term) };
    case 'string':
      return { type: 'string', pos, codes: codes(parts[2]) };
    case 'var':
      return variable(term);
    case 'tuple':
      return { type: 'tuple', pos, elements: exprs(parts[2]) };
    case 'nil':
      return { type: 'nil', pos };
    case 'cons':
      return consFromAbstract(term);
    case 'bin':
      return { type: 'bin', pos, elements: list(parts[2]).map(binElement) };
    case 'map':
      return parts.length === 3
        ? { type: 'map', pos, base: null, fields: list(parts[2]).map(mapField) }
        : { type: 'map', pos, base: go(parts[2]), fields: list(parts[3]).map(mapField) };
    case 'record':
      return parts.length === 4
        ? { type: 'record', pos, base: null, name: name(parts[2]), fields: list(parts[3]).map(recordField) }
        : { type: 'record', pos, base: go(parts[2]), name: name(parts[3]), fields: list(parts[4]).map(recordField) };
    case 'record_field': {
      const field = tuple(parts[4]);
      return {
        type: 'record_field',
        pos,
        base: go(parts[2]),
        name: name(parts[3]),
        field: name(field[2]),
        fieldPos: positionOf(field[1]),
      };
    }
    case 'record_index': {
      const field = tuple(parts[3]);
      return { type: 'record_index', pos, name: name(parts[2]), field: name(field[2]), fieldPos: positionOf(field[1]) };
    }
    case 'op':
      return parts.length === 4
        ? { type: 'op', pos, op: name(parts[2]), left: null, right: go(parts[3]) }
        : { type: 'op', pos, op: name(parts[2]), left: go(parts[3]), right: go(parts[4]) };
    case 'match':
      return { type: 'match', pos, pattern: go(parts[2]), value: go(parts[3]) };
    case 'maybe_match':
      return { type: 'maybe_match', pos, pattern: go(parts[2]), value: go(parts[3]) };
    case 'call':
      return { type: 'call', pos, callee: go(parts[2]), args: exprs(parts[3]) };
    case 'remote':
      return { type: 'remote', pos, module: go(parts[2]), name: go(parts[3]) };
    case 'catch':
      return { type: 'catch', pos, expr: go(parts[2]) };
    case 'block':
      return { type: 'block', pos, body: exprs(parts[2]) };
    case 'if':
      return { type: 'if', pos, clauses: clauses(parts[2]) };
    case 'case':
      return { type: 'case', pos, value: go(parts[2]), clauses: clauses(parts[3]) };
    case 'receive':
      return {
        type: 'receive',
        pos,
        clauses: clauses(parts[2]),
        after: parts.length === 3 ? null : { timeout: go(parts[3]), body: exprs(parts[4]) },
      };
    case 'try':
      return {
        type: 'try',
        pos,
        body: exprs(parts[2]),
        clauses: clauses(parts[3]),
        handlers: list(parts[4]).map(catchClause),
        after: exprs(parts[5]),
      };
    case 'maybe': {
      if (parts.length === 3) return { type: 'maybe', pos, body: exprs(parts[2]), clauses: [] };
      const otherwise = tuple(parts[3]);
      return {
        type: 'maybe',
        pos,
        body: exprs(parts[2]),
        clauses: clauses(otherwise[2]),
        elsePos: positionOf(otherwise[1]),
      };
    }
    case 'fun':
      return funFromAbstract(tuple(parts[2]), pos);
    case 'named_fun':
      return { type: 'named_fun', pos, name: name(parts[2]), clauses: clauses(parts[3]) };
    case 'lc':
      return { type: 'lc', pos, template: go(parts[2]), qualifiers: list(parts[3]).map(qualifier) };
    case 'bc':
      return { type: 'bc', pos, template: go(parts[2]), qualifiers: list(parts[3]).map(qualifier) };
    case 'value':
      return { type: 'value', pos, term: parts[2] };
    default:
      return refuse(term);
  }
}

function consFromAbstract(term: Term): Expr {
  const cells: { readonly pos: Position; readonly head: Expr }[] = [];
  let rest = term;
  while (Array.isArray(rest) && rest[0] instanceof Atom && rest[0].name === 'cons') {
    const parts: readonly Term[] = rest;
    cells.push({ pos: positionOf(parts[1]), head: exprFromAbstract(parts[2]) });
    rest = parts[3];
  }
  let expr = exprFromAbstract(rest);
  for (let i = cells.length - 1; i >= 0; i--)
    expr = { type: 'cons', pos: cells[i].pos, head: cells[i].head, tail: expr };
  return expr;
}

function exprs(term: Term): Expr[] {
  return list(term).map(exprFromAbstract);
}

function variable(term: Term): VarNode {
  const parts = tuple(term);
  return { type: 'var', pos: positionOf(parts[1]), name: name(parts[2]) };
}

function atomNode(term: Term): AtomNode {
  const parts = tuple(term);
  if (name(parts[0]) !== 'atom') return refuse(term);
  return { type: 'atom', pos: positionOf(parts[1]), name: name(parts[2]) };
}

function binElement(term: Term): BinElement {
  const [, anno, value, size, types] = tuple(term);
  const isDefault = (part: Term): boolean => part instanceof Atom && part.name === 'default';
  return {
    pos: positionOf(anno),
    value: exprFromAbstract(value),
    size: isDefault(size) ? null : exprFromAbstract(size),
    types: isDefault(types)
      ? null
      : list(types).map((type): string | readonly [string, number] => {
          if (type instanceof Atom) return type.name;
          const parts = tuple(type);
          return [name(parts[0]), small(parts[1])];
        }),
  };
}

function mapField(term: Term): MapField {
  const parts = tuple(term);
  const type = name(parts[0]);
  if (type !== 'map_field_assoc' && type !== 'map_field_exact') return refuse(term);
  return { type, pos: positionOf(parts[1]), key: exprFromAbstract(parts[2]), value: exprFromAbstract(parts[3]) };
}

function recordField(term: Term): RecordField {
  const parts = tuple(term);
  return { pos: positionOf(parts[1]), name: name(tuple(parts[2])[2]), value: exprFromAbstract(parts[3]) };
}

function guard(term: Term): Guard {
  return list(term).map(exprs);
}

function clauses(term: Term): Clause[] {
  return list(term).map(clauseFromAbstract);
}

/** A clause of `case`, `if`, `receive`, a fun or a function. */
export function clauseFromAbstract(term: Term): Clause {
  const parts = tuple(term);
  if (name(parts[0]) !== 'clause') return refuse(term);
  return {
    pos: positionOf(parts[1]),
    patterns: exprs(parts[2]),
    guard: guard(parts[3]),
    body: exprs(parts[4]),
  };
}

function catchClause(term: Term): CatchClause {
  const parts = tuple(term);
  const [head] = list(parts[2]);
  const [kind, pattern, stack] = list(tuple(head)[2]);
  const trace = variable(stack);
  return {
    pos: positionOf(parts[1]),
    class: name(tuple(kind)[0]) === 'var' ? variable(kind) : atomNode(kind),
    pattern: exprFromAbstract(pattern),
    stacktrace: trace.name === '_' ? null : trace,
    guard: guard(parts[3]),
    body: exprs(parts[4]),
  };
}

function funFromAbstract(parts: readonly Term[], pos: Position): Expr {
  if (name(parts[0]) === 'clauses') return { type: 'fun', pos, clauses: clauses(parts[1]) };
  if (parts.length === 3) return { type: 'fun_local', pos, name: name(parts[1]), arity: small(parts[2]) };
  const part = (term: Term): Expr => {
    // Before OTP R15 the parts were plain terms.
    if (term instanceof Atom) return { type: 'atom', pos, name: term.name };
    return typeof term === 'number' ? { type: 'integer', pos, value: term } : exprFromAbstract(term);
  };
  return { type: 'fun_remote', pos, module: part(parts[1]), name: part(parts[2]), arity: part(parts[3]) };
}

function qualifier(term: Term): Qualifier {
  const parts = tuple(term);
  const tag = name(parts[0]);
  if (tag !== 'generate' && tag !== 'b_generate') return exprFromAbstract(term);
  return {
    type: tag,
    pos: positionOf(parts[1]),
    pattern: exprFromAbstract(parts[2]),
    value: exprFromAbstract(parts[3]),
  };
}

// ── Types ───────────────────────────────────────────────────────────────────────────────────

/** A type. */
export function typeFromAbstract(term: Term): TypeNode {
  const parts = tuple(term);
  const pos = positionOf(parts[1]);
  const go = typeFromAbstract;
  switch (name(parts[0])) {
    case 'atom':
      return atomNode(term);
    case 'integer':
      return { type: 'integer', pos, value: integer(parts[2]) };
    case 'char':
      return { type: 'char', pos, value: small(parts[2]) };
    case 'var':
      return variable(term);
    case 'op':
      return parts.length === 4
        ? { type: 'op_type', pos, op: name(parts[2]), left: null, right: go(parts[3]) }
        : { type: 'op_type', pos, op: name(parts[2]), left: go(parts[3]), right: go(parts[4]) };
    case 'ann_type': {
      const [label, of] = list(parts[2]);
      return { type: 'ann_type', pos, name: variable(label), of: go(of) };
    }
    case 'user_type':
      return { type: 'user_type', pos, name: name(parts[2]), args: list(parts[3]).map(go) };
    case 'remote_type': {
      const [module, called, args] = list(parts[2]);
      return { type: 'remote_type', pos, module: atomNode(module), name: atomNode(called), args: list(args).map(go) };
    }
    case 'type':
      return builtIn(name(parts[2]), parts, pos);
    default:
      return refuse(term);
  }
}

function builtIn(kind: string, parts: readonly Term[], pos: Position): TypeNode {
  const args = parts[3];
  if (args === undefined || args instanceof Atom) return { type: 'type', pos, name: kind, args: 'any' };
  if (kind === 'bounded_fun' || kind === 'constraint') {
    const [first, rest] = list(args);
    return { type: 'type', pos, name: kind, args: [first, ...list(rest)].map(typeFromAbstract) };
  }
  return { type: 'type', pos, name: kind, args: list(args).map(typeFromAbstract) };
}

// ── Forms ───────────────────────────────────────────────────────────────────────────────────

/** A form. */
export function formFromAbstract(term: Term): Form {
  const parts = tuple(term);
  const pos = positionOf(parts[1]);
  switch (name(parts[0])) {
    case 'function':
      return {
        type: 'function',
        pos,
        name: name(parts[2]),
        arity: small(parts[3]),
        clauses: clauses(parts[4]),
      };
    case 'eof':
      return { type: 'eof', pos };
    case 'attribute':
      return attribute(name(parts[2]), parts[3], pos);
    default:
      return refuse(term);
  }
}

function nameArities(term: Term): NameArity[] {
  return list(term).map((item) => {
    const parts = tuple(item);
    return { name: name(parts[0]), arity: small(parts[1]) };
  });
}

function attribute(kind: string, value: Term, pos: Position): Form {
  switch (kind) {
    case 'module':
      if (value instanceof Atom) return { type: 'module', pos, name: value.name };
      break;
    case 'export':
      return { type: 'export', pos, functions: nameArities(value) };
    case 'import': {
      const parts = tuple(value);
      return { type: 'import', pos, module: name(parts[0]), functions: nameArities(parts[1]) };
    }
    case 'file': {
      const parts = tuple(value);
      return { type: 'file', pos, file: textOf(codes(parts[0])), line: small(parts[1]) };
    }
    case 'record': {
      const parts = tuple(value);
      return { type: 'record_def', pos, name: name(parts[0]), fields: list(parts[1]).map(recordFieldDef) };
    }
    case 'type':
    case 'opaque': {
      const parts = tuple(value);
      return {
        type: 'type_def',
        pos,
        kind,
        name: name(parts[0]),
        of: typeFromAbstract(parts[1]),
        params: list(parts[2]).map(variable),
      };
    }
    case 'spec':
    case 'callback': {
      const [key, sigs] = tuple(value);
      const fn = tuple(key);
      const last = fn.length - 1;
      return {
        type: 'spec',
        pos,
        kind,
        module: last === 2 ? name(fn[0]) : null,
        name: name(fn[last - 1]),
        arity: small(fn[last]),
        clauses: list(sigs).map(typeFromAbstract),
      };
    }
    default:
      break;
  }
  return { type: 'attribute', pos, name: kind, value: termToExpr(value, pos) };
}

function recordFieldDef(term: Term): RecordFieldDef {
  const parts = tuple(term);
  if (name(parts[0]) === 'typed_record_field') {
    return { ...recordFieldDef(parts[1]), typed: typeFromAbstract(parts[2]) };
  }
  const label = atomNode(parts[2]);
  return {
    pos: label.pos,
    name: label.name,
    typed: null,
    default: parts.length > 3 ? exprFromAbstract(parts[3]) : null,
  };
}

// ── Tokens ──────────────────────────────────────────────────────────────────────────────────

/** A token as erl_scan returns it. */
export function tokenFromTerm(term: Term): Token {
  const parts = tuple(term);
  const type = name(parts[0]);
  const pos = positionOf(parts[1]);
  switch (type) {
    case 'atom':
    case 'var':
      return { type, pos, value: name(parts[2]) };
    case 'integer':
    case 'char':
      return { type, pos, value: integer(parts[2]) };
    case 'float':
      return { type, pos, value: parts[2] instanceof Float ? parts[2].value : refuse(term) };
    case 'string':
      return { type, pos, value: codes(parts[2]) };
    case 'white_space':
    case 'comment':
      return { type, pos, value: textOf(codes(parts[2])) };
    default:
      return { type, pos, value: type };
  }
}
