/**
 * Tokens as OTP prints them in `syntax error before: …`: atoms and punctuation as `~tw` would,
 * numbers in base ten, strings and characters with their escapes.
 */
import { characterClass, isReservedWord, LOWER, NAME } from './token-types.ts';
import type { Token } from './token-types.ts';

const NAMED_ESCAPES: ReadonlyMap<number, string> = new Map([
  [10, '\\n'], [13, '\\r'], [9, '\\t'], [11, '\\v'], [8, '\\b'], [12, '\\f'], [27, '\\e'],
  [127, '\\d'], [92, '\\\\'],
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
    }
    else text += String.fromCodePoint(code);
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

/** A float in Erlang's shortest form. */
export function floatText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const short = shortest(value);
  return short;
}

/** Digits and exponent of the shortest text that reads back as `value`, laid out as OTP 25 does. */
function shortest(value: number): string {
  if (value === 0) return '0.0';
  const sign = value < 0 ? '-' : '';
  const [mantissa, exponentText] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(exponentText);
  const point = exponent + 1;
  let fixed: string;
  if (point <= 0) fixed = '0.' + '0'.repeat(-point) + digits;
  else if (point >= digits.length) fixed = digits + '0'.repeat(point - digits.length) + '.0';
  else fixed = digits.slice(0, point) + '.' + digits.slice(point);
  const scientific =
    digits[0] + '.' + (digits.length > 1 ? digits.slice(1) : '0') + 'e' + String(exponent);
  // Integers too large for exact counting in floats are shown with an exponent.
  if (Math.abs(value) >= 2 ** 53) return sign + scientific;
  return sign + (fixed.length <= scientific.length ? fixed : scientific);
}

/** The token as `erl_parse` shows it in an error. */
export function tokenText(token: Token): string {
  switch (token.type) {
    case 'atom': return atomText(token.value as string);
    case 'var': return token.value as string;
    case 'integer': return String(token.value);
    case 'float': return floatText(token.value as number);
    case 'char': return charText(token.value as number);
    case 'string': return `"${escapedText(token.value as readonly number[], 34)}"`;
    case 'dot': return "'.'";
    default: return atomText(token.type, true);
  }
}
