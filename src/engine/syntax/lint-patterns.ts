/** Patterns: what may stand in them, the variables they bind, and the ones they compare with. */
import type { BinElement, Expr } from './ast.ts';
import { checkSegmentTypes, segmentKind } from './lint-binaries.ts';
import { checkField, checkGuardExpression } from './lint-guards.ts';
import { fault, recordFields, warn } from './lint-state.ts';
import type { LintState } from './lint-state.ts';
import { NO_VARIABLES, merged, updated } from './lint-variables.ts';
import type { Variable, Variables } from './lint-variables.ts';
import { ARITHMETIC_OPERATORS } from './operators.ts';

/** What a pattern may see and what it found. */
interface PatternScope {
  /** Variables that a pattern compares with when they are bound; empty in heads of funs. */
  readonly bound: Variables;
  /** Variables that sizes and keys may read. */
  readonly readable: Variables;
  found: Map<string, Variable>;
  read: Variables;
}

export interface PatternVariables {
  /** Variables that the pattern names: new, or compared with. */
  readonly found: Variables;
  /** Variables that sizes and map keys read. */
  readonly read: Variables;
}

/** Patterns that are matched together, as the arguments of a clause are. */
export function checkPatterns(
  state: LintState,
  patterns: readonly Expr[],
  bound: Variables,
  readable: Variables,
): PatternVariables {
  const scope: PatternScope = { bound, readable, found: new Map(), read: NO_VARIABLES };
  for (const pattern of patterns) check(state, pattern, scope);
  return { found: scope.found, read: scope.read };
}

/** A pattern where bound variables are compared; found and read together. */
export function checkPattern(state: LintState, pattern: Expr, table: Variables): Variables {
  const { found, read } = checkPatterns(state, [pattern], table, table);
  return read.size === 0 ? found : updated(found, read);
}

function isUnderscored(name: string): boolean {
  return name.startsWith('_') && !name.startsWith('__');
}

function nameVariable(state: LintState, expr: Expr & { readonly type: 'var' }, scope: PatternScope): void {
  const { name, pos } = expr;
  if (name === '_') return;
  const again = scope.found.get(name);
  if (again !== undefined) {
    if (isUnderscored(name) && scope.bound.has(name)) {
      warn(state, 'nowarn_underscore_match', pos, 'match_underscore_var', name);
    } else if (isUnderscored(name)) {
      for (const place of [...again.places.slice(0, 1), pos]) {
        warn(state, 'nowarn_underscore_match', place, 'match_underscore_var_pat', name);
      }
    }
    if (!again.used) scope.found.set(name, { ...again, used: true });
    return;
  }
  const known = scope.bound.get(name);
  if (known === undefined) {
    scope.found.set(name, { unsafe: null, used: false, places: [pos] });
    return;
  }
  if (known.unsafe !== null) fault(state, pos, 'unsafe_var', name, known.unsafe);
  // To match with it is risky, whether warnings of exported variables are wanted or not.
  if (known.unsafe === null && known.from != null) warn(state, '', pos, 'exported_var', name, known.from);
  if (isUnderscored(name)) warn(state, 'nowarn_underscore_match', pos, 'match_underscore_var', name);
  scope.found.set(name, { unsafe: null, used: true, places: known.places });
}

function check(state: LintState, expr: Expr, scope: PatternScope): void {
  switch (expr.type) {
    case 'var':
      nameVariable(state, expr, scope);
      return;
    case 'atom':
    case 'char':
    case 'integer':
    case 'float':
    case 'string':
    case 'nil':
    case 'value':
      return;
    case 'cons': {
      let rest: Expr = expr;
      while (rest.type === 'cons') {
        check(state, rest.head, scope);
        rest = rest.tail;
      }
      check(state, rest, scope);
      return;
    }
    case 'tuple':
      for (const element of expr.elements) check(state, element, scope);
      return;
    case 'map':
      if (expr.base !== null) break;
      for (const field of expr.fields) {
        if (field.type !== 'map_field_exact') fault(state, field.pos, 'illegal_pattern');
        else {
          scope.read = merged(checkGuardExpression(state, field.key, scope.readable), scope.read);
          check(state, field.value, scope);
        }
      }
      return;
    case 'record':
      checkRecord(state, expr, scope);
      return;
    case 'record_index':
      checkField(state, expr.pos, expr.name, expr.field, expr.fieldPos ?? expr.pos);
      return;
    case 'bin':
      checkBinary(state, expr.elements, scope);
      return;
    case 'match':
      check(state, expr.pattern, scope);
      check(state, expr.value, scope);
      refuseAlias(state, expr.pattern, expr.value, scope.readable);
      return;
    case 'op':
      if (expr.op === '++' && expr.left !== null && isLiteralPrefix(expr.left)) {
        check(state, expr.right, scope);
        return;
      }
      if (isPatternArithmetic(expr)) return;
      break;
    default:
      break;
  }
  fault(state, expr.pos, 'illegal_pattern');
}

