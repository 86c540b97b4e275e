/**
 * The door of the parser. Forms of a whole text go through the preprocessor; lists of tokens are
 * parsed as `erl_parse` does it. Errors come back as diagnostics, never as exceptions.
 */
import type { Expr } from './ast.ts';
import type { Diagnostic } from './diagnostic.ts';
import { ParseFailure } from './diagnostic.ts';
import { isConstant } from './is-constant.ts';
import { firstPosition, parseExpressions, parseHeadClause } from './parse-expression.ts';
import type { Position } from './position.ts';
import { at, expect, here, reject, take, tokenStream, unexpected } from './token-stream.ts';
import type { TokenStream } from './token-stream.ts';
import type { Token } from './token-types.ts';

/** Runs a parser and turns its failure into the diagnostic. */
export function attempt<T>(parse: () => T): { readonly ok: T } | { readonly error: Diagnostic } {
  try {
    return { ok: parse() };
  } catch (failure) {
    if (failure instanceof ParseFailure) return { error: failure.diagnostic };
    throw failure;
  }
}

export type Parsed<T> = { readonly ok: T } | { readonly error: Diagnostic };

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
