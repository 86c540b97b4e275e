/** How many arguments a format string of `io:format/2` takes, read as erl_lint reads it. */

/** Arguments of each control sequence. */
const COUNTS: ReadonlyMap<string, number> = new Map([
  ...['~', 'n'].map((control): [string, number] => [control, 0]),
  ...[...'cfegswpibB+#'].map((control): [string, number] => [control, 1]),
  ...[...'WPxX'].map((control): [string, number] => [control, 2]),
]);

/** The number of arguments, or what is wrong with the string. */
export function requiredArguments(format: string): number | string {
  const text = [...format];
  let need = 0;
  let i = 0;
  for (;;) {
    while (i < text.length && text[i] !== '~') i++;
    if (i >= text.length) return need;
    i++;
    const one = sequence(text, i);
    if (typeof one === 'string') return one;
    need += one.need;
    i = one.end;
  }
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

function skipDigits(text: readonly string[], from: number): number {
  let i = from;
  while (isDigit(text[i])) i++;
  return i;
}

/** One control sequence behind its `~`: width, precision, padding, modifiers, control. */
function sequence(text: readonly string[], from: number): { readonly need: number; readonly end: number } | string {
  let i = from;
  let need = 0;
  if (isDigit(text[i]) || (text[i] === '-' && isDigit(text[i + 1]))) i = skipDigits(text, i + 1);
  else if (text[i] === '*' || (text[i] === '-' && text[i + 1] === '*')) {
    i += text[i] === '*' ? 1 : 2;
    need++;
  }
  if (text[i] === '.') {
    if (isDigit(text[i + 1])) i = skipDigits(text, i + 1);
    else if (text[i + 1] === '*') {
      i += 2;
      need++;
    } else i++;
    if (text[i] === '.' && text[i + 1] === '*') {
      i += 2;
      need++;
    } else if (text[i] === '.' && text[i + 1] !== undefined) i += 2;
  }
  const wide = modifiers(text, i);
  if (typeof wide === 'string') return wide;
  const control = text[wide];
  if (control === undefined) return 'truncated';
  const count = COUNTS.get(control);
  return count === undefined ? `invalid control ~${control}` : { need: need + count, end: wide + 1 };
}

/** Behind `t` and `l`, or what is wrong with them. */
function modifiers(text: readonly string[], at: number): number | string {
  const [first, second, third] = text.slice(at, at + 3);
  if ((first === 't' && second === 'l') || (first === 'l' && second === 't')) {
    if (third === 'p' || third === 'P') return at + 2;
    return `invalid control ~lt${third ?? ''}`;
  }
  if (first === 't' && second !== undefined) {
    return 'cspPwW'.includes(second) ? at + 1 : `invalid control ~t${second}`;
  }
  if (first === 'l' && second !== undefined) {
    return second === 'p' || second === 'P' ? at + 1 : `invalid control ~l${second}`;
  }
  return at;
}
