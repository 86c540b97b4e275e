/**
 * Character sets of PCRE under its Latin-1 tables, written as the inside of JavaScript classes, and
 * the code points behind letters and escapes.
 */

const WORD = '0-9A-Z_a-z\\xaa\\xb5\\xba\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\xff';
const SPACE = '\\t-\\r \\x85\\xa0';
/** `\d`, `\w`, `\s`, `\h` and `\v`. */
export const CLASSES: Readonly<Record<string, string>> = {
  d: '0-9',
  w: WORD,
  s: SPACE,
  h: '\\t \\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  v: '\\n-\\r\\x85\\u2028\\u2029',
  N: '',
};
/** `[:alpha:]` and kin. */
export const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z\\xaa\\xb5\\xba\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\xff',
  alpha: 'A-Za-z\\xaa\\xb5\\xba\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\xff',
  ascii: '\\x00-\\x7f',
  blank: '\\t \\xa0',
  cntrl: '\\x00-\\x1f\\x7f-\\x9f',
  digit: '0-9',
  graph: '!-~\\xa1-\\xff',
  lower: 'a-z\\xb5\\xdf-\\xf6\\xf8-\\xff',
  print: ' -~\\xa0-\\xff',
  punct: '!-\\/:-@\\[-`\\{-~\\xa1-\\xa9\\xab-\\xb4\\xb6-\\xb9\\xbb-\\xbf\\xd7\\xf7',
  space: SPACE,
  upper: 'A-Z\\xc0-\\xd6\\xd8-\\xde',
  word: WORD,
  xdigit: '0-9A-Fa-f',
};
/** Escapes of control characters. */
export const CONTROLS: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };

/** The code point of a character. */
export const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

/** A code point as an escape. */
export function hexOf(code: number): string {
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

/** The other letter case of a code point, or itself. */
export function otherCase(code: number): number {
  const text = String.fromCodePoint(code);
  const other = text.toLowerCase() === text ? text.toUpperCase() : text.toLowerCase();
  return [...other].length === 1 && [...other][0] !== text ? codeOf(other) : code;
}

/** `\b` and `\B`. */
export const BOUNDARY = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
export const NO_BOUNDARY = `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`;

/** The ranges outside of a set that is written as sorted single escapes and ranges. */
export function complement(set: string): string {
  const ranges: [number, number][] = [];
  const shape = /(\\x..|\\u....|\\.|.)(?:-(\\x..|\\u....|\\.|.))?/gu;
  for (const [, low, high] of set.matchAll(shape)) ranges.push([escapedCode(low), escapedCode(high ?? low)]);
  ranges.sort((a, b) => a[0] - b[0]);
  let result = '';
  let next = 0;
  for (const [low, high] of ranges) {
    if (low > next) result += `\\u{${next.toString(16)}}-\\u{${(low - 1).toString(16)}}`;
    next = high + 1;
  }
  return `${result}\\u{${next.toString(16)}}-\\u{10ffff}`;
}

function escapedCode(text: string): number {
  if (/^\\[xu]/.test(text)) return parseInt(text.slice(2), 16);
  if (text[0] !== '\\' || text.length === 1) return codeOf(text);
  return CONTROLS[text[1]] ?? codeOf(text[1]);
}

/** How many capturing groups a pattern has. */
export function countGroups(text: readonly string[]): number {
  let count = 0;
  let inClass = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (inClass) inClass = text[i] !== ']';
    else if (text[i] === '[') inClass = true;
    else if (text[i] === '(') {
      if (text[i + 1] !== '?') count++;
      else if (/^(\?P?<[^=!]|\?')/.test(text.slice(i + 1, i + 5).join(''))) count++;
    }
  }
  return count;
}

/** The pattern with `\Q...\E` written as escaped characters. */
export function unquoted(pattern: string): string {
  return pattern.replace(/\\Q([^]*?)(?:\\E|$)|\\[^]/g, (whole, inner: string | undefined) =>
    inner === undefined ? whole : inner.replace(/[^0-9A-Za-z]/gu, '\\$&'),
  );
}

/** A range of a character class; without regard to case, the other cases of its characters are added. */
export function rangeText(ignoresCase: boolean, low: number, high: number): string {
  const text = low === high ? hexOf(low) : `${hexOf(low)}-${hexOf(high)}`;
  if (!ignoresCase || high - low > 1024) return text;
  let extra = '';
  for (let code = low; code <= high; code++) {
    const other = otherCase(code);
    if (other !== code && (other < low || other > high)) extra += hexOf(other);
  }
  return text + extra;
}
