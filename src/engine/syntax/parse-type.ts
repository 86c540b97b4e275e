/**
 * Types of specs, type declarations and typed records. Positions and the flattening of unions
 * follow erl_parse.
 */
import type { AtomNode, TypeNode, VarNode } from './ast.ts';
import { isPrefixOperator } from './operators.ts';
import type { Position } from './position.ts';
import { at, expect, here, nextIs, reject, take, unexpected } from './token-stream.ts';
import type { TokenStream } from './token-stream.ts';

type Type = TypeNode;

/** Names of built-in types by arity (`erl_internal:is_type/2` of OTP 25). */
const BUILT_IN: readonly ReadonlySet<string>[] = [
  new Set([
    'any',
    'arity',
    'atom',
    'binary',
    'bitstring',
    'bool',
    'boolean',
    'byte',
    'char',
    'float',
    'function',
    'identifier',
    'integer',
    'iodata',
    'iolist',
    'list',
    'map',
    'maybe_improper_list',
    'mfa',
    'module',
    'neg_integer',
    'nil',
    'no_return',
    'node',
    'non_neg_integer',
    'none',
    'nonempty_binary',
    'nonempty_bitstring',
    'nonempty_list',
    'nonempty_maybe_improper_list',
    'nonempty_string',
    'number',
    'pid',
    'port',
    'pos_integer',
    'reference',
    'string',
    'term',
    'timeout',
    'tuple',
  ]),
  new Set(['list', 'nonempty_list']),
  new Set(['maybe_improper_list', 'nonempty_improper_list', 'nonempty_maybe_improper_list']),
];

/** Whether OTP has a built-in type of this name and arity. */
export function isBuiltInType(name: string, arity: number): boolean {
  return arity < BUILT_IN.length && BUILT_IN[arity].has(name);
}

const NO_COLUMN = 0;

/** A whole type: an annotated type, a union, or a plain type. */
export function parseTopType(stream: TokenStream): Type {
  if (at(stream, 'var') && nextIs(stream, '::')) {
    const token = take(stream);
    take(stream);
    const name: VarNode = { type: 'var', pos: token.pos, name: token.value as string };
    return { type: 'ann_type', pos: token.pos, name, of: parseTopType(stream) };
  }
  const left = parseType(stream, 0);
  if (!at(stream, '|')) return left;
  take(stream);
  return union(left, parseTopType(stream));
}

function union(left: Type, right: Type): Type {
  const rest = right.type === 'type' && right.name === 'union' && right.args !== 'any' ? right.args : [right];
  return named(left.pos, 'union', [left, ...rest]);
}

function named(pos: Position, name: string, args: readonly Type[] | 'any'): Type {
  return { type: 'type', pos, name, args };
}

function parseTopTypes(stream: TokenStream): Type[] {
  const types = [parseTopType(stream)];
  while (at(stream, ',')) {
    take(stream);
    types.push(parseTopType(stream));
  }
  return types;
}

const STRENGTH: ReadonlyMap<string, number> = new Map([
  ['..', 200],
  ...['+', '-', 'bor', 'bxor', 'bsl', 'bsr', 'or', 'xor'].map((op) => [op, 400] as const),
  ...['/', '*', 'div', 'rem', 'band', 'and'].map((op) => [op, 500] as const),
]);

function parseType(stream: TokenStream, least: number): Type {
  let left = parseTypeOperand(stream);
  for (;;) {
    const strength = STRENGTH.get(stream.type);
    if (strength === undefined || strength < least) return left;
    const token = take(stream);
    const right = parseType(stream, strength + 1);
    if (token.type === '..') {
      left = named(left.pos, 'range', [left, right]);
      if (at(stream, '..')) unexpected(stream);
    } else left = { type: 'op_type', pos: token.pos, op: token.type, left, right };
  }
}

