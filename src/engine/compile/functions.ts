/** Functions of a module: their clauses over parameters, and the place of their printed forms. */
import type { Clause, Expr } from '../syntax/ast.ts';
import { atomText, collect, put, site } from './context.ts';
import type { FunctionContext, ModuleContext } from './context.ts';
import type { Text } from './ir.ts';
import { writeBody } from './ir-text.ts';
import { clauses, sequence } from './lower.ts';
import { boundBy } from './variables.ts';

/** Reserves the place of a function among the module's. */
export function reserve(m: ModuleContext, name: string, arity: number): number {
  return m.functions.push({ name, arity, text: '' }) - 1;
}

export interface NewFunction {
  readonly index: number;
  readonly name: string;
  /** As Erlang counts, captured values included. */
  readonly arity: number;
  /** Parameters of the code. */
  readonly width: number;
  readonly home: FunctionContext['home'];
  readonly env: boolean;
  readonly captured: readonly string[];
  readonly selfName: string | null;
}

/** A context for lowering one function; parameters are `$0` and on. */
export function newFunction(m: ModuleContext, f: NewFunction): FunctionContext {
  const params = Array.from({ length: f.width }, (_, i) => `$${i}`);
  return {
    module: m,
    index: f.index,
    name: f.name,
    arity: f.arity,
    params,
    home: f.home,
    out: [],
    handler: null,
    bound: new Map(),
    siblings: new Set(),
    hidden: new Map(),
    slots: new Map(),
    next: f.width,
    labels: 0,
    env: f.env ? params[f.width - 1] : null,
    captured: f.captured,
    selfName: f.selfName,
    maybe: null,
    lastLine: 0,
  };
}

/** Lowers the clauses of a function whose parameters are the columns. */
export function functionClauses(
  fn: FunctionContext,
  list: readonly Clause[],
  columns: readonly Text[],
  line: number,
): void {
  const outer = fn.bound;
  if (fn.lastLine === 0) fn.lastLine = line;
  const hidden = new Set(list.flatMap((clause) => [...boundBy(clause.patterns)]));
  if ([...hidden].some((name) => outer.has(name))) {
    // A head hides variables of the surroundings, clause by clause.
    for (const clause of list) {
      hide(fn, outer, clause.patterns);
      const body = collect(fn, () => oneClause(fn, clause, columns));
      for (const stmt of body) put(fn, stmt);
    }
    fn.bound = outer;
    noClause(fn, columns, line);
    return;
  }
  const rows = list.map((clause) => ({
    patterns: clause.patterns,
    clause,
    body: () => sequence(fn, clause.body, 'return'),
  }));
  clauses(fn, columns, rows, 'return', () => noClause(fn, columns, line));
}

/** Makes variables of `outer` that patterns bind anew unbound; `fn.hidden` keeps them for sizes and keys. */
export function hide(fn: FunctionContext, outer: ReadonlyMap<string, Text>, patterns: readonly Expr[]): void {
  fn.bound = new Map(outer);
  const hidden = new Map<string, Text>();
  for (const name of boundBy(patterns)) {
    const text = outer.get(name);
    if (text !== undefined) hidden.set(name, text);
    fn.bound.delete(name);
  }
  fn.hidden = hidden;
}

function oneClause(fn: FunctionContext, clause: Clause, columns: readonly Text[]): void {
  const body = (): void => {
    fn.hidden = new Map();
    sequence(fn, clause.body, 'return');
  };
  clauses(fn, columns, [{ patterns: clause.patterns, clause, body }], 'return', () => undefined);
  fn.hidden = new Map();
}

function noClause(fn: FunctionContext, columns: readonly Text[], line: number): void {
  const captured = fn.captured.map((_, i) => `${fn.env}[${i}]`);
  const args = fn.env === null ? columns : [...columns, ...captured];
  put(fn, { op: 'raise', value: `_functionClause(B+${site(fn, line)},[${args.join()}])`, on: null });
}

/** Writes a lowered function into its place. */
export function complete(fn: FunctionContext): void {
  fn.module.functions[fn.index].text = writeBody(fn.out, fn.params.length);
}

/** `module_info/0,1`, which ask the runtime. */
export function moduleInfo(fn: FunctionContext, get: Text): void {
  const args = [atomText(fn.module, fn.module.name), ...fn.params];
  put(fn, {
    op: 'call',
    to: `$${fn.next}`,
    value: `${get}.code(${args.join()})`,
    site: site(fn, 0),
    on: null,
    pc: 0,
    live: [],
  });
  put(fn, { op: 'return', value: `$${fn.next++}` });
}
