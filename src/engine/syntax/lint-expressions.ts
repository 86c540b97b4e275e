/**
 * Expressions: variables on their way through control constructs, records, calls and illegal
 * constructs, in the order and with the scoping of erl_lint.
 */
import { isGenerator } from './ast.ts';
import type { BinElement, CatchClause, Clause, Expr, MapField, Qualifier, RecordField } from './ast.ts';
import { isAutoImported, isOldBif } from './bif-table.ts';
import { checkSegmentTypes, segmentKind } from './lint-binaries.ts';
import { checkField, checkGuard, forbidStack, readVariable } from './lint-guards.ts';
import { checkPattern, checkPatterns, refuseAlias } from './lint-patterns.ts';
import { fault, isBifHere, isFreed, keyOf, noteCall, recordFields, refuseModuleName, warn } from './lint-state.ts';
import type { LintState } from './lint-state.ts';
import { checkRemoteCall } from './lint-remote.ts';
import { NO_VARIABLES, exported, knownIn, merged, newIn, unsafeNew, updated } from './lint-variables.ts';
import type { Variables } from './lint-variables.ts';
import { firstPosition } from './parse-expression.ts';
import type { Position } from './position.ts';

/** A sequence: each expression sees what the ones before it bound. */
export function checkBody(state: LintState, exprs: readonly Expr[], table: Variables): Variables {
  let scope = table;
  let result = NO_VARIABLES;
  for (const expr of exprs) {
    const found = checkExpression(state, expr, scope);
    scope = updated(found, scope);
    result = updated(result, found);
  }
  return result;
}

/** Expressions side by side: none sees what another binds. */
function checkAll(state: LintState, exprs: readonly Expr[], table: Variables): Variables {
  let result = NO_VARIABLES;
  for (const expr of exprs) result = besides(checkExpression(state, expr, table), result, table);
  return result;
}

/** Both tables of expressions side by side; what both bind is compared, so it counts as read. */
function besides(found: Variables, others: Variables, table: Variables): Variables {
  let result = merged(found, others);
  for (const [name, variable] of found) {
    if (variable.used || table.has(name) || !others.has(name)) continue;
    result = updated(new Map([[name, { ...variable, used: true }]]), result);
  }
  return result;
}

/** Warns of the variables in `table`, not known to `base`, that nobody reads. */
export function checkUnused(state: LintState, table: Variables, base: Variables): void {
  for (const [name, variable] of table) {
    if (variable.used || base.has(name) || name.startsWith('_')) continue;
    for (const pos of variable.places) warn(state, 'nowarn_unused_vars', pos, 'unused_var', name);
  }
}

function checkShadowed(state: LintState, found: Variables, base: Variables, where: string): void {
  for (const [name, variable] of found) {
    const outer = base.get(name);
    if (outer !== undefined && outer.unsafe === null) {
      warn(state, 'nowarn_shadow_vars', variable.places[0], 'shadowed_var', name, where);
    }
  }
}