function parseTypeOperand(stream: TokenStream): Type {
  if (isPrefixOperator(stream.type)) {
    const token = take(stream);
    return { type: 'op_type', pos: token.pos, op: token.type, left: null, right: parseType(stream, 600) };
  }
  switch (stream.type) {
    case 'var': {
      const token = take(stream);
      return { type: 'var', pos: token.pos, name: token.value as string };
    }
    case 'integer': {
      const token = take(stream);
      return { type: 'integer', pos: token.pos, value: token.value as number | bigint };
    }
    case 'char': {
      const token = take(stream);
      return { type: 'char', pos: token.pos, value: token.value as number };
    }
    case 'atom':
      return parseNamedType(stream);
    case '(': {
      take(stream);
      const inner = parseTopType(stream);
      expect(stream, ')');
      return inner;
    }
    case '[':
      return parseListType(stream);
    case '{': {
      const { pos } = take(stream);
      const args = at(stream, '}') ? [] : parseTopTypes(stream);
      expect(stream, '}');
      return named(pos, 'tuple', args);
    }
    case '#':
      return parseHashType(stream);
    case '<<':
      return parseBinaryType(stream);
    case 'fun': {
      const { pos } = take(stream);
      expect(stream, '(');
      if (at(stream, ')')) {
        take(stream);
        return named(pos, 'fun', []);
      }
      const type = parseFunType(stream);
      expect(stream, ')');
      return type;
    }
    default:
      return unexpected(stream);
  }
}

function parseTypeArguments(stream: TokenStream): Type[] {
  expect(stream, '(');
  const args = at(stream, ')') ? [] : parseTopTypes(stream);
  expect(stream, ')');
  return args;
}

function parseNamedType(stream: TokenStream): Type {
  const token = take(stream);
  const pos = token.pos;
  const first: AtomNode = { type: 'atom', pos, name: token.value as string };
  if (at(stream, ':')) {
    take(stream);
    const second = expect(stream, 'atom');
    const name: AtomNode = { type: 'atom', pos: second.pos, name: second.value as string };
    if (!at(stream, '(')) unexpected(stream);
    return { type: 'remote_type', pos, module: first, name, args: parseTypeArguments(stream) };
  }
  if (!at(stream, '(')) return first;
  const args = parseTypeArguments(stream);
  if (args.length === 0 && (first.name === 'tuple' || first.name === 'map')) {
    return named(pos, first.name, 'any');
  }
  if (isBuiltInType(first.name, args.length)) return named(pos, first.name, args);
  return { type: 'user_type', pos, name: first.name, args };
}

function parseListType(stream: TokenStream): Type {
  const { pos } = take(stream);
  if (at(stream, ']')) {
    take(stream);
    return named(pos, 'nil', []);
  }
  const of = parseTopType(stream);
  if (at(stream, ',')) {
    take(stream);
    expect(stream, '...');
    expect(stream, ']');
    return named(pos, 'nonempty_list', [of]);
  }
  expect(stream, ']');
  return named(pos, 'list', [of]);
}

function parseHashType(stream: TokenStream): Type {
  const { pos } = take(stream);
  if (at(stream, '{')) return parseMapType(stream, pos);
  const token = expect(stream, 'atom');
  const args: Type[] = [{ type: 'atom', pos: token.pos, name: token.value as string }];
  expect(stream, '{');
  if (!at(stream, '}')) {
    for (;;) {
      const field = expect(stream, 'atom');
      expect(stream, '::');
      const name: AtomNode = { type: 'atom', pos: field.pos, name: field.value as string };
      args.push(named(field.pos, 'field_type', [name, parseTopType(stream)]));
      if (!at(stream, ',')) break;
      take(stream);
    }
  }
  expect(stream, '}');
  return named(pos, 'record', args);
}

