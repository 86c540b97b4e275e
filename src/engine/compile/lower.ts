/**
 * Expressions to statements. `expr` gives the text of a value after putting what must happen
 * before; `into` sends the value where it is wanted, which lets calls in last position be tail calls.
 */
import { impossible } from '../terms/invariant.ts';
import type { CaseNode, Clause, Expr, IfNode, MapNode, MatchNode, RecordNode } from '../syntax/ast.ts';
import { atomText, callSite, collect, fresh, hold, label, literal, place, put, remoteEntry, set } from './context.ts';
import type { Dest, FunctionContext } from './context.ts';
import { atomsAmong, isRecordText, localName } from './guards.ts';
import type { Text } from './ir.ts';
import { constant } from './literals.ts';
import { ends } from './emit.ts';
import { ARITHMETIC, COMPARISONS, UNARY, comparison, fastArithmetic, typeTest } from './operators.ts';
import { makeRow, matchRows } from './patterns.ts';
import { fieldIndex, fieldsOf, recordTuple } from './records.ts';
import { variable } from './variables.ts';

/** Sends a text of a value to its destination. */
export function deliver(fn: FunctionContext, text: Text, dest: Dest): void {
  if (dest === 'return') put(fn, { op: 'return', value: text });
  else if (dest !== 'drop') set(fn, dest.to, text);
}

/** `X = E, X` at the end of a function is `E`, so that a call there is a tail call. */
function withoutName(fn: FunctionContext, body: readonly Expr[]): readonly Expr[] {
  const last = body.at(-1);
  const before = body.at(-2);
  if (last?.type !== 'var' || before?.type !== 'match' || before.pattern.type !== 'var') return body;
  if (before.pattern.name !== last.name || last.name === '_' || fn.bound.has(last.name)) return body;
  return [...body.slice(0, -2), before.value];
}

/** A sequence; its value is the last one's. */
export function sequence(fn: FunctionContext, list: readonly Expr[], dest: Dest): void {
  const body = dest === 'return' ? withoutName(fn, list) : list;
  body.forEach((expr, i) => into(fn, expr, i === body.length - 1 ? dest : 'drop'));
}

/** The text of a value; may be a construction, so mention it once or `hold` it. */
export function expr(fn: FunctionContext, node: Expr): Text {
  const { values } = fn.module.parts;
  const known = constant(fn.module, node);
  if (known !== null) return known;
  switch (node.type) {
    case 'var':
      return variable(fn, node);
    case 'tuple':
      return `[${exprs(fn, node.elements).join()}]`;
    case 'cons': {
      const [head, tail] = exprs(fn, [node.head, node.tail]);
      return `new C(${head},${tail})`;
    }
    case 'record':
      return node.base === null ? expr(fn, recordTuple(fn.module, node)) : recordUpdate(fn, node, node.base);
    case 'record_index':
      return String(fieldIndex(fn.module, node.name, node.field) + 1);
    case 'record_field': {
      const x = hold(fn, expr(fn, node.base));
      checkRecord(fn, node, x, node.name);
      return `${x}[${fieldIndex(fn.module, node.name, node.field)}]`;
    }
    case 'map':
      return mapExpr(fn, node);
    case 'bin':
      return values.bin(fn, node);
    case 'match':
      return match(fn, node);
    case 'fun':
    case 'named_fun':
      return values.fun(fn, node);
    case 'fun_local':
      return values.fun_local(fn, node);
    case 'fun_remote':
      return values.fun_remote(fn, node);
    case 'value':
      return impossible('a value in compiled code');
    default: {
      const to = fresh(fn);
      into(fn, node, { to });
      return to;
    }
  }
}

/** Values from left to right. A construction may wait: it has no effect. */
export function exprs(fn: FunctionContext, nodes: readonly Expr[]): Text[] {
  const before = fn.bound;
  return nodes.map((node) => beside(fn, before, () => expr(fn, node)));
}

