/** Guard expressions: what may stand in them, and the variables they read. */
import { isGuardBif } from './bif-table.ts';
import { checkSegmentTypes } from './lint-binaries.ts';
import type { Expr, Guard } from './ast.ts';
import { fault, isFreed, keyOf, recordFields, warn } from './lint-state.ts';
import type { LintState } from './lint-state.ts';
import { NO_VARIABLES, merged, updated } from './lint-variables.ts';
import type { Variable, Variables } from './lint-variables.ts';
import { OLD_TYPE_TESTS } from './old-type-tests.ts';
import { GUARD_OPERATORS } from './operators.ts';
import type { Position } from './position.ts';

/** Defaults of the fields that a record in a guard leaves out stand in the guard; what is wrong is wrong at the record. */
function checkDefaults(state: LintState, expr: Expr & { readonly type: 'record' }): void {
  const given = new Set(expr.fields.map((field) => field.name));
  if (given.has('_')) return;
  const from = state.errors.length;
  for (const [name, value] of state.records.get(expr.name)?.defaults ?? []) {
    if (!given.has(name)) checkGuardExpression(state, value, NO_VARIABLES);
  }
  const found = state.errors.splice(from);
  state.errors.push(...found.map((error) => ({ ...error, pos: expr.pos })));
}

/** Reads a variable: reports it unbound or unsafe, and gives its entry as used. */
export function readVariable(state: LintState, name: string, pos: Position, table: Variables): Variables {
  const known = table.get(name);
  let entry: Variable;
  if (known === undefined) {
    fault(state, pos, 'unbound_var', name);
    entry = { unsafe: null, used: true, places: [pos] };
  } else {
    if (known.unsafe !== null) fault(state, pos, 'unsafe_var', name, known.unsafe);
    noteExported(state, name, pos, known);
    if (known.used && known.unsafe === null && known.from == null) return new Map([[name, known]]);
    const from = known.unsafe === null && !state.silenced.has('warn_export_vars') ? (known.from ?? null) : null;
    entry = { unsafe: null, from, used: true, places: known.places };
  }
  return name === '_' ? NO_VARIABLES : new Map([[name, entry]]);
}

/** Warns, where asked for, of a variable that a `case` or the like exports. */
export function noteExported(state: LintState, name: string, pos: Position, known: Variable): void {
  if (known.unsafe === null && known.from != null && state.silenced.has('warn_export_vars')) {
    warn(state, 'nowarn_export_vars', pos, 'exported_var', name, known.from);
  }
}

/** A whole guard. */
export function checkGuard(state: LintState, guard: Guard, table: Variables): Variables {
  let result = NO_VARIABLES;
  for (const tests of guard) {
    for (const test of tests) {
      const found =
        test.type === 'call' ? checkCall(state, test, table, true) : checkGuardExpression(state, test, table);
      result = updated(found, result);
    }
  }
  return result;
}

function checkAll(state: LintState, exprs: readonly Expr[], table: Variables): Variables {
  let result = NO_VARIABLES;
  for (const expr of exprs) result = merged(checkGuardExpression(state, expr, table), result);
  return result;
}

/** An expression of a guard, of a size in a pattern or of a map key in a pattern. */
export function checkGuardExpression(state: LintState, expr: Expr, table: Variables): Variables {
  const illegal = (): Variables => {
    fault(state, expr.pos, 'illegal_guard_expr');
    return NO_VARIABLES;
  };
  switch (expr.type) {
    case 'var':
      return readVariable(state, expr.name, expr.pos, table);
    case 'atom':
    case 'char':
    case 'integer':
    case 'float':
    case 'string':
    case 'nil':
    case 'value':
      return NO_VARIABLES;
    case 'tuple':
      return checkAll(state, expr.elements, table);
    case 'cons':
      return checkAll(state, [expr.head, expr.tail], table);
    case 'bin': {
      let result = NO_VARIABLES;
      for (const element of expr.elements) {
        checkSegmentTypes(state, element);
        result = merged(checkGuardExpression(state, element.value, table), result);
        if (element.size !== null) result = merged(checkGuardExpression(state, element.size, table), result);
      }
      return result;
    }
    case 'map': {
      const parts = expr.fields.flatMap((field) => [field.key, field.value]);
      if (expr.base === null) {
        for (const field of expr.fields) {
          if (field.type === 'map_field_exact') fault(state, field.pos, 'illegal_map_construction');
        }
      }
      return checkAll(state, expr.base === null ? parts : [expr.base, ...parts], table);
    }
    case 'record_index':
      checkField(state, expr.pos, expr.name, expr.field, expr.fieldPos ?? expr.pos);
      return NO_VARIABLES;
    case 'record_field':
      checkField(state, expr.pos, expr.name, expr.field, expr.fieldPos ?? expr.pos);
      return checkGuardExpression(state, expr.base, table);
    case 'record': {
      if (expr.base !== null) return illegal();
      const fields = recordFields(state, expr.pos, expr.name);
      if (fields !== null) {
        for (const field of expr.fields) {
          if (field.name !== '_' && !fields.includes(field.name)) {
            fault(state, field.pos, 'undefined_field', expr.name, field.name);
          }
        }
        checkDefaults(state, expr);
      }
      return checkAll(
        state,
        expr.fields.map((field) => field.value),
        table,
      );
    }
    case 'op': {
      const inner = checkAll(state, expr.left === null ? [expr.right] : [expr.left, expr.right], table);
      if (!GUARD_OPERATORS.has(expr.op)) illegal();
      return inner;
    }
    case 'call':
      return checkCall(state, expr, table, false);
    default:
      return illegal();
  }
}

