/**
 * The scanner: text to tokens, as erl_scan of OTP 25 does. A cursor walks over UTF-16 text and
 * counts columns in code points: `lineBase` is moved so that a column is always
 * `offset - lineBase`, also behind characters that take two units.
 * Errors are values; after one the cursor stands where OTP would go on.
 */
import type { Diagnostic } from './diagnostic.ts';
import { diagnostic, stringTerm, tagged } from './diagnostic.ts';
import { atom } from '../terms/atoms.ts';
import type { Term } from '../terms/term.ts';
import type { Position } from './position.ts';
import {
  CHARACTER_CLASSES,
  DIGIT,
  LONG_SYMBOLS,
  LOWER,
  NAME,
  UPPER,
  WHITE,
  characterClass,
  isReservedWord,
} from './token-types.ts';
import type { Token } from './token-types.ts';
import { atomText, escapedText } from './token-text.ts';

export interface ScanOptions {
  /** Words that are reserved besides the usual ones (`maybe`, `else`). */
  readonly extraWords?: ReadonlySet<string>;
  /** Whether any word is reserved. */
  readonly hasWords?: boolean;
  /** Keep `white_space` and `comment` tokens, whose value is their text. */
  readonly returnBlanks?: boolean;
  readonly returnComments?: boolean;
}

/** A place in a text that is being scanned. */
export interface ScanCursor {
  readonly text: string;
  offset: number;
  line: number;
  /** `offset - lineBase` is the column of `offset`. */
  lineBase: number;
  extraWords: ReadonlySet<string> | null;
  readonly hasWords: boolean;
  readonly returnBlanks: boolean;
  readonly returnComments: boolean;
}

/** How one run of the scanner ended. */
export type ScanEnd =
  | { readonly kind: 'dot' | 'eof' }
  | { readonly kind: 'error'; readonly diagnostic: Diagnostic; readonly atEof: boolean };

const END_OF_TEXT: ScanEnd = { kind: 'eof' };
const AT_DOT: ScanEnd = { kind: 'dot' };

/** Longest runs of head text that an error message about unterminated text quotes. */
const QUOTED_HEAD = 16;
const MAX_ATOM = 255;

/** A cursor at the beginning of `text`. */
export function scanCursor(
  text: string,
  start: Position = { line: 1, column: 1 },
  options: ScanOptions = {},
): ScanCursor {
  return {
    text,
    offset: 0,
    line: start.line,
    lineBase: -start.column,
    extraWords: options.extraWords ?? null,
    hasWords: options.hasWords !== false,
    returnBlanks: options.returnBlanks === true,
    returnComments: options.returnComments === true,
  };
}

/** Line and column of the cursor. */
export function cursorPosition(cursor: ScanCursor): Position {
  return { line: cursor.line, column: cursor.offset - cursor.lineBase };
}

/**
 * Scans tokens into `into` until a dot (kept as the last token), the end, or an error.
 * With `stopAtDot` false dots are passed by.
 */
export function scanTokens(cursor: ScanCursor, into: Token[], stopAtDot: boolean): ScanEnd {
  const text = cursor.text;
  const length = text.length;
  while (cursor.offset < length) {
    const start = cursor.offset;
    const code = text.charCodeAt(start);
    const bits = code < 256 ? CHARACTER_CLASSES[code] : 0;
    if ((bits & WHITE) !== 0) {
      skipWhite(cursor, into);
      continue;
    }
    if (code === 37) {
      const fault = skipComment(cursor, into);
      if (fault !== null) return { kind: 'error', diagnostic: fault, atEof: cursor.offset >= length };
      continue;
    }
    const pos = { line: cursor.line, column: start - cursor.lineBase };
    let failure: Diagnostic | null = null;
    if ((bits & LOWER) !== 0) {
      const name = takeName(cursor);
      if (name.length > MAX_ATOM) failure = illegal('atom', pos);
      else if ((cursor.hasWords && isReservedWord(name)) || (cursor.extraWords !== null && cursor.extraWords.has(name)))
        into.push({ type: name, pos, value: name });
      else into.push({ type: 'atom', pos, value: name });
    } else if ((bits & UPPER) !== 0) {
      const name = takeName(cursor);
      if (name.length > MAX_ATOM) failure = illegal('var', pos);
      else into.push({ type: 'var', pos, value: name });
    } else if ((bits & DIGIT) !== 0) {
      failure = takeNumber(cursor, pos, into);
    } else if (code === 46 && isDot(text, start)) {
      takeDot(cursor);
      into.push({ type: 'dot', pos, value: 'dot' });
      if (stopAtDot) return AT_DOT;
    } else if (code === 34 || code === 39) {
      failure = takeQuoted(cursor, pos, code, into);
    } else if (code === 36) {
      failure = takeChar(cursor, pos, into);
    } else if (code < 256) {
      const symbol = longSymbol(text, start, code);
      cursor.offset = start + symbol.length;
      into.push({ type: symbol, pos, value: symbol });
    } else {
      advanceCodePoint(cursor);
      failure = illegal('character', pos);
    }
    if (failure !== null) {
      return { kind: 'error', diagnostic: failure, atEof: cursor.offset >= length };
    }
  }
  return END_OF_TEXT;
}

