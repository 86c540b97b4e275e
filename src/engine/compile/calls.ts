/** Calls: local, imported, built-in, remote, of funs. Calls of built-ins are never tail calls. */
import type { CallNode, Expr } from '../syntax/ast.ts';
import { lowerImmediateCall } from './funs.ts';
import { atomText, callSite, fresh, guardFunction, place, put, remoteEntry, set } from './context.ts';
import type { Dest, FunctionContext } from './context.ts';
import type { Text } from './ir.ts';
import { arithmeticCall, condition, deliver, expr, exprs, failing, held, into, raise } from './lower.ts';
import { ARITHMETIC, COMPARISONS, GUARD_FUNCTIONS, UNARY, inlineGuard, owner } from './operators.ts';
import { recordInfo } from './records.ts';

/**
 * Puts a call: a tail call when its value leaves the function and `tail` allows it. `@` in the text stands
 * for the place of the call.
 */
export function putCall(fn: FunctionContext, node: Expr, text: Text, dest: Dest, tail: boolean): void {
  const number = dest === 'return' && tail ? null : callSite(fn, node);
  const value = text.replace('@', number === null ? place(fn, node) : `B+${number}`);
  if (dest === 'return' && tail) {
    put(fn, { op: 'return', value });
    return;
  }
  const to = dest === 'return' || dest === 'drop' ? fresh(fn) : dest.to;
  put(fn, { op: 'call', to, value, site: number ?? 0, on: fn.handler, pc: 0, live: [] });
  if (dest === 'return') put(fn, { op: 'return', value: to });
}

/** Lowers a call and sends its value on. */
export function lowerCall(fn: FunctionContext, node: CallNode, dest: Dest): void {
  const { callee, args } = node;
  const m = fn.module;
  if (callee.type === 'remote') {
    if (callee.module.type === 'atom' && callee.name.type === 'atom') {
      known(fn, node, callee.module.name, callee.name.name, dest);
      return;
    }
    const target = exprs(fn, [callee.module, callee.name]);
    const values = exprs(fn, args);
    putCall(fn, node, `_remote(@,${target.join()},[${values.join()}])`, dest, true);
    return;
  }
  if (callee.type !== 'atom') {
    if (
      callee.type === 'var' &&
      callee.name === fn.selfName &&
      fn.env !== null &&
      args.length === fn.params.length - 1
    ) {
      putCall(fn, node, `F${fn.index}(${[...exprs(fn, args), fn.env].join()})`, dest, true);
      return;
    }
    if (callee.type === 'fun' && lowerImmediateCall(fn, callee, args, dest)) return;
    const fun = held(fn, callee);
    const values = exprs(fn, args);
    const n = values.length;
    if (n <= 4 && /^[$A-Za-z]/.test(fun) && values.every((text) => /^([$]\d+|[A-Z]\w*|\d+)$/.test(text))) {
      const direct = `${fun}.code.code(${[...values, `${fun}.env`].join()})`;
      putCall(
        fn,
        node,
        `${fun} instanceof Fun&&${fun}.arity===${n}?${direct}:_apply(@,${fun},[${values.join()}])`,
        dest,
        true,
      );
    } else putCall(fn, node, `_apply(@,${fun},[${values.join()}])`, dest, true);
    return;
  }
  const { name } = callee;
  const key = `${name}/${args.length}`;
  const local = m.locals.get(key);
  if (local !== undefined) {
    if ((m.options.bifKind?.(m.name, name, args.length) ?? null) !== null) {
      putCall(fn, node, `E${local}.code(${exprs(fn, args).join()})`, dest, false);
      return;
    }
    const values = exprs(fn, args);
    if (local === fn.index && dest === 'return' && fn.handler === null) put(fn, { op: 'self', args: values });
    else putCall(fn, node, `F${local}(${values.join()})`, dest, true);
    return;
  }
  if (name === 'record_info' && args.length === 2 && args[0].type === 'atom' && args[1].type === 'atom') {
    into(fn, recordInfo(m, node.pos, args[0].name, args[1].name), dest);
    return;
  }
  known(fn, node, m.imports.get(key) ?? 'erlang', name, dest);
}

/** Functions of `maps` that OTP's compiler turns into guard built-ins. */
const MAPS_AS_GUARDS: Readonly<Record<string, string>> = { 'get/2': 'map_get', 'is_key/2': 'is_map_key' };

function isBif(fn: FunctionContext, module: string, name: string, arity: number): boolean {
  const { bifKind } = fn.module.options;
  if (bifKind !== undefined && bifKind(module, name, arity) !== null) return true;
  return module === 'erlang' && name !== 'apply';
}

