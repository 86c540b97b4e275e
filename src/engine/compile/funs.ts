/** Fun expressions: lifted to functions of their own, with the captured values in one last argument. */
import type { Clause, Expr, FunNode, LocalFunRefNode, NamedFunNode, RemoteFunRefNode } from '../syntax/ast.ts';
import { atomText, callSite, collect, fresh, hold, literal, put, remoteEntry, set } from './context.ts';
import type { Dest, FunctionContext } from './context.ts';
import { complete, functionClauses, newFunction, reserve } from './functions.ts';
import type { Stmt, Text } from './ir.ts';
import { constant } from './literals.ts';
import { exprs, sequence } from './lower.ts';
import { capturedBy } from './variables.ts';

/** `fun … end`, named or not. */
export function lowerFun(fn: FunctionContext, node: FunNode | NamedFunNode): Text {
  const m = fn.module;
  const arity = node.clauses[0].patterns.length;
  const selfName = node.type === 'named_fun' ? node.name : null;
  const captured = capturedBy(fn, [node]);
  const index = reserve(m, '', arity + captured.length);
  const inner = newFunction(m, {
    index,
    name: '',
    arity: arity + captured.length,
    width: arity + 1,
    home: fn.home,
    env: true,
    captured,
    selfName,
  });
  const env = inner.env!;
  captured.forEach((name, i) => {
    const to = fresh(inner);
    set(inner, to, `${env}[${i}]`);
    inner.bound.set(name, to);
  });
  lowerInner(inner, node.clauses, selfName, index, arity, node.pos.line);
  m.functions[index].name = liftedName(fn, node);
  m.functions[index].fun = { index: 0, env: captured.length };
  complete(inner);
  return `_fun(E${index},[${captured.map((one) => fn.bound.get(one)!).join()}])`;
}

/** The name given to a fun or to a comprehension's generator. */
export function liftedName(fn: FunctionContext, node: object): string {
  const { funNames } = fn.module;
  // Parts of a tree that lowering itself made were not counted.
  return funNames.get(node) ?? `-${fn.home}-fun-${funNames.size}-`;
}

/** The call of a fun where it is written: its body stands in the function itself, as OTP's compiler has it. */
export function lowerImmediateCall(fn: FunctionContext, fun: FunNode, args: readonly Expr[], dest: Dest): boolean {
  const [clause, ...others] = fun.clauses;
  const names = clause.patterns.map((pattern) => (pattern.type === 'var' ? pattern.name : null));
  const bound = names.filter((name) => name !== '_');
  if (others.length > 0 || clause.guard.length > 0 || names.length !== args.length) return false;
  if (bound.includes(null) || new Set(bound).size !== bound.length) return false;
  // What operands before it have bound is not seen in it, but would be in the slots of this function.
  if (fn.siblings.size > 0) return false;
  const values = exprs(fn, args).map((value) => hold(fn, value));
  const outer = fn.bound;
  fn.bound = new Map(outer);
  names.forEach((name, i) => {
    if (name !== null && name !== '_') fn.bound.set(name, values[i]);
  });
  sequence(fn, clause.body, dest);
  fn.bound = outer;
  return true;
}

function lowerInner(
  inner: FunctionContext,
  list: readonly Clause[],
  selfName: string | null,
  index: number,
  arity: number,
  line: number,
): void {
  let self: Text | null = null;
  if (selfName !== null) {
    self = fresh(inner);
    inner.bound.set(selfName, self);
  }
  const body = collect(inner, () => functionClauses(inner, list, inner.params.slice(0, arity), line));
  if (self !== null && !mentions(body, self)) self = null;
  if (self !== null) set(inner, self, `_fun(E${index},${inner.env})`);
  for (const stmt of body) put(inner, stmt);
}

function mentions(body: readonly Stmt[], variable: Text): boolean {
  const text = JSON.stringify(body, (key, value: unknown) => (key === 'loop' ? null : value));
  return new RegExp(`\\${variable}(?!\\d)`).test(text);
}

/** `fun f/1`: a fun whose lifted function calls `f`. */
export function lowerFunRef(fn: FunctionContext, node: LocalFunRefNode): Text {
  const m = fn.module;
  const key = `${node.name}/${node.arity}`;
  const local = m.locals.get(key);
  if (local === undefined) {
    const module = m.imports.get(key) ?? 'erlang';
    return literal(m, `new XFun(${atomText(m, module)},${atomText(m, node.name)},${node.arity})`);
  }
  let index = m.funRefs.get(key);
  if (index === undefined) {
    index = reserve(m, `-fun.${key}-`, node.arity);
    m.functions[index].fun = { index: 0, env: 0 };
    m.funRefs.set(key, index);
    const inner = newFunction(m, {
      index,
      name: `-fun.${key}-`,
      arity: node.arity,
      width: node.arity + 1,
      home: fn.home,
      env: true,
      captured: [],
      selfName: null,
    });
    put(inner, { op: 'return', value: `F${local}(${inner.params.slice(0, node.arity).join()})` });
    complete(inner);
  }
  return `_fun(E${index},[])`;
}

/** `fun m:f/1`; parts that are not literals are looked at when it is evaluated. */
export function lowerRemoteFunRef(fn: FunctionContext, node: RemoteFunRefNode): Text {
  const m = fn.module;
  const parts = [node.module, node.name, node.arity].map((part) => constant(m, part));
  if (parts.every((part) => part !== null) && node.arity.type === 'integer') {
    return literal(m, `new XFun(${parts.join()})`);
  }
  const [module, name, arity] = exprs(fn, [node.module, node.name, node.arity]);
  const to = fresh(fn);
  const site = callSite(fn, node);
  put(fn, {
    op: 'call',
    to,
    value: `${remoteEntry(m, 'erlang', 'make_fun', 3)}.code(${module},${name},${arity})`,
    site,
    on: fn.handler,
    pc: 0,
    live: [],
  });
  return to;
}
