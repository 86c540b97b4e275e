/**
 * Expressions, and the patterns of clause heads, by recursive descent with precedence climbing.
 * Both live here because they contain each other. Node positions are those of erl_parse: an
 * operator's own place, a call's and a match's first token, `:` for a remote name, and so on.
 * A pattern outside function heads is parsed as an expression, as in OTP; erl_lint judges it.
 */
import type {
  AtomNode,
  BinElement,
  CatchClause,
  Clause,
  Expr,
  Guard,
  MapField,
  MapNode,
  Qualifier,
  RecordField,
  TryNode,
  VarNode,
} from './ast.ts';
import { BINARY_OPERATORS, isPrefixOperator, PREFIX_STRENGTH } from './operators.ts';
import type { Position } from './position.ts';
import { at, expect, here, moveTo, nextIs, reject, take, unexpected } from './token-stream.ts';
import type { TokenStream } from './token-stream.ts';

/** Place of the first token of an expression (erl_parse's `first_anno`). */
export function firstPosition(expr: Expr): Position {
  switch (expr.type) {
    case 'op':
      return expr.left === null ? expr.pos : firstPosition(expr.left);
    case 'remote':
      return firstPosition(expr.module);
    case 'record_field':
      return firstPosition(expr.base);
    case 'map':
    case 'record':
      return expr.base === null ? expr.pos : firstPosition(expr.base);
    default:
      return expr.pos;
  }
}

/** An expression whose operators bind at least as tightly as `least`. */
export function parseExpression(stream: TokenStream, least = 0): Expr {
  let left = parseOperand(stream);
  for (;;) {
    const operator = BINARY_OPERATORS.get(stream.type);
    if (operator === undefined || operator.strength < least) return left;
    const token = take(stream);
    const strength = operator.side === 'right' ? operator.strength : operator.strength + 1;
    const right = parseExpression(stream, strength);
    left = binary(token.type, token.pos, left, right);
    if (operator.side === 'none') refuseChain(stream, operator.strength);
  }
}

function binary(op: string, pos: Position, left: Expr, right: Expr): Expr {
  if (op === '=') return { type: 'match', pos: firstPosition(left), pattern: left, value: right };
  return { type: 'op', pos, op, left, right };
}

/** `a == b == c` is no expression. */
function refuseChain(stream: TokenStream, strength: number): void {
  const next = BINARY_OPERATORS.get(stream.type);
  if (next !== undefined && next.strength === strength) unexpected(stream);
}

/** One or more expressions between commas. */
export function parseExpressions(stream: TokenStream): Expr[] {
  const exprs = [parseExpression(stream)];
  while (at(stream, ',')) {
    take(stream);
    exprs.push(parseExpression(stream));
  }
  return exprs;
}

function parseOperand(stream: TokenStream): Expr {
  if (isPrefixOperator(stream.type)) {
    const token = take(stream);
    const right = parseExpression(stream, PREFIX_STRENGTH);
    return { type: 'op', pos: token.pos, op: token.type, left: null, right };
  }
  if (at(stream, 'catch')) {
    const { pos } = take(stream);
    return { type: 'catch', pos, expr: parseExpression(stream) };
  }
  if (at(stream, '#')) return parseHashes(stream, null);
  const base = parsePrimary(stream);
  if (at(stream, '#')) return parseHashes(stream, base);
  let callee = base;
  if (at(stream, ':')) {
    const { pos } = take(stream);
    callee = { type: 'remote', pos, module: base, name: parsePrimary(stream) };
  }
  if (!at(stream, '(')) return callee;
  return { type: 'call', pos: firstPosition(callee), callee, args: parseArguments(stream) };
}

function parseArguments(stream: TokenStream): Expr[] {
  expect(stream, '(');
  if (at(stream, ')')) {
    take(stream);
    return [];
  }
  const args = parseExpressions(stream);
  expect(stream, ')');
  return args;
}

// ── Primaries ───────────────────────────────────────────────────────────────────────────────

