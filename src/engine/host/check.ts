// Tells what is wrong in a text before it runs, in Erlang's own words: lines for the shell are only parsed, since what is
// bound is the shell's matter; a module is linted as a whole.
import type { SourceKind, SourceProblem } from '../client/protocol.ts';
import { withSpecs } from '../compile/spec-module.ts';
import { specErrorText } from '../compile/spec-texts.ts';
import { reload } from '../world/reload.ts';
import type { ModuleForms } from '../world/reload.ts';
import type { World } from '../world/world.ts';
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { lintModule } from '../syntax/lint.ts';
import { parseExprs } from '../syntax/parse.ts';
import { parseForms } from '../syntax/parse-forms.ts';
import { scanCursor, scanTokens } from '../syntax/scan.ts';
import type { Token } from '../syntax/token-types.ts';

/** The problems of a text, those of a module in the order of their places. */
export function checkSource(what: SourceKind, text: string): SourceProblem[] {
  return what === 'shell' ? checkShell(text) : checkModule(text);
}

function problem({ pos, text }: Pick<Diagnostic, 'pos' | 'text'>, severity: SourceProblem['severity']): SourceProblem {
  return { line: pos?.line ?? 1, column: Math.max(1, pos?.column ?? 1), severity, text };
}

function checkShell(text: string): SourceProblem[] {
  const cursor = scanCursor(text);
  const problems: SourceProblem[] = [];
  for (;;) {
    const tokens: Token[] = [];
    const end = scanTokens(cursor, tokens, true);
    if (end.kind === 'error') return [...problems, problem(end.diagnostic, 'error')];
    // What lacks its dot is ended by the shell.
    if (end.kind === 'eof' && tokens.length > 0)
      tokens.push({ ...tokens[tokens.length - 1], type: 'dot', value: 'dot' });
    if (tokens.length === 0) return problems;
    const parsed = parseExprs(tokens);
    if ('error' in parsed) problems.push(problem(parsed.error, 'error'));
  }
}

/** A module as it is to be compiled: its forms, and what is wrong with them. */
function readModule(text: string, file: string): { readonly forms: ModuleForms; readonly problems: SourceProblem[] } {
  const parsed = parseForms(text, { file });
  const specs = withSpecs(parsed.forms);
  const { errors, warnings } = lintModule(specs.forms, { file, errors: parsed.errors, warnings: parsed.warnings });
  const problems = [
    ...specs.errors.map((one) => problem({ pos: one.pos, text: specErrorText(one) }, 'error')),
    ...errors.map((one) => problem(one, 'error')),
    ...warnings.map((one) => problem(one, 'warning')),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  return { forms: specs.forms, problems };
}

function checkModule(text: string): SourceProblem[] {
  return readModule(text, 'nofile').problems;
}

/** Compiles a module and loads it into a running world, unless it has errors; gives its problems. */
export function loadModule(world: World, file: string, text: string): SourceProblem[] {
  const { forms, problems } = readModule(text, file);
  if (!problems.some(({ severity }) => severity === 'error')) reload(world, forms);
  return problems;
}
