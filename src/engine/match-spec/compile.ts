/**
 * Match specification to program. The legal forms, and the texts of the complaints, are those of OTP 25
 * (erts user's guide, "Match Specifications in Erlang"; `erlang:match_spec_test/3`).
 */
import { Atom, Cons, ErlMap, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { toArray } from '../terms/lists.ts';
import { mapEntries } from '../terms/maps.ts';
import { formatTerm } from '../terms/format.ts';
import { isTraceOnly, isKnownFunction } from './functions.ts';
import { SPECIAL_FORMS } from './special-forms.ts';
import type { Dialect, Expression, MatchClause, MatchProgram, Pattern } from './program.ts';

export interface MatchSpecError {
  readonly error: string;
}

const VARIABLE = /^\$(0|[1-9][0-9]{0,7})$/;

class Complaint extends Error {}

function complain(text: string): never {
  throw new Complaint(text);
}

interface Scope {
  readonly dialect: Dialect;
  /** Variable name to slot. */
  readonly slots: Map<string, number>;
  guard: boolean;
}

/** Compiles `[{Head, Conditions, Body}, …]`; gives the first complaint when it is not legal. */
export function compileMatchSpec(spec: Term, dialect: Dialect): MatchProgram | MatchSpecError {
  try {
    const clauses = toArray(spec);
    if (clauses === undefined || clauses.length === 0) complain('Match programs are not in a list.');
    return { dialect, clauses: clauses.map((clause) => compileClause(clause, dialect)), source: spec };
  } catch (caught) {
    if (caught instanceof Complaint) return { error: caught.message };
    throw caught;
  }
}

function compileClause(clause: Term, dialect: Dialect): MatchClause {
  if (!Array.isArray(clause) || clause.length !== 3) {
    return complain('Match program part is not a tuple of arity 3.');
  }
  const [head, conditions, body] = clause as [Term, Term, Term];
  const scope: Scope = { dialect, slots: new Map(), guard: true };
  if (dialect === 'trace') {
    const whole = head instanceof Atom && (head.name === '_' || VARIABLE.test(head.name));
    if (!whole && head !== NIL && !(head instanceof Cons)) complain('Match head is invalid in this context.');
    if (head instanceof Cons && toArray(head) === undefined) {
      complain(`Match expression part ${formatTerm(head)} is not a proper list.`);
    }
  }
  const pattern = compilePattern(head, scope);
  const guards = expressions(conditions, scope);
  scope.guard = false;
  const actions = expressions(body, scope);
  if (dialect === 'table' && actions.length === 0) complain('Body clause does not return anything.');
  const numbered = [...scope.slots].sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
  return {
    head: pattern,
    slots: scope.slots.size,
    ordered: numbered.map(([, slot]) => slot),
    guards,
    body: actions,
  };
}

function compilePattern(term: Term, scope: Scope): Pattern {
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
    const elements = (term as readonly Term[]).map((element) => compilePattern(element, scope));
    return constantOr(term, elements, { op: 'tuple', elements });
  }
  if (term instanceof Cons) {
    const head = compilePattern(term.head, scope);
    const tail = compilePattern(term.tail, scope);
    return constantOr(term, [head, tail], { op: 'cons', head, tail });
  }
  if (term instanceof ErlMap) {
    const fields: [Term, Pattern][] = [];
    for (const [key, value] of mapEntries(term)) {
      rejectVariables(key);
      fields.push([key, compilePattern(value, scope)]);
    }
    return { op: 'map', fields };
  }
  return { op: 'constant', value: term };
}

function constantOr(term: Term, parts: readonly Pattern[], otherwise: Pattern): Pattern {
  return parts.every((part) => part.op === 'constant') ? { op: 'constant', value: term } : otherwise;
}

function rejectVariables(key: Term): void {
  if (key instanceof Atom) {
    if (key.name === '_') complain('Underscore found in map key.');
    if (VARIABLE.test(key.name)) complain('Variable found in map key.');
  } else if (Array.isArray(key)) {
    (key as readonly Term[]).forEach(rejectVariables);
  } else if (key instanceof Cons) {
    rejectVariables(key.head);
    rejectVariables(key.tail);
  }
}