function parseMapType(stream: TokenStream, pos: Position): Type {
  take(stream);
  const pairs: Type[] = [];
  if (!at(stream, '}')) {
    for (;;) {
      const key = parseTopType(stream);
      if (!at(stream, '=>') && !at(stream, ':=')) unexpected(stream);
      const mark = take(stream);
      const name = mark.type === '=>' ? 'map_field_assoc' : 'map_field_exact';
      pairs.push(named(mark.pos, name, [key, parseTopType(stream)]));
      if (!at(stream, ',')) break;
      take(stream);
    }
  }
  expect(stream, '}');
  return named(pos, 'map', pairs);
}

/** `<<_:M, _:_*N>>` with either part optional; an absent part is 0 without a column, as in OTP. */
function parseBinaryType(stream: TokenStream): Type {
  const { pos } = take(stream);
  const zero: Type = { type: 'integer', pos: { line: pos.line, column: NO_COLUMN }, value: 0 };
  let base: Type = zero;
  let unit: Type = zero;
  if (!at(stream, '>>')) {
    let part = parseBinaryPart(stream);
    if (!part.unit) {
      base = part.size;
      if (at(stream, ',')) {
        take(stream);
        part = parseBinaryPart(stream);
        if (!part.unit) reject(pos, 'Bad binary type');
        unit = part.size;
      }
    } else unit = part.size;
  }
  expect(stream, '>>');
  return named(pos, 'binary', [base, unit]);
}

function parseBinaryPart(stream: TokenStream): { readonly unit: boolean; readonly size: Type } {
  const first = expect(stream, 'var');
  if (first.value !== '_') reject(first.pos, 'Bad binary type');
  expect(stream, ':');
  if (at(stream, 'var') && nextIs(stream, '*')) {
    const second = take(stream);
    if (second.value !== '_') reject(second.pos, 'Bad binary type');
    take(stream);
    return { unit: true, size: parseType(stream, 0) };
  }
  return { unit: false, size: parseType(stream, 0) };
}

/** `(Args) -> Result`; the stream stands at `(`. */
export function parseFunType(stream: TokenStream): Type {
  const pos = at(stream, '(') ? here(stream) : unexpected(stream);
  take(stream);
  let args: Type;
  if (at(stream, '...')) {
    take(stream);
    args = { type: 'type', pos, name: 'any', args: 'any' };
  } else {
    args = named(pos, 'product', at(stream, ')') ? [] : parseTopTypes(stream));
  }
  expect(stream, ')');
  expect(stream, '->');
  return named(pos, 'fun', [args, parseTopType(stream)]);
}

/** Clauses of a spec, each with its `when` constraints. */
export function parseSpecClauses(stream: TokenStream): Type[] {
  const clauses: Type[] = [];
  for (;;) {
    const signature = parseFunType(stream);
    clauses.push(at(stream, 'when') ? bounded(stream, signature) : signature);
    if (!at(stream, ';')) return clauses;
    take(stream);
  }
}

function bounded(stream: TokenStream, signature: Type): Type {
  const constraints: Type[] = [];
  do {
    take(stream);
    constraints.push(parseConstraint(stream));
  } while (at(stream, ','));
  // The abstract format nests the constraints as one list; abstract-format.ts knows this node.
  return named(signature.pos, 'bounded_fun', [signature, ...constraints]);
}

function parseConstraint(stream: TokenStream): Type {
  if (at(stream, 'var')) {
    const token = take(stream);
    if (token.value === '_') reject(token.pos, 'bad type variable');
    expect(stream, '::');
    return constraint(token.pos, { type: 'var', pos: token.pos, name: token.value as string }, parseTopType(stream));
  }
  const token = expect(stream, 'atom');
  const args = parseTypeArguments(stream);
  if (token.value !== 'is_subtype' || args.length !== 2) {
    reject(token.pos, `unsupported constraint ${String(token.value)}`);
  }
  return constraint(args[0].pos, args[0], args[1]);
}

function constraint(pos: Position, variable: Type, of: Type): Type {
  return named(pos, 'constraint', [{ type: 'atom', pos, name: 'is_subtype' }, variable, of]);
}
