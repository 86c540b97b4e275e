/**
 * `ets:fun2ms` and `dbg:fun2ms`: a literal fun becomes the match specification that it describes
 * (OTP: `ms_transform`). Works on trees only; the result is again a tree, in which imported
 * variables stand as the caller gives them.
 */
import { foldOperator } from './spec-fold.ts';
import type { CallNode, Clause, Expr, RecordFieldDef } from '../syntax/ast.ts';
import { withNewTypeTest } from '../syntax/old-type-tests.ts';
import type { Position } from '../syntax/position.ts';

export type SpecKind = 'ets' | 'dbg';

/** What `ms_transform:format_error/1` explains; mirrors its terms: a code, or a code with details. */
export interface SpecError {
  readonly pos: Position;
  readonly code: number;
  readonly details: readonly SpecDetail[];
}
/** Variables are named by a string, everything else by an atom. */
export type SpecDetail = { readonly atom: string } | { readonly string: string } | { readonly integer: number };

export interface SpecContext {
  readonly kind: SpecKind;
  /** The value of a variable of the surroundings; null when it is not bound. */
  readonly imported: (name: string, pos: Position) => Expr | null;
  readonly records: ReadonlyMap<string, readonly RecordFieldDef[]>;
  /** Told of variables of heads, in their order, and of records whose definitions were used. */
  readonly onhead?: (name: string, pos: Position) => void;
  readonly onrecord?: (name: string) => void;
}

/** Thrown and caught within this file. */
class Rejected {
  readonly error: SpecError;
  constructor(error: SpecError) {
    this.error = error;
  }
}

function reject(pos: Position, code: number, ...details: SpecDetail[]): never {
  throw new Rejected({ pos, code, details });
}

const TESTS =
  'is_atom/1 is_binary/1 is_float/1 is_function/1 is_integer/1 is_list/1 is_map/1 is_map_key/2 is_number/1 is_pid/1 is_port/1 is_reference/1 is_tuple/1';
const VALUES =
  'abs/1 binary_part/2 binary_part/3 bit_size/1 byte_size/1 element/2 float/1 hd/1 length/1 map_get/2 map_size/1 node/0 node/1 round/1 self/0 size/1 tl/1 trunc/1 is_seq_trace/0 get_tcw/0';
const ACTIONS =
  'display/1 message/1 return_trace/0 exception_trace/0 process_dump/0 enable_trace/1 enable_trace/2 disable_trace/1 disable_trace/2 trace/2 trace/3 caller/0 set_tcw/1 silent/1 set_seq_token/2 get_seq_token/0';
const IN_GUARDS: ReadonlySet<string> = new Set(`${TESTS} ${VALUES}`.split(' '));
const IN_BODIES: ReadonlySet<string> = new Set(`${TESTS} ${VALUES} ${ACTIONS}`.split(' '));
/** `is_record/2` and the pseudo functions are handled apart. */
const PSEUDO: Readonly<Record<string, string>> = { 'object/0': '$_', 'bindings/0': '$*' };

const ELEMENTS: Readonly<Partial<Record<Expr['type'], string>>> = {
  case: 'case',
  if: 'if',
  receive: 'receive',
  try: 'try',
  catch: 'catch',
  block: 'begin/end block',
  lc: 'list comprehension',
  bc: 'binary comprehension',
  fun: 'fun',
  fun_local: 'fun',
  fun_remote: 'fun',
  named_fun: 'named_fun',
  call: 'call',
  map: 'map',
  maybe: 'maybe',
};

/** One clause being translated. */
interface Scope {
  readonly context: SpecContext;
  readonly names: Map<string, string>;
  /** 0 in guards, 100 in bodies: added to the codes of errors. */
  readonly part: 0 | 100;
}

const atomNode = (pos: Position, name: string): Expr => ({ type: 'atom', pos, name });

function listNode(pos: Position, items: readonly Expr[]): Expr {
  let list: Expr = { type: 'nil', pos };
  for (let i = items.length - 1; i >= 0; i--) list = { type: 'cons', pos, head: items[i], tail: list };
  return list;
}

function tupleNode(pos: Position, elements: readonly Expr[]): Expr {
  return { type: 'tuple', pos, elements };
}

