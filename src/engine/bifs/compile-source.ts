/**
 * From Erlang source text to loadable code, by the one compiler: preprocess, parse, lint, compile, evaluate.
 * Used by the command line tools, by tests and by the built-ins that compile.
 */
import { compile } from '../compile/compile.ts';
import { withSpecs } from '../compile/spec-module.ts';
import { specErrorText } from '../compile/spec-texts.ts';
import type { ModuleText } from '../runtime/load.ts';
import type { Form } from '../syntax/ast.ts';
import { formatDiagnostic } from '../syntax/diagnostic.ts';
import { lintModule } from '../syntax/lint.ts';
import { parseForms } from '../syntax/parse-forms.ts';
import { parseTransforms } from '../syntax/parse-transforms.ts';
import type { IncludeReader } from '../syntax/preprocess.ts';
import { atom } from '../terms/atoms.ts';
import type { Term } from '../terms/term.ts';
import { natives } from './all.ts';
import { linkOf } from './evaluate-link.ts';
import { moduleSupport } from './module-support.ts';
import type { BifKind, BifRow } from './entry.ts';
import { formsTerm } from './source-terms.ts';

/** The row of a built-in. */
export function rowOf(module: string, name: string, arity: number): BifRow | undefined {
  const rows = natives.get(atom(module));
  const key = `${name}/${arity}`;
  return rows !== undefined && Object.hasOwn(rows, key) ? rows[key] : undefined;
}

/** How a function is built in, for the compiler. */
export function bifKind(module: string, name: string, arity: number): BifKind | null {
  return rowOf(module, name, arity)?.kind ?? null;
}

/** What compiled code uses; the same for all nodes of the worker. */
export const support = moduleSupport();

/**
 * The code of a module, or the messages of what is wrong with its source, or its forms when they name parse
 * transforms, which only a node can run. `rearrange` sees the forms before they are compiled.
 */
export function compileSource(
  text: string,
  file: string,
  include?: IncludeReader,
  rearrange: (forms: readonly Form[]) => readonly Form[] = (forms) => forms,
): { readonly module: ModuleText } | { readonly errors: readonly string[] } | { readonly untransformed: Term } {
  const parsed = parseForms(text, include === undefined ? { file } : { file, include });
  if (parseTransforms(parsed.forms).some((name) => name !== 'ms_transform')) {
    return { untransformed: formsTerm(parsed) };
  }
  if (parsed.errors.length > 0) return { errors: parsed.errors.map(formatDiagnostic) };
  const { forms, errors } = withSpecs(parsed.forms);
  if (errors.length > 0)
    return { errors: errors.map((one) => `${one.pos.line}:${one.pos.column}: ${specErrorText(one)}`) };
  const checked = lintModule(forms);
  if (checked.errors.length > 0) return { errors: checked.errors.map(formatDiagnostic) };
  const { code, body } = compile(rearrange(forms), { bifKind });
  return { module: { code, link: linkOf(code, body) } };
}
