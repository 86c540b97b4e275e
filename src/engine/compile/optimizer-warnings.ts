/**
 * Warnings that OTP's compiler gives while it optimizes (sys_core_fold, v3_core, v3_kernel): clauses that cannot match,
 * operations that must fail, values that nobody uses. They are found on the syntax tree, with the values that are
 * known there. DIFFERS: what shows only after inlining or through several functions is not seen.
 */
import { diagnostic, inFile, tagged } from '../syntax/diagnostic.ts';
import type { Diagnostic, DiagnosticModule } from '../syntax/diagnostic.ts';
import type { Clause, Expr, Form, Guard } from '../syntax/ast.ts';
import { isGenerator } from '../syntax/ast.ts';
import type { Position } from '../syntax/position.ts';
import { atom } from '../terms/atoms.ts';
import type { Term } from '../terms/term.ts';
import { bindAll, covers, fits, isLiteral, literalOf } from './known-value.ts';
import type { Bound, Known } from './known-value.ts';
import { failureOf, hasNoEffect, isComparison, isPure, operatorFailure, operatorValue } from './known-calls.ts';

type Scope = Map<string, Known>;

interface Checker {
  readonly found: Diagnostic[];
  readonly file: string;
  /** Functions of the module, by `name/arity`: they hide built-ins. */
  readonly own: ReadonlySet<string>;
}

/** The warnings for a module that has no errors, in the order of their places. */
export function optimizerWarnings(forms: readonly Form[], main: string): readonly Diagnostic[] {
  const own = new Set(forms.flatMap((form) => (form.type === 'function' ? [`${form.name}/${form.arity}`] : [])));
  const found: Diagnostic[] = [];
  let file = main;
  for (const form of forms) {
    if (form.type === 'file') file = form.file;
    if (form.type !== 'function') continue;
    const checker = { found, file, own };
    const unknown = Array<Known>(form.arity).fill(null);
    checkClauses(checker, form.clauses, unknown, new Map(), { isUsed: true, name: `${form.name}/${form.arity}` });
  }
  return found;
}

function say(
  checker: Checker,
  pos: Position,
  descriptor: Term,
  text: string,
  module: DiagnosticModule = 'sys_core_fold',
): void {
  checker.found.push(inFile(diagnostic(module, pos, descriptor, text), checker.file));
}

function noMatch(checker: Checker, pos: Position, what: 'no_clause' | 'clause_type' | 'guard'): void {
  const texts = {
    no_clause: 'no clause will ever match',
    clause_type: 'this clause cannot match because of different types/sizes',
    guard: "this clause cannot match because its guard evaluates to 'false'",
  };
  say(checker, pos, tagged('nomatch', atom(what)), texts[what]);
}

function shadowed(checker: Checker, pos: Position, line: number, name: string | null): void {
  const tail = `cannot match because a previous clause at line ${line} always matches`;
  if (name === null) {
    say(checker, pos, tagged('nomatch', tagged('shadow', line)), `this clause ${tail}`);
  } else {
    const slash = name.lastIndexOf('/');
    const key: Term = [atom(name.slice(0, slash)), Number(name.slice(slash + 1))];
    say(checker, pos, tagged('nomatch', tagged('shadow', line, key)), `this clause for ${name} ${tail}`);
  }
}

// ── Clauses ─────────────────────────────────────────────────────────────────────────────────

interface ClauseOptions {
  readonly isUsed: boolean;
  /** `name/arity` of a function's clauses. */
  readonly name?: string;
  /** Where the expression is that has no matching clause. */
  readonly pos?: Position;
}

