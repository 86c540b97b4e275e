/** Module erl_scan over the engine's scanner (stdlib: erl_scan). Tokens and errors have OTP's shapes. */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { tokenToTerm } from '../syntax/abstract-format.ts';
import { positionOf } from '../syntax/abstract-parse.ts';
import type { Position } from '../syntax/position.ts';
import { cursorPosition, scanCursor, scanTokens } from '../syntax/scan.ts';
import type { ScanCursor } from '../syntax/scan.ts';
import { escapedText } from '../syntax/token-text.ts';
import { isReservedWord } from '../syntax/token-types.ts';
import type { Token } from '../syntax/token-types.ts';
import { atom, bool, ERROR, OK, UNDEFINED } from '../terms/atoms.ts';
import { formatTerm } from '../terms/format.ts';
import { fromArray, listOf, stringFromList, toArray } from '../terms/lists.ts';
import { Atom, Cons, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { chars, errorInfo, optionsOf, startOf, textOfChars } from './source-terms.ts';

const EOF = atom('eof');
const MORE = atom('more');
const DONE = atom('done');
const CONTINUATION = atom('erl_scan_continuation');

interface Settings {
  readonly start: Position;
  readonly columns: boolean;
  readonly text: boolean;
  readonly returnBlanks: boolean;
  readonly returnComments: boolean;
  readonly hasWords: boolean;
}

function settings(location: Term, options: Term): Settings | undefined {
  const start = startOf(location);
  if (start === undefined) return undefined;
  const { words, pairs } = optionsOf(options);
  return {
    start: start.position,
    columns: start.columns,
    text: words.has('text'),
    returnBlanks: words.has('return') || words.has('return_white_spaces'),
    returnComments: words.has('return') || words.has('return_comments'),
    // Which words are reserved then is for the function to say.
    hasWords: !pairs.has('reserved_word_fun'),
  };
}

function location(columns: boolean): (pos: Position) => Term {
  return (pos) => (columns ? [pos.line, pos.column] : pos.line);
}

/** Scans up to a dot or the end; keeps blanks so that each token's text is known. */
function scan(cursor: ScanCursor, asked: Settings, stopAtDot: boolean) {
  const from = cursor.offset;
  const starts: number[] = [];
  const tokens: Token[] = [];
  const end = scanTokens(cursor, tokens, stopAtDot);
  if (asked.text) starts.push(...offsets(cursor.text, from, tokens, asked.start));
  const at = location(asked.columns);
  const terms: Term[] = [];
  tokens.forEach((token, index) => {
    if (token.type === 'white_space' && !asked.returnBlanks) return;
    if (token.type === 'comment' && !asked.returnComments) return;
    if (!asked.text) {
      terms.push(tokenToTerm(token, at));
      return;
    }
    const stop = starts[index + 1] ?? cursor.offset;
    const source = cursor.text.slice(starts[index], stop);
    terms.push(tokenToTerm(token, (pos) => listOf([atom('text'), textOf(source)], [atom('location'), at(pos)])));
  });
  return { end, terms };
}

/** Offsets in the text of tokens that follow each other without gaps. */
function offsets(text: string, from: number, tokens: readonly Token[], start: Position): number[] {
  const lineStarts = [0];
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) === 10) lineStarts.push(index + 1);
  return tokens.map(({ pos }) => {
    const line = pos.line - start.line;
    const base = lineStarts[line] ?? from;
    return base + pos.column - (line === 0 ? start.column : 1);
  });
}

function cursorFor(text: string, asked: Settings): ScanCursor {
  const keep = asked.text;
  return scanCursor(text, asked.start, {
    hasWords: asked.hasWords,
    returnBlanks: keep || asked.returnBlanks,
    returnComments: keep || asked.returnComments,
  });
}

/** Blank texts of these kinds are one list however often they come, as in OTP. */
const COMMON_BLANKS = /^(?:\n? *|\n?\t*|\r|\n\r|\n\f)$/;
const LONGEST_COMMON = 18;
const commonBlanks = new Map<string, Term>();

function textOf(source: string): Term {
  if (source.length > LONGEST_COMMON || !COMMON_BLANKS.test(source)) return chars(source);
  let found = commonBlanks.get(source);
  if (found === undefined) {
    found = chars(source);
    commonBlanks.set(source, found);
  }
  return found;
}

/** `string/3`. */
function string(machine: Machine, text: Term, start: Term, options: Term): Result {
  const source = textOfChars(text);
  const asked = settings(start, options);
  if (source === undefined || asked === undefined) return machine.badarg();
  const cursor = cursorFor(source, asked);
  const { end, terms } = scan(cursor, asked, false);
  const at = location(asked.columns);
  const where = at(cursorPosition(cursor));
  if (end.kind === 'error') return [ERROR, errorInfo(end.diagnostic, at), where];
  return [OK, fromArray(terms), where];
}

