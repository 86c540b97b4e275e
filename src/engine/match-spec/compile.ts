/**
 * Match specification to program. The legal forms, and the texts of the complaints, are those of OTP 25
 * (erts user's guide, "Match Specifications in Erlang"; `erlang:match_spec_test/3`). All complaints about one
 * clause are collected; a wrong head, or a clause with complaints, ends the compilation.
 */
import { displayText } from '../terms/display-text.ts';
import { Atom, Cons, ErlMap, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { toArray } from '../terms/lists.ts';
import { mapEntries } from '../terms/maps.ts';
import { functionPlaces } from './functions.ts';
import { SPECIAL_FORMS } from './special-forms.ts';
import type { Needs, SpecialForm } from './special-forms.ts';
import type { Dialect, Expression, MatchClause, MatchProgram, Pattern } from './program.ts';

export interface MatchSpecErrors {
  readonly errors: readonly string[];
  /** A term was nested too deeply: `system_limit` rather than `badarg`. */
  readonly isTooDeep: boolean;
}

const VARIABLE = /^\$(0|[1-9][0-9]{0,7})$/;
/** Longest complaint, as the emulator cuts them. */
const LONGEST = 99;
/** Cells of a list count too, as in OTP, whose limit is near this number. */
const MAX_LENGTH = 3190;
/** DIFFERS: OTP's limit for nested tuples is that for lists, some 3,200 to 4,000. */
const MAX_DEPTH = 1000;
const NEEDS: readonly Needs[] = ['nothing', 'trace', 'actions', 'calls'];

/** Ends the compilation of the whole specification. */
class Complaint extends Error {}

interface Scope {
  readonly dialect: Dialect;
  readonly use: Needs;
  readonly errors: string[];
  /** Variable name to slot. */
  readonly slots: Map<string, number>;
  guard: boolean;
  isTooDeep: boolean;
}

const NOTHING: Expression = { op: 'constant', value: NIL };

/** Notes a complaint; what it stands for does not matter any more. */
function complain(scope: Scope, text: string): Expression {
  scope.errors.push(text.slice(0, LONGEST));
  return NOTHING;
}

function stop(scope: Scope, text: string): never {
  complain(scope, text);
  throw new Complaint(text);
}

/**
 * Compiles `[{Head, Conditions, Body}, …]`, or gives the complaints. `use` says what trace specifications are
 * for: calls, or messages that are sent (`actions`) or received (`trace`).
 */
export function compileMatchSpec(
  spec: Term,
  dialect: Dialect,
  use: Needs = dialect === 'trace' ? 'calls' : 'nothing',
): MatchProgram | MatchSpecErrors {
  const scope: Scope = { dialect, use, errors: [], slots: new Map(), guard: true, isTooDeep: false };
  try {
    if (!(spec instanceof Cons)) return stop(scope, 'Match programs are not in a list.');
    const parts = toArray(spec) ?? stop(scope, 'Match programs are not in a proper list.');
    const read = parts.map((part) => readClause(part, scope));
    return { dialect, clauses: read.map((part) => compileClause(part, scope)), source: spec };
  } catch (caught) {
    if (caught instanceof Complaint) return scope;
    throw caught;
  }
}

type Parts = readonly [Term, Term, Term];

function readClause(clause: Term, scope: Scope): Parts {
  if (!Array.isArray(clause) || clause.length !== 3) {
    return stop(scope, 'Match program part is not a tuple of arity 3.');
  }
  const [head] = clause as [Term, Term, Term];
  if (scope.dialect === 'trace' && head instanceof Cons && toArray(head) === undefined) {
    stop(scope, `Match expression part ${shownTerm(head)} is not a proper list.`);
  }
  return clause as [Term, Term, Term];
}

function compileClause([head, conditions, body]: Parts, scope: Scope): MatchClause {
  scope.slots.clear();
  const pattern = compileHead(head, scope);
  scope.guard = true;
  const guards = expressions(conditions, scope);
  scope.guard = false;
  if (scope.dialect === 'table' && !(body instanceof Cons)) {
    stop(scope, 'Body clause does not return anything.');
  }
  const actions = expressions(body, scope);
  if (scope.errors.length > 0) throw new Complaint(scope.errors[0]);
  const numbered = [...scope.slots].sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
  return {
    head: pattern,
    slots: scope.slots.size,
    ordered: numbered.map(([, slot]) => slot),
    guards,
    body: actions,
  };
}

/** As much of a term's text as a complaint can hold; what lies deeper would be cut off anyway. */
function shownTerm(term: Term): string {
  return displayText(pruned(term, LONGEST)).slice(0, LONGEST);
}

function pruned(term: Term, depth: number): Term {
  if (depth === 0) return NIL;
  if (Array.isArray(term)) return (term as readonly Term[]).map((item) => pruned(item, depth - 1));
  if (!(term instanceof Cons)) return term;
  const items: Term[] = [];
  let rest: Term = term;
  for (; rest instanceof Cons && items.length < LONGEST; rest = rest.tail) items.push(pruned(rest.head, depth - 1));
  return items.reduceRight<Term>(
    (tail, head) => new Cons(head, tail),
    rest instanceof Cons ? NIL : pruned(rest, depth - 1),
  );
}

/** A trace specification matches the list of arguments; its head may also be a tuple of them, or one variable. */
function compileHead(head: Term, scope: Scope): Pattern {
  if (scope.dialect === 'table') return compilePattern(head, scope, 0);
  const items = Array.isArray(head) ? (head as readonly Term[]) : toArray(head);
  if (items !== undefined) {
    let pattern: Pattern = { op: 'constant', value: NIL };
    const elements = items.map((item) => compilePattern(item, scope, 1));
    for (const element of elements.reverse()) pattern = { op: 'cons', head: element, tail: pattern };
    return pattern;
  }
  const isWhole = head instanceof Atom && (head.name === '_' || VARIABLE.test(head.name));
  const pattern = compilePattern(head, scope, 0);
  return isWhole ? pattern : stop(scope, 'Match head is invalid in this context.');
}

function compilePattern(term: Term, scope: Scope, depth: number): Pattern {
  if (depth > MAX_DEPTH) return tooDeep(term, scope);
  if (term instanceof Atom) {
    if (term.name === '_') return { op: 'any' };
    if (!VARIABLE.test(term.name)) return { op: 'constant', value: term };
    const known = scope.slots.get(term.name);
    if (known !== undefined) return { op: 'same', slot: known };
    const slot = scope.slots.size;
    scope.slots.set(term.name, slot);
    return { op: 'bind', slot };
  }
  if (Array.isArray(term)) {
    const elements = (term as readonly Term[]).map((element) => compilePattern(element, scope, depth + 1));
    return constantOr(term, elements, { op: 'tuple', elements });
  }
  if (term instanceof Cons) {
    return compileCells(term, scope, depth);
  }
  if (term instanceof ErlMap) {
    const fields: [Term, Pattern][] = [];
    for (const [key, value] of mapEntries(term)) {
      rejectVariable(key, scope);
      fields.push([key, compilePattern(value, scope, depth + 1)]);
    }
    return { op: 'map', fields };
  }
  return { op: 'constant', value: term };
}

function constantOr(term: Term, parts: readonly Pattern[], otherwise: Pattern): Pattern {
  return parts.every((part) => part.op === 'constant') ? { op: 'constant', value: term } : otherwise;
}

function compileCells(list: Cons, scope: Scope, depth: number): Pattern {
  const heads: Pattern[] = [];
  let rest: Term = list;
  while (rest instanceof Cons) {
    heads.push(compilePattern(rest.head, scope, depth + 1));
    rest = rest.tail;
  }
  let pattern = compilePattern(rest, scope, depth + 1);
  if (pattern.op === 'constant' && heads.every((head) => head.op === 'constant')) {
    return { op: 'constant', value: list };
  }
  for (const head of heads.reverse()) pattern = { op: 'cons', head, tail: pattern };
  return pattern;
}

function rejectVariable(key: Term, scope: Scope): void {
  if (!(key instanceof Atom)) return;
  if (key.name === '_') stop(scope, 'Underscore found in map key.');
  if (VARIABLE.test(key.name)) stop(scope, 'Variable found in map key.');
}

function tooDeep(term: Term, scope: Scope): never {
  scope.isTooDeep = true;
  return stop(scope, `Excessive nesting; system limit reached near: ${shownTerm(term)}`);
}

function expressions(list: Term, scope: Scope): Expression[] {
  if (list !== NIL && !(list instanceof Cons)) {
    complain(scope, 'Match expression is not a list.');
    return [];
  }
  const compiled: Expression[] = [];
  let rest: Term = list;
  for (; rest instanceof Cons; rest = rest.tail) compiled.push(compileExpression(rest.head, scope, 0));
  if (rest !== NIL) complain(scope, 'Match expression is not a proper list.');
  return compiled;
}

function compileExpression(term: Term, scope: Scope, depth: number): Expression {
  if (depth > MAX_DEPTH) return tooDeep(term, scope);
  if (term instanceof Atom) return compileAtom(term, scope);
  if (Array.isArray(term)) return compileTuple(term as readonly Term[], scope, depth + 1);
  if (term instanceof Cons) return compileList(term, scope, depth + 1);
  if (term instanceof ErlMap) {
    const entries = [...mapEntries(term)];
    const values = compileAll(
      entries.map(([, value]) => value),
      scope,
      depth + 1,
    );
    const keys = compileAll(
      entries.map(([key]) => key),
      scope,
      depth + 1,
    );
    return { op: 'map', fields: keys.map((key, index): readonly [Expression, Expression] => [key, values[index]]) };
  }
  return { op: 'constant', value: term };
}

/** Compiles from the last to the first, which is also the order in which they are evaluated. */
function compileAll(terms: readonly Term[], scope: Scope, depth: number): Expression[] {
  const compiled: Expression[] = [];
  for (let index = terms.length - 1; index >= 0; index--) compiled.push(compileExpression(terms[index], scope, depth));
  return compiled.reverse();
}

function compileList(list: Cons, scope: Scope, depth: number): Expression {
  const heads: Expression[] = [];
  let rest: Term = list;
  while (rest instanceof Cons) {
    if (depth + heads.length > MAX_LENGTH) return tooDeep(rest, scope);
    heads.push(compileExpression(rest.head, scope, depth));
    rest = rest.tail;
  }
  let compiled = compileExpression(rest, scope, depth);
  if (compiled.op === 'constant' && heads.every((head) => head.op === 'constant')) {
    const values = heads.map((head) => (head as { value: Term }).value);
    return { op: 'constant', value: values.reduceRight<Term>((tail, head) => new Cons(head, tail), compiled.value) };
  }
  for (const head of heads.reverse()) compiled = { op: 'cons', head, tail: compiled };
  return compiled;
}

function compileAtom(term: Atom, scope: Scope): Expression {
  if (term.name === '$_') return { op: 'object' };
  if (term.name === '$$') return { op: 'variables' };
  if (!VARIABLE.test(term.name)) return { op: 'constant', value: term };
  const slot = scope.slots.get(term.name);
  return slot === undefined ? complain(scope, `Variable ${term.name} is unbound.`) : { op: 'slot', slot };
}

function compileTuple(tuple: readonly Term[], scope: Scope, depth: number): Expression {
  const [first, ...rest] = tuple;
  if (Array.isArray(first) && tuple.length === 1) {
    return { op: 'tuple', elements: compileAll(first as readonly Term[], scope, depth) };
  }
  if (!(first instanceof Atom) || VARIABLE.test(first.name)) {
    return complain(
      scope,
      `${shownTerm(tuple)} is neither a function call, nor a tuple (tuples are written {{ ... }}).`,
    );
  }
  const name = first.name;
  if (name === 'const') {
    if (rest.length === 1) return { op: 'constant', value: rest[0] };
    return complain(scope, `Special form 'const' called with more than one argument in ${shownTerm(tuple)}.`);
  }
  const logical = name === 'andthen' ? 'andalso' : name;
  if (logical === 'andalso' || logical === 'orelse' || logical === 'and' || logical === 'or') {
    if (rest.length === 0) {
      return complain(scope, `Special form '${logical}' called without arguments in ${shownTerm(tuple)}.`);
    }
    const isShort = logical === 'andalso' || logical === 'orelse';
    const args = isShort ? rest.map((item) => compileExpression(item, scope, depth)) : compileAll(rest, scope, depth);
    return { op: logical, args };
  }
  if (Object.hasOwn(SPECIAL_FORMS, name)) {
    return compileForm(name, SPECIAL_FORMS[name], tuple, rest, scope, depth);
  }
  return compileCall(first, rest, scope, depth);
}

function compileCall(name: Atom, args: readonly Term[], scope: Scope, depth: number): Expression {
  const key = `${name.name}/${args.length}`;
  const places = functionPlaces(key);
  const shown = `Function ${displayText(name)}/${args.length}`;
  if (places === undefined) return complain(scope, `${shown} does_not_exist.`);
  const isTable = scope.dialect === 'table';
  if ((isTable && places !== 'all') || (scope.guard && places === 'trace bodies')) {
    return complain(scope, `${shown} cannot be called in this context.`);
  }
  return { op: 'call', key, args: compileAll(args, scope, depth) };
}

function compileForm(
  name: string,
  form: SpecialForm,
  tuple: readonly Term[],
  args: readonly Term[],
  scope: Scope,
  depth: number,
): Expression {
  const shown = `Special form '${form.calledAs ?? name}'`;
  if (form.needs !== 'nothing' && scope.dialect === 'table') return complain(scope, `${shown} used in wrong dialect.`);
  if (NEEDS.indexOf(form.needs) > NEEDS.indexOf(scope.use)) {
    return complain(scope, `${shown} not allow for this trace event.`);
  }
  if (!form.inGuards && scope.guard) return complain(scope, `${shown} called in guard context.`);
  if (!form.arities.includes(args.length)) {
    const how = form.arities[0] === 0 ? 'arguments' : 'wrong number of arguments';
    return complain(scope, `Special form '${name}' called with ${how} in ${shownTerm(tuple)}.`);
  }
  return { op: 'form', name, args: compileAll(args, scope, depth) };
}
