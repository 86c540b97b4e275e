/** Module epp over the engine's preprocessor (stdlib: epp): forms of a file, and encodings. */
import type { Result } from '../compile/abi.ts';
import { readFile } from '../runtime/files.ts';
import type { Machine } from '../runtime/machine.ts';
import { parseForms } from '../syntax/parse.ts';
import { atom, ERROR, OK } from '../terms/atoms.ts';
import { bitsFromString } from '../terms/bits.ts';
import { formatTerm } from '../terms/format.ts';
import { toArray } from '../terms/lists.ts';
import { Atom, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
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

export const rows: BifRows = {
  'default_encoding/0': plain(() => atom('utf8')),
  'encoding_to_string/1': plain((_machine, encoding) => bitsFromString(`coding: ${formatTerm(encoding)}`)),
  'parse_file/2': plain(parseFile),
  'parse_file/3': plain(forms),
};