/** Lowers an operand; what operands before it have bound since `before` is not seen by funs in it. */
function beside<T>(fn: FunctionContext, before: ReadonlyMap<string, Text>, lower: () => T): T {
  if (fn.bound === before) return lower();
  const outer = fn.siblings;
  fn.siblings = new Set([...outer, ...[...fn.bound.keys()].filter((name) => !before.has(name))]);
  const result = lower();
  fn.siblings = outer;
  return result;
}

/** A value that is mentioned more than once. */
export function held(fn: FunctionContext, node: Expr): Text {
  return hold(fn, expr(fn, node));
}

/** Evaluates and sends the value on. */
export function into(fn: FunctionContext, node: Expr, dest: Dest): void {
  const { statements } = fn.module.parts;
  switch (node.type) {
    case 'call':
      statements.call(fn, node, dest);
      return;
    case 'block':
      sequence(fn, node.body, dest);
      return;
    case 'case':
      caseOf(fn, node, dest);
      return;
    case 'if':
      ifOf(fn, node, dest);
      return;
    case 'receive':
      statements.receive(fn, node, dest);
      return;
    case 'try':
      statements.try(fn, node, dest);
      return;
    case 'catch':
      statements.catch(fn, node, dest);
      return;
    case 'maybe':
      statements.maybe(fn, node, dest);
      return;
    case 'maybe_match':
      statements.maybe_match(fn, node, dest);
      return;
    case 'lc':
    case 'bc':
      statements.comprehension(fn, node, dest);
      return;
    case 'op':
      operator(fn, node, dest);
      return;
    default: {
      const text = expr(fn, node);
      deliver(fn, text, dest);
    }
  }
}

/** Raises; control does not come back. */
export function raise(fn: FunctionContext, value: Text): void {
  put(fn, { op: 'raise', value, on: fn.handler });
}

// ── Clauses ─────────────────────────────────────────────────────────────────────────────────

/**
 * Tries clauses over columns; `failure` follows when none fits. Variables that all clauses bind
 * stay bound behind them.
 */
export function clauses(
  fn: FunctionContext,
  columns: readonly Text[],
  list: readonly {
    readonly patterns: readonly Expr[];
    readonly clause: { readonly guard: Clause['guard'] };
    readonly body: () => void;
  }[],
  dest: Dest,
  failure: () => void,
): void {
  const done = label(fn);
  const before = fn.bound;
  let after: Map<string, Text> | null = null;
  const exports = dest !== 'return';
  const body = collect(fn, () => {
    const rows = list.map(({ patterns, clause, body: lowerBody }) =>
      makeRow(
        fn,
        columns,
        patterns,
        clause.guard,
        before,
        () => {
          const mark = fn.out.length;
          lowerBody();
          if (!ends(fn.out.slice(mark))) {
            if (after === null) after = new Map(fn.bound);
            else for (const name of [...after.keys()]) if (!fn.bound.has(name)) after.delete(name);
            put(fn, { op: 'break', label: done });
          }
        },
        exports,
      ),
    );
    matchRows(fn, rows);
    if (!ends(fn.out)) failure();
  });
  const last = body[body.length - 1];
  if (last !== undefined && last.op === 'break' && last.label === done) body.pop();
  put(fn, { op: 'block', label: done, body });
  fn.bound = after ?? before;
}

function bodies(fn: FunctionContext, list: readonly Clause[], dest: Dest): Parameters<typeof clauses>[2] {
  return list.map((clause) => ({ patterns: clause.patterns, clause, body: () => sequence(fn, clause.body, dest) }));
}