/** What an expression binds and reads. */
export function checkExpression(state: LintState, expr: Expr, table: Variables): Variables {
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
    case 'cons': {
      const parts: Expr[] = [];
      let rest: Expr = expr;
      while (rest.type === 'cons') {
        parts.push(rest.head);
        rest = rest.tail;
      }
      parts.push(rest);
      return checkAll(state, parts, table);
    }
    case 'bin': {
      let result = NO_VARIABLES;
      for (const element of expr.elements) {
        if (checkSegmentTypes(state, element)) checkFloatSize(state, element);
        const parts = element.size === null ? [element.value] : [element.value, element.size];
        result = merged(checkAll(state, parts, table), result);
      }
      return result;
    }
    case 'map':
      return checkMap(state, expr.base, expr.fields, table);
    case 'record':
      return checkRecord(state, expr, table);
    case 'record_field': {
      const found = checkExpression(state, expr.base, table);
      checkField(state, expr.pos, expr.name, expr.field, expr.fieldPos ?? expr.pos);
      return found;
    }
    case 'record_index':
      checkField(state, expr.pos, expr.name, expr.field, expr.fieldPos ?? expr.pos);
      return NO_VARIABLES;
    case 'op':
      return checkOperator(state, expr, table);
    case 'match': {
      const value = checkExpression(state, expr.value, table);
      const pattern = checkPattern(state, expr.pattern, updated(value, table));
      for (let rest = expr.value; rest.type === 'match'; rest = rest.value) {
        refuseAlias(state, expr.pattern, rest.pattern, table);
      }
      return updated(pattern, merged(value, pattern));
    }
    case 'maybe_match':
      fault(state, expr.pos, 'illegal_expr');
      return NO_VARIABLES;
    case 'call':
      return checkCall(state, expr, table);
    case 'remote':
      fault(state, firstPosition(expr), 'illegal_expr');
      return NO_VARIABLES;
    case 'catch': {
      const found = checkExpression(state, expr.expr, table);
      return updated(unsafeNew({ what: 'catch', at: expr.pos }, found, table), found);
    }
    case 'block':
      return checkBody(state, expr.body, table);
    case 'if':
      return checkClauses(state, expr.clauses, 'if', expr.pos, table);
    case 'case': {
      const value = checkExpression(state, expr.value, table);
      const scope = updated(value, table);
      return merged(value, checkClauses(state, expr.clauses, 'case', expr.pos, scope));
    }
    case 'receive':
      return checkReceive(state, expr, table);
    case 'try':
      return checkTry(state, expr, table);
    case 'maybe':
      return checkMaybe(state, expr, table);
    case 'fun':
      return checkFun(state, expr.clauses, null, expr.pos, table);
    case 'named_fun':
      return checkFun(state, expr.clauses, expr.name, expr.pos, table);
    case 'fun_local': {
      const key = keyOf(expr.name, expr.arity);
      if (key === 'record_info/2') {
        fault(state, expr.pos, 'illegal_record_info');
        return NO_VARIABLES;
      }
      if (!state.locals.has(key) && isBifHere(state, key)) return NO_VARIABLES;
      if (state.imports.has(key) && !state.locals.has(key)) state.usedImports.add(key);
      else noteCall(state, { name: expr.name, arity: expr.arity }, expr.pos);
      return NO_VARIABLES;
    }
    case 'fun_remote':
      return checkAll(state, [expr.module, expr.name, expr.arity], table);
    case 'lc':
    case 'bc':
      return checkComprehension(state, expr.template, expr.qualifiers, table);
  }
}

/** Floats have 16, 32 or 64 bits. */
function checkFloatSize(state: LintState, { pos, size, types }: BinElement): void {
  if (size?.type !== 'integer' || types?.includes('float') !== true) return;
  const unit = types.find((type) => typeof type !== 'string');
  const bits = Number(size.value) * (typeof unit === 'object' ? unit[1] : 1);
  if (![16, 32, 64].includes(bits)) warn(state, '', pos, 'bad_bitsize', { words: 'float' });
}

function checkMap(state: LintState, base: Expr | null, fields: readonly MapField[], table: Variables): Variables {
  const parts: Expr[] = base === null ? [] : [base];
  for (const field of fields) {
    if (base === null && field.type === 'map_field_exact') fault(state, field.pos, 'illegal_map_construction');
    parts.push(field.key, field.value);
  }
  return checkAll(state, parts, table);
}

function checkRecord(state: LintState, expr: Expr & { readonly type: 'record' }, table: Variables): Variables {
  const base = expr.base === null ? NO_VARIABLES : checkExpression(state, expr.base, table);
  const wildcard = expr.fields.find((field) => field.name === '_');
  if (expr.base !== null && wildcard !== undefined) {
    fault(state, wildcard.pos, 'wildcard_in_update', expr.name);
    return NO_VARIABLES;
  }
  const fields = recordFields(state, expr.pos, expr.name);
  if (fields === null) return base;
  return merged(base, checkFields(state, expr.name, expr.fields, fields, table));
}

