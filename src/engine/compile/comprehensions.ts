/**
 * Comprehensions as OTP has them: each generator is a local function over its list (or bits) that ends in
 * a call of the function of the generator around it. List comprehensions are body-recursive, bit
 * comprehensions carry what they have built.
 */
import { liftedName } from './funs.ts';
import type { BinComprehensionNode, Expr, Generator, ListComprehensionNode, Qualifier } from '../syntax/ast.ts';
import { collect, fresh, hold, label, place, put, set } from './context.ts';
import type { Dest, FunctionContext } from './context.ts';
import { lowerBinary } from './binaries.ts';
import { matchBinary } from './binary-patterns.ts';
import { complete, hide, newFunction, reserve } from './functions.ts';
import { localName, truth } from './guards.ts';
import type { Text } from './ir.ts';
import { putCall } from './calls.ts';
import { clauses, deliver, expr, held, raise } from './lower.ts';
import { GUARD_FUNCTIONS, typeTest } from './operators.ts';
import { makeRow, matchRows } from './patterns.ts';
import { capturedBy } from './variables.ts';

type Comprehension = ListComprehensionNode | BinComprehensionNode;

/** How the function of a generator goes on when its list is at its end: a call, by names bound in it. */
interface Continuation {
  readonly index: number;
  readonly names: readonly string[];
}

/** Names that no Erlang variable has, for what generators carry. */
const ACCUMULATOR = ' acc';

function isGenerator(qualifier: Qualifier): qualifier is Generator {
  return qualifier.type === 'generate' || qualifier.type === 'b_generate';
}

/** Lowers a comprehension and sends its value on. */
export function lowerComprehension(fn: FunctionContext, node: Comprehension, dest: Dest): void {
  const before = fn.bound;
  if (node.type === 'bc') fn.bound = new Map(before).set(ACCUMULATOR, 'EB');
  qualify(fn, node, 0, null, dest);
  fn.bound = before;
}

/** Lowers the qualifiers from `at` on. `outer` is what to go on with after this element. */
function qualify(fn: FunctionContext, node: Comprehension, at: number, outer: Continuation | null, dest: Dest): void {
  const qualifier = node.qualifiers[at];
  if (qualifier === undefined) {
    element(fn, node, outer, dest);
    return;
  }
  if (isGenerator(qualifier)) {
    generator(fn, node, at, qualifier, outer, dest);
    return;
  }
  filter(
    fn,
    qualifier,
    () => qualify(fn, node, at + 1, outer, dest),
    () => goOn(fn, node, outer, dest),
  );
}

/** What follows when nothing is added. */
function goOn(fn: FunctionContext, node: Comprehension, outer: Continuation | null, dest: Dest): void {
  if (outer === null) {
    deliver(fn, node.type === 'bc' ? fn.bound.get(ACCUMULATOR)! : 'N', dest);
    return;
  }
  const args = outer.names.map((name) => fn.bound.get(name)!);
  if (outer.index === fn.index) put(fn, { op: 'self', args });
  else put(fn, { op: 'return', value: `F${outer.index}(${args.join()})` });
}

function element(fn: FunctionContext, node: Comprehension, outer: Continuation | null, dest: Dest): void {
  if (node.type === 'bc') {
    const front: Expr = { type: 'var', pos: node.pos, name: ACCUMULATOR };
    const first = { pos: node.pos, value: front, size: null, types: ['bitstring'] };
    const { template } = node;
    const elements = template.type === 'bin' ? template.elements : [{ ...first, pos: template.pos, value: template }];
    const to = hold(fn, lowerBinary(fn, { type: 'bin', pos: node.pos, elements: [first, ...elements] }));
    fn.bound = new Map(fn.bound).set(ACCUMULATOR, to);
    goOn(fn, node, outer, dest);
    return;
  }
  const value = expr(fn, node.template);
  if (outer === null) {
    deliver(fn, `new C(${value},N)`, dest);
    return;
  }
  const head = hold(fn, value);
  const rest = fresh(fn);
  const args = outer.names.map((name) => fn.bound.get(name)!);
  putCall(fn, node, `F${outer.index}(${args.join()})`, { to: rest }, false);
  deliver(fn, `new C(${head},${rest})`, dest);
}

