/**
 * One form: a function, or an attribute with the checks that erl_parse makes while it builds
 * forms. The tokens of a form end with `dot`.
 */
import type {
  Clause,
  Expr,
  Form,
  FunctionForm,
  NameArity,
  RecordFieldDef,
  RecordForm,
  TypeForm,
  TypeNode,
  VarNode,
} from './ast.ts';
import { firstPosition, parseExpression, parseExpressions, parseHeadClause } from './parse-expression.ts';
import { isConstant } from './is-constant.ts';
import { parseSpecClauses, parseTopType } from './parse-type.ts';
import type { Position } from './position.ts';
import { at, expect, moveTo, reject, take, tokenStream, unexpected } from './token-stream.ts';
import type { TokenStream } from './token-stream.ts';
import type { Token } from './token-types.ts';

/**
 * Parses the tokens of one form.
 * @throws ParseFailure with OTP's diagnostic
 */
export function formFromTokens(tokens: readonly Token[]): Form {
  const stream = tokenStream(tokens);
  const form = at(stream, '-') ? parseAttribute(stream) : parseFunction(stream);
  return form;
}

function endOfForm(stream: TokenStream): void {
  expect(stream, 'dot');
  if (stream.at < stream.tokens.length) unexpected(stream);
}

// ── Functions ───────────────────────────────────────────────────────────────────────────────

function parseFunction(stream: TokenStream): FunctionForm {
  const names: string[] = [];
  const clauses: Clause[] = [];
  for (;;) {
    const token = expect(stream, 'atom');
    names.push(token.value as string);
    clauses.push(parseHeadClause(stream, token.pos));
    if (!at(stream, ';')) break;
    take(stream);
  }
  endOfForm(stream);
  const arity = clauses[0].patterns.length;
  for (let i = 1; i < clauses.length; i++) {
    if (names[i] !== names[0] || clauses[i].patterns.length !== arity) {
      reject(clauses[i].pos, 'head mismatch');
    }
  }
  return { type: 'function', pos: clauses[0].pos, name: names[0], arity, clauses };
}

// ── Attributes ──────────────────────────────────────────────────────────────────────────────

function parseAttribute(stream: TokenStream): Form {
  take(stream);
  const token = expect(stream, 'atom');
  const name = token.value as string;
  const pos = token.pos;
  if (name === 'spec' || name === 'callback') return parseSpec(stream, pos, name);
  if (name === 'record') return parseRecord(stream, pos);
  const value = parseAttributeValue(stream);
  endOfForm(stream);
  if (value.typed !== null) {
    if (name === 'type' || name === 'opaque') return typeForm(pos, name, value.exprs[0], value.typed);
    return reject(pos, 'bad attribute');
  }
  return plainAttribute(pos, name, value.exprs);
}

interface AttributeValue {
  readonly exprs: readonly Expr[];
  /** The type behind `::`. */
  readonly typed: TypeNode | null;
}

/** Expressions, with or without parentheses around them all. */
function parseAttributeValue(stream: TokenStream): AttributeValue {
  if (at(stream, '(')) {
    const start = stream.at;
    take(stream);
    const value = parseBareValue(stream);
    expect(stream, ')');
    if (at(stream, 'dot') || value.exprs.length > 1 || value.typed !== null) return value;
    moveTo(stream, start);
  }
  return parseBareValue(stream);
}

function parseBareValue(stream: TokenStream): AttributeValue {
  const exprs = [parseExpression(stream)];
  if (at(stream, '::')) {
    take(stream);
    return { exprs, typed: parseTopType(stream) };
  }
  if (at(stream, ',')) {
    take(stream);
    exprs.push(...parseExpressions(stream));
  }
  return { exprs, typed: null };
}

/** The parameters of a module: variables, kept by their names. */
function parameters(list: Expr, bad: () => never): Expr {
  if (list.type === 'nil') return list;
  if (list.type !== 'cons' || list.head.type !== 'var') return bad();
  const { pos, name } = list.head;
  return { type: 'cons', pos: list.pos, head: { type: 'atom', pos, name }, tail: parameters(list.tail, bad) };
}

function plainAttribute(pos: Position, name: string, values: readonly Expr[]): Form {
  const first = values[0];
  const start = firstPosition(first);
  const bad = (where: Position = start): never => reject(where, `bad ${name} declaration`);
  switch (name) {
    case 'module':
      if (first.type !== 'atom') return bad();
      if (values.length === 1) return { type: 'module', pos, name: first.name };
      if (values.length !== 2) return bad();
      return {
        type: 'attribute',
        pos,
        name,
        value: { type: 'tuple', pos: start, elements: [first, parameters(values[1], bad)] },
      };
    case 'export':
      if (values.length !== 1) return bad();
      return { type: 'export', pos, functions: nameArityList(first) };
    case 'import':
      if (first.type !== 'atom' || values.length !== 2) return bad();
      return { type: 'import', pos, module: first.name, functions: nameArityList(values[1]) };
    case 'file': {
      const second = values[1];
      if (first.type !== 'string' || values.length !== 2 || second.type !== 'integer') return bad();
      return { type: 'file', pos, file: String.fromCodePoint(...first.codes), line: Number(second.value) };
    }
    case 'type':
    case 'opaque':
      return bad(pos);
    default:
      if (values.length > 1) return reject(firstPosition(values[1]), 'bad attribute');
      return { type: 'attribute', pos, name, value: constant(nameAritiesAsTuples(first), start) };
  }
}

