/**
 * Scanning of text that arrives in pieces (`erl_scan:tokens/3,4`): the caller keeps what it has
 * read so far and asks again with more behind it, until a dot, an error or the end.
 */
import type { Diagnostic } from './diagnostic.ts';
import type { Position } from './position.ts';
import { cursorPosition, scanCursor, scanTokens } from './scan.ts';
import type { ScanOptions } from './scan.ts';
import type { Token } from './token-types.ts';

export type ScanStep =
  /** The text may go on; ask again with all of it and what follows. */
  | { readonly kind: 'more' }
  /** Tokens up to a dot, or up to the end of all text. */
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[]; readonly end: Position; readonly rest: string }
  | { readonly kind: 'error'; readonly diagnostic: Diagnostic; readonly end: Position; readonly rest: string }
  /** Nothing but blanks before the end of all text. */
  | { readonly kind: 'eof'; readonly end: Position };

/**
 * One step over `text`, which starts at `start`.
 * @param atEof no more text will come
 */
export function scanStep(text: string, start: Position, atEof: boolean, options: ScanOptions = {}): ScanStep {
  const cursor = scanCursor(text, start, options);
  const tokens: Token[] = [];
  const ended = scanTokens(cursor, tokens, true);
  const end = cursorPosition(cursor);
  const rest = text.slice(cursor.offset);
  switch (ended.kind) {
    case 'error':
      if (ended.atEof && !atEof && ended.diagnostic.text !== 'illegal character') return { kind: 'more' };
      return { kind: 'error', diagnostic: ended.diagnostic, end, rest };
    case 'dot':
      // What follows a last full stop decides whether it is a dot.
      if (!atEof && rest === '' && text.endsWith('.')) return { kind: 'more' };
      return { kind: 'tokens', tokens, end, rest };
    case 'eof':
      if (!atEof) return { kind: 'more' };
      return tokens.length === 0 ? { kind: 'eof', end } : { kind: 'tokens', tokens, end, rest };
  }
}