function expressions(list: Term, scope: Scope): Expression[] {
  const items = toArray(list);
  if (items === undefined) return complain('Match expression is not a list.');
  return items.map((item) => compileExpression(item, scope));
}

function compileExpression(term: Term, scope: Scope): Expression {
  if (term instanceof Atom) return compileAtom(term, scope);
  if (Array.isArray(term)) return compileTuple(term as readonly Term[], scope);
  if (term instanceof Cons) {
    const head = compileExpression(term.head, scope);
    const tail = compileExpression(term.tail, scope);
    return head.op === 'constant' && tail.op === 'constant'
      ? { op: 'constant', value: term }
      : { op: 'cons', head, tail };
  }
  if (term instanceof ErlMap) {
    const fields: [Expression, Expression][] = [];
    for (const [key, value] of mapEntries(term)) {
      fields.push([compileExpression(key, scope), compileExpression(value, scope)]);
    }
    return { op: 'map', fields };
  }
  return { op: 'constant', value: term };
}

function compileAtom(term: Atom, scope: Scope): Expression {
  if (term.name === '$_') return { op: 'object' };
  if (term.name === '$$') return { op: 'variables' };
  if (!VARIABLE.test(term.name)) return { op: 'constant', value: term };
  const slot = scope.slots.get(term.name);
  if (slot === undefined) return complain(`Variable ${term.name} is unbound.`);
  return { op: 'slot', slot };
}

function compileTuple(tuple: readonly Term[], scope: Scope): Expression {
  const [first, ...rest] = tuple;
  if (Array.isArray(first) && tuple.length === 1) {
    return { op: 'tuple', elements: (first as readonly Term[]).map((element) => compileExpression(element, scope)) };
  }
  if (!(first instanceof Atom) || VARIABLE.test(first.name)) {
    return complain(`${formatTerm(tuple)} is neither a function call, nor a tuple (tuples are written {{ ... }}).`);
  }
  const name = first.name;
  if (name === 'const') {
    if (rest.length !== 1) return wrongNumber('const', tuple);
    return { op: 'constant', value: rest[0] };
  }
  if (name === 'andalso' || name === 'orelse' || name === 'and' || name === 'or') {
    if (rest.length === 0) return complain(`Special form '${name}' called without arguments.`);
    return { op: name, args: rest.map((item) => compileExpression(item, scope)) };
  }
  const form = SPECIAL_FORMS[name];
  if (form !== undefined) return compileForm(name, form, tuple, rest, scope);
  const key = `${name}/${rest.length}`;
  if (!isKnownFunction(key)) {
    return complain(`Function ${functionName(first)}/${rest.length} does_not_exist.`);
  }
  if (isTraceOnly(key) && scope.dialect === 'table') {
    return complain(`Function ${functionName(first)}/${rest.length} used in wrong dialect.`);
  }
  return { op: 'call', key, args: rest.map((item) => compileExpression(item, scope)) };
}

/** An atom as the emulator's own texts have it: reserved words stand without quotes. */
function functionName(name: Atom): string {
  return /^[a-z][\w@]*$/.test(name.name) ? name.name : formatTerm(name);
}

function compileForm(
  name: string,
  arities: readonly number[],
  tuple: readonly Term[],
  args: readonly Term[],
  scope: Scope,
): Expression {
  if (scope.dialect === 'table') return complain(`Special form '${name}' used in wrong dialect.`);
  if (scope.guard) return complain(`Special form '${name}' called in guard context.`);
  if (!arities.includes(args.length)) {
    if (arities.length === 1 && arities[0] === 0) {
      return complain(`Special form '${name}' called with arguments in ${formatTerm(tuple)}.`);
    }
    return wrongNumber(name, tuple);
  }
  return { op: 'form', name, args: args.map((item) => compileExpression(item, scope)) };
}

function wrongNumber(name: string, tuple: readonly Term[]): never {
  return complain(`Special form '${name}' called with wrong number of arguments in ${formatTerm(tuple)}.`);
}
