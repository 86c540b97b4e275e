/**
 * A position in a list of tokens, and the one way a parser fails: at the first token that cannot
 * continue the form. As erl_parse's tables do, parsers look at one token and fail eagerly, so the
 * token named in the error is OTP's.
 */
import { ParseFailure, diagnostic, stringTerm, termList } from './diagnostic.ts';
import type { DiagnosticModule } from './diagnostic.ts';
import type { Position } from './position.ts';
import { tokenText } from './token-text.ts';
import type { Token } from './token-types.ts';

/** The `type` behind the last token. */
export const END = '$end';

export interface TokenStream {
  readonly tokens: readonly Token[];
  at: number;
  /** Type of the token at `at`, `END` behind the last. */
  type: string;
}

/** A stream at the first of `tokens`. */
export function tokenStream(tokens: readonly Token[]): TokenStream {
  return { tokens, at: 0, type: tokens.length > 0 ? tokens[0].type : END };
}

/** Moves back (or forth) to a place taken from `stream.at`. */
export function moveTo(stream: TokenStream, at: number): void {
  stream.at = at;
  stream.type = at < stream.tokens.length ? stream.tokens[at].type : END;
}

/** The token at the stream's place, which is left behind. */
export function take(stream: TokenStream): Token {
  const token = stream.tokens[stream.at];
  const at = ++stream.at;
  stream.type = at < stream.tokens.length ? stream.tokens[at].type : END;
  return token;
}

/** Takes a token of the given type or fails. */
export function expect(stream: TokenStream, type: string): Token {
  if (stream.type !== type) return unexpected(stream);
  return take(stream);
}

/** Whether the current token has this type; asked so that the compiler does not narrow `type`. */
export function at(stream: TokenStream, type: string): boolean {
  return stream.type === type;
}

/** Whether the token behind the current one has this type. */
export function nextIs(stream: TokenStream, type: string): boolean {
  const next = stream.at + 1;
  return next < stream.tokens.length && stream.tokens[next].type === type;
}

/** Place of the current token. */
export function here(stream: TokenStream): Position {
  return stream.tokens[stream.at].pos;
}

/** Fails with `syntax error before: Token`, as yecc's parsers do. */
export function unexpected(stream: TokenStream): never {
  const { tokens, at } = stream;
  const prefix = 'syntax error before: ';
  const shown = at < tokens.length ? tokenText(tokens[at]) : '';
  let pos: Position = { line: 0, column: 0 };
  if (at < tokens.length) pos = tokens[at].pos;
  else if (tokens.length > 0) pos = tokens[tokens.length - 1].pos;
  throw new ParseFailure(
    diagnostic('erl_parse', pos, termList([stringTerm(prefix), stringTerm(shown)]), prefix + shown),
  );
}

/** Fails with a text that is no `syntax error before`. */
export function reject(pos: Position, text: string, module: DiagnosticModule = 'erl_parse'): never {
  throw new ParseFailure(diagnostic(module, pos, stringTerm(text), text));
}