function parsePrimary(stream: TokenStream): Expr {
  switch (stream.type) {
    case '(': {
      take(stream);
      const inner = parseExpression(stream);
      expect(stream, ')');
      return inner;
    }
    case 'begin': {
      const { pos } = take(stream);
      const body = parseExpressions(stream);
      expect(stream, 'end');
      return { type: 'block', pos, body };
    }
    case 'if':
      return parseIf(stream);
    case 'case':
      return parseCase(stream);
    case 'receive':
      return parseReceive(stream);
    case 'fun':
      return parseFun(stream);
    case 'try':
      return parseTry(stream);
    case 'maybe':
      return parseMaybe(stream);
    default:
      return parseData(stream, true);
  }
}

/** Literals, variables, lists, tuples and binaries: what patterns and expressions share. */
function parseData(stream: TokenStream, comprehensions: boolean): Expr {
  switch (stream.type) {
    case 'var': {
      const token = take(stream);
      return { type: 'var', pos: token.pos, name: token.value as string };
    }
    case 'atom': {
      const token = take(stream);
      return { type: 'atom', pos: token.pos, name: token.value as string };
    }
    case 'integer': {
      const token = take(stream);
      return { type: 'integer', pos: token.pos, value: token.value as number | bigint };
    }
    case 'float': {
      const token = take(stream);
      return { type: 'float', pos: token.pos, value: token.value as number };
    }
    case 'char': {
      const token = take(stream);
      return { type: 'char', pos: token.pos, value: token.value as number };
    }
    case 'string':
      return parseStrings(stream);
    case '{':
      return parseTuple(stream);
    case '[':
      return parseList(stream, comprehensions);
    case '<<':
      return parseBinary(stream, comprehensions);
    default:
      return unexpected(stream);
  }
}

/** Adjacent strings are one. */
function parseStrings(stream: TokenStream): Expr {
  const first = take(stream);
  let codes = first.value as readonly number[];
  while (at(stream, 'string')) codes = codes.concat(take(stream).value as readonly number[]);
  return { type: 'string', pos: first.pos, codes };
}

function parseTuple(stream: TokenStream): Expr {
  const { pos } = take(stream);
  if (at(stream, '}')) {
    take(stream);
    return { type: 'tuple', pos, elements: [] };
  }
  const elements = parseExpressions(stream);
  expect(stream, '}');
  return { type: 'tuple', pos, elements };
}

function parseList(stream: TokenStream, comprehensions: boolean): Expr {
  const { pos } = take(stream);
  if (at(stream, ']')) {
    take(stream);
    return { type: 'nil', pos };
  }
  const elements = [parseExpression(stream)];
  if (at(stream, '||') && comprehensions) {
    take(stream);
    const qualifiers = parseQualifiers(stream);
    expect(stream, ']');
    return { type: 'lc', pos, template: elements[0], qualifiers };
  }
  while (at(stream, ',')) {
    take(stream);
    elements.push(parseExpression(stream));
  }
  let tail: Expr;
  if (at(stream, '|')) {
    take(stream);
    tail = parseExpression(stream);
    expect(stream, ']');
  } else {
    tail = { type: 'nil', pos: expect(stream, ']').pos };
  }
  for (let i = elements.length - 1; i >= 0; i--) {
    const place = i === 0 ? pos : firstPosition(elements[i]);
    tail = { type: 'cons', pos: place, head: elements[i], tail };
  }
  return tail;
}

function parseQualifiers(stream: TokenStream): Qualifier[] {
  const qualifiers: Qualifier[] = [];
  for (;;) {
    const startsWithBinary = at(stream, '<<');
    const left = parseExpression(stream);
    if (at(stream, '<-')) {
      const { pos } = take(stream);
      qualifiers.push({ type: 'generate', pos, pattern: left, value: parseExpression(stream) });
    } else if (at(stream, '<=') && startsWithBinary && left.type === 'bin') {
      const { pos } = take(stream);
      qualifiers.push({ type: 'b_generate', pos, pattern: left, value: parseExpression(stream) });
    } else qualifiers.push(left);
    if (!at(stream, ',')) return qualifiers;
    take(stream);
  }
}