/** The match specification of a fun's clauses. */
export function fun2ms(
  clauses: readonly Clause[],
  context: SpecContext,
): { readonly spec: Expr } | { readonly error: SpecError } {
  try {
    const pos = clauses[0].pos;
    return {
      spec: listNode(
        pos,
        clauses.flatMap((clause) => clauseSpecs(clause, context)),
      ),
    };
  } catch (failure) {
    if (failure instanceof Rejected) return { error: failure.error };
    throw failure;
  }
}

function clauseSpecs(clause: Clause, context: SpecContext): Expr[] {
  const { pos } = clause;
  const names = new Map<string, string>();
  const code = context.kind === 'ets' ? 2 : 3;
  if (clause.patterns.length !== 1) reject(pos, code);
  let [head] = clause.patterns;
  if (head.type === 'match') {
    const { pattern, value } = head;
    const [variable, rest] = pattern.type === 'var' ? [pattern, value] : [value, pattern];
    if (variable.type !== 'var' || rest.type === 'match') reject(pos, code);
    if (variable.name !== '_') {
      names.set(variable.name, '$_');
      context.onhead?.(variable.name, variable.pos);
    }
    head = rest;
  }
  if (!isHead(head, context.kind)) reject(pos, code);
  const pattern = headPattern(head, { context, names, part: 0 }, { next: 1 });
  const guards = (clause.guard.length === 0 ? [[]] : clause.guard).map((tests) =>
    listNode(
      pos,
      tests.map((test) => term(withNewTypeTest(test), { context, names, part: 0 })),
    ),
  );
  const body = listNode(
    pos,
    clause.body.map((expr) => term(expr, { context, names, part: 100 })),
  );
  return guards.map((list) => tupleNode(pos, [pattern, list, body]));
}

function isHead(head: Expr, kind: SpecKind): boolean {
  if (head.type === 'var') return true;
  if (kind === 'ets') return head.type === 'tuple' || head.type === 'record';
  return head.type === 'cons' || head.type === 'nil';
}

// ── Heads ───────────────────────────────────────────────────────────────────────────────────

function headPattern(expr: Expr, scope: Scope, counter: { next: number }): Expr {
  const { pos } = expr;
  const inner = (part: Expr): Expr => headPattern(part, scope, counter);
  switch (expr.type) {
    case 'var': {
      if (expr.name === '_') return atomNode(pos, '_');
      let name = scope.names.get(expr.name);
      if (name === undefined) {
        name = `$${counter.next++}`;
        scope.names.set(expr.name, name);
        scope.context.onhead?.(expr.name, pos);
      }
      return atomNode(pos, name);
    }
    case 'atom':
      return /^\$\d+$/.test(expr.name) ? reject(pos, 10, { atom: expr.name }) : expr;
    case 'match':
      return reject(pos, 4);
    case 'op': {
      if (expr.op !== '++' || expr.left?.type !== 'string') return expr;
      let list = inner(expr.right);
      for (let i = expr.left.codes.length - 1; i >= 0; i--) {
        list = { type: 'cons', pos, head: { type: 'integer', pos, value: expr.left.codes[i] }, tail: list };
      }
      return list;
    }
    case 'tuple':
      return { ...expr, elements: expr.elements.map(inner) };
    case 'cons': {
      const head = inner(expr.head);
      return { ...expr, head, tail: inner(expr.tail) };
    }
    case 'map':
      return {
        ...expr,
        fields: expr.fields.map((field) => ({
          ...field,
          type: 'map_field_assoc',
          key: inner(field.key),
          value: inner(field.value),
        })),
      };
    case 'bin':
      for (const { value } of expr.elements) if (value.type === 'var') reject(pos, 11, { atom: value.name });
      return expr;
    case 'record': {
      const fields = scope.context.records.get(expr.name) ?? reject(pos, 7, { atom: expr.name });
      scope.context.onrecord?.(expr.name);
      const given = new Map(expr.fields.map((field) => [field.name, field]));
      const twice = fieldGivenTwice(expr.fields);
      if (twice !== null) reject(pos, 9, { atom: expr.name }, { atom: twice });
      for (const field of expr.fields) {
        if (field.name !== '_' && !fields.some((def) => def.name === field.name))
          reject(pos, 8, { atom: expr.name }, { atom: field.name });
      }
      const rest = given.get('_');
      const elements = fields.map((def) => {
        const field = given.get(def.name) ?? rest;
        return field === undefined ? atomNode(pos, '_') : inner(field.value);
      });
      return tupleNode(pos, [atomNode(pos, expr.name), ...elements]);
    }
    default:
      return expr;
  }
}