/** `[f/1, g/2]` of `-export` and `-import`. */
function nameArityList(list: Expr): NameArity[] {
  const items: NameArity[] = [];
  let rest = list;
  while (rest.type === 'cons') {
    const item = rest.head;
    if (item.type !== 'op' || item.op !== '/' || item.left === null || item.left.type !== 'atom') {
      return reject(firstPosition(item), 'bad Name/Arity');
    }
    if (item.right.type !== 'integer') return reject(firstPosition(item.right), 'bad function arity');
    items.push({ name: item.left.name, arity: Number(item.right.value) });
    rest = rest.tail;
  }
  if (rest.type !== 'nil') return reject(firstPosition(rest), 'bad Name/Arity');
  return items;
}

/** Writes `f/1` as `{f,1}`, at any depth of lists and tuples. */
function nameAritiesAsTuples(expr: Expr): Expr {
  switch (expr.type) {
    case 'op':
      if (expr.op === '/' && expr.left?.type === 'atom' && expr.right.type === 'integer') {
        return { type: 'tuple', pos: expr.pos, elements: [expr.left, expr.right] };
      }
      return expr;
    case 'cons': {
      const cells: (Expr & { readonly type: 'cons' })[] = [];
      let rest: Expr = expr;
      while (rest.type === 'cons') {
        cells.push(rest);
        rest = rest.tail;
      }
      return cells.reduceRight<Expr>(
        (tail, cell) => ({ ...cell, head: nameAritiesAsTuples(cell.head), tail }),
        nameAritiesAsTuples(rest),
      );
    }
    case 'tuple':
      return { ...expr, elements: expr.elements.map(nameAritiesAsTuples) };
    default:
      return expr;
  }
}

/** The expression, if it denotes a term as `erl_parse:normalise/1` demands. */
function constant(expr: Expr, start: Position): Expr {
  return isConstant(expr) ? expr : reject(start, 'bad attribute');
}

function typeForm(pos: Position, kind: 'type' | 'opaque', head: Expr, of: TypeNode): TypeForm {
  if (head.type !== 'call' || head.callee.type !== 'atom') return reject(pos, `bad ${kind} declaration`);
  const params: VarNode[] = [];
  for (const arg of head.args) {
    if (arg.type !== 'var' || arg.name === '_') return reject(firstPosition(arg), 'bad type variable');
    params.push(arg);
  }
  return { type: 'type_def', pos, kind, name: head.callee.name, params, of };
}

// ── Specs ───────────────────────────────────────────────────────────────────────────────────

function parseSpec(stream: TokenStream, pos: Position, kind: 'spec' | 'callback'): Form {
  const wrapped = at(stream, '(');
  if (wrapped) take(stream);
  let name = expect(stream, 'atom').value as string;
  let module: string | null = null;
  if (at(stream, ':')) {
    take(stream);
    module = name;
    name = expect(stream, 'atom').value as string;
  }
  const clauses = parseSpecClauses(stream);
  if (wrapped) expect(stream, ')');
  endOfForm(stream);
  const arity = specArity(clauses[0]);
  if (arity === null) return reject(pos, `bad ${kind} declaration`);
  return { type: 'spec', pos, kind, module, name, arity, clauses };
}

/** Number of arguments of a spec clause; null for `(...)`. */
export function specArity(clause: TypeNode): number | null {
  if (clause.type !== 'type' || clause.args === 'any') return null;
  const first = clause.args[0];
  if (clause.name === 'bounded_fun') return specArity(first);
  if (first.type !== 'type' || first.name !== 'product' || first.args === 'any') return null;
  return first.args.length;
}

// ── Records ─────────────────────────────────────────────────────────────────────────────────

function parseRecord(stream: TokenStream, pos: Position): RecordForm {
  const wrapped = at(stream, '(');
  if (wrapped) take(stream);
  const name = parseExpression(stream);
  if (!at(stream, ',')) {
    if (wrapped) expect(stream, ')');
    endOfForm(stream);
    return reject(firstPosition(name), 'bad record declaration');
  }
  take(stream);
  let fields: FieldSource[] | null = null;
  let other: Expr | null = null;
  if (at(stream, '{')) fields = parseRecordFields(stream);
  else other = parseExpression(stream);
  let extra: Expr | null = null;
  if (at(stream, ',')) {
    take(stream);
    extra = parseExpressions(stream)[0];
  }
  if (wrapped) expect(stream, ')');
  endOfForm(stream);
  if (name.type !== 'atom') return reject(firstPosition(name), 'bad record declaration');
  if (fields === null) {
    return reject(other === null ? pos : firstPosition(other), 'bad record declaration');
  }
  if (extra !== null) return reject(firstPosition(extra), 'bad record declaration');
  return { type: 'record_def', pos, name: name.name, fields: fields.map(recordField) };
}

interface FieldSource {
  readonly expr: Expr;
  readonly typed: TypeNode | null;
}

function parseRecordFields(stream: TokenStream): FieldSource[] {
  const fields: FieldSource[] = [];
  take(stream);
  if (!at(stream, '}')) {
    for (;;) {
      const expr = parseExpression(stream);
      let typed: TypeNode | null = null;
      if (at(stream, '::')) {
        take(stream);
        typed = parseTopType(stream);
      }
      fields.push({ expr, typed });
      if (!at(stream, ',')) break;
      take(stream);
    }
  }
  expect(stream, '}');
  return fields;
}

function recordField({ expr, typed }: FieldSource): RecordFieldDef {
  if (expr.type === 'atom') return { pos: expr.pos, name: expr.name, default: null, typed };
  if (expr.type === 'match' && expr.pattern.type === 'atom') {
    return { pos: expr.pattern.pos, name: expr.pattern.name, default: expr.value, typed };
  }
  return reject(firstPosition(expr), 'bad record field');
}