/** Clauses of a function, `case`, `if`, `receive`, fun: their patterns against values, then what is in them. */
function checkClauses(
  checker: Checker,
  clauses: readonly Clause[],
  values: readonly Known[],
  bound: Bound,
  options: ClauseOptions,
): void {
  const isCertain = values.length > 0 && values.every(isLiteral);
  const earlier: Clause[] = [];
  let always: Clause | null = null;
  let possible = 0;
  for (const clause of clauses) {
    const { patterns } = clause;
    const scope: Scope = new Map(bound);
    const names = new Map<string, Known>();
    const all = patterns.map((pattern, i) => fits(pattern, values[i] ?? null, bound, names));
    for (const [name, value] of names) scope.set(name, value);
    const guard = guardValue(checker, clause.guard, scope);
    const isTotal = guard === 'true' && all.every((fit) => fit === 'yes');
    if (always !== null) {
      if (!isCertain) shadowed(checker, clause.pos, always.pos.line, options.name ?? null);
    } else if (all.includes('no')) {
      if (!isCertain) noMatch(checker, clause.pos, 'clause_type');
    } else if (guard === 'false') {
      noMatch(checker, clause.pos, 'guard');
    } else {
      const over = isCertain ? undefined : earlier.find((one) => coversAll(one, clause, bound));
      if (over !== undefined) shadowed(checker, clause.pos, over.pos.line, null);
      possible++;
      if (isTotal) always = clause;
      if (guard === 'true') earlier.push(clause);
      checkBody(checker, clause.body, scope, options.isUsed);
    }
  }
  if (possible === 0 && clauses.length > 0 && options.pos !== undefined) noMatch(checker, options.pos, 'no_clause');
}

function coversAll(first: Clause, second: Clause, bound: Bound): boolean {
  const seen = new Set<string>();
  return (
    first.patterns.length > 0 && first.patterns.every((pattern, i) => covers(pattern, second.patterns[i], bound, seen))
  );
}

function guardValue(checker: Checker, guard: Guard, scope: Scope): 'true' | 'false' | 'unknown' {
  if (guard.length === 0) return 'true';
  const alternatives = guard.map((tests) => {
    const values = tests.map((test) => check(checker, test, scope, true));
    if (values.every((value) => value?.type === 'atom' && value.name === 'true')) return 'true';
    return values.some((value) => isLiteral(value) && !(value?.type === 'atom' && value.name === 'true'))
      ? 'false'
      : 'unknown';
  });
  if (alternatives.includes('true')) return 'true';
  return alternatives.every((one) => one === 'false') ? 'false' : 'unknown';
}

// ── Expressions ─────────────────────────────────────────────────────────────────────────────

function checkBody(checker: Checker, body: readonly Expr[], scope: Scope, isUsed: boolean): Known {
  let value: Known = null;
  body.forEach((expr, i) => {
    value = check(checker, expr, scope, isUsed || i < body.length - 1 ? i === body.length - 1 : false);
  });
  return value;
}

/** What is known of an expression's value; what it binds is put into `scope`. */
function check(checker: Checker, expr: Expr, scope: Scope, isUsed: boolean): Known {
  const value = valueOf(checker, expr, scope, isUsed);
  if (!isUsed && isBuilt(expr)) {
    say(checker, expr.pos, tagged('ignored', atom('useless_building')), 'a term is constructed, but never used');
  }
  return value;
}

/** Building has no effect; atoms and [] need no building. */
function isBuilt(expr: Expr): boolean {
  switch (expr.type) {
    case 'integer':
    case 'char':
    case 'float':
    case 'tuple':
    case 'cons':
    case 'bin':
    case 'fun':
    case 'named_fun':
    case 'fun_local':
      return true;
    case 'map':
      return expr.base === null;
    case 'record':
      return expr.base === null;
    case 'string':
      return expr.codes.length > 0;
    default:
      return false;
  }
}

