/**
 * Module ms_transform over compile/fun2ms.ts (stdlib: ms_transform): literal funs of the shell and of
 * abstract forms become match specifications.
 */
import { fun2ms, transformCall } from '../compile/fun2ms.ts';
import { specErrorText } from '../compile/spec-texts.ts';
import type { SpecDetail, SpecError } from '../compile/fun2ms.ts';
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { formToAbstract } from '../syntax/abstract-format.ts';
import { clauseFromAbstract, formFromAbstract } from '../syntax/abstract-parse.ts';
import type { Expr, Form } from '../syntax/ast.ts';
import { exprToTerm } from '../syntax/constant-term.ts';
import { atom, ERROR } from '../terms/atoms.ts';
import { formatTerm } from '../terms/format.ts';
import { fromArray, listFromString, listOf, stringFromList, toArray } from '../terms/lists.ts';
import { mapEntries } from '../terms/maps.ts';
import { Atom, Cons, ErlMap, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { chars, place } from './source-terms.ts';

const MS_TRANSFORM = atom('ms_transform');
const NIL_TAG = atom('nil');

function detailTerm(detail: SpecDetail): Term {
  if ('atom' in detail) return atom(detail.atom);
  return 'string' in detail ? listFromString(detail.string) : detail.integer;
}

/** `{Location, ms_transform, Code}`. */
function errorTerm(error: SpecError): Term {
  const code: Term = error.details.length === 0 ? error.code : [error.code, ...error.details.map(detailTerm)];
  return [place(error.pos), MS_TRANSFORM, code];
}

function failed(file: Term, errors: readonly SpecError[]): Term {
  return [ERROR, listOf([file, fromArray(errors.map(errorTerm))]), NIL];
}

/** Values of the shell's variables: erl_eval keeps a map or a list of pairs. */
function bindingsOf(term: Term): Map<string, Term> {
  const pairs = term instanceof ErlMap ? [...mapEntries(term)] : (toArray(term) ?? []);
  const values = new Map<string, Term>();
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2) continue;
    const [name, value] = pair as [Term, Term];
    if (name instanceof Atom) values.set(name.name, value);
  }
  return values;
}

/** What OTP's expansion of records writes in the place of our calls, as far as it matters here: neither has a translation. */
const EXPANSIONS: Readonly<Record<string, string>> = { field_value: 'case', updated: 'block' };

/** Clauses in which record expressions of the shell are the language elements that they stand for. */
function withExpansions(term: Term): Term {
  if (term instanceof Cons) return new Cons(withExpansions(term.head), withExpansions(term.tail));
  if (!Array.isArray(term)) return term;
  const [tag, where, callee] = term as readonly Term[];
  if (tag === atom('call') && Array.isArray(callee) && callee.length === 4) {
    const [, , module, name] = callee as readonly Term[];
    const called = nameIn(name);
    if (nameIn(module) === 'shell_records' && Object.hasOwn(EXPANSIONS, called)) {
      const kind = EXPANSIONS[called];
      return kind === 'case' ? [atom('case'), where, [NIL_TAG, where], NIL] : [atom(kind), where, NIL];
    }
  }
  return (term as readonly Term[]).map(withExpansions);
}

/** The name in `{atom, Location, Name}`. */
function nameIn(node: Term): string {
  const name = Array.isArray(node) ? (node as readonly Term[])[2] : undefined;
  return name instanceof Atom ? name.name : '';
}

/** `transform_from_shell(Dialect, Clauses, Bindings)`: the specification, or `{error, Errors, []}`. */
function fromShell(machine: Machine, dialect: Term, clauses: Term, bindings: Term): Result {
  const kind = dialect === atom('ets') ? 'ets' : dialect === atom('dbg') ? 'dbg' : undefined;
  const items = toArray(clauses);
  if (kind === undefined || items === undefined) return machine.badarg();
  const values = bindingsOf(bindings);
  const result = fun2ms(
    items.map((item) => clauseFromAbstract(withExpansions(item))),
    {
      kind,
      records: new Map(),
      imported: (name, pos) => {
        const term = values.get(name);
        return term === undefined ? null : { type: 'value', pos, term };
      },
    },
  );
  if ('error' in result) return failed(listFromString('TOP_LEVEL'), [result.error]);
  try {
    return exprToTerm(result.spec);
  } catch {
    return machine.badarg();
  }
}

/** What is told of a module's calls of `fun2ms`. */
interface Findings {
  readonly errors: SpecError[];
  /** The last one first, as OTP has them. */
  readonly warnings: SpecError[];
  readonly records: Set<string>;
}

type ModuleContext = Omit<Parameters<typeof transformCall>[1], 'imported' | 'onhead' | 'onrecord'>;

