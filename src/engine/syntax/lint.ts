/**
 * The linter's door: errors and warnings of a module, and of expressions typed at the shell, with
 * the texts, places and order of erl_lint in OTP 25.
 */
import type { Expr, Form, FunctionForm, NameArity, RecordForm } from './ast.ts';
import { isAutoImported, isOldBif } from './bif-table.ts';
import { behaviourCallbacks } from './behaviours.ts';
import type { Diagnostic } from './diagnostic.ts';
import { checkBody, checkExpression, checkUnused } from './lint-expressions.ts';
import { checkGuard } from './lint-guards.ts';
import { checkPatterns } from './lint-patterns.ts';
import { fault, isFreed, keyOf, noteUse, reachedDeclarations, recordNode, typeNode, warn } from './lint-state.ts';
import type { LintState, RecordInfo } from './lint-state.ts';
import { checkFieldType, checkSpecForm, checkSpecUses, checkTypeForm, checkTypeUses, typeTable } from './lint-types.ts';
import type { TypeTable } from './lint-types.ts';
import { NO_VARIABLES, updated } from './lint-variables.ts';
import type { Variable } from './lint-variables.ts';
import type { Position } from './position.ts';

export interface LintOptions {
  readonly file?: string;
  /** Errors of the parser and the preprocessor, to be put in order with the linter's own. */
  readonly errors?: readonly Diagnostic[];
  readonly warnings?: readonly Diagnostic[];
  /** Options of the compiler, as `-compile` would hold them: `export_all`, `{nowarn_unused_function, [{f, 1}]}` … */
  readonly options?: readonly Expr[];
}

export interface LintResult {
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}

interface ModuleState extends LintState {
  module: string | null;
  readonly types: TypeTable;
  readonly exports: Map<string, { readonly pos: Position; readonly fn: NameArity; readonly file: string | null }>;
  readonly definitions: Map<string, { readonly form: FunctionForm; readonly file: string | null }>;
  readonly importPlaces: Map<string, { readonly pos: Position; readonly fn: NameArity; readonly file: string | null }>;
  readonly behaviours: { readonly name: string; readonly pos: Position; readonly file: string | null }[];
  exportAll: Position | null;
  onLoad: { readonly fn: NameArity; readonly pos: Position } | null;
  seenFunction: boolean;
  /** The module's own file; what included files declare may stay unused. */
  mainFile: string | null;
}

function emptyState(
  file: string | null,
  shell: boolean,
  silenced: ReadonlySet<string>,
  free: Set<string> | 'all',
): LintState {
  return {
    errors: [],
    warnings: [],
    file,
    shell,
    records: new Map(),
    uses: new Map(),
    owner: '',
    locals: new Set(),
    imports: new Map(),
    usedImports: new Set(),
    calls: [],
    noAutoImport: free,
    silenced,
    currentFunction: null,
    usedTypes: new Map(),
  };
}

/**
 * Checks the forms of a module (`erl_lint:module/3`).
 * @returns errors and warnings, each sorted by file and place
 */
export function lintModule(forms: readonly Form[], options: LintOptions = {}): LintResult {
  const flags = compileFlags(forms, options.options ?? []);
  const base = emptyState(options.file ?? null, false, flags.words, flags.freed);
  const state: ModuleState = {
    ...base,
    module: null,
    types: typeTable(),
    exports: new Map(),
    definitions: new Map(),
    importPlaces: new Map(),
    behaviours: [],
    exportAll: flags.exportAll,
    onLoad: null,
    seenFunction: false,
    mainFile: options.file ?? null,
  };
  for (const form of forms) if (form.type === 'function') state.locals.add(keyOf(form.name, form.arity));
  const first = forms.find((form) => form.type !== 'file');
  if (first !== undefined && first.type !== 'module') {
    const broken = (options.errors ?? []).some((error) => error.pos !== null && error.pos.line <= first.pos.line);
    if (!broken) fault(state, first.pos, 'undefined_module');
  }
  for (const form of forms) checkForm(state, form);
  checkWhole(state);
  // The compiler reports what could not be parsed first.
  const errors = [...(options.errors ?? []), ...sorted(state.errors)];
  const warnings = [...(options.warnings ?? []), ...state.warnings];
  return { errors, warnings: sorted(warnings) };
}