// ── Guards and bodies ───────────────────────────────────────────────────────────────────────

function term(expr: Expr, scope: Scope): Expr {
  const { pos } = expr;
  const inner = (part: Expr): Expr => term(part, scope);
  switch (expr.type) {
    case 'var':
      return variable(expr.name, pos, scope);
    case 'atom':
      return /^\$(\d+|.*)$/.test(expr.name) ? tupleNode(pos, [atomNode(pos, 'const'), expr]) : expr;
    case 'tuple':
      return tupleNode(pos, [tupleNode(pos, expr.elements.map(inner))]);
    case 'cons': {
      const head = inner(expr.head);
      return { ...expr, head, tail: inner(expr.tail) };
    }
    case 'op':
      return operator(expr.op, expr.left, expr.right, pos, scope);
    case 'match':
      return reject(pos, 16 + scope.part);
    case 'bin':
      return {
        ...expr,
        elements: expr.elements.map((element) => {
          if (element.value.type !== 'var') return element;
          const { name } = element.value;
          if (scope.names.has(name)) reject(pos, 23 + scope.part, { atom: name });
          return { ...element, value: scope.context.imported(name, pos) ?? reject(pos, 6, { string: name }) };
        }),
      };
    case 'map':
      if (expr.base !== null) break;
      return {
        ...expr,
        fields: expr.fields.map((field) => ({ ...field, key: inner(field.key), value: inner(field.value) })),
      };
    case 'record':
      return record(expr, scope);
    case 'record_index': {
      const index = indexOf(expr.name, expr.field, pos, scope);
      return { type: 'integer', pos, value: index };
    }
    case 'record_field': {
      const index = indexOf(expr.name, expr.field, pos, scope);
      return tupleNode(pos, [atomNode(pos, 'element'), { type: 'integer', pos, value: index }, inner(expr.base)]);
    }
    case 'call':
      return call(expr, scope);
    default:
      break;
  }
  const element = ELEMENTS[expr.type];
  return element === undefined ? expr : reject(pos, 18 + scope.part, { string: element });
}

function variable(name: string, pos: Position, scope: Scope): Expr {
  if (name === '_') return atomNode(pos, '_');
  const known = scope.names.get(name);
  if (known !== undefined) return atomNode(pos, known);
  const imported = scope.context.imported(name, pos);
  if (imported === null) return reject(pos, 6, { string: name });
  return tupleNode(pos, [atomNode(pos, 'const'), imported]);
}

function operator(op: string, left: Expr | null, right: Expr, pos: Position, scope: Scope): Expr {
  const folded = foldOperator({ type: 'op', pos, op, left, right });
  if (folded !== null) return folded;
  if (left === null) {
    return tupleNode(pos, [atomNode(pos, op), term(right, scope)]);
  }
  const first = term(left, scope);
  return tupleNode(pos, [atomNode(pos, op), first, term(right, scope)]);
}

function fieldsOf(name: string, pos: Position, scope: Scope): readonly RecordFieldDef[] {
  scope.context.onrecord?.(name);
  return scope.context.records.get(name) ?? reject(pos, 20 + scope.part, { atom: name });
}

function indexOf(name: string, field: string, pos: Position, scope: Scope): number {
  const index = fieldsOf(name, pos, scope).findIndex((def) => def.name === field);
  return index < 0 ? reject(pos, 19 + scope.part, { atom: name }, { atom: field }) : index + 2;
}

function fieldGivenTwice(fields: readonly { readonly name: string }[]): string | null {
  return fields.find(({ name }, index) => fields.findIndex((one) => one.name === name) < index)?.name ?? null;
}