function parseBinary(stream: TokenStream, comprehensions: boolean): Expr {
  const { pos } = take(stream);
  if (at(stream, '>>')) {
    take(stream);
    return { type: 'bin', pos, elements: [] };
  }
  const elements: BinElement[] = [];
  for (;;) {
    let value: Expr;
    if (isPrefixOperator(stream.type)) {
      const token = take(stream);
      value = { type: 'op', pos: token.pos, op: token.type, left: null, right: parsePrimary(stream) };
    } else {
      value = parsePrimary(stream);
      if (at(stream, '||') && comprehensions && elements.length === 0) {
        take(stream);
        const qualifiers = parseQualifiers(stream);
        expect(stream, '>>');
        return { type: 'bc', pos, template: value, qualifiers };
      }
    }
    let size: Expr | null = null;
    if (at(stream, ':')) {
      take(stream);
      size = parsePrimary(stream);
    }
    const types = at(stream, '/') ? parseBitTypes(stream) : null;
    elements.push({ pos: firstPosition(value), value, size, types });
    if (!at(stream, ',')) break;
    take(stream);
  }
  expect(stream, '>>');
  return { type: 'bin', pos, elements };
}

function parseBitTypes(stream: TokenStream): (string | readonly [string, number])[] {
  const types: (string | readonly [string, number])[] = [];
  do {
    take(stream);
    const name = expect(stream, 'atom').value as string;
    if (at(stream, ':')) {
      take(stream);
      types.push([name, Number(expect(stream, 'integer').value)]);
    } else types.push(name);
  } while (at(stream, '-'));
  return types;
}

// ── Maps and records ────────────────────────────────────────────────────────────────────────

/** `#…` behind `base`, or at the beginning: a chain of map parts or a chain of record parts. */
function parseHashes(stream: TokenStream, base: Expr | null): Expr {
  let result = base;
  let kind: '{' | 'atom' | null = null;
  do {
    const { pos } = take(stream);
    if (at(stream, '{') && kind !== 'atom') {
      kind = '{';
      result = mapNode(pos, result, parseMapFields(stream));
    } else if (at(stream, 'atom') && kind !== '{') {
      kind = 'atom';
      result = parseRecordPart(stream, pos, result);
    } else return unexpected(stream);
  } while (at(stream, '#'));
  return result;
}

function mapNode(pos: Position, base: Expr | null, fields: readonly MapField[]): MapNode {
  return { type: 'map', pos, base, fields };
}

function parseMapFields(stream: TokenStream): MapField[] {
  const fields: MapField[] = [];
  expect(stream, '{');
  if (!at(stream, '}')) {
    for (;;) {
      const key = parseExpression(stream);
      if (!at(stream, '=>') && !at(stream, ':=')) unexpected(stream);
      const mark = take(stream);
      const type = mark.type === '=>' ? 'map_field_assoc' : 'map_field_exact';
      fields.push({ type, pos: mark.pos, key, value: parseExpression(stream) });
      if (!at(stream, ',')) break;
      take(stream);
    }
  }
  expect(stream, '}');
  return fields;
}

function parseRecordPart(stream: TokenStream, pos: Position, base: Expr | null): Expr {
  const name = take(stream).value as string;
  if (at(stream, '.')) {
    take(stream);
    const token = expect(stream, 'atom');
    const field = token.value as string;
    if (base === null) return { type: 'record_index', pos, name, field, fieldPos: token.pos };
    return { type: 'record_field', pos, base, name, field, fieldPos: token.pos };
  }
  return { type: 'record', pos, base, name, fields: parseRecordFields(stream, name) };
}

function parseRecordFields(stream: TokenStream, record: string): RecordField[] {
  const fields: RecordField[] = [];
  expect(stream, '{');
  if (!at(stream, '}')) {
    for (;;) {
      if (!at(stream, 'atom') && !at(stream, 'var')) unexpected(stream);
      const token = take(stream);
      const name = token.value as string;
      expect(stream, '=');
      const value = parseExpression(stream);
      if (token.type === 'var' && name !== '_') {
        reject(token.pos, `field '${name}' is not an atom or _ in record ${record}`, 'erl_lint');
      }
      fields.push({ pos: token.pos, name, value });
      if (!at(stream, ',')) break;
      take(stream);
    }
  }
  expect(stream, '}');
  return fields;
}

// ── Clauses ─────────────────────────────────────────────────────────────────────────────────

/** `when G1, G2; G3` if it is there. */
function parseOptionalGuard(stream: TokenStream): Guard {
  if (!at(stream, 'when')) return [];
  take(stream);
  return parseGuard(stream);
}

function parseGuard(stream: TokenStream): Guard {
  const alternatives = [parseExpressions(stream)];
  while (at(stream, ';')) {
    take(stream);
    alternatives.push(parseExpressions(stream));
  }
  return alternatives;
}