/**
 * Checks expressions of the shell (`erl_lint:exprs/2` as the shell's evaluator uses it): variables
 * in `bound` are bound, functions without a module name may be defined elsewhere.
 * @returns the errors in the order OTP finds them (the shell prints the first)
 */
export function lintExprs(
  exprs: readonly Expr[],
  bound: Iterable<string>,
  records: readonly RecordForm[] = [],
): readonly Diagnostic[] {
  const state = emptyState(null, true, new Set(), new Set());
  for (const record of records) {
    faultRepeatedFields(state, record);
    defineRecord(state, record);
  }
  const table = new Map<string, Variable>();
  for (const name of bound) table.set(name, { unsafe: null, used: true, places: [] });
  checkBody(state, exprs, table);
  return state.errors;
}

function sorted(list: readonly Diagnostic[]): Diagnostic[] {
  const files: (string | null)[] = [];
  for (const { file } of list) if (!files.includes(file)) files.push(file);
  const seen = new Set<string>();
  return [...list]
    .sort((a, b) => {
      const byFile = files.indexOf(a.file) - files.indexOf(b.file);
      if (byFile !== 0) return byFile;
      const line = (a.pos?.line ?? 0) - (b.pos?.line ?? 0);
      return line !== 0 ? line : (a.pos?.column ?? 0) - (b.pos?.column ?? 0);
    })
    .filter((found) => {
      const key = `${found.file}:${found.pos?.line}:${found.pos?.column}:${found.text}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

// ── Compile attributes ──────────────────────────────────────────────────────────────────────

interface CompileFlags {
  readonly words: Set<string>;
  readonly freed: Set<string> | 'all';
  readonly exportAll: Position | null;
}

/** Options come first, attributes after them; where two contradict each other, the last one holds. */
function compileFlags(forms: readonly Form[], options: readonly Expr[]): CompileFlags {
  const words = new Set<string>();
  let freed: Set<string> | 'all' = new Set<string>();
  let exportAll: Position | null = null;
  const read = (option: Expr, pos: Position): void => {
    if (option.type === 'atom') {
      setWord(words, option.name);
      if (option.name === 'export_all' && pos.line > 0) exportAll = pos;
      if (option.name === 'no_auto_import') freed = 'all';
    } else if (option.type === 'tuple' && option.elements.length === 2 && option.elements[0].type === 'atom') {
      const [tag, value] = option.elements;
      for (const fn of nameArities(value)) {
        const key = keyOf(fn.name, fn.arity);
        if (tag.type === 'atom' && tag.name === 'no_auto_import' && freed !== 'all') freed.add(key);
        else if (tag.type === 'atom') words.add(`${tag.name} ${key}`);
      }
    }
  };
  for (const option of options) read(option, option.pos);
  for (const form of forms) {
    if (form.type !== 'attribute' || form.name !== 'compile') continue;
    for (const option of listItems(form.value)) read(option, form.pos);
  }
  return { words, freed, exportAll };
}

function setWord(words: Set<string>, word: string): void {
  words.add(word);
  if (word.startsWith('nowarn_')) words.delete(word.slice(2));
  else if (word.startsWith('warn_')) words.delete(`no${word}`);
}

/** The elements of a written list, or the one expression that is none. */
function listItems(expr: Expr): Expr[] {
  const items: Expr[] = [];
  let rest = expr;
  while (rest.type === 'cons') {
    items.push(rest.head);
    rest = rest.tail;
  }
  if (rest.type !== 'nil') items.push(rest);
  return items;
}

function nameArities(expr: Expr): NameArity[] {
  const found: NameArity[] = [];
  for (const item of listItems(expr)) {
    if (item.type !== 'tuple' || item.elements.length !== 2) continue;
    const [name, arity] = item.elements;
    if (name.type === 'atom' && arity.type === 'integer') found.push({ name: name.name, arity: Number(arity.value) });
  }
  return found;
}

// ── Forms ───────────────────────────────────────────────────────────────────────────────────

function checkForm(state: ModuleState, form: Form): void {
  switch (form.type) {
    case 'file':
      state.file = form.file;
      state.mainFile ??= form.file;
      return;
    case 'eof':
      return;
    case 'function':
      checkFunction(state, form);
      return;
    case 'record_def':
      checkRecordForm(state, form);
      return;
    case 'type_def':
      checkTypeForm(state, state.types, form);
      return;
    case 'spec':
      checkSpecForm(state, state.types, form, state.module);
      return;
    default:
      break;
  }
  const name = form.type === 'attribute' ? form.name : form.type;
  if (state.seenFunction && !AFTER_FUNCTIONS.has(name)) {
    fault(state, form.pos, 'attribute', name);
    return;
  }
  switch (form.type) {
    case 'module':
      if (state.module !== null) fault(state, form.pos, 'redefine_module');
      else state.module = form.name;
      return;
    case 'export':
      for (const fn of form.functions) {
        const key = keyOf(fn.name, fn.arity);
        if (state.exports.has(key)) warn(state, 'nowarn_duplicated_export', form.pos, 'duplicated_export', fn);
        else state.exports.set(key, { pos: form.pos, fn, file: state.file });
      }
      return;
    case 'import':
      checkImport(state, form.module, form.functions, form.pos);
      return;
    case 'attribute':
      checkAttribute(state, form.name, form.value, form.pos);
      return;
  }
}

/** Attributes that may stand behind functions. */
const AFTER_FUNCTIONS: ReadonlySet<string> = new Set(['compile', 'dialyzer']);

function checkImport(state: ModuleState, module: string, functions: readonly NameArity[], pos: Position): void {
  for (const fn of functions) {
    const key = keyOf(fn.name, fn.arity);
    const before = state.imports.get(key);
    if (before !== undefined) {
      fault(state, pos, 'redefine_import', fn, before);
      continue;
    }
    if (isAutoImported(key) && module !== 'erlang' && !isFreed(state, key)) {
      if (isOldBif(key)) fault(state, pos, 'redefine_old_bif_import', fn);
      else warn(state, 'nowarn_bif_clash', pos, 'redefine_bif_import', fn);
    }
    state.imports.set(key, module);
    state.importPlaces.set(key, { pos, fn, file: state.file });
  }
}

function checkAttribute(state: ModuleState, name: string, value: Expr, pos: Position): void {
  switch (name) {
    case 'behaviour':
    case 'behavior':
      if (value.type === 'atom') state.behaviours.push({ name: value.name, pos, file: state.file });
      return;
    case 'export_type':
      for (const fn of nameArities(value)) {
        const key = keyOf(fn.name, fn.arity);
        state.types.exported.add(key);
        noteUse(state, typeNode(key));
        if (!state.usedTypes.has(key)) state.usedTypes.set(key, { fn, pos, file: state.file });
      }
      return;
    case 'on_load': {
      const [fn] = nameArities({ type: 'cons', pos, head: value, tail: { type: 'nil', pos } });
      if (fn === undefined) return;
      if (state.onLoad !== null) fault(state, pos, 'multiple_on_loads');
      state.onLoad = { fn, pos };
      if (fn.arity !== 0) fault(state, pos, 'bad_on_load_arity', fn);
      else if (!state.locals.has(keyOf(fn.name, 0))) fault(state, pos, 'undefined_on_load', fn);
      return;
    }
    case 'module':
      fault(state, pos, 'pmod_unsupported');
      return;
    default:
      return;
  }
}

function defineRecord(state: LintState, form: RecordForm): RecordInfo {
  const info = { pos: form.pos, file: state.file, fields: form.fields.map((field) => field.name) };
  state.records.set(form.name, info);
  return info;
}

function faultRepeatedFields(state: LintState, form: RecordForm): void {
  const seen = new Set<string>();
  for (const field of form.fields) {
    if (seen.has(field.name)) fault(state, field.pos, 'redefine_field', form.name, field.name);
    seen.add(field.name);
  }
}

function checkRecordForm(state: ModuleState, form: RecordForm): void {
  if (state.records.has(form.name)) {
    fault(state, form.pos, 'redefine_record', form.name);
    return;
  }
  faultRepeatedFields(state, form);
  for (const field of form.fields) {
    if (field.default !== null) {
      state.owner = recordNode(form.name);
      const inner = checkExpression(state, field.default, NO_VARIABLES);
      state.owner = '';
      for (const [name, variable] of inner) {
        if (!variable.used) fault(state, variable.places[0], 'variable_in_record_def', name);
      }
    }
  }
  defineRecord(state, form);
  for (const field of form.fields) if (field.typed !== null) checkFieldType(state, field.typed);
}

function checkFunction(state: ModuleState, form: FunctionForm): void {
  state.seenFunction = true;
  const fn = { name: form.name, arity: form.arity };
  const key = keyOf(fn.name, fn.arity);
  if (state.definitions.has(key)) {
    fault(state, form.pos, 'redefine_function', fn);
    return;
  }
  state.definitions.set(key, { form, file: state.file });
  if (state.imports.has(key)) fault(state, form.pos, 'define_import', fn);
  state.currentFunction = key;
  for (const clause of form.clauses) {
    const { found, read } = checkPatterns(state, clause.patterns, NO_VARIABLES, NO_VARIABLES);
    const head = updated(found, read);
    const guard = checkGuard(state, clause.guard, head);
    const scope = updated(guard, head);
    const body = checkBody(state, clause.body, scope);
    checkUnused(state, updated(body, scope), NO_VARIABLES);
  }
  state.currentFunction = null;
}

// ── The whole module ────────────────────────────────────────────────────────────────────────

function checkWhole(state: ModuleState): void {
  const exported = (key: string): boolean =>
    state.exports.has(key) || state.exportAll !== null || state.silenced.has('export_all');
  for (const call of state.calls) {
    if (state.locals.has(call.key)) continue;
    state.file = call.file;
    if (call.key !== 'module_info/0' && call.key !== 'module_info/1')
      fault(state, call.pos, 'undefined_function', call.fn);
  }
  for (const [key, { pos, fn, file }] of state.exports) {
    state.file = file;
    if (!state.locals.has(key)) fault(state, pos, 'undefined_function', fn);
  }
  checkReachable(state, exported);
  for (const [key, module] of state.imports) {
    const place = state.importPlaces.get(key);
    if (place === undefined || state.usedImports.has(key) || !state.silenced.has('warn_unused_import')) continue;
    state.file = place.file;
    warn(state, 'nowarn_unused_import', place.pos, 'unused_import', place.fn, module);
  }
  const reached = reachedDeclarations(state);
  for (const [name, record] of state.records) {
    if (reached.has(recordNode(name))) continue;
    // Records of included files are there for others too.
    if (record.file !== state.mainFile) continue;
    state.file = record.file;
    warn(state, 'nowarn_unused_record', record.pos, 'unused_record', name);
  }
  checkSpecUses(state, state.types);
  const main = state.mainFile;
  checkTypeUses(state, state.types);
  dropForeignUnusedTypes(state, main);
  if (state.exportAll !== null) {
    state.file = main;
    warn(state, 'nowarn_export_all', state.exportAll, 'export_all');
  }
  checkBehaviours(state, exported);
}

/** Types of included files may stay unused. */
function dropForeignUnusedTypes(state: ModuleState, main: string | null): void {
  for (let i = state.warnings.length - 1; i >= 0; i--) {
    const { file, text } = state.warnings[i];
    if (file !== main && text.startsWith('type ') && text.endsWith(' is unused')) state.warnings.splice(i, 1);
  }
}

function checkReachable(state: ModuleState, exported: (key: string) => boolean): void {
  if (state.silenced.has('nowarn_unused_function')) return;
  const edges = new Map<string, string[]>();
  const open: string[] = [];
  for (const call of state.calls) {
    if (call.from === null) open.push(call.key);
    else {
      const list = edges.get(call.from);
      if (list === undefined) edges.set(call.from, [call.key]);
      else list.push(call.key);
    }
  }
  for (const key of state.definitions.keys()) if (exported(key)) open.push(key);
  if (state.onLoad !== null) open.push(keyOf(state.onLoad.fn.name, state.onLoad.fn.arity));
  const reached = new Set<string>();
  while (open.length > 0) {
    const key = open.pop() as string;
    if (reached.has(key)) continue;
    reached.add(key);
    for (const next of edges.get(key) ?? []) open.push(next);
  }
  for (const [key, { form, file }] of state.definitions) {
    if (reached.has(key) || state.silenced.has(`nowarn_unused_function ${key}`)) continue;
    state.file = file;
    warn(state, 'nowarn_unused_function', form.pos, 'unused_function', { name: form.name, arity: form.arity });
  }
}

function checkBehaviours(state: ModuleState, exported: (key: string) => boolean): void {
  for (const { name, pos, file } of state.behaviours) {
    const callbacks = behaviourCallbacks(name);
    if (callbacks === null) continue;
    state.file = file;
    for (const fn of callbacks) {
      const key = keyOf(fn.name, fn.arity);
      if (exported(key) && state.locals.has(key)) continue;
      warn(state, 'nowarn_behaviours', pos, 'undefined_behaviour_func', fn, name);
    }
  }
}
