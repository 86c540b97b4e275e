/**
 * The linter's door: errors and warnings of a module, and of expressions typed at the shell, with
 * the texts, places and order of erl_lint in OTP 25.
 */
import type { Expr, Form, FunctionForm, NameArity, RecordForm } from './ast.ts';
import { isAutoImported, isOldBif } from './bif-table.ts';
import type { Diagnostic } from './diagnostic.ts';
import { checkLateAttributes, LATE, termOf } from './lint-attributes.ts';
import type { LateAttribute } from './lint-attributes.ts';
import { checkBehaviours, checkOptional } from './lint-behaviours.ts';
import type { Behaviour, CallbackFinder } from './lint-behaviours.ts';
import { defineRecord, emptyState, faultRepeatedFields } from './lint-exprs.ts';
import { checkBody, checkExpression, checkUnused } from './lint-expressions.ts';
import { checkGuard } from './lint-guards.ts';
import { compileFlags, listItems, nameArityOf } from './lint-options.ts';
import type { CompileFlags } from './lint-options.ts';
import { checkPatterns } from './lint-patterns.ts';
import {
  fault,
  isFreed,
  isLatin1,
  keyOf,
  noteUse,
  reachedDeclarations,
  recordNode,
  refuseModuleName,
  typeNode,
  warn,
} from './lint-state.ts';
import type { LintState } from './lint-state.ts';
import { checkFieldType, checkSpecForm, checkSpecUses, checkTypeForm, checkTypeUses, typeTable } from './lint-types.ts';
import type { TypeTable } from './lint-types.ts';
import { NO_VARIABLES, updated } from './lint-variables.ts';
import type { Position } from './position.ts';

export interface LintOptions {
  readonly file?: string;
  /** Errors of the parser and the preprocessor, to be put in order with the linter's own. */
  readonly errors?: readonly Diagnostic[];
  readonly warnings?: readonly Diagnostic[];
  /** Options of the compiler, as `-compile` would hold them: `export_all`, `{nowarn_unused_function, [{f, 1}]}` … */
  readonly options?: readonly Expr[];
  /** Knows behaviours that are not OTP's. */
  readonly callbacksOf?: CallbackFinder;
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
  readonly behaviours: Behaviour[];
  readonly callbacksOf: CallbackFinder | null;
  readonly flags: CompileFlags;
  readonly optional: LateAttribute[];
  readonly late: LateAttribute[];
  seenFunction: boolean;
  /** The module's own file; what included files declare may stay unused. */
  mainFile: string | null;
}

/**
 * Checks the forms of a module (`erl_lint:module/3`).
 * @returns errors and warnings, each sorted by file and place
 */
export function lintModule(forms: readonly Form[], options: LintOptions = {}): LintResult {
  const flags = compileFlags(forms, options.options ?? []);
  const base = emptyState(options.file ?? null, false, flags.words, flags.freed, flags.formatLevel);
  const state: ModuleState = {
    ...base,
    module: null,
    types: typeTable(),
    exports: new Map(),
    definitions: new Map(),
    importPlaces: new Map(),
    behaviours: [],
    callbacksOf: options.callbacksOf ?? null,
    flags,
    optional: [],
    late: [],
    seenFunction: false,
    mainFile: options.file ?? null,
  };
  for (const form of forms) if (form.type === 'function') state.locals.add(keyOf(form.name, form.arity));
  const first = forms.find((form) => form.type !== 'file' && !(form.type === 'attribute' && form.name === 'compile'));
  const isModule = first?.type === 'module' || (first?.type === 'attribute' && first.name === 'module');
  if (first !== undefined && !isModule) fault(state, first.pos, 'undefined_module');
  for (const form of forms) checkForm(state, form);
  checkWhole(state);
  // The compiler reports what could not be parsed first.
  const errors = [...(options.errors ?? []), ...sorted(state.errors, true)];
  const warnings = [...(options.warnings ?? []), ...state.warnings];
  return { errors, warnings: sorted(warnings) };
}