function filter(fn: FunctionContext, test: Expr, yes: () => void, no: () => void): void {
  const before = fn.bound;
  const then = (): void => {
    yes();
    fn.bound = before;
  };
  if (isGuardExpr(fn, test)) {
    const text = truth(fn, test);
    put(fn, { op: 'if', test: text, then: collect(fn, then), else: collect(fn, no) });
    return;
  }
  const x = held(fn, test);
  const otherwise = collect(fn, () => {
    const bad = collect(fn, () => raise(fn, `_badFilter(${place(fn, test)},${x})`));
    put(fn, { op: 'if', test: `${x}!==F`, then: bad, else: [] });
    no();
  });
  put(fn, { op: 'if', test: `${x}===T`, then: collect(fn, then), else: otherwise });
}

/** Whether a filter is a legal guard test: then its failure, and any value but `true`, is `false`. */
function isGuardExpr(fn: FunctionContext, node: Expr): boolean {
  switch (node.type) {
    case 'atom':
    case 'char':
    case 'integer':
    case 'float':
    case 'string':
    case 'nil':
    case 'var':
    case 'record_index':
      return true;
    case 'tuple':
      return node.elements.every((one) => isGuardExpr(fn, one));
    case 'cons':
      return isGuardExpr(fn, node.head) && isGuardExpr(fn, node.tail);
    case 'record_field':
      return isGuardExpr(fn, node.base);
    case 'op':
      return (
        !['!', '++', '--'].includes(node.op) &&
        (node.left === null || isGuardExpr(fn, node.left)) &&
        isGuardExpr(fn, node.right)
      );
    case 'call': {
      const call = localName(node);
      if (call === null) return false;
      const key = `${call.name}/${call.args.length}`;
      const { locals, imports } = fn.module;
      if (node.callee.type === 'atom' && (locals.has(key) || (imports.get(key) ?? 'erlang') !== 'erlang')) return false;
      const legal = GUARD_FUNCTIONS.has(key) || (call.args.length === 1 && typeTest(call.name, '') !== null);
      return legal && call.args.every((one) => isGuardExpr(fn, one));
    }
    default:
      return false;
  }
}

function generator(
  fn: FunctionContext,
  node: Comprehension,
  at: number,
  source: Generator,
  outer: Continuation | null,
  dest: Dest,
): void {
  const m = fn.module;
  const list = held(fn, source.value);
  const inBinary = node.type === 'bc';
  const inside: Expr = {
    ...node,
    qualifiers: [{ ...source, value: { type: 'nil', pos: source.pos } }, ...node.qualifiers.slice(at + 1)],
  };
  const carried = outer === null ? [] : outer.names.filter((name) => name !== ACCUMULATOR);
  const captured = [...new Set([...capturedBy(fn, [inside]).filter((name) => name !== ACCUMULATOR), ...carried])];
  const arity = (inBinary ? 2 : 1) + captured.length;
  const name = liftedName(fn, source);
  const index = reserve(m, name, arity);
  const inner = newFunction(m, {
    index,
    name,
    arity,
    width: arity,
    home: fn.home,
    env: false,
    captured: [],
    selfName: null,
  });
  const names = inBinary ? [ACCUMULATOR, ...captured] : captured;
  names.forEach((one, i) => inner.bound.set(one, inner.params[i + 1]));
  generatorBody(inner, node, at, source, outer, names);
  complete(inner);
  if (inBinary && source.type === 'generate') {
    const bad = collect(fn, () => raise(fn, `_badGenerator(${place(fn, source)},${list})`));
    put(fn, { op: 'if', test: `!(${list} instanceof C||${list}===N)`, then: bad, else: [] });
  }
  const args = [list, ...names.map((one) => fn.bound.get(one)!)];
  putCall(fn, node, `F${index}(${args.join()})`, dest, true);
}