function caseOf(fn: FunctionContext, node: CaseNode, dest: Dest): void {
  if (branch(fn, node, dest)) return;
  const { value } = node;
  if (
    value.type === 'tuple' &&
    value.elements.length > 0 &&
    node.clauses.every(
      ({ patterns: [p] }) =>
        (p.type === 'tuple' && p.elements.length === value.elements.length) || (p.type === 'var' && p.name === '_'),
    )
  ) {
    const columns = exprs(fn, value.elements).map((text) => hold(fn, text));
    const list = node.clauses.map((clause) => {
      const [p] = clause.patterns;
      const patterns = p.type === 'tuple' ? p.elements : columns.map(() => p);
      return { patterns, clause, body: () => sequence(fn, clause.body, dest) };
    });
    clauses(fn, columns, list, dest, () => raise(fn, `_caseClause(${place(fn, node)},[${columns.join()}])`));
    return;
  }
  const x = held(fn, value);
  clauses(fn, [x], bodies(fn, node.clauses, dest), dest, () => raise(fn, `_caseClause(${place(fn, node)},${x})`));
}

/** `case Condition of true -> …; false -> … end` as a JavaScript `if`. */
function branch(fn: FunctionContext, node: CaseNode, dest: Dest): boolean {
  if (
    node.clauses.length !== 2 ||
    node.clauses.some(
      ({ guard, patterns: [p] }) => guard.length > 0 || (p.type !== 'atom' && !(p.type === 'var' && p.name === '_')),
    )
  )
    return false;
  const [first, second] = node.clauses;
  const [p] = first.patterns;
  if (p.type !== 'atom' || (p.name !== 'true' && p.name !== 'false')) return false;
  const [q] = second.patterns;
  if (q.type === 'atom' && (q.name === p.name || (q.name !== 'true' && q.name !== 'false'))) return false;
  if (!isCondition(node.value)) return false;
  const test = condition(fn, node.value)!;
  const before = fn.bound;
  const one = collect(fn, () => sequence(fn, first.body, dest));
  const left = ends(one) ? null : fn.bound;
  fn.bound = before;
  const two = collect(fn, () => sequence(fn, second.body, dest));
  const right = ends(two) ? null : fn.bound;
  put(fn, { op: 'if', test: p.name === 'true' ? test : `!(${test})`, then: one, else: two });
  fn.bound =
    left === null ? (right ?? before) : right === null ? left : new Map([...left].filter(([name]) => right.has(name)));
  return true;
}

function isCondition(node: Expr): boolean {
  if (node.type === 'op') {
    return node.left === null ? node.op === 'not' && isCondition(node.right) : COMPARISONS.has(node.op);
  }
  const call = localName(node);
  return call !== null && call.args.length === 1 && typeTest(call.name, '') !== null;
}

/** A JavaScript condition for a comparison or type test whose operands are evaluated first. */
export function condition(fn: FunctionContext, node: Expr): Text | null {
  if (node.type === 'op') {
    if (node.left === null) {
      const inner = node.op === 'not' && isCondition(node.right) ? condition(fn, node.right) : null;
      return inner === null ? null : `!(${inner})`;
    }
    if (!COMPARISONS.has(node.op)) return null;
    const a = held(fn, node.left);
    const b = held(fn, node.right);
    return comparison(node.op, a, b, atomsAmong(fn, node.left, node.right));
  }
  const call = localName(node);
  if (call === null || call.args.length !== 1 || typeTest(call.name, '') === null) return null;
  if (node.type === 'call' && node.callee.type === 'atom' && fn.module.locals.has(`${call.name}/1`)) return null;
  return typeTest(call.name, held(fn, call.args[0]));
}

function ifOf(fn: FunctionContext, node: IfNode, dest: Dest): void {
  clauses(fn, [], bodies(fn, node.clauses, dest), dest, () => raise(fn, `_ifClause(${place(fn, node)})`));
}

function match(fn: FunctionContext, node: MatchNode): Text {
  const x = held(fn, node.value);
  if (node.pattern.type === 'var' && node.pattern.name === '_') return x;
  const list = [{ patterns: [node.pattern], clause: { guard: [] }, body: () => undefined }];
  clauses(fn, [x], list, 'drop', () => raise(fn, `_badmatch(${place(fn, node)},${x})`));
  return x;
}

// ── Records and maps ────────────────────────────────────────────────────────────────────────

