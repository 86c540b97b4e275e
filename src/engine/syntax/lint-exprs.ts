/**
 * The linter's door for expressions typed at the shell, and what modules are checked with as well (lint.ts).
 */
import type { Expr, RecordForm } from './ast.ts';
import type { Diagnostic } from './diagnostic.ts';
import { checkBody } from './lint-expressions.ts';
import { fault } from './lint-state.ts';
import type { LintState, RecordInfo } from './lint-state.ts';
import type { Variable } from './lint-variables.ts';

/** The state before anything was checked. */
export function emptyState(
  file: string | null,
  shell: boolean,
  silenced: ReadonlySet<string>,
  free: Set<string> | 'all',
  formatLevel: number,
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
    formatLevel,
    inSize: false,
    loadsNif: false,
    currentFunction: null,
    usedTypes: new Map(),
  };
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
  const state = emptyState(null, true, new Set(), new Set(), 1);
  for (const record of records) {
    faultRepeatedFields(state, record);
    defineRecord(state, record);
  }
  const table = new Map<string, Variable>();
  for (const name of bound) table.set(name, { unsafe: null, used: true, places: [] });
  checkBody(state, exprs, table);
  return state.errors;
}

/** Makes a record known. */
export function defineRecord(state: LintState, form: RecordForm): RecordInfo {
  const info = {
    pos: form.pos,
    file: state.file,
    fields: form.fields.map((field) => field.name),
    defaults: new Map(form.fields.flatMap((field) => (field.default === null ? [] : [[field.name, field.default]]))),
  };
  state.records.set(form.name, info);
  return info;
}

/** Complains about fields that a record has twice. */
export function faultRepeatedFields(state: LintState, form: RecordForm): void {
  const seen = new Set<string>();
  for (const field of form.fields) {
    if (seen.has(field.name)) fault(state, field.pos, 'redefine_field', form.name, field.name);
    seen.add(field.name);
  }
}