function generatorBody(
  fn: FunctionContext,
  node: Comprehension,
  at: number,
  source: Generator,
  outer: Continuation | null,
  names: readonly string[],
): void {
  const [list] = fn.params;
  const tail = ` tail${fn.index}`;
  const before = fn.bound;
  hide(fn, before, [source.pattern]);
  const outside = fn.bound;
  // What the pattern binds anew goes on to the next element with the value that it has outside.
  const kept = names.map((name) => {
    if (outside.has(name)) return name;
    const key = ` ${name} of ${fn.index}`;
    const value = before.get(name)!;
    before.set(key, value);
    outside.set(key, value);
    return key;
  });
  const next: Continuation = { index: fn.index, names: [tail, ...kept] };
  fn.bound = before;
  if (source.type === 'b_generate') {
    bitsBody(fn, node, at, source, next, outside, list, tail);
    fn.bound = before;
    fn.hidden = new Map();
    put(fn, {
      op: 'if',
      test: `${list} instanceof Bits`,
      then: collect(fn, () => goOn(fn, node, outer, 'return')),
      else: [],
    });
    raise(fn, `_badGenerator(${place(fn, source)},${list})`);
    return;
  }
  const then = collect(fn, () => {
    const rest = fresh(fn);
    const head = fresh(fn);
    set(fn, head, `${list}.head`);
    set(fn, rest, `${list}.tail`);
    outside.set(tail, rest);
    fn.bound = outside;
    const row = {
      patterns: [source.pattern],
      clause: { guard: [] },
      body: () => {
        fn.hidden = new Map();
        qualify(fn, node, at + 1, next, 'return');
      },
    };
    clauses(fn, [head], [row], 'return', () => {
      fn.hidden = new Map();
      fn.bound = new Map(before).set(tail, rest);
      goOn(fn, node, next, 'return');
    });
  });
  put(fn, { op: 'if', test: `${list} instanceof C`, then, else: [] });
  fn.bound = before;
  put(fn, { op: 'if', test: `${list}===N`, then: collect(fn, () => goOn(fn, node, outer, 'return')), else: [] });
  raise(fn, `_badGenerator(${place(fn, source)},${list})`);
}

/** One step over bits: an element that fits, or one of the same size that does not, or the end. */
function bitsBody(
  fn: FunctionContext,
  node: Comprehension,
  at: number,
  source: Generator,
  next: Continuation,
  outside: Map<string, Text>,
  list: Text,
  tail: string,
): void {
  if (source.pattern.type !== 'bin') return;
  const { pos } = source;
  const rest: Expr = { type: 'var', pos, name: tail };
  const last = { pos, value: rest, size: null, types: ['bitstring'] };
  const given = source.pattern.elements;
  const elements = [...given, last];
  const { hidden } = fn;
  fn.hidden = new Map();
  const attempt = (parts: typeof elements, body: () => void): void => {
    const skip = label(fn);
    const inside = collect(fn, () => {
      const matched = matchBinary(fn, list, parts, outside, hidden);
      const success = collect(fn, () => {
        const columns = matched.parts.map(([column]) => column);
        const patterns = matched.parts.map(([, pattern]) => pattern);
        matchRows(fn, [makeRow(fn, columns, patterns, [], outside, body, false)]);
      });
      put(fn, { op: 'block', label: matched.fail, body: [...matched.stmts, ...success] });
    });
    put(fn, { op: 'block', label: skip, body: inside });
  };
  attempt(elements, () => qualify(fn, node, at + 1, next, 'return'));
  const blank = given.map((one) => ({
    ...one,
    value: one.value.type === 'var' ? one.value : ({ type: 'var', pos, name: '_' } satisfies Expr),
  }));
  if (blank.some((one, i) => one.value !== given[i].value)) {
    attempt([...blank, last], () => goOn(fn, node, next, 'return'));
  }
}