function known(fn: FunctionContext, node: CallNode, module: string, name: string, dest: Dest): void {
  const { args } = node;
  if (module === 'erlang' && builtin(fn, node, name, dest)) return;
  const inlined = module === 'maps' ? MAPS_AS_GUARDS[`${name}/${args.length}`] : undefined;
  if (inlined !== undefined) {
    builtin(fn, node, inlined, dest);
    return;
  }
  const value = `${remoteEntry(fn.module, module, name, args.length)}.code(${exprs(fn, args).join()})`;
  putCall(fn, node, value, dest, !isBif(fn, module, name, args.length));
}

/** Functions of `erlang` that compiled code carries out itself. */
function builtin(fn: FunctionContext, node: CallNode, name: string, dest: Dest): boolean {
  const { args } = node;
  const arity = args.length;
  const key = `${name}/${arity}`;
  if (key === 'error/1' || key === 'exit/1' || key === 'throw/1') {
    const [reason] = exprs(fn, args);
    raise(fn, `_raise(${place(fn, node)},${atomText(fn.module, name)},${reason})`);
    return true;
  }
  if (name === 'apply' && (arity === 2 || arity === 3)) {
    applyCall(fn, node, dest);
    return true;
  }
  if (arity === 1 || (arity === 2 && COMPARISONS.has(name))) {
    const plain: Expr = COMPARISONS.has(name)
      ? { type: 'op', pos: node.pos, op: name, left: args[0], right: args[1] }
      : {
          type: 'call',
          pos: node.pos,
          callee: {
            type: 'remote',
            pos: node.pos,
            module: { type: 'atom', pos: node.pos, name: 'erlang' },
            name: { type: 'atom', pos: node.pos, name },
          },
          args,
        };
    const test = condition(fn, plain);
    if (test !== null) {
      deliver(fn, `(${test}?T:F)`, dest);
      return true;
    }
  }
  const operator =
    arity === 2
      ? ARITHMETIC[name] !== undefined || ['and', 'or', 'xor', '!', '++', '--'].includes(name)
      : arity === 1 && (UNARY[name] !== undefined || name === 'not');
  const to = dest === 'return' || dest === 'drop' ? fresh(fn) : dest.to;
  if (operator) {
    arithmeticCall(fn, node, name, exprs(fn, args), to);
  } else if (GUARD_FUNCTIONS.has(key)) {
    guardBuiltin(fn, node, name, key, to);
  } else return false;
  if (dest === 'return') put(fn, { op: 'return', value: to });
  return true;
}

function guardBuiltin(fn: FunctionContext, node: CallNode, name: string, key: string, to: Text): void {
  const m = fn.module;
  const args = node.args.map((arg) => held(fn, arg));
  if (key === 'self/0' || key === 'node/0') {
    set(fn, to, inlineGuard(key, args)!);
    return;
  }
  const tag = node.args[1];
  if (key === 'is_record/2' && tag.type === 'atom' && m.records.has(tag.name)) {
    const size = m.records.get(tag.name)!.length + 1;
    set(fn, to, `(I(${args[0]})&&${owner(args[0])}.length===${size}&&${args[0]}[0]===${args[1]}?T:F)`);
    return;
  }
  const test = inlineGuard(key, args) ?? `${guardFunction(m, key)}(${args.join()})`;
  put(fn, { op: 'may', to, fast: `(${to}=${test})!==undefined`, value: failing(fn, node, name, args), on: fn.handler });
}

function properList(node: Expr): Expr[] | null {
  const items: Expr[] = [];
  let at = node;
  while (at.type === 'cons') {
    items.push(at.head);
    at = at.tail;
  }
  return at.type === 'nil' ? items : null;
}

/** `apply/2,3`: as a call when the list of arguments is written out. */
function applyCall(fn: FunctionContext, node: CallNode, dest: Dest): void {
  const { args } = node;
  const list = properList(args[args.length - 1]);
  if (args.length === 2) {
    const fun = held(fn, args[0]);
    if (list !== null) putCall(fn, node, `_apply(@,${fun},[${exprs(fn, list).join()}])`, dest, true);
    else putCall(fn, node, `_applyList(@,${fun},${expr(fn, args[1])})`, dest, true);
    return;
  }
  if (list !== null) {
    const [module, name] = args;
    if (module.type === 'atom' && name.type === 'atom') {
      known(fn, { ...node, args: list }, module.name, name.name, dest);
      return;
    }
    const target = exprs(fn, [module, name]);
    putCall(fn, node, `_remote(@,${target.join()},[${exprs(fn, list).join()}])`, dest, true);
    return;
  }
  putCall(fn, node, `_remoteList(@,${exprs(fn, args).join()})`, dest, true);
}
