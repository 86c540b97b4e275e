/**
 * What lowering knows while it works: the module (literals, sites, remote functions, lifted funs) and
 * the function being lowered (its statements so far, bound variables, the handler of exceptions).
 */
import type { Expr, RecordFieldDef } from '../syntax/ast.ts';
import type { FunNames } from './fun-names.ts';
import type { Label, Stmt, Text } from './ir.ts';

export type BifKind = 'guard' | 'plain' | 'trap';

export interface CompileOptions {
  /** Which functions are built in, and how; null for ordinary ones. */
  readonly bifKind?: (module: string, name: string, arity: number) => BifKind | null;
  /** What `module_info(compile)` shows as the source file, and as the options, in Erlang's notation. */
  readonly source?: string | null;
  readonly options?: string;
  readonly exportAll?: boolean;
}

/** Where a value goes: into a variable, out of the function, or nowhere. */
export type Dest = { readonly to: Text } | 'return' | 'drop';

type NodeOf<T extends Expr['type']> = Extract<Expr, { readonly type: T }>;
type Statement<T extends Expr['type']> = (fn: FunctionContext, node: NodeOf<T>, dest: Dest) => void;
type Value<T extends Expr['type']> = (fn: FunctionContext, node: NodeOf<T>) => Text;

/** The kinds of expressions that have a file of their own; compile.ts puts them together, so that no file waits for another. */
export interface Parts {
  readonly statements: {
    readonly call: Statement<'call'>;
    readonly receive: Statement<'receive'>;
    readonly try: Statement<'try'>;
    readonly catch: Statement<'catch'>;
    readonly maybe: Statement<'maybe'>;
    readonly maybe_match: Statement<'maybe_match'>;
    readonly comprehension: Statement<'lc' | 'bc'>;
  };
  readonly values: {
    readonly bin: Value<'bin'>;
    readonly fun: Value<'fun' | 'named_fun'>;
    readonly fun_local: Value<'fun_local'>;
    readonly fun_remote: Value<'fun_remote'>;
  };
}

export interface ModuleContext {
  readonly parts: Parts;
  readonly name: string;
  readonly options: CompileOptions;
  readonly records: Map<string, readonly RecordFieldDef[]>;
  /** `name/arity` to module. */
  readonly imports: Map<string, string>;
  /** `name/arity` to index in `functions`. */
  readonly locals: Map<string, number>;
  readonly functions: { name: string; arity: number; fun?: { index: number; env: number }; text: string }[];
  /** Declarations of literals by their text. */
  readonly literals: Map<string, string>;
  /** Names of remote functions as JSON `[module, name, arity]`, and of tests of guard built-ins. */
  readonly remotes: Map<string, string>;
  readonly guards: Map<string, string>;
  readonly sites: number[];
  readonly siteNumbers: Map<string, number>;
  readonly files: string[];
  file: number;
  readonly funNames: FunNames;
  readonly funRefs: Map<string, number>;
}

export interface FunctionContext {
  readonly module: ModuleContext;
  readonly index: number;
  readonly name: string;
  readonly arity: number;
  readonly params: readonly Text[];
  /** `f/1` of the form this belongs to. */
  readonly home: string;
  out: Stmt[];
  handler: Label | null;
  bound: Map<string, Text>;
  /** Variables bound by operands beside the one now lowered: funs in it do not see them. */
  siblings: ReadonlySet<string>;
  /** Variables of the surroundings that the patterns now lowered hide; sizes and map keys in them still mean these. */
  hidden: ReadonlyMap<string, Text>;
  readonly slots: Map<string, Text>;
  next: number;
  labels: number;
  /** Captured values as the code takes them; null when this is not a lifted fun. */
  readonly env: Text | null;
  /** Names of captured variables in order. */
  readonly captured: readonly string[];
  /** The name under which a named fun knows itself. */
  readonly selfName: string | null;
  /** The innermost `maybe` around: where a failed `?=` goes, and with which value. */
  maybe: { readonly label: Label; readonly value: Text } | null;
  /** The line of the last place before this point; a waiting process stands there, as in OTP. */
  lastLine: number;
}

/** A fresh variable that may live across calls. */
export function fresh(fn: FunctionContext): Text {
  return `$${fn.next++}`;
}

/** A fresh variable that is never needed after a call. */
export function temporary(fn: FunctionContext): Text {
  return `#${fn.next++}`;
}

export function label(fn: FunctionContext): Label {
  return fn.labels++;
}

/** The slot of an Erlang variable; all its bindings in one function share it. */
export function slotOf(fn: FunctionContext, name: string): Text {
  let slot = fn.slots.get(name);
  if (slot === undefined) {
    slot = fresh(fn);
    fn.slots.set(name, slot);
  }
  return slot;
}

export function put(fn: FunctionContext, stmt: Stmt): void {
  fn.out.push(stmt);
}

export function set(fn: FunctionContext, to: Text, value: Text): void {
  if (to !== value) fn.out.push({ op: 'set', to, value });
}

/** Collects what `body` puts, instead of putting it. */
export function collect(fn: FunctionContext, body: () => void): Stmt[] {
  const saved = fn.out;
  const list: Stmt[] = [];
  fn.out = list;
  body();
  fn.out = saved;
  return list;
}

/** A variable or literal for a value that is mentioned more than once. */
export function hold(fn: FunctionContext, text: Text): Text {
  if (/^([$#]\d+|[A-Z_][A-Za-z0-9_]*|\d+)$/.test(text)) return text;
  const to = fresh(fn);
  set(fn, to, text);
  return to;
}

/** Number of the place of a call or an error. */
export function site(fn: FunctionContext, line: number): number {
  const m = fn.module;
  fn.lastLine = line;
  const key = `${fn.index},${m.file},${line}`;
  let number = m.siteNumbers.get(key);
  if (number === undefined) {
    number = m.sites.length / 3;
    m.sites.push(fn.index, m.file, line);
    m.siteNumbers.set(key, number);
  }
  return number;
}

/** Number of a call that will be returned to; every call has its own, as every return address differs. */
export function callSite(fn: FunctionContext, expr: { readonly pos: { readonly line: number } }): number {
  const { sites, file } = fn.module;
  fn.lastLine = expr.pos.line;
  return sites.push(fn.index, file, expr.pos.line) / 3 - 1;
}

/** The place as compiled code writes it. */
export function place(fn: FunctionContext, expr: { readonly pos: { readonly line: number } }): Text {
  return `B+${site(fn, expr.pos.line)}`;
}

/** A name declared once for a literal's text. */
export function literal(m: ModuleContext, text: string): Text {
  let name = m.literals.get(text);
  if (name === undefined) {
    name = `K${m.literals.size}`;
    m.literals.set(text, name);
  }
  return name;
}

export function atomText(m: ModuleContext, name: string): Text {
  if (name === 'true') return 'T';
  if (name === 'false') return 'F';
  return literal(m, `A(${JSON.stringify(name)})`);
}

export function remoteEntry(m: ModuleContext, module: string, name: string, arity: number): Text {
  const key = JSON.stringify([module, name, arity]);
  let found = m.remotes.get(key);
  if (found === undefined) {
    found = `M${m.remotes.size}`;
    m.remotes.set(key, found);
  }
  return found;
}

/** The test function of a guard built-in. */
export function guardFunction(m: ModuleContext, key: string): Text {
  let found = m.guards.get(key);
  if (found === undefined) {
    found = `G${m.guards.size}`;
    m.guards.set(key, found);
  }
  return found;
}

export function isSimple(expr: Expr): boolean {
  return expr.type === 'var' || expr.type === 'atom' || expr.type === 'integer';
}
