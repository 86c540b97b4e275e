/**
 * The door of the parser. Forms of a whole text go through the preprocessor; lists of tokens are
 * parsed as `erl_parse` does it. Errors come back as diagnostics, never as exceptions.
 */
import type { Expr, Form } from './ast.ts';
import type { Diagnostic } from './diagnostic.ts';
import { ParseFailure, inFile } from './diagnostic.ts';
import { isConstant, formFromTokens } from './parse-form.ts';
import { nextItem, preprocessor } from './preprocess.ts';
import type { PreprocessOptions } from './preprocess.ts';
import { firstPosition, parseExpressions, parseHeadClause } from './parse-expression.ts';
import type { Position } from './position.ts';
import { at, expect, here, reject, take, tokenStream, unexpected } from './token-stream.ts';
import type { TokenStream } from './token-stream.ts';
import type { Token } from './token-types.ts';

/** Runs a parser and turns its failure into the diagnostic. */
function attempt<T>(parse: () => T): { readonly ok: T } | { readonly error: Diagnostic } {
  try {
    return { ok: parse() };
  } catch (failure) {
    if (failure instanceof ParseFailure) return { error: failure.diagnostic };
    throw failure;
  }
}

export type Parsed<T> = { readonly ok: T } | { readonly error: Diagnostic };

/** The tokens of one form, dot included (`erl_parse:parse_form/1`). */
export function parseForm(tokens: readonly Token[]): Parsed<Form> {
  return attempt(() => formFromTokens(tokens));
}

/** Expressions between commas and a dot (`erl_parse:parse_exprs/1`). */
export function parseExprs(tokens: readonly Token[]): Parsed<readonly Expr[]> {
  return attempt(() => exprsFromTokens(tokens));
}

/** One literal term and a dot (`erl_parse:parse_term/1`), still as a tree. */
export function parseTerm(tokens: readonly Token[]): Parsed<Expr> {
  return attempt(() => {
    const exprs = exprsFromTokens(tokens);
    if (exprs.length > 1) return reject(firstPosition(exprs[1]), 'bad term');
    return isConstant(exprs[0]) ? exprs[0] : reject(firstPosition(exprs[0]), 'bad term');
  });
}

function exprsFromTokens(tokens: readonly Token[]): Expr[] {
  const stream = tokenStream(tokens);
  const exprs = parseExpressions(stream);
  if (at(stream, ';')) refuseClauses(stream);
  expect(stream, 'dot');
  if (stream.at < tokens.length) unexpected(stream);
  return exprs;
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

/** OTP parses expressions as the body of a function, so behind `;` it looks for another clause. */
function refuseClauses(stream: TokenStream): never {
  let pos: Position | null = null;
  while (at(stream, ';')) {
    take(stream);
    const name = expect(stream, 'atom');
    pos ??= name.pos;
    parseHeadClause(stream, name.pos);
  }
  expect(stream, 'dot');
  return reject(pos ?? here(stream), 'head mismatch');
}
