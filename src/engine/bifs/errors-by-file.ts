/** Errors and warnings as the linter's callers want them: `[{File, [ErrorInfo]}]`. */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { fromArray } from '../terms/lists.ts';
import type { Term } from '../terms/term.ts';
import type { Foreign } from './abstract-forms.ts';
import { chars, errorInfo } from './source-terms.ts';

/** `[{File, [ErrorInfo]}]`. */
export function errorsByFile(found: readonly Diagnostic[], more: readonly Foreign[] = []): Term {
  const files = new Map<string, Term[]>();
  const add = (file: string, info: Term): void => {
    files.set(file, [...(files.get(file) ?? []), info]);
  };
  for (const { file, info } of more) add(file, info);
  for (const one of found) add(one.file ?? 'nofile', errorInfo(one));
  return fromArray([...files].map(([file, infos]): Term => [chars(file), fromArray(infos)]));
}
