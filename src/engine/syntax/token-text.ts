/**
 * Tokens as OTP prints them in `syntax error before: …`: atoms and punctuation as `~tw` would,
 * numbers in base ten, strings and characters with their escapes.
 */
import { shortFloat } from '../terms/float-text.ts';
import { characterClass, isReservedWord, LOWER, NAME } from './token-types.ts';
import type { Token } from './token-types.ts';

const NAMED_ESCAPES: ReadonlyMap<number, string> = new Map([
  [10, '\\n'],
  [13, '\\r'],
  [9, '\\t'],
  [11, '\\v'],
  [8, '\\b'],
  [12, '\\f'],
  [27, '\\e'],
  [127, '\\d'],
  [92, '\\\\'],
]);

/** The inside of a quoted text with `quote` (a code) escaped, as `io_lib:write_string/2`. */
export function escapedText(codes: Iterable<number>, quote: number): string {
  let text = '';
  for (const code of codes) {
    const named = NAMED_ESCAPES.get(code);
    if (code === quote) text += '\\' + String.fromCharCode(quote);
    else if (named !== undefined) text += named;
    else if (code < 32 || (code > 127 && code < 160)) {
      text += '\\' + code.toString(8).padStart(3, '0');
    } else text += String.fromCodePoint(code);
  }
  return text;
}

/** Whether an atom is written without quotes. */
export function isPlainAtom(name: string): boolean {
  if (name === '' || isReservedWord(name)) return false;
  if ((characterClass(name.charCodeAt(0)) & LOWER) === 0) return false;
  for (let i = 1; i < name.length; i++) {
    if ((characterClass(name.charCodeAt(i)) & NAME) === 0) return false;
  }
  return true;
}

/** An atom, in quotes where needed or when `quoted`. */
export function atomText(name: string, quoted = false): string {
  if (!quoted && isPlainAtom(name)) return name;
  const codes: number[] = [];
  for (const char of name) codes.push(char.codePointAt(0) as number);
  return `'${escapedText(codes, 39)}'`;
}

/** A character as `$x`. */
export function charText(code: number): string {
  if (code === 32) return '$\\s';
  return '$' + (code === 34 || code === 39 ? String.fromCharCode(code) : escapedText([code], -1));
}

/** The token as `erl_parse` shows it in an error. */
export function tokenText(token: Token): string {
  switch (token.type) {
    case 'atom':
      return atomText(token.value as string);
    case 'var':
      return token.value as string;
    case 'integer':
      return String(token.value);
    case 'float':
      return shortFloat(token.value as number);
    case 'char':
      return charText(token.value as number);
    case 'string':
      return `"${escapedText(token.value as readonly number[], 34)}"`;
    case 'dot':
      return "'.'";
    default:
      return atomText(token.type, true);
  }
}