function parseBody(stream: TokenStream): Expr[] {
  expect(stream, '->');
  return parseExpressions(stream);
}

/** Clauses of `case`, `receive`, `of` and `else`. */
function parseClauses(stream: TokenStream): Clause[] {
  const clauses: Clause[] = [];
  for (;;) {
    const pattern = parseExpression(stream);
    const guard = parseOptionalGuard(stream);
    clauses.push({ pos: firstPosition(pattern), patterns: [pattern], guard, body: parseBody(stream) });
    if (!at(stream, ';')) return clauses;
    take(stream);
  }
}

/** Arguments of a head, guard and body; the stream stands at `(`. */
export function parseHeadClause(stream: TokenStream, pos: Position): Clause {
  expect(stream, '(');
  const patterns: Expr[] = [];
  if (!at(stream, ')')) {
    patterns.push(parsePattern(stream));
    while (at(stream, ',')) {
      take(stream);
      patterns.push(parsePattern(stream));
    }
  }
  expect(stream, ')');
  const guard = parseOptionalGuard(stream);
  return { pos, patterns, guard, body: parseBody(stream) };
}

/** A pattern as the grammar allows it in heads and behind `catch`. */
function parsePattern(stream: TokenStream, least = 0): Expr {
  let left = parsePatternOperand(stream);
  for (;;) {
    const operator = BINARY_OPERATORS.get(stream.type);
    if (operator === undefined || !operator.pattern || operator.strength < least) return left;
    const token = take(stream);
    const strength = operator.side === 'right' ? operator.strength : operator.strength + 1;
    left = binary(token.type, token.pos, left, parsePattern(stream, strength));
    if (operator.side === 'none') refuseChain(stream, operator.strength);
  }
}

function parsePatternOperand(stream: TokenStream): Expr {
  if (isPrefixOperator(stream.type)) {
    const token = take(stream);
    const right = parsePattern(stream, PREFIX_STRENGTH);
    return { type: 'op', pos: token.pos, op: token.type, left: null, right };
  }
  if (at(stream, '#')) {
    if (nextIs(stream, '{')) return parseHashes(stream, null);
    const { pos } = take(stream);
    if (!at(stream, 'atom')) unexpected(stream);
    return parseRecordPart(stream, pos, null);
  }
  let base: Expr;
  if (at(stream, '(')) {
    take(stream);
    base = parsePattern(stream);
    expect(stream, ')');
  } else base = parseData(stream, false);
  if (at(stream, '#') && nextIs(stream, '{')) return parseHashes(stream, base);
  return base;
}

// ── Control ─────────────────────────────────────────────────────────────────────────────────

function parseIf(stream: TokenStream): Expr {
  const { pos } = take(stream);
  const clauses: Clause[] = [];
  for (;;) {
    const guard = parseGuard(stream);
    clauses.push({ pos: firstPosition(guard[0][0]), patterns: [], guard, body: parseBody(stream) });
    if (!at(stream, ';')) break;
    take(stream);
  }
  expect(stream, 'end');
  return { type: 'if', pos, clauses };
}

function parseCase(stream: TokenStream): Expr {
  const { pos } = take(stream);
  const value = parseExpression(stream);
  expect(stream, 'of');
  const clauses = parseClauses(stream);
  expect(stream, 'end');
  return { type: 'case', pos, value, clauses };
}

function parseReceive(stream: TokenStream): Expr {
  const { pos } = take(stream);
  const clauses = at(stream, 'after') ? [] : parseClauses(stream);
  let after: { timeout: Expr; body: Expr[] } | null = null;
  if (at(stream, 'after')) {
    take(stream);
    const timeout = parseExpression(stream);
    after = { timeout, body: parseBody(stream) };
  }
  expect(stream, 'end');
  return { type: 'receive', pos, clauses, after };
}

function parseTry(stream: TokenStream): TryNode {
  const { pos } = take(stream);
  const body = parseExpressions(stream);
  let clauses: Clause[] = [];
  if (at(stream, 'of')) {
    take(stream);
    clauses = parseClauses(stream);
  }
  let handlers: CatchClause[] = [];
  let after: Expr[] = [];
  if (at(stream, 'catch')) {
    take(stream);
    handlers = parseCatchClauses(stream);
  } else if (!at(stream, 'after')) unexpected(stream);
  if (at(stream, 'after')) {
    take(stream);
    after = parseExpressions(stream);
  }
  expect(stream, 'end');
  return { type: 'try', pos, body, clauses, handlers, after };
}

