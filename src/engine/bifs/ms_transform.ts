/**
 * Module ms_transform over compile/fun2ms.ts (stdlib: ms_transform): literal funs of the shell and of
 * abstract forms become match specifications.
 */
import { fun2ms } from '../compile/fun2ms.ts';
import { recordsOf, withSpecsIn } from '../compile/spec-module.ts';
import type { SpecFindings } from '../compile/spec-module.ts';
import { specErrorText } from '../compile/spec-texts.ts';
import type { SpecDetail, SpecError } from '../compile/fun2ms.ts';
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { formToAbstract } from '../syntax/abstract-format.ts';
import { clauseFromAbstract, formFromAbstract } from '../syntax/abstract-parse.ts';
import type { Form } from '../syntax/ast.ts';
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

const ATTRIBUTE = atom('attribute');
const COMPILE = atom('compile');
const NOWARN_UNUSED_RECORD = atom('nowarn_unused_record');
const WARNING = atom('warning');

/** `parse_transform(Forms, Options)`. */
function parseTransform(machine: Machine, list: Term): Result {
  const items = toArray(list);
  if (items === undefined) return machine.badarg();
  const forms = items.map((item) => (isError(item) ? item : formFromAbstract(item)));
  const records = recordsOf(forms.filter(isForm));
  const findings: SpecFindings = { errors: [], warnings: [], records: new Set() };
  const first = forms.find((form) => isForm(form) && form.type === 'file');
  const file = listFromString(first !== undefined && isForm(first) && first.type === 'file' ? first.file : 'TOP_LEVEL');
  const done = forms.map((form, index): Term => {
    if (!isForm(form)) return form;
    if (form.type !== 'function') return items[index];
    return formToAbstract(withSpecsIn(form, { records }, findings), place);
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
