/** The natives of module compile: source text or abstract forms to object code (see otp/compiler/compile.erl). */
import type { Result } from '../compile/abi.ts';
import { compile } from '../compile/compile.ts';
import { optimizerWarnings } from '../compile/optimizer-warnings.ts';
import type { Machine } from '../runtime/machine.ts';
import { ensureLoaded } from '../runtime/module-table.ts';
import { absolute, filesOf } from '../runtime/files.ts';
import type { Form } from '../syntax/ast.ts';
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { CallbackFinder } from '../syntax/lint-behaviours.ts';
import { lintModule } from '../syntax/lint.ts';
import { parseForms } from '../syntax/parse-forms.ts';
import { parseTransforms } from '../syntax/parse-transforms.ts';
import { atom, ERROR, OK } from '../terms/atoms.ts';
import { fromBytes, toUint8Array } from '../terms/bits.ts';
import { formatTerm } from '../terms/format.ts';
import { fromArray, toArray } from '../terms/lists.ts';
import { Atom, Bits } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { readForms } from './abstract-forms.ts';
import type { Foreign } from './abstract-forms.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { bifKind } from './module-support.ts';
import { encodeObject } from './object-code.ts';
import { includeFolders, includesOf, macrosOf, sourceTextOf } from './source-files.ts';
import { chars, errorInfo, formsTerm, lintOptions, textOfChars } from './source-terms.ts';

function byFile(found: readonly Diagnostic[], main: string, more: readonly Foreign[] = []): Term {
  const files = new Map<string, Term[]>();
  const add = (file: string, info: Term): void => {
    files.set(file, [...(files.get(file) ?? []), info]);
  };
  for (const { file, info } of more) add(file, info);
  for (const one of found) add(one.file ?? main, errorInfo(one));
  return fromArray([...files].map(([file, infos]): Term => [chars(file), fromArray(infos)]));
}

/** Options that `module_info(compile)` does not show. */
const SILENT: ReadonlySet<string> = new Set(['beam', 'report_warnings', 'report_errors', 'binary', 'verbose']);

function shownOptions(options: Term): string {
  const shown = (toArray(options) ?? []).filter((option) => {
    if (option instanceof Atom) return !SILENT.has(option.name);
    return !(Array.isArray(option) && (option[0] === atom('outdir') || option[0] === atom('cwd')));
  });
  return formatTerm(fromArray(shown));
}

interface Unit {
  readonly machine: Machine;
  readonly forms: readonly Form[];
  readonly file: string;
  readonly options: Term;
  /** The forms as debug information keeps them; made when asked for. */
  readonly abstract: () => Term;
}

/** What a module that is loaded, or can be, asks of its implementations. */
function callbacksOf(machine: Machine, module: string): ReturnType<CallbackFinder> {
  const name = atom(module);
  if (!ensureLoaded(machine.node, name)) return 'undefined';
  const code = machine.node.modules.get(name)?.current?.code;
  if (code?.callbacks !== undefined) return code.callbacks;
  const isWritten = code?.functions.some((one) => one.name === 'behaviour_info' && one.arity === 1) === true;
  return isWritten ? null : 'undefined';
}

function finish(
  unit: Unit,
  found: { readonly errors: readonly Diagnostic[]; readonly warnings: readonly Diagnostic[] },
  foreign: { readonly errors: readonly Foreign[]; readonly warnings: readonly Foreign[] },
): Term {
  const { machine, forms, file, options } = unit;
  const checked = lintModule(forms, {
    file,
    ...found,
    options: lintOptions(options),
    callbacksOf: (module) => callbacksOf(machine, module),
  });
  const isFaulty = checked.errors.length + foreign.errors.length > 0;
  const optimizer = isFaulty ? [] : optimizerWarnings(forms, file);
  const warnings = byFile([...checked.warnings, ...optimizer], file, foreign.warnings);
  if (isFaulty) {
    return [ERROR, byFile(checked.errors, file, foreign.errors), warnings];
  }
  const source = file === '' ? null : absolute(filesOf(machine.node), file);
  const compiled = compile(forms, {
    bifKind,
    source,
    options: shownOptions(options),
    exportAll: hasWord(options, 'export_all'),
  });
  const debug = hasWord(options, 'debug_info') ? unit.abstract() : undefined;
  return [OK, atom(compiled.code.name), fromBytes(encodeObject(compiled, debug)), warnings];
}

function hasWord(options: Term, word: string): boolean {
  return (toArray(options) ?? []).some((option) => option instanceof Atom && option.name === word);
}

const STEPS: ReadonlySet<string> = new Set(['P', 'E', 'to_pp', 'to_exp']);

/** Whether something must happen to the forms in Erlang before they are compiled. */
function needsForms(options: Term): boolean {
  return (toArray(options) ?? []).some((option) => option instanceof Atom && STEPS.has(option.name));
}

function transformsOf(options: Term, forms: readonly Form[]): Term[] {
  const asked = (toArray(options) ?? []).flatMap((option) =>
    Array.isArray(option) && option.length === 2 && option[0] === atom('parse_transform') ? [option[1] as Term] : [],
  );
  return [...asked, ...parseTransforms(forms).map((name) => atom(name))];
}

/** `compile:source(File, Text, Options)`. */
function source(machine: Machine, file: Term, text: Term, options: Term): Result {
  const name = textOfChars(file);
  if (name === undefined || !(text instanceof Bits)) return machine.badarg();
  const parsed = parseForms(sourceTextOf(toUint8Array(text)), {
    file: name,
    include: includesOf(machine, includeFolders(options)),
    macros: macrosOf(options),
  });
  const transforms = transformsOf(options, parsed.forms);
  if (transforms.length > 0 || needsForms(options)) return [atom('forms'), formsTerm(parsed), fromArray(transforms)];
  const unit = { machine, forms: parsed.forms, file: name, options, abstract: () => formsTerm(parsed) };
  return finish(unit, parsed, { errors: [], warnings: [] });
}

/** `compile:tree(Forms, File, Options)`. */
function tree(machine: Machine, list: Term, file: Term, options: Term): Result {
  const name = textOfChars(file);
  const mixed = name === undefined ? undefined : readForms(list, name);
  if (name === undefined || mixed === undefined) return machine.badarg();
  const unit = { machine, forms: mixed.forms, file: name, options, abstract: () => list };
  return finish(unit, { errors: [], warnings: [] }, mixed);
}

export const rows: BifRows = {
  'source/3': plain(source),
  'tree/3': plain(tree),
};