function valueOf(checker: Checker, expr: Expr, scope: Scope, isUsed: boolean): Known {
  const used = (one: Expr): Known => check(checker, one, scope, true);
  switch (expr.type) {
    case 'var':
      return scope.get(expr.name) ?? null;
    case 'tuple':
      return { type: 'tuple', items: expr.elements.map(used) };
    case 'cons': {
      const head = used(expr.head);
      return { type: 'cons', head, tail: used(expr.tail) };
    }
    case 'bin':
      checkBinary(checker, expr, scope);
      return { type: 'bin' };
    case 'map': {
      const base = expr.base === null ? null : used(expr.base);
      for (const { key, value } of expr.fields) [key, value].forEach(used);
      if (expr.base === null) return { type: 'map' };
      if (base !== null && base.type !== 'map') {
        const text = "map update will fail with a 'badmap' exception";
        say(checker, expr.pos, tagged('failed', atom('bad_map_update')), text);
      }
      return null;
    }
    case 'record':
      if (expr.base !== null) used(expr.base);
      for (const field of expr.fields) used(field.value);
      return null;
    case 'record_field':
      used(expr.base);
      return null;
    case 'op':
      return checkOperator(checker, expr, scope, isUsed);
    case 'match':
      return checkMatch(checker, expr, scope);
    case 'call':
      return checkCall(checker, expr, scope, isUsed);
    case 'catch':
      check(checker, expr.expr, scope, true);
      return null;
    case 'block':
      return checkBody(checker, expr.body, scope, isUsed);
    case 'if':
      checkClauses(checker, expr.clauses, [], scope, { isUsed, pos: expr.pos });
      exportAll(expr, scope);
      return null;
    case 'case': {
      const value = used(expr.value);
      checkClauses(checker, expr.clauses, [value], scope, { isUsed, pos: expr.pos });
      exportAll(expr.clauses, scope);
      return null;
    }
    case 'receive':
      checkClauses(checker, expr.clauses, [null], scope, { isUsed });
      if (expr.after !== null) {
        used(expr.after.timeout);
        checkBody(checker, expr.after.body, new Map(scope), isUsed);
      }
      exportAll(expr, scope);
      return null;
    case 'try': {
      const inner = new Map(scope);
      const value = checkBody(checker, expr.body, inner, true);
      if (expr.clauses.length > 0) checkClauses(checker, expr.clauses, [value], inner, { isUsed, pos: expr.pos });
      for (const handler of expr.handlers) {
        const names: Scope = new Map(scope);
        bindAll([handler.class, handler.pattern, handler.stacktrace], scope, names);
        checkBody(checker, handler.body, names, isUsed);
      }
      checkBody(checker, expr.after, new Map(scope), false);
      return null;
    }
    case 'fun':
    case 'named_fun': {
      const inner: Scope = new Map(scope);
      for (const clause of expr.clauses) for (const name of namesIn(clause.patterns)) inner.delete(name);
      const arity = expr.clauses[0]?.patterns.length ?? 0;
      checkClauses(checker, expr.clauses, Array<Known>(arity).fill(null), inner, { isUsed: true });
      return { type: 'fun' };
    }
    case 'fun_local':
    case 'fun_remote':
      return { type: 'fun' };
    case 'lc':
    case 'bc': {
      const inner: Scope = new Map(scope);
      for (const qualifier of expr.qualifiers) {
        if (isGenerator(qualifier)) {
          check(checker, qualifier.value, inner, true);
          for (const name of namesIn(qualifier.pattern)) inner.set(name, null);
        } else {
          check(checker, qualifier, inner, true);
        }
      }
      check(checker, expr.template, inner, true);
      return null;
    }
    default:
      return literalOf(expr);
  }
}

function namesIn(pattern: unknown): Iterable<string> {
  const names = new Map<string, Known>();
  bindAll(pattern, new Map(), names);
  return names.keys();
}

/** Variables that clauses bind are bound after them, to what is not known here. */
function exportAll(part: unknown, scope: Scope): void {
  bindAll(part, new Map(scope), scope);
}

function checkMatch(checker: Checker, expr: Expr & { readonly type: 'match' }, scope: Scope): Known {
  const value = check(checker, expr.value, scope, true);
  const names: Scope = new Map();
  const fit = fits(expr.pattern, value, scope, names);
  for (const [name, known] of names) scope.set(name, known);
  if (fit === 'no') {
    noMatch(checker, expr.pos, 'no_clause');
    if (expr.pattern.type === 'var') noMatch(checker, expr.pos, 'guard');
    else if (!isLiteral(value)) noMatch(checker, expr.pos, 'clause_type');
  }
  return value;
}

