/** Line ends in patterns: what `.`, `^`, `$` and `\R` become in JavaScript under the options of `re` about new lines. */

export type NewLine = 'lf' | 'cr' | 'crlf' | 'anycrlf' | 'any';

export const NEW_LINES: readonly string[] = ['lf', 'cr', 'crlf', 'anycrlf', 'any'];

export interface LineOptions {
  readonly newLine: NewLine;
  /** `\R` is CR, LF or both only. */
  readonly bsrAnyCrlf: boolean;
  /** The start (the end) of the subject is no start (end) of a line. */
  readonly notBol: boolean;
  readonly notEol: boolean;
}

const ENDS: Readonly<Record<NewLine, string>> = {
  lf: '\\n',
  cr: '\\r',
  crlf: '\\r\\n',
  anycrlf: '(?:\\r\\n|[\\r\\n])',
  any: '(?:\\r\\n|[\\n-\\r\\x85\\u2028\\u2029])',
};

const BEHIND: Readonly<Record<NewLine, string>> = {
  lf: '(?<=\\n)',
  cr: '(?<=\\r)',
  crlf: '(?<=\\r\\n)',
  anycrlf: '(?<=\\n|\\r(?!\\n))',
  any: '(?<=[\\n-\\f\\x85\\u2028\\u2029]|\\r(?!\\n))',
};

/** `.` without dotall. */
export function dot({ newLine }: LineOptions): string {
  if (newLine === 'lf') return '[^\\n]';
  return newLine === 'crlf' ? '(?:(?!\\r\\n)[^])' : `(?:(?!${ENDS[newLine]})[^])`;
}

export function lineStart(lines: LineOptions, multiline: boolean): string {
  const atStart = lines.notBol ? '(?!)' : '(?<![^])';
  return multiline ? `(?:${atStart}|${BEHIND[lines.newLine]}(?=[^]))` : atStart;
}

export function lineEnd(lines: LineOptions, multiline: boolean, onlyAtEnd: boolean): string {
  const end = ENDS[lines.newLine];
  if (multiline) return lines.notEol ? `(?=${end})` : `(?=${end}|(?![^]))`;
  if (lines.notEol) return '(?!)';
  return onlyAtEnd ? '(?![^])' : `(?=(?:${end})?(?![^]))`;
}

/** `\R`. */
export function anyLineEnd({ bsrAnyCrlf }: LineOptions): string {
  return bsrAnyCrlf ? ENDS.anycrlf : ENDS.any;
}
