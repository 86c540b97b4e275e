/** The natives of module erl_lint that check whole modules (stdlib: erl_lint). */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { lintModule } from '../syntax/lint.ts';
import { ERROR, OK } from '../terms/atoms.ts';
import { listFromString } from '../terms/lists.ts';
import { NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { readForms } from './abstract-forms.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { errorsByFile } from './errors-by-file.ts';
import { lintOptions, textOfChars } from './source-terms.ts';

/** `module(Forms, File, Options)`. */
function module(machine: Machine, list: Term, file: Term, options: Term): Result {
  const name = textOfChars(file);
  const mixed = name === undefined ? undefined : readForms(list, name);
  if (name === undefined || mixed === undefined) return machine.badarg();
  const { errors, warnings } = lintModule(mixed.forms, { file: name, options: lintOptions(options) });
  const shown = errorsByFile(warnings, mixed.warnings);
  return errors.length + mixed.errors.length > 0 ? [ERROR, errorsByFile(errors, mixed.errors), shown] : [OK, shown];
}

export const rows: BifRows = {
  'module/1': plain((machine, forms) => module(machine, forms, listFromString('nofile'), NIL)),
  'module/2': plain((machine, forms, file) => module(machine, forms, file, NIL)),
  'module/3': plain(module),
};