function checkRecord(fn: FunctionContext, node: Expr, x: Text, name: string): void {
  const size = fieldsOf(fn.module, name).length + 1;
  const then = collect(fn, () => raise(fn, `_badrecord(${place(fn, node)},${x})`));
  put(fn, { op: 'if', test: `!(${isRecordText(fn, x, name, size)})`, then, else: [] });
}

function recordUpdate(fn: FunctionContext, node: RecordNode, base: Expr): Text {
  const x = held(fn, base);
  const given = new Map(node.fields.map((field) => [field.name, expr(fn, field.value)]));
  checkRecord(fn, node, x, node.name);
  const parts = fieldsOf(fn.module, node.name).map((def, i) => given.get(def.name) ?? `${x}[${i + 1}]`);
  return `[${[atomText(fn.module, node.name), ...parts].join()}]`;
}

function mapExpr(fn: FunctionContext, node: MapNode): Text {
  if (node.base === null) {
    const parts = node.fields.map((field) => [expr(fn, field.key), expr(fn, field.value)]);
    return `_mapOf([${parts.map(([key]) => key).join()}],[${parts.map(([, value]) => value).join()}])`;
  }
  const x = held(fn, node.base);
  const parts = node.fields.map((field) => [held(fn, field.key), expr(fn, field.value)]);
  const then = collect(fn, () => raise(fn, `_badmap(${place(fn, node)},${x})`));
  put(fn, { op: 'if', test: `!(${x} instanceof Mp)`, then, else: [] });
  let map = x;
  node.fields.forEach((field, i) => {
    const [key, value] = parts[i];
    const to = fresh(fn);
    if (field.type === 'map_field_assoc') set(fn, to, `_mapPut(${map},${key},${value})`);
    else
      put(fn, {
        op: 'may',
        to,
        fast: `(${to}=_mapUpdate(${map},${key},${value}))!==undefined`,
        value: `_badkey(${place(fn, field)},${key})`,
        on: fn.handler,
      });
    map = to;
  });
  return map;
}

// ── Operators ───────────────────────────────────────────────────────────────────────────────

function operator(fn: FunctionContext, node: Expr & { type: 'op' }, dest: Dest): void {
  const { op, left, right } = node;
  if (op === 'andalso' || op === 'orelse') {
    shortCircuit(fn, node, dest);
    return;
  }
  const test = condition(fn, node);
  const value = test === null ? constant(fn.module, node) : `(${test}?T:F)`;
  if (value !== null) {
    deliver(fn, value, dest);
    return;
  }
  const to = dest === 'return' || dest === 'drop' ? fresh(fn) : dest.to;
  if (left === null) unary(fn, node, held(fn, right), to);
  else {
    // OTP's compiler lets a list comprehension begin with what is appended to it, so that is evaluated first.
    const appended = op === '++' && left.type === 'lc' ? held(fn, right) : null;
    const before = fn.bound;
    const a = held(fn, left);
    binary(fn, node, op, a, appended ?? beside(fn, before, () => held(fn, right)), to);
  }
  if (dest === 'return') put(fn, { op: 'return', value: to });
}

/** A call of `erlang:Name` that is expected to raise; its value counts if it does not. */
export function failing(fn: FunctionContext, node: Expr, name: string, args: readonly Text[]): Text {
  return `_fail(${place(fn, node)},${remoteEntry(fn.module, 'erlang', name, args.length)},[${args.join()}])`;
}

function unary(fn: FunctionContext, node: Expr & { type: 'op' }, x: Text, to: Text): void {
  const on = fn.handler;
  if (node.op === 'not') {
    put(fn, {
      op: 'may',
      to,
      fast: `(${to}=${x}===T?F:${x}===F?T:undefined)!==undefined`,
      value: failing(fn, node, 'not', [x]),
      on,
    });
    return;
  }
  const quick = node.op === '-' ? `typeof ${x}==="number"&&((${to}=0-${x}),true)||` : '';
  const slow = `(${to}=${UNARY[node.op]}(${x}))!==undefined`;
  put(fn, {
    op: 'may',
    to,
    fast: `${quick}${slow}`,
    value: `_arith1(${place(fn, node)},${literal(fn.module, JSON.stringify(node.op))},${x})`,
    on,
  });
}