function checkFields(
  state: LintState,
  record: string,
  inits: readonly RecordField[],
  fields: readonly string[],
  table: Variables,
): Variables {
  const seen = new Set<string>();
  let result = NO_VARIABLES;
  for (const init of inits) {
    if (seen.has(init.name)) {
      if (init.name === '_') fault(state, init.pos, 'bad_multi_field_init');
      else fault(state, init.pos, 'redefine_field', record, init.name);
      continue;
    }
    seen.add(init.name);
    if (init.name !== '_' && !fields.includes(init.name)) {
      fault(state, init.pos, 'undefined_field', record, init.name);
      continue;
    }
    result = besides(checkExpression(state, init.value, table), result, table);
  }
  return result;
}

function checkOperator(state: LintState, expr: Expr & { readonly type: 'op' }, table: Variables): Variables {
  if (expr.left === null) return checkExpression(state, expr.right, table);
  if (expr.op === 'andalso' || expr.op === 'orelse') {
    const left = checkExpression(state, expr.left, table);
    const scope = updated(left, table);
    const right = checkExpression(state, expr.right, scope);
    return merged(left, updated(unsafeNew({ what: expr.op, at: expr.pos }, right, scope), right));
  }
  return checkAll(state, [expr.left, expr.right], table);
}

// ── Calls ───────────────────────────────────────────────────────────────────────────────────

function checkCall(state: LintState, expr: Expr & { readonly type: 'call' }, table: Variables): Variables {
  const { callee, args } = expr;
  if (callee.type === 'remote') {
    if (callee.module.type === 'atom' && callee.name.type === 'atom') {
      const isTest = callee.module.name === 'erlang' && callee.name.name === 'is_record' && args.length === 2;
      if (isTest && args[1].type === 'atom') recordFields(state, args[1].pos, args[1].name);
      checkRemoteCall(state, callee.module.name, callee.name.name, args, expr.pos);
    }
    if (callee.module.type === 'atom') refuseModuleName(state, callee.module.name, expr.pos);
    return checkAll(state, [callee.module, callee.name, ...args], table);
  }
  if (callee.type === 'tuple' && isRecordTest(callee.elements) && args.length === 2 && args[1].type === 'atom') {
    recordFields(state, args[1].pos, args[1].name);
  }
  if (callee.type !== 'atom') return checkAll(state, [callee, ...args], table);
  const { name } = callee;
  const key = keyOf(name, args.length);
  if (name === 'record_info' && args.length === 2) return checkRecordInfo(state, args, expr.pos, table);
  if (name === 'is_record' && args.length === 2 && args[1].type === 'atom') {
    recordFields(state, args[1].pos, args[1].name);
  }
  const found = checkAll(state, args, table);
  const own = state.locals.has(key);
  if (isAutoImported(key) && !isFreed(state, key)) {
    if (!own && !state.imports.has(key)) return found;
    if (own) {
      if (isOldBif(key)) {
        if (!state.silenced.has('nowarn_bif_clash')) {
          fault(state, expr.pos, 'call_to_redefined_old_bif', { name, arity: args.length });
        }
      } else warn(state, 'nowarn_bif_clash', expr.pos, 'call_to_redefined_bif', { name, arity: args.length });
    }
  }
  if (state.imports.has(key) && !own) state.usedImports.add(key);
  else noteCall(state, { name, arity: args.length }, expr.pos);
  return found;
}

/** `{erlang, is_record}` in the place of a function. */
function isRecordTest([module, name]: readonly Expr[]): boolean {
  return module?.type === 'atom' && module.name === 'erlang' && name?.type === 'atom' && name.name === 'is_record';
}

function checkRecordInfo(state: LintState, args: readonly Expr[], pos: Position, table: Variables): Variables {
  const [item, record] = args;
  if (item.type === 'atom' && record.type === 'atom') {
    if (item.name === 'fields' || item.name === 'size') recordFields(state, pos, record.name);
    else fault(state, item.pos, 'illegal_record_info');
    return NO_VARIABLES;
  }
  fault(state, pos, 'illegal_record_info');
  return checkAll(state, args, table);
}

// ── Clauses ─────────────────────────────────────────────────────────────────────────────────