/**
 * Scans a whole text (`erl_scan:string/2,3`).
 * @returns the tokens and the position behind the last one, or the first error.
 */
export function scanText(
  text: string,
  start?: Position,
  options?: ScanOptions,
): { readonly tokens: readonly Token[]; readonly error: Diagnostic | null; readonly end: Position } {
  const cursor = scanCursor(text, start, options);
  const tokens: Token[] = [];
  const end = scanTokens(cursor, tokens, false);
  return {
    tokens,
    error: end.kind === 'error' ? end.diagnostic : null,
    end: cursorPosition(cursor),
  };
}

function takeName(cursor: ScanCursor): string {
  const text = cursor.text;
  const start = cursor.offset;
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code < 256 && (CHARACTER_CLASSES[code] & NAME) !== 0) at++;
    else break;
  }
  cursor.offset = at;
  return text.slice(start, at);
}

function skipWhite(cursor: ScanCursor, into: Token[]): void {
  const text = cursor.text;
  const start = cursor.offset;
  const pos = cursor.returnBlanks ? cursorPosition(cursor) : null;
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 256 || (CHARACTER_CLASSES[code] & WHITE) === 0) break;
    if (code === 10) {
      // erl_scan starts a new white_space token with each run that begins at a line's end.
      if (pos !== null && at > start) break;
      cursor.line++;
      cursor.lineBase = at;
    }
  }
  cursor.offset = at;
  if (pos !== null) into.push({ type: 'white_space', pos, value: text.slice(start, at) });
}

/** Passes a comment by; it may not have what is no character. */
function skipComment(cursor: ScanCursor, into: Token[]): Diagnostic | null {
  const pos = cursorPosition(cursor);
  const start = cursor.offset;
  let end = cursor.text.indexOf('\n', start);
  if (end < 0) end = cursor.text.length;
  for (let at = start; at < end; at++) {
    const unit = cursor.text.charCodeAt(at);
    if (unit < 0xd800 || (unit > 0xdfff && unit < 0xfffe)) continue;
    const next = at + 1 < end ? cursor.text.charCodeAt(at + 1) : 0;
    if (unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
      cursor.lineBase++;
      at++;
    } else {
      cursor.offset = at + 1;
      return illegal('character', pos);
    }
  }
  cursor.offset = end;
  if (cursor.returnComments) {
    into.push({ type: 'comment', pos, value: cursor.text.slice(start, end) });
  }
  return null;
}

function isDot(text: string, at: number): boolean {
  if (at + 1 >= text.length) return true;
  const next = text.charCodeAt(at + 1);
  return next === 37 || (characterClass(next) & WHITE) !== 0;
}

/** A dot swallows the one blank behind it. */
function takeDot(cursor: ScanCursor): void {
  cursor.offset++;
  if (cursor.offset >= cursor.text.length) return;
  const next = cursor.text.charCodeAt(cursor.offset);
  if (next === 37) return;
  if (next === 10) {
    cursor.line++;
    cursor.lineBase = cursor.offset;
  }
  cursor.offset++;
}

function longSymbol(text: string, at: number, code: number): string {
  const next = text.charCodeAt(at + 1);
  // Every long symbol continues with one of these characters.
  if (
    next === 61 ||
    next === 62 ||
    next === 60 ||
    next === 45 ||
    next === 58 ||
    next === 46 ||
    next === 43 ||
    next === 124 ||
    next === 47
  ) {
    for (const symbol of LONG_SYMBOLS) {
      if (symbol.charCodeAt(0) === code && text.startsWith(symbol, at)) return symbol;
    }
  }
  return text[at];
}

