/**
 * Runs a compiled match specification. Pure but for what it asks of its host. A failing condition makes
 * its clause fail; a failing expression of a body gives the atom 'EXIT' (erts user's guide).
 */
import { atom, FALSE, TRUE } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import { mapFromPairs, mapGet } from '../terms/maps.ts';
import { equalsExact } from '../terms/order.ts';
import { Cons, ErlMap } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { callFunction } from './functions.ts';
import type { MatchHost } from './host.ts';
import type { Expression, MatchClause, MatchProgram, Pattern } from './program.ts';

const EXIT_ATOM = atom('EXIT');

/** What a run decided. */
export interface MatchOutcome {
  /** For tables the value of the body; for traces `true`, or what `{message, …}` gave. */
  result: Term;
  returnTrace: boolean;
  exceptionTrace: boolean;
}

interface Run {
  readonly host: MatchHost;
  readonly object: Term;
  readonly clause: MatchClause;
  readonly slots: Term[];
  readonly outcome: MatchOutcome;
  /** In a body: what fails gives 'EXIT', and the expression around it goes on with that. */
  catching: boolean;
}

/** The outcome of the first clause whose head and conditions hold; null when none does. */
export function runMatchSpec(program: MatchProgram, object: Term, host: MatchHost): MatchOutcome | null {
  for (const clause of program.clauses) {
    const slots: Term[] = new Array<Term>(clause.slots);
    if (!matches(clause.head, object, slots)) continue;
    const run: Run = {
      host,
      object,
      clause,
      slots,
      outcome: { result: TRUE, returnTrace: false, exceptionTrace: false },
      catching: false,
    };
    if (!clause.guards.every((guard) => evaluate(guard, run) === TRUE)) continue;
    run.catching = true;
    let last: Term = TRUE;
    for (const expression of clause.body) last = evaluate(expression, run) ?? EXIT_ATOM;
    if (program.dialect === 'table') run.outcome.result = last;
    return run.outcome;
  }
  return null;
}

/** Whether a head matches, filling slots. */
function matches(pattern: Pattern, term: Term, slots: Term[]): boolean {
  switch (pattern.op) {
    case 'any':
      return true;
    case 'bind':
      slots[pattern.slot] = term;
      return true;
    case 'same':
      return equalsExact(slots[pattern.slot], term);
    case 'constant':
      return equalsExact(pattern.value, term);
    case 'tuple':
      return (
        Array.isArray(term) &&
        term.length === pattern.elements.length &&
        pattern.elements.every((element, index) => matches(element, (term as readonly Term[])[index], slots))
      );
    case 'cons':
      return term instanceof Cons && matches(pattern.head, term.head, slots) && matches(pattern.tail, term.tail, slots);
    case 'map':
      return term instanceof ErlMap && pattern.fields.every(([key, value]) => matchesField(term, key, value, slots));
  }
}

function matchesField(map: ErlMap, key: Term, pattern: Pattern, slots: Term[]): boolean {
  const value = mapGet(map, key);
  return value !== undefined && matches(pattern, value, slots);
}

function evaluate(expression: Expression, run: Run): Term | undefined {
  const value = evaluateInner(expression, run);
  return value === undefined && run.catching ? EXIT_ATOM : value;
}

function evaluateInner(expression: Expression, run: Run): Term | undefined {
  switch (expression.op) {
    case 'constant':
      return expression.value;
    case 'slot':
      return run.slots[expression.slot];
    case 'object':
      return run.object;
    case 'variables':
      return fromArray(run.clause.ordered.map((slot) => run.slots[slot]));
    case 'tuple':
      return evaluateAll(expression.elements, run);
    case 'cons': {
      const head = evaluate(expression.head, run);
      const tail = evaluate(expression.tail, run);
      return head === undefined || tail === undefined ? undefined : new Cons(head, tail);
    }
    case 'map': {
      const values = evaluateAll(
        expression.fields.map(([, value]) => value),
        run,
      );
      const keys = evaluateAll(
        expression.fields.map(([key]) => key),
        run,
      );
      if (keys === undefined || values === undefined) return undefined;
      return mapFromPairs(keys.map((key, index): [Term, Term] => [key, values[index]]));
    }
    case 'call': {
      const args = evaluateAll(expression.args, run);
      return args === undefined ? undefined : callFunction(expression.key, run.host, args);
    }
    case 'andalso':
    case 'orelse':
      return evaluateShort(expression.op, expression.args, run);
    case 'and':
    case 'or':
      return evaluateStrict(expression.op, expression.args, run);
    case 'form':
      return perform(expression.name, expression.args, run);
  }
}

/** Evaluates from the last to the first, as OTP's little stack machine does. */
function evaluateAll(expressions: readonly Expression[], run: Run): Term[] | undefined {
  const values = new Array<Term>(expressions.length);
  for (let index = expressions.length - 1; index >= 0; index--) {
    const value = evaluate(expressions[index], run);
    if (value === undefined) return undefined;
    values[index] = value;
  }
  return values;
}

function evaluateShort(op: 'andalso' | 'orelse', args: readonly Expression[], run: Run): Term | undefined {
  const decisive = op === 'orelse' ? TRUE : FALSE;
  const last = args.length - 1;
  for (const [index, arg] of args.entries()) {
    const value = evaluate(arg, run);
    if (index === last || value === decisive) return value;
    if (value !== TRUE && value !== FALSE) return undefined;
  }
  return undefined;
}

function evaluateStrict(op: 'and' | 'or', args: readonly Expression[], run: Run): Term | undefined {
  const values = evaluateAll(args, run);
  if (values === undefined || values.some((value) => value !== TRUE && value !== FALSE)) return undefined;
  const holds = op === 'and' ? !values.includes(FALSE) : values.includes(TRUE);
  return holds ? TRUE : FALSE;
}

/** The special forms; what they give is `true` unless they answer a question, and undefined when they fail. */
function perform(name: string, args: readonly Expression[], run: Run): Term | undefined {
  const { host, outcome } = run;
  const values = evaluateAll(args, run);
  if (values === undefined) return undefined;
  const last = values[values.length - 1];
  const process = values.length > 1 ? values[0] : null;
  switch (name) {
    case 'self':
      return host.self();
    case 'is_seq_trace':
      return host.isSeqTrace();
    case 'message':
      outcome.result = last;
      return TRUE;
    case 'return_trace':
      outcome.returnTrace = true;
      return TRUE;
    case 'exception_trace':
      outcome.exceptionTrace = true;
      return TRUE;
    case 'process_dump':
      return host.processDump();
    case 'caller':
      return host.caller();
    case 'caller_line':
      return host.callerLine();
    case 'display':
      host.display(last);
      return TRUE;
    case 'silent':
      host.silent(last);
      return TRUE;
    case 'get_seq_token':
      return host.getSeqToken();
    case 'set_seq_token':
      return host.setSeqToken(values[0], last);
    case 'enable_trace':
    case 'disable_trace':
      return host.changeFlag(process, last, name === 'enable_trace') ? TRUE : undefined;
    case 'trace':
      return values.length === 3 ? host.changeFlags(process, values[1], last) : host.changeFlags(null, values[0], last);
    default:
      return undefined;
  }
}
