/**
 * What one run of the linter collects, and the ways to report. The state is filled while forms
 * are walked; diagnostics are sorted by the door at the end.
 */
import type { Expr } from './ast.ts';
import { diagnostic } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';
import { lintMessage } from './messages.ts';
import type { FunctionKey, MessageArgument, MessageCode } from './messages.ts';
import type { Position } from './position.ts';
import { isAutoImported } from './bif-table.ts';

export interface RecordInfo {
  readonly pos: Position;
  readonly file: string | null;
  readonly fields: readonly string[];
  readonly defaults: ReadonlyMap<string, Expr>;
}

export interface CallNote {
  readonly key: string;
  readonly fn: FunctionKey;
  readonly pos: Position;
  readonly file: string | null;
  /** The function that calls, as a key; null in attributes. */
  readonly from: string | null;
}

export interface LintState {
  readonly errors: Diagnostic[];
  readonly warnings: Diagnostic[];
  file: string | null;
  /** Expressions of the shell: local functions may be defined elsewhere. */
  readonly shell: boolean;
  readonly records: Map<string, RecordInfo>;
  /** Which records and types (`recordNode`, `typeNode`) an owner uses; code and specs are owner ''. */
  readonly uses: Map<string, Set<string>>;
  /** The declaration being read, as a node; '' outside of declarations. */
  owner: string;
  /** Functions that the module defines, by key. */
  readonly locals: Set<string>;
  readonly imports: Map<string, string>;
  readonly usedImports: Set<string>;
  readonly calls: CallNote[];
  /** Names freed from auto-import; `all` frees every one. */
  readonly noAutoImport: Set<string> | 'all';
  /** Warnings switched off by `-compile(nowarn_…)`. */
  readonly silenced: ReadonlySet<string>;
  /** Warnings about formats up to this level are given. */
  readonly formatLevel: number;
  /** The size of a segment of a pattern is being read: what is illegal there has names of its own. */
  inSize: boolean;
  loadsNif: boolean;
  currentFunction: string | null;
  readonly usedTypes: Map<string, { readonly fn: FunctionKey; readonly pos: Position; readonly file: string | null }>;
}

export function keyOf(name: string, arity: number): string {
  return `${name}/${arity}`;
}

function placed(
  state: LintState,
  pos: Position | null,
  code: MessageCode,
  args: readonly MessageArgument[],
): Diagnostic {
  const { descriptor, text } = lintMessage(code, args);
  const found = diagnostic('erl_lint', pos, descriptor, text);
  return state.file === null ? found : { ...found, file: state.file };
}

/** A diagnostic in the file being read. */
export function place(state: LintState, found: Diagnostic): Diagnostic {
  return state.file === null ? found : { ...found, file: state.file };
}

/** Reports an error. */
export function fault(state: LintState, pos: Position | null, code: MessageCode, ...args: MessageArgument[]): void {
  let name = code;
  if (state.inSize && code === 'illegal_guard_expr') name = 'illegal_bitsize';
  if (state.inSize && code === 'illegal_guard_local_call') name = 'illegal_bitsize_local_call';
  state.errors.push(placed(state, pos, name, args));
}

export function isLatin1(name: string): boolean {
  return [...name].every((char) => (char.codePointAt(0) ?? 0) <= 255);
}

/** Names of modules must be Latin-1, wherever they are mentioned. */
export function refuseModuleName(state: LintState, name: string, pos: Position): void {
  if (!isLatin1(name)) fault(state, pos, 'non_latin1_module_unsupported');
}

/** Reports a warning, unless its name is switched off. */
export function warn(
  state: LintState,
  name: string,
  pos: Position,
  code: MessageCode,
  ...args: MessageArgument[]
): void {
  if (!state.silenced.has(name)) state.warnings.push(placed(state, pos, code, args));
}

/** The record's fields; reports and gives null when there is no such record. */
export function recordFields(state: LintState, pos: Position, name: string): readonly string[] | null {
  const found = state.records.get(name);
  // A default of another record is no use; a type is one even when nobody uses the type.
  if (!state.owner.startsWith('#')) noteUse(state, recordNode(name), '');
  if (found === undefined) {
    fault(state, pos, 'undefined_record', name);
    return null;
  }
  return found.fields;
}

export function recordNode(name: string): string {
  return `#${name}`;
}

export function typeNode(key: string): string {
  return key;
}

/** Notes that the current owner, or the one named, uses a record or a type. */
export function noteUse(state: LintState, node: string, owner: string = state.owner): void {
  const known = state.uses.get(owner);
  if (known === undefined) state.uses.set(owner, new Set([node]));
  else known.add(node);
}

/** The records and types that code, specs and exports reach through declarations. */
export function reachedDeclarations(state: LintState): ReadonlySet<string> {
  const reached = new Set<string>(['']);
  const open = [''];
  while (open.length > 0) {
    for (const next of state.uses.get(open.pop() as string) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  }
  return reached;
}

/** Whether a call without module goes to the BIF of the name. */
export function isBifHere(state: LintState, key: string): boolean {
  return isAutoImported(key) && !isFreed(state, key);
}

/** Whether `no_auto_import` frees the name. */
export function isFreed(state: LintState, key: string): boolean {
  return state.noAutoImport === 'all' || state.noAutoImport.has(key);
}

/** Notes a call of a function of this module. */
export function noteCall(state: LintState, fn: FunctionKey, pos: Position): void {
  state.calls.push({
    key: keyOf(fn.name, fn.arity),
    fn,
    pos,
    file: state.file,
    from: state.currentFunction,
  });
}
