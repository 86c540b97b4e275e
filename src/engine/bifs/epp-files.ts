/** The natives of module epp over the engine's preprocessor (stdlib: epp): forms of a file, texts of errors. */
import type { Result } from '../compile/abi.ts';
import { escapedText } from '../syntax/token-text.ts';
import { readFile } from '../runtime/files.ts';
import type { Machine } from '../runtime/machine.ts';
import { parseForms } from '../syntax/parse-forms.ts';
import { atom, ERROR, OK } from '../terms/atoms.ts';
import { formatTerm } from '../terms/format.ts';
import { listFromString, stringFromList, toArray } from '../terms/lists.ts';
import { Atom, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain, trap } from './entry.ts';
import type { BifRows } from './entry.ts';
import { includesOf, sourceTextOf } from './source-files.ts';
import { formsTerm, optionsOf, textOfChars } from './source-terms.ts';

/** `Name` or `{Name, Value}` of predefined macros. */
function predefined(list: Term): [string, string][] {
  return (toArray(list) ?? []).flatMap((item): [string, string][] => {
    if (item instanceof Atom) return [[item.name, 'true']];
    if (!Array.isArray(item) || !(item[0] instanceof Atom)) return [];
    return [[item[0].name, formatTerm(item[1] as Term)]];
  });
}

function folders(list: Term): string[] {
  return (toArray(list) ?? []).flatMap((item) => textOfChars(item) ?? []);
}

/** The forms of a file, its errors among them as `{error, Info}`. */
function forms(machine: Machine, name: Term, includes: Term, macros: Term): Result {
  const file = textOfChars(name);
  if (file === undefined) return machine.badarg();
  const bytes = readFile(machine.node, file);
  if (bytes === undefined) return [ERROR, atom('enoent')];
  const include = includesOf(machine, folders(includes));
  return [OK, formsTerm(parseForms(sourceTextOf(bytes), { file, include, macros: predefined(macros) }))];
}

/** `parse_file(File, Options)`. */
function parseFile(machine: Machine, name: Term, options: Term): Result {
  const { pairs } = optionsOf(options);
  return forms(machine, name, pairs.get('includes') ?? NIL, pairs.get('macros') ?? NIL);
}

function word(term: Term): string {
  return term instanceof Atom ? term.name : (textOfChars(term) ?? formatTerm(term));
}

/** A macro's name, with its arity where it has one. */
function macroName(name: Term, arity: Term | undefined): string {
  return typeof arity === 'number' ? `${word(name)}/${arity}` : word(name);
}

function constant(term: Term): string {
  const text = stringFromList(term);
  const codes = [...(text ?? '')].map((char) => char.codePointAt(0) ?? 0);
  return text === undefined || text === '' ? formatTerm(term) : `"${escapedText(codes, 34)}"`;
}

const TEXTS: Readonly<Record<string, (a: Term, b: Term) => string>> = {
  cannot_parse: () => 'cannot parse file, giving up',
  bad: (what) => `badly formed '${word(what)}'`,
  duplicated_argument: (name) => `argument '${word(name)}' already used`,
  missing_parenthesis: () => 'badly formed define: missing closing right parenthesis',
  missing_comma: () => 'badly formed define: missing comma',
  premature_end: () => 'premature end',
  call: (what) => `illegal macro call '${word(what)}'`,
  undefined: (name, arity) => `undefined macro '${macroName(name, arity)}'`,
  depth: () => 'include too deep',
  mismatch: (name) => `argument mismatch for macro '${word(name)}'`,
  arg_error: (name) => `badly formed argument for macro '${word(name)}'`,
  redefine: (name) => `redefining macro '${word(name)}'`,
  redefine_predef: (name) => `redefining predefined macro '${word(name)}'`,
  circular: (name, arity) => `circular macro '${macroName(name, arity)}'`,
  include: (kind, name) => `can't find include ${word(kind)} "${word(name)}"`,
  illegal: (how, what) => `${word(how)} '-${word(what)}'`,
  illegal_function: (name) => `?${word(name)} can only be used within a function`,
  illegal_function_usage: (name) => `?${word(name)} must not begin a form`,
  elif_after_else: () => "'elif' following 'else'",
  ftr_after_prefix: () => 'feature directive not allowed after exports or record definitions',
  error: (term) => `-error(${constant(term)}).`,
  warning: (term) => `-warning(${constant(term)}).`,
};

/** `format_error(Descriptor)`; other errors are those of files. */
function formatError(machine: Machine, descriptor: Term): Result {
  const parts: readonly Term[] = Array.isArray(descriptor) ? (descriptor as readonly Term[]) : [descriptor];
  const [tag, a = NIL, b = NIL] = parts;
  if (tag instanceof Atom && Object.hasOwn(TEXTS, tag.name)) return listFromString(TEXTS[tag.name](a, b));
  return machine.call(atom('file'), atom('format_error'), [descriptor]);
}

export const rows: BifRows = {
  'format_error/1': trap(formatError),
  'parse_file/2': plain(parseFile),
  'parse_file/3': plain(forms),
};