/** A call; `isTest` where it is a test of its own. */
function checkCall(
  state: LintState,
  expr: Expr & { readonly type: 'call' },
  table: Variables,
  isTest: boolean,
): Variables {
  const { callee, args } = expr;
  const arity = args.length;
  let name: string | null = null;
  let remote = false;
  if (callee.type === 'atom') name = callee.name;
  else if (
    callee.type === 'remote' &&
    callee.module.type === 'atom' &&
    callee.module.name === 'erlang' &&
    callee.name.type === 'atom'
  ) {
    name = callee.name.name;
    remote = true;
  }
  if (name === null) {
    fault(state, expr.pos, 'illegal_guard_expr');
    return NO_VARIABLES;
  }
  if (name === 'is_record') {
    const record = args[1];
    if (arity === 2 && record.type === 'atom') {
      recordFields(state, record.pos, record.name);
      return checkGuardExpression(state, args[0], table);
    }
    if (arity === 2 || (arity === 3 && (args[1].type !== 'atom' || args[2].type !== 'integer'))) {
      fault(state, expr.pos, 'illegal_guard_expr');
      return checkAll(state, args, table);
    }
  }
  const result = checkAll(state, args, table);
  const key = keyOf(name, arity);
  const imported = state.imports.get(key);
  // What is imported from `erlang` is the built-in itself.
  const own = !remote && (state.locals.has(key) || (imported !== undefined && imported !== 'erlang'));
  const isBuiltIn = remote || imported === 'erlang' || (!own && !isFreed(state, key));
  if (isTest && !remote && OLD_TYPE_TESTS.has(key)) {
    if (!own) noteObsolete(state, name, arity, expr.pos);
    else if (state.locals.has(key)) {
      noteObsolete(state, name, arity, expr.pos);
      fault(state, expr.pos, 'illegal_guard_local_call', { name, arity });
    }
    if (key === 'record/2') {
      if (args[1].type === 'atom') recordFields(state, args[1].pos, args[1].name);
      else fault(state, expr.pos, 'illegal_guard_expr');
    }
    return result;
  }
  if (remote && OPERATOR_ARITIES.has(key)) return result;
  if (isGuardBif(key) && isBuiltIn) return result;
  if (own) fault(state, expr.pos, 'illegal_guard_local_call', { name, arity });
  else fault(state, expr.pos, 'illegal_guard_expr');
  return result;
}

/** Operators that guards may call as functions of `erlang`; the short-circuit ones are no functions. */
const OPERATOR_ARITIES: ReadonlySet<string> = new Set([
  ...['+', '-', 'bnot', 'not'].map((name) => `${name}/1`),
  ...[...GUARD_OPERATORS]
    .filter((name) => !['bnot', 'not', 'andalso', 'orelse'].includes(name))
    .map((name) => `${name}/2`),
]);

function noteObsolete(state: LintState, name: string, arity: number, pos: Position): void {
  warn(state, 'nowarn_obsolete_guard', pos, 'obsolete_guard', { name, arity });
  if (state.locals.has(keyOf(`is_${name}`, arity))) fault(state, pos, 'obsolete_guard_overridden', name);
}

/** `#name.field`: the record and the field must exist. */
export function checkField(state: LintState, pos: Position, name: string, field: string, fieldPos: Position): void {
  const fields = recordFields(state, pos, name);
  if (fields !== null && !fields.includes(field)) fault(state, fieldPos, 'undefined_field', name, field);
}

/** The stack trace variable may not be read in the guard. */
export function forbidStack(state: LintState, test: Expr, name: string): void {
  switch (test.type) {
    case 'var':
      if (test.name === name) fault(state, test.pos, 'stacktrace_guard', name);
      return;
    case 'op':
      if (test.left !== null) forbidStack(state, test.left, name);
      forbidStack(state, test.right, name);
      return;
    case 'call':
      for (const arg of test.args) forbidStack(state, arg, name);
      return;
    case 'tuple':
      for (const element of test.elements) forbidStack(state, element, name);
      return;
    case 'cons':
      forbidStack(state, test.head, name);
      forbidStack(state, test.tail, name);
      return;
    default:
      return;
  }
}