/** Replaces the calls of `ets:fun2ms/1` and `dbg:fun2ms/1` in a part of a clause; `bound` are the variables met before. */
function replaceCalls(node: unknown, context: ModuleContext, bound: Set<string>, findings: Findings): unknown {
  if (Array.isArray(node)) return node.map((part) => replaceCalls(part, context, bound, findings));
  if (typeof node !== 'object' || node === null || ('type' in node && node.type === 'value')) return node;
  const expr = node as Expr;
  if (expr.type === 'call') {
    const result = transformCall(expr, {
      ...context,
      imported: (name, pos) => ({ type: 'var', pos, name }),
      onhead: (name, pos) => {
        if (bound.has(name)) findings.warnings.unshift({ pos, code: 50, details: [{ atom: name }] });
      },
      onrecord: (name) => findings.records.add(name),
    });
    if (result !== null) {
      if ('spec' in result) return result.spec;
      findings.errors.push(result.error);
      return node;
    }
  }
  if (expr.type === 'var') bound.add(expr.name);
  // What is bound in a fun or a comprehension stays there; a `case` binds what each of its clauses binds.
  const own = CLOSED.has(expr.type) ? new Set(bound) : bound;
  const copy: Record<string, unknown> = {};
  // The pattern of a match binds after its value.
  if (expr.type === 'match') copy['value'] = replaceCalls(expr.value, context, own, findings);
  for (const [key, part] of Object.entries(node)) {
    if (key === 'pos') copy[key] = part;
    else if (key in copy) continue;
    else if (key === 'clauses' && Array.isArray(part) && part.length > 0) {
      const sets = part.map(() => new Set(own));
      copy[key] = part.map((clause, index) => replaceCalls(clause, context, sets[index], findings));
      for (const name of sets[0]) if (sets.every((set) => set.has(name))) own.add(name);
    } else copy[key] = replaceCalls(part, context, own, findings);
  }
  return copy;
}

const CLOSED: ReadonlySet<string> = new Set(['fun', 'named_fun', 'lc', 'bc', 'try']);

const ATTRIBUTE = atom('attribute');
const COMPILE = atom('compile');
const NOWARN_UNUSED_RECORD = atom('nowarn_unused_record');
const WARNING = atom('warning');

/** `parse_transform(Forms, Options)`. */
function parseTransform(machine: Machine, list: Term): Result {
  const items = toArray(list);
  if (items === undefined) return machine.badarg();
  const forms = items.map((item) => (isError(item) ? item : formFromAbstract(item)));
  const records = new Map(
    forms.flatMap((form) => (isForm(form) && form.type === 'record_def' ? [[form.name, form.fields] as const] : [])),
  );
  const findings: Findings = { errors: [], warnings: [], records: new Set() };
  const first = forms.find((form) => isForm(form) && form.type === 'file');
  const file = listFromString(first !== undefined && isForm(first) && first.type === 'file' ? first.file : 'TOP_LEVEL');
  const done = forms.map((form, index): Term => {
    if (!isForm(form)) return form;
    if (form.type !== 'function') return items[index];
    const clauses = form.clauses.map(
      (clause) => replaceCalls(clause, { records }, new Set(), findings) as (typeof form.clauses)[number],
    );
    return formToAbstract({ ...form, clauses }, place);
  });
  if (findings.errors.length > 0) return failed(file, findings.errors);
  // The linter sees what became of the records, not their names.
  if (findings.records.size > 0) {
    const names = fromArray([...findings.records].sort().map((name) => atom(name)));
    done.unshift([ATTRIBUTE, 0, COMPILE, [NOWARN_UNUSED_RECORD, listOf(names)]]);
  }
  if (findings.warnings.length === 0) return fromArray(done);
  const told = findings.warnings.map((one): Term => [file, listOf(errorTerm(one))]);
  return [WARNING, fromArray(done), fromArray(told)];
}

function isError(item: Term): boolean {
  return Array.isArray(item) && item.length === 2;
}

function isForm(form: Form | Term): form is Form {
  return typeof form === 'object' && form !== null && 'type' in form && 'pos' in form;
}

/** `format_error(Code)`: the text; unknown codes are named in it. */
function formatError(code: Term): Term {
  const parts: readonly Term[] = Array.isArray(code) ? code : [code];
  const [number, ...rest] = parts;
  const details = rest.map((part): SpecDetail => {
    if (typeof part === 'number') return { integer: part };
    if (part instanceof Atom) return { atom: part.name };
    return { string: stringFromList(part) ?? formatTerm(part) };
  });
  const text = typeof number === 'number' ? specErrorText({ pos: { line: 0, column: 0 }, code: number, details }) : '';
  return chars(text === '' ? `Unknown error code ${formatTerm(code)}` : text);
}

export const rows: BifRows = {
  'transform_from_shell/3': plain(fromShell),
  'parse_transform/2': plain((machine, forms) => parseTransform(machine, forms)),
  'format_error/1': plain((_machine, code) => formatError(code)),
};