/** By file and place; an error may be there twice, as OTP reports it. */
function sorted(list: readonly Diagnostic[], keepsAll = false): Diagnostic[] {
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
      if (keepsAll) return true;
      const key = `${found.file}:${found.pos?.line}:${found.pos?.column}:${found.text}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
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
      else {
        state.module = form.name;
        checkModuleName(state, form.name, form.pos);
      }
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

function checkModuleName(state: LintState, name: string, pos: Position): void {
  const codes = [...name].map((char) => char.codePointAt(0) ?? 0);
  const hasControls = codes.some((code) => code < 32 || (code >= 127 && code < 160));
  if (name === '') fault(state, pos, 'empty_module_name');
  if (hasControls) fault(state, pos, 'ctrl_chars_in_module_name');
  if (!isLatin1(name)) fault(state, pos, 'non_latin1_module_unsupported');
  else if (name !== '' && !hasControls && codes.every((code) => code === 32 || code === 160 || code === 173))
    fault(state, pos, 'blank_module_name');
}

/** Attributes that may stand behind functions. */
const AFTER_FUNCTIONS: ReadonlySet<string> = new Set(['compile', 'dialyzer']);

function checkImport(state: ModuleState, module: string, functions: readonly NameArity[], pos: Position): void {
  refuseModuleName(state, module, pos);
  const here = new Set<string>();
  for (const fn of functions) {
    const key = keyOf(fn.name, fn.arity);
    // A name may stand twice in one list.
    if (here.has(key)) continue;
    here.add(key);
    const before = state.imports.get(key);
    if (before !== undefined) {
      fault(state, pos, 'redefine_import', { fn, from: before });
      continue;
    }
    if (isAutoImported(key) && !isFreed(state, key)) {
      if (isOldBif(key)) fault(state, pos, 'redefine_old_bif_import', fn);
      else warn(state, 'nowarn_bif_clash', pos, 'redefine_bif_import', fn);
    }
    state.imports.set(key, module);
    state.importPlaces.set(key, { pos, fn, file: state.file });
  }
}

function checkAttribute(state: ModuleState, name: string, value: Expr, pos: Position): void {
  if (LATE.has(name)) state.late.push({ name, value, pos, file: state.file });
  switch (name) {
    case 'behaviour':
    case 'behavior':
      if (value.type !== 'atom') return;
      refuseModuleName(state, value.name, pos);
      state.behaviours.push({ name: value.name, pos, file: state.file });
      return;
    case 'export_type':
      checkExportedTypes(state, value, pos);
      return;
    case 'optional_callbacks':
      state.optional.push({ name, value, pos, file: state.file });
      return;
    case 'module':
      fault(state, pos, 'pmod_unsupported');
      return;
    default:
      return;
  }
}

function checkExportedTypes(state: ModuleState, value: Expr, pos: Position): void {
  const items = listItems(value);
  const names = items.map(nameArityOf);
  if ((value.type !== 'cons' && value.type !== 'nil') || names.includes(null)) {
    fault(state, pos, 'bad_export_type', termOf(value));
    return;
  }
  for (const fn of names) {
    if (fn === null) continue;
    const key = keyOf(fn.name, fn.arity);
    if (state.types.exported.has(key)) warn(state, 'nowarn_duplicated_export', pos, 'duplicated_export_type', fn);
    state.types.exported.add(key);
    noteUse(state, typeNode(key));
    if (!state.usedTypes.has(key)) state.usedTypes.set(key, { fn, pos, file: state.file });
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
      const before = state.errors.length;
      const inner = checkExpression(state, field.default, NO_VARIABLES);
      state.owner = '';
      // Only where nothing else is wrong.
      for (const [name, variable] of before === state.errors.length ? inner : NO_VARIABLES) {
        fault(state, variable.places[0], 'variable_in_record_def', name);
      }
    }
  }
  defineRecord(state, form);
  for (const field of form.fields) if (field.typed !== null) checkFieldType(state, field.typed);
  const untyped = form.fields.some((field) => field.typed === null);
  if (untyped && state.silenced.has('warn_untyped_record')) warn(state, '', form.pos, 'untyped_record', form.name);
}

const MAX_ARGUMENTS = 255;

function checkFunction(state: ModuleState, form: FunctionForm): void {
  state.seenFunction = true;
  const fn = { name: form.name, arity: form.arity };
  const key = keyOf(fn.name, fn.arity);
  if (state.definitions.has(key)) {
    fault(state, form.pos, 'redefine_function', fn);
    return;
  }
  state.definitions.set(key, { form, file: state.file });
  if (fn.arity > MAX_ARGUMENTS) fault(state, form.pos, 'too_many_arguments', fn.arity);
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
  const exported = (key: string): boolean => state.exports.has(key) || state.silenced.has('export_all');
  const used = checkLateAttributes(state, state.late, state.flags, exported);
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
  checkReachable(state, exported, used);
  for (const [key, module] of state.imports) {
    const place = state.importPlaces.get(key);
    if (place === undefined || state.usedImports.has(key) || !state.silenced.has('warn_unused_import')) continue;
    state.file = place.file;
    warn(state, 'nowarn_unused_import', place.pos, 'unused_import', { fn: place.fn, from: module });
  }
  const reached = reachedDeclarations(state);
  for (const [name, record] of state.records) {
    if (reached.has(recordNode(name))) continue;
    // Records of included files are there for others too.
    if (record.file !== state.mainFile) continue;
    if (state.silenced.has(`nowarn_unused_record ${name}`)) continue;
    state.file = record.file;
    warn(state, 'nowarn_unused_record', record.pos, 'unused_record', name);
  }
  checkSpecUses(state, state.types);
  const main = state.mainFile;
  checkTypeUses(state, state.types);
  dropForeignUnusedTypes(state, main);
  if (state.flags.exportAll !== null) {
    state.file = main;
    warn(state, 'nowarn_export_all', state.flags.exportAll, 'export_all');
  }
  checkBehaviours(state, state.behaviours, state.callbacksOf, (key) => exported(key) && state.locals.has(key));
  checkOptional(state, state.optional, new Set(state.types.callbacks.keys()), state.module ?? '');
  checkOwnCallbacks(state);
  checkMissingSpecs(state, exported);
}

/** Types of included files may stay unused. */
function dropForeignUnusedTypes(state: ModuleState, main: string | null): void {
  for (let i = state.warnings.length - 1; i >= 0; i--) {
    const { file, text } = state.warnings[i];
    if (file !== main && text.startsWith('type ') && text.endsWith(' is unused')) state.warnings.splice(i, 1);
  }
}

/** A module with callbacks gets a `behaviour_info/1` and may not have one of its own. */
function checkOwnCallbacks(state: ModuleState): void {
  if (!state.locals.has('behaviour_info/1')) return;
  for (const { pos, fn, file } of state.types.callbacks.values()) {
    state.file = file;
    fault(state, pos, 'behaviour_info', { module: state.module ?? '', ...fn });
  }
}

function checkMissingSpecs(state: ModuleState, exported: (key: string) => boolean): void {
  const all = state.silenced.has('warn_missing_spec_all');
  if (!all && !state.silenced.has('warn_missing_spec')) return;
  for (const [key, { form, file }] of state.definitions) {
    if (state.types.specs.has(key) || (!all && !exported(key))) continue;
    state.file = file;
    warn(state, 'nowarn_missing_spec', form.pos, 'missing_spec', { name: form.name, arity: form.arity });
  }
}

function checkReachable(state: ModuleState, exported: (key: string) => boolean, used: readonly string[]): void {
  if (state.silenced.has('nowarn_unused_function')) return;
  const edges = new Map<string, string[]>();
  const open: string[] = [...used];
  for (const call of state.calls) {
    if (call.from === null) open.push(call.key);
    else {
      const list = edges.get(call.from);
      if (list === undefined) edges.set(call.from, [call.key]);
      else list.push(call.key);
    }
  }
  for (const key of state.definitions.keys()) if (exported(key)) open.push(key);
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
