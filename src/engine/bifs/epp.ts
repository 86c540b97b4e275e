/** Module epp over the engine's preprocessor (stdlib: epp): forms of a file, and encodings. */
import type { Result } from '../compile/abi.ts';
import { readFile } from '../runtime/files.ts';
import type { Machine } from '../runtime/machine.ts';
import { formToAbstract } from '../syntax/abstract-format.ts';
import { parseForms } from '../syntax/parse.ts';
import { atom, ERROR, OK } from '../terms/atoms.ts';
import { bitsFromString } from '../terms/bits.ts';
import { formatTerm } from '../terms/format.ts';
import { fromArray } from '../terms/lists.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { includesOf, macrosOf, sourceTextOf } from './source-files.ts';
import { errorInfo, place, textOfChars } from './source-terms.ts';

/** `parse_file/2,3`: the forms of a file, its errors among them as `{error, Info}`. */
function parseFile(machine: Machine, name: Term, options: Term): Result {
  const file = textOfChars(name);
  if (file === undefined) return machine.badarg();
  const bytes = readFile(machine.node, file);
  if (bytes === undefined) return [ERROR, atom('enoent')];
  const parsed = parseForms(sourceTextOf(bytes), { file, include: includesOf(machine), macros: macrosOf(options) });
  const forms = parsed.forms.map((form) => formToAbstract(form, place));
  const errors = parsed.errors.map((found): Term => [ERROR, errorInfo(found)]);
  return [OK, fromArray([...forms.slice(0, -1), ...errors, ...forms.slice(-1)])];
}

export const rows: BifRows = {
  'default_encoding/0': plain(() => atom('utf8')),
  'encoding_to_string/1': plain((_machine, encoding) => bitsFromString(`coding: ${formatTerm(encoding)}`)),
  'parse_file/2': plain(parseFile),
  'parse_file/3': plain((machine, name) => parseFile(machine, name, fromArray([]))),
};