function checkClause(state: LintState, clause: Clause, table: Variables): Variables {
  const { found, read } = checkPatterns(state, clause.patterns, table, table);
  const head = updated(found, read);
  return checkGuardAndBody(state, clause, head, table);
}

function checkGuardAndBody(
  state: LintState,
  clause: { readonly guard: Clause['guard']; readonly body: readonly Expr[] },
  head: Variables,
  table: Variables,
): Variables {
  const scope = updated(head, table);
  const guard = checkGuard(state, clause.guard, scope);
  const guarded = updated(guard, scope);
  const body = checkBody(state, clause.body, guarded);
  return updated(body, updated(guard, head));
}

function checkClauses(
  state: LintState,
  clauses: readonly Clause[],
  what: string,
  pos: Position,
  table: Variables,
): Variables {
  const found = clauses.map((clause) => checkClause(state, clause, table));
  return exported(found, table, { what, at: pos });
}

function checkReceive(state: LintState, expr: Expr & { readonly type: 'receive' }, table: Variables): Variables {
  const origin = { what: 'receive', at: expr.pos };
  const found = expr.clauses.map((clause) => checkClause(state, clause, table));
  if (expr.after === null) return exported(found, table, origin);
  const timeout = checkExpression(state, expr.after.timeout, table);
  const scope = updated(timeout, table);
  const body = checkBody(state, expr.after.body, scope);
  return merged(timeout, exported([body, ...found], scope, origin));
}

function checkTry(state: LintState, expr: Expr & { readonly type: 'try' }, table: Variables): Variables {
  const origin = { what: 'try', at: expr.pos };
  const body = checkBody(state, expr.body, table);
  const uncertain = unsafeNew(origin, body, table);
  const ofScope = updated(body, table);
  const found = expr.clauses.map((clause) => checkClause(state, clause, ofScope));
  const catchScope = updated(uncertain, table);
  for (const handler of expr.handlers) found.push(checkCatchClause(state, handler, catchScope));
  const afterBody = updated(uncertain, body);
  const clauses = exported(found, ofScope, origin);
  const all = merged(afterBody, updated(unsafeNew(origin, clauses, table), clauses));
  const after = checkBody(state, expr.after, updated(all, table));
  return merged(all, updated(unsafeNew(origin, after, table), after));
}

function checkCatchClause(state: LintState, clause: CatchClause, table: Variables): Variables {
  const patterns = clause.class === null ? [clause.pattern] : [clause.class, clause.pattern];
  const { found, read } = checkPatterns(state, patterns, table, table);
  let head = updated(found, read);
  const stack = clause.stacktrace;
  if (stack !== null && stack.name !== '_') {
    for (const tests of clause.guard) for (const test of tests) forbidStack(state, test, stack.name);
    const known = head.get(stack.name) ?? table.get(stack.name);
    if (known !== undefined) {
      fault(state, stack.pos, 'stacktrace_bound', stack.name);
      head = updated(new Map([[stack.name, { ...known, used: true }]]), head);
    } else {
      const entry = { unsafe: null, used: false, places: [stack.pos] };
      head = updated(head, new Map([[stack.name, entry]]));
    }
  }
  return checkGuardAndBody(state, clause, head, table);
}

function checkMaybe(state: LintState, expr: Expr & { readonly type: 'maybe' }, table: Variables): Variables {
  const origin = { what: 'maybe', at: expr.pos };
  let scope = table;
  let body = NO_VARIABLES;
  for (const step of expr.body) {
    const found =
      step.type === 'maybe_match'
        ? checkExpression(state, { ...step, type: 'match' }, scope)
        : checkExpression(state, step, scope);
    scope = updated(found, scope);
    body = updated(body, found);
  }
  const uncertain = updated(unsafeNew(origin, body, table), body);
  if (expr.clauses.length === 0) return uncertain;
  const elseOrigin = { what: 'else', at: expr.elsePos ?? expr.pos };
  const clauses = checkClauses(state, expr.clauses, 'else', elseOrigin.at, updated(uncertain, table));
  return merged(uncertain, updated(unsafeNew(elseOrigin, clauses, table), clauses));
}

