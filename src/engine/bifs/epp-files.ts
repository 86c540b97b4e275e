/** The natives of module epp over the engine's preprocessor (stdlib: epp): tokens of a file's forms, texts of errors. */
import type { Result } from '../compile/abi.ts';
import { escapedText } from '../syntax/token-text.ts';
import type { Machine } from '../runtime/machine.ts';
import { tokenToTerm } from '../syntax/abstract-format.ts';
import type { FileForm } from '../syntax/ast.ts';
import type { Position } from '../syntax/position.ts';
import { nextItem, preprocessor } from '../syntax/preprocess.ts';
import type { IncludeReader } from '../syntax/preprocess.ts';
import { atom, OK, TRUE } from '../terms/atoms.ts';
import { decodeUtf8 } from '../terms/bits.ts';
import { formatTerm } from '../terms/format.ts';
import { fromArray, listFromString, listOf, stringFromList, toArray } from '../terms/lists.ts';
import { Atom, Bits, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain, trap } from './entry.ts';
import type { BifRows } from './entry.ts';
import { includesOf } from './source-files.ts';
import { errorInfo, optionsOf, place, textOfChars } from './source-terms.ts';

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

/** A file's own name in what is shown of it, and of its includes where only their names are to be seen. */
type Shown = { readonly name: string; readonly onlyNames: boolean };

/** Finds includes from the places where files really are, whatever names are shown of them. */
function includesShown(machine: Machine, file: string, includes: readonly string[], shown: Shown): IncludeReader {
  const places = new Map([[shown.name, file]]);
  const find = includesOf(machine, includes);
  return (path, kind, from) => {
    const found = find(path, kind, places.get(from) ?? from);
    if (found === null || !shown.onlyNames) return found;
    const name = found.file.slice(found.file.lastIndexOf('/') + 1);
    places.set(name, found.file);
    return { ...found, file: name };
  };
}

/** The tokens of `-file(Name, Line).`, all at one place; one that stands in the text counts as generated. */
function fileTokens({ pos, file, line }: FileForm, isWritten: boolean, at: (pos: Position) => Term): Term {
  const here = isWritten ? listOf([atom('generated'), TRUE], [atom('location'), at(pos)]) : at(pos);
  const sign = (text: string): Term => [atom(text), here];
  return fromArray([
    sign('-'),
    [atom('atom'), here, atom('file')],
    sign('('),
    [atom('string'), here, listFromString(file)],
    sign(','),
    [atom('integer'), here, line],
    sign(')'),
    [atom('dot'), here],
  ]);
}

/** `items(Text, Name, Options)`: `{ok, Tokens}` for each form, and what else there is to tell, up to `{eof, Location}`. */
function items(machine: Machine, text: Term, name: Term, options: Term): Result {
  const { pairs } = optionsOf(options);
  const file = textOfChars(name);
  const source = text instanceof Bits ? decodeUtf8(text) : undefined;
  if (file === undefined || source === undefined) return machine.badarg();
  const shown: Shown = {
    name: textOfChars(pairs.get('source_name') ?? name) ?? file,
    onlyNames: pairs.get('deterministic') === TRUE,
  };
  const at = Array.isArray(pairs.get('location')) ? place : ({ line }: Position): Term => line;
  const epp = preprocessor(source, {
    file: shown.name,
    include: includesShown(machine, file, folders(pairs.get('includes') ?? NIL), shown),
    macros: predefined(pairs.get('macros') ?? NIL),
  });
  const told: Term[] = [];
  for (;;) {
    const item = nextItem(epp);
    switch (item.kind) {
      case 'tokens':
        told.push([OK, fromArray(item.tokens.map((token) => tokenToTerm(token, at)))]);
        break;
      case 'form':
        told.push([OK, fileTokens(item.form, item.isWritten, at)]);
        break;
      case 'eof':
        told.push([atom('eof'), at(item.pos)]);
        return fromArray(told);
      default:
        told.push([atom(item.kind), errorInfo(item.diagnostic, at)]);
    }
  }
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
  'items/3': plain(items),
};
