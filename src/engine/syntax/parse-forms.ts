/**
 * The door of the parser for whole forms and modules; expressions have a door of their own (parse.ts), since a shell needs
 * no more. Errors come back as diagnostics, never as exceptions.
 */
import type { Form } from './ast.ts';
import { inFile } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';
import { formFromTokens } from './parse-form.ts';
import { attempt } from './parse.ts';
import type { Parsed } from './parse.ts';
import { nextItem, preprocessor } from './preprocess.ts';
import type { PreprocessOptions } from './preprocess.ts';
import type { Token } from './token-types.ts';

/** The tokens of one form, dot included (`erl_parse:parse_form/1`). */
export function parseForm(tokens: readonly Token[]): Parsed<Form> {
  return attempt(() => formFromTokens(tokens));
}

export interface ParsedForms {
  /** All forms that could be parsed, in order, `file` forms around includes and `eof` among them. */
  readonly forms: readonly Form[];
  readonly errors: readonly Diagnostic[];
  /** From `-warning` directives. */
  readonly warnings: readonly Diagnostic[];
  /** All three as they were read. */
  readonly items: readonly (Form | Diagnostic)[];
}

/**
 * Preprocesses and parses a whole module (`epp:parse_file/2`). A form with an error is left out
 * and reading goes on behind it.
 */
export function parseForms(text: string, options: PreprocessOptions): ParsedForms {
  const epp = preprocessor(text, options);
  const forms: Form[] = [];
  const errors: Diagnostic[] = [];
  const warnings: Diagnostic[] = [];
  const items: (Form | Diagnostic)[] = [];
  const keep = <T extends Form | Diagnostic>(list: T[], item: T): void => {
    list.push(item);
    items.push(item);
  };
  for (;;) {
    const item = nextItem(epp);
    switch (item.kind) {
      case 'tokens': {
        const parsed = parseForm(item.tokens);
        if ('ok' in parsed) keep(forms, parsed.ok);
        else keep(errors, inFile(parsed.error, item.file));
        break;
      }
      case 'form':
        keep(forms, item.form);
        break;
      case 'error':
        keep(errors, item.diagnostic);
        break;
      case 'warning':
        keep(warnings, item.diagnostic);
        break;
      case 'eof':
        keep(forms, { type: 'eof', pos: item.pos });
        return { forms, errors, warnings, items };
    }
  }
}