// ── Funs and comprehensions ─────────────────────────────────────────────────────────────────

function checkFun(
  state: LintState,
  clauses: readonly Clause[],
  name: string | null,
  pos: Position,
  table: Variables,
): Variables {
  let outer = table;
  if (name !== null && name !== '_') {
    const entry = { unsafe: null, used: false, places: [pos] };
    const self: Variables = new Map([[name, entry]]);
    checkShadowed(state, self, table, 'named fun');
    outer = new Map([...table, [name, entry]]);
  }
  let result = NO_VARIABLES;
  let named = NO_VARIABLES;
  for (const clause of clauses) {
    const found = checkFunClause(state, clause, outer);
    named = merged(found, named);
    result = merged(knownIn(found, table), result);
  }
  if (name === null || name === '_') return result;
  const self = named.get(name);
  if ((self === undefined || !self.used) && !name.startsWith('_')) {
    warn(state, 'nowarn_unused_vars', pos, 'unused_var', name);
  }
  // A shadowed variable of the name counts as read when the fun is, as in OTP.
  return result;
}

function checkFunClause(state: LintState, clause: Clause, table: Variables): Variables {
  const { found, read } = checkPatterns(state, clause.patterns, NO_VARIABLES, table);
  checkShadowed(state, found, table, 'fun');
  const scope = shadowing(found, updated(read, table));
  const guard = checkGuard(state, clause.guard, scope);
  const guarded = updated(guard, scope);
  const body = checkBody(state, clause.body, guarded);
  const all = updated(body, updated(guard, found));
  checkUnused(state, all, newIn(table, found));
  // A size may read a variable of the surroundings that the head hides.
  return merged(newIn(knownIn(updated(all, read), table), found), knownIn(read, table));
}

/** `table` with the variables of `found` in place of its own. */
function shadowing(found: Variables, table: Variables): Variables {
  if (found.size === 0) return table;
  const result = new Map(table);
  for (const [name, variable] of found) result.set(name, variable);
  return result;
}

function checkComprehension(
  state: LintState,
  template: Expr,
  qualifiers: readonly Qualifier[],
  table: Variables,
): Variables {
  let scope = table;
  let inner: Variables = NO_VARIABLES;
  let outerReads = NO_VARIABLES;
  const note = (found: Variables): void => {
    outerReads = merged(newIn(knownIn(found, table), inner), outerReads);
    inner = updated(newOrShadowing(found, inner, table), inner);
    scope = updated(found, scope);
  };
  for (const qualifier of qualifiers) {
    if (!isGenerator(qualifier)) {
      note(checkExpression(state, qualifier, scope));
      continue;
    }
    // Variables that the list's expression binds are its own.
    const value = checkExpression(state, qualifier.value, scope);
    checkUnused(state, value, scope);
    note(knownIn(value, scope));
    if (qualifier.type === 'b_generate') refuseOpenTail(state, qualifier.pattern);
    const { found, read } = checkPatterns(state, [qualifier.pattern], NO_VARIABLES, scope);
    checkShadowed(state, found, scope, 'generate');
    note(read);
    // A later generator that binds a name again starts a new variable.
    checkUnused(state, knownIn(inner, found), NO_VARIABLES);
    inner = shadowing(found, inner);
    scope = shadowing(found, scope);
  }
  note(checkExpression(state, template, scope));
  checkUnused(state, inner, NO_VARIABLES);
  return outerReads;
}

/** Entries that belong to the comprehension: already its own, or not known outside. */
function newOrShadowing(found: Variables, inner: Variables, table: Variables): Variables {
  const result = new Map(knownIn(found, inner));
  for (const [name, variable] of newIn(found, table)) result.set(name, variable);
  return result;
}

function refuseOpenTail(state: LintState, pattern: Expr): void {
  if (pattern.type !== 'bin') return;
  const last = pattern.elements[pattern.elements.length - 1];
  if (last !== undefined && segmentKind(last) === 'binary' && last.size === null) {
    fault(state, last.pos, 'unsized_binary_in_bin_gen_pattern');
  }
}