function record(expr: Expr & { type: 'record' }, scope: Scope): Expr {
  const { pos, name } = expr;
  const fields = fieldsOf(name, pos, scope);
  const given = new Map(expr.fields.map((field) => [field.name, field.value]));
  for (const field of given.keys()) if (field !== '_') indexOf(name, field, pos, scope);
  const twice = fieldGivenTwice(expr.fields);
  if (twice !== null) reject(pos, 21 + scope.part, { atom: name }, { atom: twice });
  if (expr.base !== null) {
    const base = term(expr.base, scope);
    const parts = fields.map((def, i) => {
      const value = given.get(def.name);
      if (value !== undefined) return term(value, scope);
      return tupleNode(pos, [atomNode(pos, 'element'), { type: 'integer', pos, value: i + 2 }, base]);
    });
    return tupleNode(pos, [tupleNode(pos, [atomNode(pos, name), ...parts])]);
  }
  const rest = given.get('_');
  const elements = fields.map((def) => {
    const value = given.get(def.name) ?? rest ?? def.default;
    return value === null ? atomNode(pos, 'undefined') : term(value, scope);
  });
  return tupleNode(pos, [tupleNode(pos, [atomNode(pos, name), ...elements])]);
}

function call(expr: CallNode, scope: Scope): Expr {
  const { callee, args, pos } = expr;
  const where = scope.part;
  const allowed = where === 0 ? IN_GUARDS : IN_BODIES;
  const integer: SpecDetail = { integer: args.length };
  if (callee.type === 'atom') {
    const key = `${callee.name}/${args.length}`;
    const pseudo = PSEUDO[key];
    if (pseudo !== undefined) return atomNode(pos, pseudo);
    if (key === 'is_record/2' && args[1].type === 'atom') {
      const size = fieldsOf(args[1].name, pos, scope).length + 1;
      return tupleNode(pos, [
        atomNode(pos, 'is_record'),
        term(args[0], scope),
        args[1],
        { type: 'integer', pos, value: size },
      ]);
    }
    if (!allowed.has(key)) return reject(pos, 17 + where, { atom: callee.name }, integer);
    return tupleNode(pos, [atomNode(pos, callee.name), ...args.map((arg) => term(arg, scope))]);
  }
  if (callee.type === 'remote' && callee.module.type === 'atom' && callee.name.type === 'atom') {
    const { name } = callee.name;
    if (callee.module.name === 'erlang') {
      if (args.length === 2 && OPERATORS.has(name)) return operator(name, args[0], args[1], pos, scope);
      if (args.length === 1 && UNARY_OPERATORS.has(name)) return operator(name, null, args[0], pos, scope);
      if (name === 'is_record' && args.length === 2) return call({ ...expr, callee: callee.name }, scope);
      const key = `${name}/${args.length}`;
      if (allowed.has(key)) return tupleNode(pos, [atomNode(pos, name), ...args.map((arg) => term(arg, scope))]);
    }
    return reject(pos, 22 + where, { atom: callee.module.name }, { atom: name }, integer);
  }
  return reject(pos, 18 + where, { string: 'call' });
}

const OPERATORS: ReadonlySet<string> = new Set(
  '+ - * / div rem band bor bxor bsl bsr and or xor andalso orelse == =:= /= =/= < =< > >= ++ -- !'.split(' '),
);

const UNARY_OPERATORS: ReadonlySet<string> = new Set(['+', '-', 'not', 'bnot']);

/** The specification in place of a call of `ets:fun2ms/1` or `dbg:fun2ms/1` with a literal fun; null for other calls. */
export function transformCall(
  expr: CallNode,
  context: Omit<SpecContext, 'kind'>,
): { readonly spec: Expr } | { readonly error: SpecError } | null {
  const { callee, args } = expr;
  if (callee.type !== 'remote' || callee.module.type !== 'atom' || callee.name.type !== 'atom') return null;
  const kind = callee.module.name;
  if (callee.name.name !== 'fun2ms' || args.length !== 1 || (kind !== 'ets' && kind !== 'dbg')) return null;
  const [fun] = args;
  if (fun.type !== 'fun') return null;
  return fun2ms(fun.clauses, { ...context, kind });
}