function parseCatchClauses(stream: TokenStream): CatchClause[] {
  const clauses: CatchClause[] = [];
  for (;;) {
    clauses.push(parseCatchClause(stream));
    if (!at(stream, ';')) return clauses;
    take(stream);
  }
}

function parseCatchClause(stream: TokenStream): CatchClause {
  let kind: AtomNode | VarNode | null = null;
  let stacktrace: VarNode | null = null;
  if ((at(stream, 'atom') || at(stream, 'var')) && nextIs(stream, ':')) {
    const token = take(stream);
    const name = token.value as string;
    kind = token.type === 'atom' ? { type: 'atom', pos: token.pos, name } : { type: 'var', pos: token.pos, name };
    take(stream);
  }
  const pattern = parsePattern(stream);
  if (kind !== null && at(stream, ':')) {
    take(stream);
    const token = expect(stream, 'var');
    stacktrace = { type: 'var', pos: token.pos, name: token.value as string };
  }
  const guard = parseOptionalGuard(stream);
  const pos = kind === null ? firstPosition(pattern) : kind.pos;
  return { pos, class: kind, pattern, stacktrace, guard, body: parseBody(stream) };
}

function parseMaybe(stream: TokenStream): Expr {
  const { pos } = take(stream);
  const body: Expr[] = [];
  for (;;) {
    const left = parseExpression(stream);
    if (at(stream, '?=')) {
      const mark = take(stream);
      body.push({ type: 'maybe_match', pos: mark.pos, pattern: left, value: parseExpression(stream) });
    } else body.push(left);
    if (!at(stream, ',')) break;
    take(stream);
  }
  if (!at(stream, 'else')) {
    expect(stream, 'end');
    return { type: 'maybe', pos, body, clauses: [] };
  }
  const elsePos = take(stream).pos;
  const clauses = parseClauses(stream);
  expect(stream, 'end');
  return { type: 'maybe', pos, body, clauses, elsePos };
}

// ── Funs ────────────────────────────────────────────────────────────────────────────────────

function parseFun(stream: TokenStream): Expr {
  const { pos } = take(stream);
  if (at(stream, 'atom') || (at(stream, 'var') && !nextIs(stream, '('))) {
    return parseFunReference(stream, pos);
  }
  if (!at(stream, '(') && !at(stream, 'var')) unexpected(stream);
  const names: (string | null)[] = [];
  const clauses: Clause[] = [];
  for (;;) {
    const place = at(stream, 'var') || at(stream, '(') ? here(stream) : unexpected(stream);
    names.push(at(stream, 'var') ? (take(stream).value as string) : null);
    clauses.push(parseHeadClause(stream, place));
    if (!at(stream, ';')) break;
    take(stream);
  }
  expect(stream, 'end');
  const arity = clauses[0].patterns.length;
  for (let i = 1; i < clauses.length; i++) {
    if (names[i] !== names[0] || clauses[i].patterns.length !== arity) {
      reject(clauses[i].pos, 'head mismatch');
    }
  }
  const name = names[0];
  if (name === null) return { type: 'fun', pos, clauses };
  return { type: 'named_fun', pos, name, clauses };
}

/** `fun f/1` or `fun m:f/1`, where variables may stand in the latter. */
function parseFunReference(stream: TokenStream, pos: Position): Expr {
  const first = take(stream);
  if (at(stream, '/') && first.type === 'atom') {
    take(stream);
    const arity = Number(expect(stream, 'integer').value);
    return { type: 'fun_local', pos, name: first.value as string, arity };
  }
  if (!at(stream, ':')) unexpected(stream);
  moveTo(stream, stream.at - 1);
  const module = parseData(stream, false);
  expect(stream, ':');
  if (!at(stream, 'atom') && !at(stream, 'var')) unexpected(stream);
  const name = parseData(stream, false);
  expect(stream, '/');
  if (!at(stream, 'integer') && !at(stream, 'var')) unexpected(stream);
  const arity = parseData(stream, false);
  return { type: 'fun_remote', pos, module, name, arity };
}
