/**
 * `try`, `catch` and `after`: a handler is a label; who raises inside jumps to it with `R.exception` set.
 * `R.catches` counts the handlers that the process has in force: a throw that nobody can catch is an error at once.
 */
import type { CatchClause, CatchNode, Expr, TryNode } from '../syntax/ast.ts';
import { collect, fresh, label, place, put, set, slotOf } from './context.ts';
import type { Dest, FunctionContext } from './context.ts';
import type { Text } from './ir.ts';
import { clauses, deliver, into, raise, sequence } from './lower.ts';

/**
 * Runs `body` with a handler. `body` must end by leaving to where the value is wanted (it gets the
 * label of the whole); `caught` gets the exception.
 */
function guarded(
  fn: FunctionContext,
  body: (leaveHandler: () => void) => void,
  caught: (exception: Text) => void,
): void {
  const end = label(fn);
  const handler = label(fn);
  const outer = fn.handler;
  const before = fn.bound;
  const sp = fresh(fn);
  set(fn, sp, 'R.sp');
  put(fn, { op: 'do', value: 'R.catches++' });
  const whole = collect(fn, () => {
    const inside = collect(fn, () => {
      fn.handler = handler;
      const leave = (): void => {
        if (fn.handler !== handler) return;
        fn.handler = outer;
        put(fn, { op: 'do', value: 'R.catches--' });
      };
      body(leave);
      leave();
      put(fn, { op: 'break', label: end });
    });
    put(fn, { op: 'block', label: handler, body: inside });
    fn.bound = before;
    const x = fresh(fn);
    set(fn, x, `_handled(${sp})`);
    caught(x);
  });
  put(fn, { op: 'block', label: end, body: whole });
  fn.bound = before;
}

function rethrow(fn: FunctionContext, exception: Text): void {
  put(fn, { op: 'do', value: `R.exception=_again(${exception})` });
  put(fn, { op: 'raise', value: null, on: fn.handler });
}

/** `try … of … catch … after … end`. */
export function lowerTry(fn: FunctionContext, node: TryNode, dest: Dest): void {
  if (node.after.length === 0) {
    tryCatch(fn, node, dest);
    return;
  }
  const value = fresh(fn);
  const pending = fresh(fn);
  guarded(
    fn,
    () => {
      if (node.handlers.length > 0 || node.clauses.length > 0) tryCatch(fn, node, { to: value });
      else sequence(fn, node.body, { to: value });
      set(fn, pending, 'null');
    },
    (exception) => set(fn, pending, exception),
  );
  const before = fn.bound;
  sequence(fn, node.after, 'drop');
  fn.bound = before;
  put(fn, { op: 'if', test: `${pending}!==null`, then: collect(fn, () => rethrow(fn, pending)), else: [] });
  deliver(fn, value, dest);
}

function tryCatch(fn: FunctionContext, node: TryNode, dest: Dest): void {
  if (node.handlers.length === 0) {
    const value = fresh(fn);
    const before = fn.bound;
    sequence(fn, node.body, { to: value });
    ofClauses(fn, node, value, dest);
    fn.bound = before;
    return;
  }
  guarded(
    fn,
    (leaveHandler) => {
      if (node.clauses.length === 0 && dest !== 'return') {
        sequence(fn, node.body, dest);
        return;
      }
      const value = fresh(fn);
      sequence(fn, node.body, { to: value });
      leaveHandler();
      if (node.clauses.length > 0) ofClauses(fn, node, value, dest);
      else deliver(fn, value, dest);
    },
    (exception) => handlers(fn, node.handlers, exception, dest),
  );
}

function ofClauses(fn: FunctionContext, node: TryNode, value: Text, dest: Dest): void {
  const list = node.clauses.map((clause) => ({
    patterns: clause.patterns,
    clause,
    body: () => sequence(fn, clause.body, dest),
  }));
  clauses(fn, [value], list, dest, () => raise(fn, `_tryClause(${place(fn, node)},${value})`));
}

function handlers(fn: FunctionContext, list: readonly CatchClause[], exception: Text, dest: Dest): void {
  const cls = fresh(fn);
  const reason = fresh(fn);
  set(fn, cls, `${exception}.class`);
  set(fn, reason, `${exception}.reason`);
  const rows = list.map((clause) => {
    const classPattern: Expr = clause.class ?? { type: 'atom', pos: clause.pos, name: 'throw' };
    return {
      patterns: [classPattern, clause.pattern],
      clause,
      body: () => {
        const { stacktrace } = clause;
        if (stacktrace !== null && stacktrace.name !== '_') {
          const slot = slotOf(fn, stacktrace.name);
          set(fn, slot, `_stack(${exception})`);
          fn.bound = new Map(fn.bound).set(stacktrace.name, slot);
        }
        sequence(fn, clause.body, dest);
      },
    };
  });
  clauses(fn, [cls, reason], rows, dest, () => rethrow(fn, exception));
}

/** Old-style `catch`. */
export function lowerCatch(fn: FunctionContext, node: CatchNode, dest: Dest): void {
  const value = dest === 'return' || dest === 'drop' ? fresh(fn) : dest.to;
  guarded(
    fn,
    () => into(fn, node.expr, { to: value }),
    (exception) => set(fn, value, `_caught(${exception})`),
  );
  if (dest === 'return') put(fn, { op: 'return', value });
}