/** Two patterns for one value: binaries have no aliases, and map keys must be bound from before. */
export function refuseAlias(state: LintState, one: Expr, other: Expr, table: Variables): void {
  if (one.type === 'bin' && other.type === 'bin') fault(state, one.pos, 'illegal_bin_pattern');
  else if (one.type === 'map' && other.type === 'map') {
    for (const { key } of [...one.fields, ...other.fields]) {
      if (key.type === 'var' && !table.has(key.name)) fault(state, key.pos, 'unbound_var', key.name);
    }
  } else if (one.type === 'cons' && other.type === 'cons') {
    refuseAlias(state, one.head, other.head, table);
    refuseAlias(state, one.tail, other.tail, table);
  } else if (one.type === 'tuple' && other.type === 'tuple') {
    const shared = Math.min(one.elements.length, other.elements.length);
    for (let i = 0; i < shared; i++) refuseAlias(state, one.elements[i], other.elements[i], table);
  } else if (one.type === 'record' && other.type === 'record') {
    // Records are tuples: fields meet by their places.
    const place = (record: string, field: string): number => state.records.get(record)?.fields.indexOf(field) ?? -1;
    for (const field of one.fields) {
      const at = place(one.name, field.name);
      const met = at < 0 ? undefined : other.fields.find(({ name }) => place(other.name, name) === at);
      if (met !== undefined) refuseAlias(state, field.value, met.value, table);
    }
  } else if (one.type === 'match') {
    refuseAlias(state, one.pattern, other, table);
    refuseAlias(state, one.value, other, table);
  } else if (other.type === 'match') {
    refuseAlias(state, other.pattern, one, table);
    refuseAlias(state, other.value, one, table);
  }
}

/** `"abc" ++ Rest`, `[$a] ++ Rest`. */
function isLiteralPrefix(expr: Expr): boolean {
  if (expr.type === 'string' || expr.type === 'nil') return true;
  return (
    expr.type === 'cons' && (expr.head.type === 'char' || expr.head.type === 'integer') && isLiteralPrefix(expr.tail)
  );
}

function isPatternArithmetic(expr: Expr): boolean {
  switch (expr.type) {
    case 'integer':
    case 'float':
    case 'char':
      return true;
    case 'op':
      return (
        ARITHMETIC_OPERATORS.has(expr.op) &&
        (expr.left === null || isPatternArithmetic(expr.left)) &&
        isPatternArithmetic(expr.right)
      );
    default:
      return false;
  }
}

function checkRecord(state: LintState, expr: Expr & { readonly type: 'record' }, scope: PatternScope): void {
  if (expr.base !== null) {
    fault(state, expr.pos, 'illegal_pattern');
    return;
  }
  const fields = recordFields(state, expr.pos, expr.name);
  if (fields === null) return;
  const seen = new Set<string>();
  for (const field of expr.fields) {
    if (seen.has(field.name)) {
      if (field.name === '_') fault(state, field.pos, 'bad_multi_field_init');
      else fault(state, field.pos, 'redefine_field', expr.name, field.name);
      continue;
    }
    seen.add(field.name);
    if (field.name !== '_' && !fields.includes(field.name)) {
      fault(state, field.pos, 'undefined_field', expr.name, field.name);
      continue;
    }
    if (field.name === '_' && fields.every((name) => expr.fields.some((given) => given.name === name))) {
      fault(state, field.pos, 'bad_multi_field_init');
    }
    check(state, field.value, scope);
  }
}

/** Literals and constructions that are never a size. */
const NO_INTEGERS: ReadonlySet<string> = new Set(['atom', 'float', 'string', 'nil', 'cons', 'tuple', 'map', 'bin']);

function checkBinary(state: LintState, elements: readonly BinElement[], scope: PatternScope): void {
  // Sizes may read variables bound earlier in the same binary.
  const outer = scope.found;
  const own: PatternScope = { bound: scope.bound, readable: scope.readable, found: new Map(), read: NO_VARIABLES };
  elements.forEach((element, index) => {
    const last = index === elements.length - 1;
    checkSegmentTypes(state, element);
    if (element.size !== null) {
      const names = updated(own.found, own.readable);
      state.inSize = true;
      const read = checkGuardExpression(state, element.size, names);
      state.inSize = false;
      if (NO_INTEGERS.has(element.size.type)) warn(state, '', element.size.pos, 'non_integer_bitsize');
      for (const [name, variable] of read) {
        const mine = own.found.get(name);
        if (mine !== undefined) own.found.set(name, { ...mine, used: true });
        else own.read = merged(new Map([[name, variable]]), own.read);
      }
    } else if (segmentKind(element) === 'binary' && !last) {
      fault(state, element.pos, 'unsized_binary_not_at_end');
    }
    const { value } = element;
    if (value.type === 'string') {
      const kind = segmentKind(element);
      if (element.size !== null || (element.types !== null && !kind.startsWith('utf'))) {
        fault(state, element.pos, 'typed_literal_string');
      }
    } else if (value.type === 'var') nameVariable(state, value, own);
    // An atom is let through, and never matches.
    else if (value.type !== 'atom' && !isPatternArithmetic(value)) fault(state, value.pos, 'illegal_pattern');
  });
  for (const [name, variable] of own.found) {
    const before = outer.get(name);
    outer.set(name, before === undefined ? variable : { ...before, used: true });
  }
  scope.read = merged(own.read, scope.read);
}