// ── Numbers ─────────────────────────────────────────────────────────────────────────────────

/** Offset behind a run of digits of `base`, single underscores between digits allowed. */
function digitsEnd(text: string, start: number, base: number): number {
  let at = start;
  for (;;) {
    if (digitValue(text.charCodeAt(at)) < base) at++;
    else if (
      at > start &&
      text.charCodeAt(at) === 95 &&
      digitValue(text.charCodeAt(at - 1)) < base &&
      digitValue(text.charCodeAt(at + 1)) < base
    )
      at += 2;
    else return at;
  }
}

function digitValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 122) return code - 87;
  if (code >= 65 && code <= 90) return code - 55;
  return 99;
}

function takeNumber(cursor: ScanCursor, pos: Position, into: Token[]): Diagnostic | null {
  const text = cursor.text;
  const start = cursor.offset;
  let at = digitsEnd(text, start, 10);
  const next = text.charCodeAt(at);
  if (next === 35) {
    const base = Number(plainDigits(text.slice(start, at)));
    if (base < 2 || base > 36) {
      cursor.offset = at;
      const shown = plainDigits(text.slice(start, at));
      return diagnostic('erl_scan', pos, tagged('base', integerOf(shown, 10)), `illegal base '${Number(shown)}'`);
    }
    const digits = at + 1;
    at = digitsEnd(text, digits, base);
    cursor.offset = at;
    if (at === digits) return illegal('integer', pos);
    into.push({ type: 'integer', pos, value: integerOf(plainDigits(text.slice(digits, at)), base) });
    return null;
  }
  if (next === 46 && digitValue(text.charCodeAt(at + 1)) < 10) {
    at = digitsEnd(text, at + 1, 10);
    const mark = text.charCodeAt(at);
    if (mark === 101 || mark === 69) {
      let exponent = at + 1;
      const sign = text.charCodeAt(exponent);
      if (sign === 43 || sign === 45) exponent++;
      at = digitsEnd(text, exponent, 10);
      cursor.offset = at;
      if (at === exponent) return illegal('float', pos);
    }
    cursor.offset = at;
    const value = Number(plainDigits(text.slice(start, at)));
    if (!Number.isFinite(value)) return illegal('float', pos);
    into.push({ type: 'float', pos, value });
    return null;
  }
  cursor.offset = at;
  into.push({ type: 'integer', pos, value: integerOf(plainDigits(text.slice(start, at)), 10) });
  return null;
}

function plainDigits(digits: string): string {
  return digits.includes('_') ? digits.replaceAll('_', '') : digits;
}

function integerOf(digits: string, base: number): number | bigint {
  const quick = base === 10 ? Number(digits) : parseInt(digits, base);
  if (quick <= Number.MAX_SAFE_INTEGER) return quick;
  if (base === 10) return BigInt(digits);
  let value = 0n;
  const wide = BigInt(base);
  for (let i = 0; i < digits.length; i++) value = value * wide + BigInt(digitValue(digits.charCodeAt(i)));
  return value;
}

// ── Characters, strings and quoted atoms ────────────────────────────────────────────────────

/** What one element of quoted text is: a code point, or why there is none. */
const INCOMPLETE = -1;
const ILLEGAL = -2;

function takeChar(cursor: ScanCursor, pos: Position, into: Token[]): Diagnostic | null {
  cursor.offset++;
  const code = takeCodePoint(cursor);
  if (code === INCOMPLETE) return diagnostic('erl_scan', pos, atom('char'), 'unterminated character');
  if (code === ILLEGAL) return illegal('character', pos);
  into.push({ type: 'char', pos, value: code });
  return null;
}

function takeQuoted(cursor: ScanCursor, pos: Position, quote: number, into: Token[]): Diagnostic | null {
  const text = cursor.text;
  cursor.offset++;
  const codes: number[] = [];
  for (;;) {
    const at = cursor.offset;
    const next = at < text.length ? text.charCodeAt(at) : INCOMPLETE;
    if (next === quote) break;
    const here = next === 92 || next >= 0xd800 ? cursorPosition(cursor) : pos;
    const code = next === INCOMPLETE ? INCOMPLETE : takeCodePoint(cursor);
    if (code === INCOMPLETE) return unterminated(pos, quote, codes);
    if (code === ILLEGAL) return illegal('character', here);
    codes.push(code);
  }
  cursor.offset++;
  if (quote === 34) {
    into.push({ type: 'string', pos, value: codes });
    return null;
  }
  if (codes.length > MAX_ATOM) return illegal('atom', pos);
  into.push({ type: 'atom', pos, value: textOf(codes) });
  return null;
}

