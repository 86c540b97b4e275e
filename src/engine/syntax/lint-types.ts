/** Type declarations and specs: unknown, doubled and unused types, and lonely type variables. */
import type { SpecForm, TypeForm, TypeNode } from './ast.ts';
import {
  fault,
  keyOf,
  noteUse,
  reachedDeclarations,
  recordFields,
  refuseModuleName,
  typeNode,
  warn,
} from './lint-state.ts';
import type { LintState } from './lint-state.ts';
import type { FunctionKey } from './messages.ts';
import { removedType } from './obsolete.ts';
import { isBuiltInType } from './parse-type.ts';
import type { Position } from './position.ts';
import { specArity } from './parse-form.ts';

export interface TypeTable {
  readonly defined: Map<string, { readonly form: TypeForm; readonly file: string | null }>;
  readonly exported: Set<string>;
  readonly specs: Map<string, { readonly pos: Position; readonly fn: FunctionKey; readonly file: string | null }>;
  readonly callbacks: Map<string, { readonly pos: Position; readonly fn: FunctionKey; readonly file: string | null }>;
}

export function typeTable(): TypeTable {
  return { defined: new Map(), exported: new Set(), specs: new Map(), callbacks: new Map() };
}

/** Occurrences of type variables in one declaration. */
type Counts = Map<string, { count: number; readonly pos: Position }>;

/** Notes what a type uses: other types, records, variables. */
function walk(state: LintState, type: TypeNode, counts: Counts): void {
  switch (type.type) {
    case 'var': {
      if (type.name === '_') return;
      const known = counts.get(type.name);
      if (known === undefined) counts.set(type.name, { count: 1, pos: type.pos });
      else known.count++;
      return;
    }
    case 'ann_type':
      walk(state, type.of, counts);
      return;
    case 'op_type':
      if (type.left !== null) walk(state, type.left, counts);
      walk(state, type.right, counts);
      return;
    case 'remote_type':
      refuseModuleName(state, type.module.name, type.pos);
      checkRemoteType(state, type.module.name, type.name.name, type.args.length, type.pos);
      for (const arg of type.args) walk(state, arg, counts);
      return;
    case 'user_type': {
      const fn = { name: type.name, arity: type.args.length };
      const key = keyOf(fn.name, fn.arity);
      noteUse(state, typeNode(key));
      if (!state.usedTypes.has(key)) state.usedTypes.set(key, { fn, pos: type.pos, file: state.file });
      for (const arg of type.args) walk(state, arg, counts);
      return;
    }
    case 'type':
      if (type.args === 'any') return;
      if (type.name === 'record' && type.args[0].type === 'atom') {
        checkRecordType(state, type.args[0].name, type.pos, type.args.slice(1), counts);
        return;
      }
      for (const arg of type.args) walk(state, arg, counts);
      return;
    default:
      return;
  }
}

function checkRemoteType(state: LintState, module: string, name: string, arity: number, pos: Position): void {
  const text = removedType(module, name, arity);
  if (text !== undefined)
    warn(state, 'nowarn_deprecated_type', pos, 'removed_type', { module, name, arity }, { words: text });
}

function checkRecordType(
  state: LintState,
  name: string,
  pos: Position,
  fields: readonly TypeNode[],
  counts: Counts,
): void {
  const known = recordFields(state, pos, name);
  const seen = new Set<string>();
  for (const field of fields) {
    if (field.type !== 'type' || field.args === 'any') continue;
    const [label, of] = field.args;
    if (known !== null && label.type === 'atom' && !known.includes(label.name)) {
      fault(state, field.pos, 'undefined_field', name, label.name);
    } else if (known !== null && label.type === 'atom') {
      if (seen.has(label.name)) fault(state, field.pos, 'redefine_field', name, label.name);
      seen.add(label.name);
    }
    walk(state, of, counts);
  }
}