function checkOperator(checker: Checker, expr: Expr & { readonly type: 'op' }, scope: Scope, isUsed: boolean): Known {
  const { op } = expr;
  if (op === 'andalso' || op === 'orelse') {
    if (expr.left !== null) check(checker, expr.left, scope, true);
    check(checker, expr.right, new Map(scope), true);
    return null;
  }
  const values = [...(expr.left === null ? [] : [expr.left]), expr.right].map((one) =>
    check(checker, one, scope, true),
  );
  const key: Term = [atom('erlang'), atom(op), values.length];
  const reason = values.every(isLiteral) || op === '++' ? operatorFailure(op, values) : null;
  if (reason !== null) {
    const text = `evaluation of operator '${op}'/${values.length} will fail with a '${reason}' exception`;
    say(checker, expr.pos, tagged('failed', tagged('eval_failure', key, atom(reason))), text);
  }
  if (!isUsed && isComparison(op)) {
    say(checker, expr.pos, tagged('ignored', tagged('no_effect', key)), `use of operator '${op}' has no effect`);
  } else if (!isUsed && op !== '!') {
    ignoredResult(checker, expr.pos, key, `evaluating operator '${op}'/${values.length}`);
  }
  return reason === null ? operatorValue(op, values) : null;
}

function ignoredResult(checker: Checker, pos: Position, key: Term, what: string): void {
  const text = `the result of ${what} is ignored (suppress the warning by assigning the expression to the _ variable)`;
  say(checker, pos, tagged('ignored', tagged('result', key)), text);
}

function checkCall(checker: Checker, expr: Expr & { readonly type: 'call' }, scope: Scope, isUsed: boolean): Known {
  const { callee } = expr;
  const args = expr.args.map((arg) => check(checker, arg, scope, true));
  const name = builtIn(checker, callee, args.length);
  if (name === null) {
    if (callee.type !== 'atom' && callee.type !== 'remote') {
      const fun = check(checker, callee, scope, true);
      if (fun !== null && fun.type !== 'fun') {
        say(checker, expr.pos, tagged('failed', atom('bad_call')), 'invalid function call');
      }
    }
    return null;
  }
  const key: Term = [atom('erlang'), atom(name), args.length];
  const label = `${name}/${args.length}`;
  if (failureOf(label, args)) {
    const text = `the call to ${label} will fail with a 'badarg' exception`;
    say(checker, expr.pos, tagged('failed', tagged('eval_failure', key, atom('badarg'))), text);
  }
  if (!isUsed && hasNoEffect(label)) {
    say(checker, expr.pos, tagged('ignored', tagged('no_effect', key)), `the call to ${label} has no effect`);
  } else if (!isUsed && isPure(label)) {
    ignoredResult(checker, expr.pos, key, `calling ${label}`);
  }
  return null;
}

/** The name of a built-in function that is called without a module, or in `erlang`. */
function builtIn(checker: Checker, callee: Expr, arity: number): string | null {
  if (callee.type === 'atom') return checker.own.has(`${callee.name}/${arity}`) ? null : callee.name;
  if (callee.type !== 'remote' || callee.module.type !== 'atom' || callee.name.type !== 'atom') return null;
  return callee.module.name === 'erlang' ? callee.name.name : null;
}

/** Segments whose value is of another type. */
function checkBinary(checker: Checker, expr: Expr & { readonly type: 'bin' }, scope: Scope): void {
  let isWrong = false;
  for (const { value, size, types } of expr.elements) {
    const known = check(checker, value, scope, true);
    if (size !== null) check(checker, size, scope, true);
    if (value.type === 'string' || known === null) continue;
    const type = (types ?? []).find((one) => typeof one === 'string' && SEGMENTS.has(one)) ?? 'integer';
    const wanted = SEGMENTS.get(String(type)) ?? [];
    if (isLiteral(known) && !wanted.includes(known.type)) isWrong = true;
  }
  if (isWrong) {
    const text = 'binary construction will fail because of a type mismatch';
    say(checker, expr.pos, tagged('failed', atom('bad_binary')), text, 'v3_core');
  }
}

const SEGMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['integer', ['integer']],
  ['float', ['float', 'integer']],
  ['binary', ['bin']],
  ['bytes', ['bin']],
  ['bitstring', ['bin']],
  ['bits', ['bin']],
  ['utf8', ['integer']],
  ['utf16', ['integer']],
  ['utf32', ['integer']],
]);