/**
 * `tokens/3,4`: gathers characters until a dot ends them. The continuation is
 * `{erl_scan_continuation, Chars, StartLocation, Tokens, Options}`, the tokens so far last first; `[]` begins anew.
 */
function tokens(machine: Machine, continuation: Term, more: Term, start: Term, options: Term): Result {
  let before = '';
  let from = start;
  let chosen = options;
  if (Array.isArray(continuation) && continuation[0] === CONTINUATION) {
    const [, kept, keptStart, , keptOptions] = continuation as [Term, Term, Term, Term, Term];
    before = textOfChars(kept) ?? '';
    from = keptStart;
    chosen = keptOptions;
  }
  const asked = settings(from, chosen);
  const fresh = more === EOF ? '' : textOfChars(more);
  if (asked === undefined || fresh === undefined) return machine.badarg();
  const text = before + fresh;
  const cursor = cursorFor(text, asked);
  const { end, terms } = scan(cursor, asked, true);
  const at = location(asked.columns);
  const rest = (): Term => (more === EOF && cursor.offset >= text.length ? EOF : chars(text.slice(cursor.offset)));
  const where = at(cursorPosition(cursor));
  // A dot at the very end may go on (`1.5`), unless white space follows or the input is over.
  const undecided = end.kind === 'dot' && more !== EOF && cursor.offset >= text.length && /\.$/.test(text);
  if (end.kind === 'error' && (!end.atEof || more === EOF)) {
    return [DONE, [ERROR, errorInfo(end.diagnostic, at), where], rest()];
  }
  if (end.kind === 'dot' && !undecided) return [DONE, [OK, fromArray(terms), where], rest()];
  if (more !== EOF) return [MORE, [CONTINUATION, chars(text), from, fromArray(terms.reverse()), chosen]];
  if (terms.length === 0) return [DONE, [EOF, where], EOF];
  return [DONE, [OK, fromArray(terms), where], EOF];
}

/** The descriptor's text, as `format_error/1` gives it. */
function errorText(descriptor: Term): string {
  if (Array.isArray(descriptor)) {
    const [tag, a, b] = descriptor as Term[];
    if (tag === atom('string')) {
      const isAtom = a === 39;
      const codes = [...(stringFromList(b ?? NIL) ?? '')].map((char) => char.codePointAt(0) ?? 0);
      const mark = isAtom ? "'" : '"';
      const head = mark + escapedText(codes, isAtom ? 39 : 34) + mark;
      return `unterminated ${isAtom ? 'atom' : 'string'} starting with ${head}`;
    }
    if (tag === atom('illegal')) return `illegal ${formatTerm(a ?? NIL)}`;
    if (tag === atom('unterminated')) return `unterminated ${formatTerm(a ?? NIL)}`;
    if (tag === atom('base')) return `illegal base '${formatTerm(a ?? NIL)}'`;
  }
  if (descriptor === atom('char')) return 'unterminated character';
  return textOfChars(descriptor) ?? formatTerm(descriptor);
}

function parts(token: Term): readonly Term[] | undefined {
  return Array.isArray(token) && token.length >= 2 && token[0] instanceof Atom ? (token as readonly Term[]) : undefined;
}

/** The text kept with the option `text`, else `undefined`. */
function tokenText(anno: Term): Term {
  if (anno instanceof Cons) {
    for (const item of toArray(anno) ?? []) {
      if (Array.isArray(item) && item[0] === atom('text')) return item[1] as Term;
    }
  }
  return UNDEFINED;
}

export const rows: BifRows = {
  'scan_string/3': plain(string),
  'scan_tokens/4': plain(tokens),
  'format_error/1': plain((_machine, descriptor) => chars(errorText(descriptor))),
  'reserved_word/1': plain((_machine, word) => bool(word instanceof Atom && isReservedWord(word.name))),
  'category/1': plain((machine, token) => parts(token)?.[0] ?? machine.badarg()),
  'symbol/1': plain((machine, token) => {
    const found = parts(token);
    return found === undefined ? machine.badarg() : found.length > 2 ? found[2] : found[0];
  }),
  'text/1': plain((machine, token) => {
    const found = parts(token);
    return found === undefined ? machine.badarg() : tokenText(found[1]);
  }),
  'line/1': plain((machine, token) => {
    const found = parts(token);
    return found === undefined ? machine.badarg() : positionOf(found[1]).line;
  }),
  'column/1': plain((machine, token) => {
    const found = parts(token);
    if (found === undefined) return machine.badarg();
    const { column } = positionOf(found[1]);
    return column === 0 ? UNDEFINED : column;
  }),
  'location/1': plain((machine, token) => {
    const found = parts(token);
    if (found === undefined) return machine.badarg();
    const { line, column } = positionOf(found[1]);
    return column === 0 ? line : [line, column];
  }),
};
