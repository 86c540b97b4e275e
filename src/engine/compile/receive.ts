/** `receive`: looks at one message after the other; waits at the end of the queue. */
import type { ReceiveNode } from '../syntax/ast.ts';
import { collect, fresh, label, place, put, set, site } from './context.ts';
import type { Dest, FunctionContext } from './context.ts';
import { ends } from './emit.ts';
import type { Loop } from './ir.ts';
import { clauses, held, sequence } from './lower.ts';

/** Parts of patterns whose variables are parts of the term that matches. */
const PARTS: ReadonlySet<string> = new Set(['tuple', 'cons', 'match', 'record']);

/** Names of variables that have values already and stand in a pattern: what matches it holds these values. */
function boundIn(fn: FunctionContext, node: unknown, found: Set<string>): Set<string> {
  if (Array.isArray(node)) for (const part of node) boundIn(fn, part, found);
  else if (typeof node === 'object' && node !== null) {
    const { type, name } = node as { readonly type?: string; readonly name?: string };
    if (type === 'var' && name !== undefined && fn.bound.has(name)) found.add(name);
    if (type === undefined || PARTS.has(type)) {
      for (const [key, part] of Object.entries(node)) if (key !== 'pos') boundIn(fn, part, found);
    }
  }
  return found;
}

/** Variables whose values every clause demands inside the message. */
function demanded(fn: FunctionContext, node: ReceiveNode): readonly string[] {
  const [first, ...others] = node.clauses.map(({ patterns }) => boundIn(fn, patterns, new Set()));
  return node.clauses.length === 0 ? [] : [...first].filter((name) => others.every((names) => names.has(name)));
}

/** Lowers a `receive` and sends its value on. */
export function lowerReceive(fn: FunctionContext, node: ReceiveNode, dest: Dest): void {
  const timeout = node.after === null ? null : held(fn, node.after.timeout);
  const here = site(fn, fn.lastLine);
  const done = label(fn);
  for (const name of demanded(fn, node)) put(fn, { op: 'do', value: `V.since(${fn.bound.get(name)!})` });
  const loop: Loop = { op: 'loop', body: [], pc: 0, live: [] };
  const message = fresh(fn);
  const before = fn.bound;
  let after: Map<string, string> | null = null;
  const keep = (): void => {
    if (ends(fn.out)) return;
    if (after === null) after = new Map(fn.bound);
    else for (const name of [...after.keys()]) if (!fn.bound.has(name)) after.delete(name);
    put(fn, { op: 'break', label: done });
  };
  loop.body = collect(fn, () => {
    set(fn, message, 'V.next()');
    const empty = collect(fn, () => {
      if (timeout === null) {
        put(fn, { op: 'do', value: `V.wait(INF,B+${here})` });
        put(fn, { op: 'wait', loop });
        return;
      }
      const waits = fresh(fn);
      set(fn, waits, `V.wait(${timeout},B+${here})`);
      put(fn, { op: 'if', test: `${waits}===true`, then: [{ op: 'wait', loop }], else: [] });
      put(fn, {
        op: 'if',
        test: `${waits}===S`,
        then: [{ op: 'raise', value: `_timeoutValue(${place(fn, node)})`, on: fn.handler }],
        else: [],
      });
      sequence(fn, node.after!.body, dest);
      keep();
    });
    put(fn, { op: 'if', test: `${message}===undefined`, then: empty, else: [] });
    fn.bound = before;
    const rows = node.clauses.map((clause) => ({
      patterns: clause.patterns,
      clause,
      body: () => {
        put(fn, { op: 'do', value: 'V.accept()' });
        sequence(fn, clause.body, dest);
        keep();
      },
    }));
    clauses(fn, [message], rows, dest, () => {
      put(fn, { op: 'do', value: 'V.skip()' });
      put(fn, { op: 'continue', loop });
    });
  });
  put(fn, { op: 'block', label: done, body: [loop] });
  fn.bound = after ?? before;
}