/** One character or escape of quoted text. Moves the cursor behind it. */
function takeCodePoint(cursor: ScanCursor): number {
  const text = cursor.text;
  if (cursor.offset >= text.length) return INCOMPLETE;
  if (text.charCodeAt(cursor.offset) !== 92) return plainCodePoint(cursor);
  cursor.offset++;
  if (cursor.offset >= text.length) return INCOMPLETE;
  const code = text.charCodeAt(cursor.offset);
  switch (code) {
    case 94: {
      cursor.offset++;
      if (cursor.offset >= text.length) return INCOMPLETE;
      const control = plainCodePoint(cursor);
      return control < 0 ? control : control & 31;
    }
    case 120:
      return hexEscape(cursor);
    default:
      break;
  }
  if (code >= 48 && code <= 55) {
    let value = 0;
    for (let i = 0; i < 3; i++) {
      const digit = text.charCodeAt(cursor.offset) - 48;
      if (!(digit >= 0 && digit <= 7)) break;
      value = value * 8 + digit;
      cursor.offset++;
    }
    return value;
  }
  const plain = plainCodePoint(cursor);
  return ESCAPES.get(plain) ?? plain;
}

const ESCAPES: ReadonlyMap<number, number> = new Map([
  [110, 10],
  [114, 13],
  [116, 9],
  [118, 11],
  [98, 8],
  [102, 12],
  [101, 27],
  [115, 32],
  [100, 127],
]);

function plainCodePoint(cursor: ScanCursor): number {
  const code = advanceCodePoint(cursor);
  return isScalar(code) ? code : ILLEGAL;
}

function advanceCodePoint(cursor: ScanCursor): number {
  const code = cursor.text.codePointAt(cursor.offset) as number;
  cursor.offset++;
  if (code > 0xffff) {
    cursor.offset++;
    cursor.lineBase++;
  } else if (code === 10) {
    cursor.line++;
    cursor.lineBase = cursor.offset - 1;
  }
  return code;
}

function isScalar(code: number): boolean {
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}

function hexEscape(cursor: ScanCursor): number {
  const text = cursor.text;
  let at = cursor.offset + 1;
  if (at >= text.length) {
    cursor.offset = at;
    return INCOMPLETE;
  }
  if (text.charCodeAt(at) === 123) {
    const first = ++at;
    while (digitValue(text.charCodeAt(at)) < 16) at++;
    cursor.offset = at;
    if (at >= text.length) return INCOMPLETE;
    if (text.charCodeAt(at) !== 125) return ILLEGAL;
    cursor.offset = at + 1;
    if (at === first) return ILLEGAL;
    const value = parseInt(text.slice(first, at), 16);
    return isScalar(value) ? value : ILLEGAL;
  }
  const high = digitValue(text.charCodeAt(at));
  if (high >= 16) {
    cursor.offset = at;
    return ILLEGAL;
  }
  const low = at + 1 < text.length ? digitValue(text.charCodeAt(at + 1)) : 99;
  cursor.offset = at + (low < 16 ? 2 : 0);
  return low < 16 ? high * 16 + low : ILLEGAL;
}

/** The text of code points; lone surrogates are kept. */
export function textOf(codes: readonly number[]): string {
  let text = '';
  for (const code of codes) text += String.fromCodePoint(code);
  return text;
}

// ── Errors ──────────────────────────────────────────────────────────────────────────────────

function illegal(what: string, pos: Position): Diagnostic {
  return diagnostic('erl_scan', pos, tagged('illegal', atom(what)), `illegal ${what}`);
}

function unterminated(pos: Position, quote: number, codes: readonly number[]): Diagnostic {
  const head = codes.slice(0, QUOTED_HEAD);
  const descriptor: Term = tagged('string', quote, stringTerm(textOf(head)));
  const text =
    quote === 34
      ? `unterminated string starting with "${escapedText(head, 34)}"`
      : `unterminated atom starting with ${atomText(textOf(head), true)}`;
  return diagnostic('erl_scan', pos, descriptor, text);
}
