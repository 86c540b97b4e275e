/** The natives of module compile: source text or abstract forms to object code (see otp/compiler/compile.erl). */
import type { Result } from '../compile/abi.ts';
import { compile } from '../compile/compile.ts';
import type { Machine } from '../runtime/machine.ts';
import { formFromAbstract } from '../syntax/abstract-parse.ts';
import type { Form } from '../syntax/ast.ts';
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { lintModule } from '../syntax/lint.ts';
import { parseForms } from '../syntax/parse.ts';
import { atom, ERROR, OK } from '../terms/atoms.ts';
import { fromBytes, toUint8Array } from '../terms/bits.ts';
import { fromArray, toArray } from '../terms/lists.ts';
import { Bits } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { bifKind } from './module-support.ts';
import { encodeObject } from './object-code.ts';
import { includesOf, macrosOf, sourceTextOf } from './source-files.ts';
import { chars, errorInfo, optionsOf, textOfChars } from './source-terms.ts';

function byFile(found: readonly Diagnostic[], main: string): Term {
  const files = new Map<string, Term[]>();
  for (const one of found) {
    const file = one.file ?? main;
    files.set(file, [...(files.get(file) ?? []), errorInfo(one)]);
  }
  return fromArray([...files].map(([file, infos]): Term => [chars(file), fromArray(infos)]));
}

function finish(
  forms: readonly Form[],
  file: string,
  options: Term,
  errors: readonly Diagnostic[],
  warnings: readonly Diagnostic[],
): Term {
  const checked = lintModule(forms, { file, errors, warnings, flags: [...optionsOf(options).words] });
  const shown = byFile(checked.warnings, file);
  if (checked.errors.length > 0) return [ERROR, byFile(checked.errors, file), shown];
  const compiled = compile(forms, { bifKind });
  return [OK, atom(compiled.code.name), fromBytes(encodeObject(compiled)), shown];
}

/** `compile:source(File, Text, Options)`. */
function source(machine: Machine, file: Term, text: Term, options: Term): Result {
  const name = textOfChars(file);
  if (name === undefined || !(text instanceof Bits)) return machine.badarg();
  const parsed = parseForms(sourceTextOf(toUint8Array(text)), {
    file: name,
    include: includesOf(machine),
    macros: macrosOf(options),
  });
  return finish(parsed.forms, name, options, parsed.errors, parsed.warnings);
}

/** `compile:tree(Forms, Options)`. */
function tree(machine: Machine, forms: Term, options: Term): Result {
  const items = toArray(forms);
  if (items === undefined) return machine.badarg();
  return finish(items.map(formFromAbstract), 'nofile', options, [], []);
}

export const rows: BifRows = {
  'source/3': plain(source),
  'tree/2': plain(tree),
};
