/** `maybe … else … end`: a failed `?=` leaves to the `else` clauses with its value. */
import type { MaybeMatchNode, MaybeNode } from '../syntax/ast.ts';
import { invariant } from '../terms/invariant.ts';
import { collect, fresh, label, place, put, set } from './context.ts';
import type { Dest, FunctionContext } from './context.ts';
import { ends } from './emit.ts';
import { clauses, deliver, held, raise, sequence } from './lower.ts';

/** Lowers a `maybe` and sends its value on. */
export function lowerMaybe(fn: FunctionContext, node: MaybeNode, dest: Dest): void {
  const done = label(fn);
  const mismatch = label(fn);
  const value = fresh(fn);
  const outer = fn.maybe;
  const before = fn.bound;
  const body = collect(fn, () => {
    fn.maybe = { label: mismatch, value };
    const inside = collect(fn, () => {
      sequence(fn, node.body, dest);
      if (!ends(fn.out)) put(fn, { op: 'break', label: done });
    });
    fn.maybe = outer;
    fn.bound = before;
    put(fn, { op: 'block', label: mismatch, body: inside });
    if (node.clauses.length === 0) deliver(fn, value, dest);
    else {
      const rows = node.clauses.map((clause) => ({
        patterns: clause.patterns,
        clause,
        body: () => sequence(fn, clause.body, dest),
      }));
      clauses(fn, [value], rows, dest, () => raise(fn, `_elseClause(${place(fn, node)},${value})`));
    }
  });
  put(fn, { op: 'block', label: done, body });
  fn.bound = before;
}

/** `Pattern ?= Expr`. */
export function lowerMaybeMatch(fn: FunctionContext, node: MaybeMatchNode, dest: Dest): void {
  const { maybe } = fn;
  invariant(maybe !== null, '?= outside maybe');
  const x = held(fn, node.value);
  const list = [{ patterns: [node.pattern], clause: { guard: [] }, body: () => undefined }];
  clauses(fn, [x], list, 'drop', () => {
    set(fn, maybe.value, x);
    put(fn, { op: 'break', label: maybe.label });
  });
  deliver(fn, x, dest);
}