function reportLonely(state: LintState, counts: Counts): void {
  for (const [name, { count, pos }] of counts) {
    if (count === 1 && !name.startsWith('_')) fault(state, pos, 'singleton_typevar', name);
  }
}

/** A type of a record's field. */
export function checkFieldType(state: LintState, type: TypeNode): void {
  walk(state, type, new Map());
}

/** `-type` and `-opaque`. */
export function checkTypeForm(state: LintState, table: TypeTable, form: TypeForm): void {
  const fn = { name: form.name, arity: form.params.length };
  const key = keyOf(fn.name, fn.arity);
  const counts: Counts = new Map();
  for (const param of form.params) walk(state, param, counts);
  if (isBuiltInType(fn.name, fn.arity)) {
    fault(state, form.pos, 'builtin_type', fn);
    return;
  }
  if (table.defined.has(key)) {
    fault(state, form.pos, 'redefine_type', fn);
    return;
  }
  table.defined.set(key, { form, file: state.file });
  state.owner = typeNode(key);
  walk(state, form.of, counts);
  state.owner = '';
  reportLonely(state, counts);
}

/** `-spec` and `-callback`. */
export function checkSpecForm(state: LintState, table: TypeTable, form: SpecForm, module: string | null): void {
  if (form.module !== null) refuseModuleName(state, form.module, form.pos);
  const fn = { name: form.name, arity: form.arity };
  const key = keyOf(fn.name, fn.arity);
  if (form.kind === 'callback') {
    if (form.module !== null) {
      fault(state, form.pos, 'bad_callback', { module: form.module, ...fn });
      return;
    }
    if (table.callbacks.has(key)) fault(state, form.pos, 'redefine_callback', fn);
    table.callbacks.set(key, { pos: form.pos, fn, file: state.file });
  } else if (form.module !== null && form.module !== module) {
    fault(state, form.pos, 'bad_module', { module: form.module, ...fn });
  } else if (table.specs.has(key)) fault(state, form.pos, 'redefine_spec', fn);
  else table.specs.set(key, { pos: form.pos, fn, file: state.file });
  for (const clause of form.clauses) {
    if (specArity(clause) !== form.arity) {
      fault(state, clause.pos, form.kind === 'callback' ? 'callback_wrong_arity' : 'spec_wrong_arity');
    }
    checkSpecClause(state, clause);
  }
}

function checkSpecClause(state: LintState, clause: TypeNode): void {
  const counts: Counts = new Map();
  if (clause.type === 'type' && clause.name === 'bounded_fun' && clause.args !== 'any') {
    for (const part of clause.args) walk(state, part, counts);
  } else walk(state, clause, counts);
  reportLonely(state, counts);
}

/** After all forms: types that are used but nowhere defined, and the other way round. */
export function checkTypeUses(state: LintState, table: TypeTable): void {
  for (const [key, use] of state.usedTypes) {
    if (table.defined.has(key) || isBuiltInType(use.fn.name, use.fn.arity)) continue;
    state.file = use.file;
    fault(state, use.pos, 'undefined_type', use.fn);
  }
  const reached = reachedDeclarations(state);
  for (const [key, { form, file }] of table.defined) {
    if (form.kind === 'opaque' && !table.exported.has(key)) {
      state.file = file;
      const type = { name: form.name, arity: form.params.length };
      warn(state, '', form.pos, 'not_exported_opaque', type);
    }
    if (reached.has(typeNode(key)) || table.exported.has(key)) continue;
    state.file = file;
    warn(state, 'nowarn_unused_type', form.pos, 'unused_type', { name: form.name, arity: form.params.length });
  }
}

/** After all forms: specs without a function. */
export function checkSpecUses(state: LintState, table: TypeTable): void {
  for (const [key, spec] of table.specs) {
    if (state.locals.has(key)) continue;
    state.file = spec.file;
    fault(state, spec.pos, 'spec_fun_undefined', spec.fn);
  }
}