/** Operators that OTP's compiler turns round when only their left operand is a literal. */
const COMMUTATIVE: ReadonlySet<string> = new Set(['+', '*', 'band', 'bor', 'bxor']);

function isLiteralText(text: Text): boolean {
  return /^([A-Z]\w*|\d+|\(-\d+\))$/.test(text);
}

function binary(fn: FunctionContext, node: Expr, op: string, a: Text, b: Text, to: Text): void {
  const on = fn.handler;
  if (op === '!') {
    put(fn, {
      op: 'call',
      to,
      value: `_send(${a},${b})`,
      site: callSite(fn, node),
      on,
      pc: 0,
      live: [],
    });
    return;
  }
  if (op === '--') {
    put(fn, {
      op: 'call',
      to,
      value: `${remoteEntry(fn.module, 'erlang', '--', 2)}.code(${a},${b})`,
      site: callSite(fn, node),
      on,
      pc: 0,
      live: [],
    });
    return;
  }
  if (op === '++' || op === 'and' || op === 'or' || op === 'xor') {
    const helper = op === '++' ? '_append' : `_${op}`;
    put(fn, {
      op: 'may',
      to,
      fast: `(${to}=${helper}(${a},${b}))!==undefined`,
      value: failing(fn, node, op, op !== '++' && isLiteralText(a) ? [b, a] : [a, b]),
      on,
    });
    return;
  }
  const fast = fastArithmetic(op, to, a, b);
  const blamed = COMMUTATIVE.has(op) && isLiteralText(a) && !isLiteralText(b) ? [b, a] : [a, b];
  const silent = (op === '+' && (/^\d+$/.test(a) || /^\d+$/.test(b))) || (op === '-' && /^\d+$/.test(b)) || op === '/';
  const slow = `(${to}=${ARITHMETIC[op]}(${a},${b}))!==undefined`;
  const value = `_arith${silent ? '0' : '2'}(${place(fn, node)},${literal(fn.module, JSON.stringify(op))},${blamed.join()})`;
  put(fn, { op: 'may', to, fast: fast === null ? slow : `${fast}||${slow}`, value, on });
}

/** Arithmetic written as a call, `erlang:'+'(A, B)`. */
export function arithmeticCall(fn: FunctionContext, node: Expr, op: string, args: readonly Text[], to: Text): void {
  if (args.length === 2) binary(fn, node, op, hold(fn, args[0]), hold(fn, args[1]), to);
  else unary(fn, { type: 'op', pos: node.pos, op, left: null, right: node }, hold(fn, args[0]), to);
}

function shortCircuit(fn: FunctionContext, node: Expr & { type: 'op' }, dest: Dest): void {
  const [go, stop] = node.op === 'andalso' ? ['T', 'F'] : ['F', 'T'];
  const left = node.left!;
  const done = (): void => deliver(fn, stop, dest);
  const test = isCondition(left) ? condition(fn, left) : null;
  // What the left side binds stays bound; the right one may not be evaluated.
  let before = fn.bound;
  if (test !== null) {
    const yes = collect(fn, () => into(fn, node.right, dest));
    const no = collect(fn, done);
    put(fn, { op: 'if', test: go === 'T' ? test : `!(${test})`, then: yes, else: no });
  } else {
    const x = held(fn, left);
    before = fn.bound;
    const yes = collect(fn, () => into(fn, node.right, dest));
    const no = collect(fn, () => {
      const bad = collect(fn, () => raise(fn, `_badargValue(${place(fn, node)},${x})`));
      put(fn, { op: 'if', test: `${x}!==${stop}`, then: bad, else: [] });
      done();
    });
    put(fn, { op: 'if', test: `${x}===${go}`, then: yes, else: no });
  }
  fn.bound = before;
}
