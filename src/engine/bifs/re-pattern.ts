/**
 * Translation of PCRE patterns into JavaScript's, for module `re`.
 * Every group becomes a named one (`g1`, `g2`, ...) so that groups of ours may stand between them.
 * Case, dot and anchors are spelled out, so the only flags in use are `d`, `u`, `g` and `y`.
 * DIFFERS: recursion, conditions, groups numbered anew (`(?|`), `\G` and callouts are not supported; captures inside a
 * repeated group are forgotten at the next round; a reference to an unset group matches nothing
 * instead of failing.
 */

import {
  BOUNDARY,
  CLASSES,
  codeOf,
  complement,
  CONTROLS,
  countGroups,
  hexOf,
  NO_BOUNDARY,
  otherCase,
  POSIX,
  rangeText,
  unquoted,
} from './re-classes.ts';

import { PatternError, UnsupportedPattern } from './re-faults.ts';
import { anyLineEnd, dot, lineEnd, lineStart } from './re-lines.ts';
import type { LineOptions } from './re-lines.ts';

export interface PatternOptions {
  readonly unicode: boolean;
  readonly caseless: boolean;
  readonly multiline: boolean;
  readonly dotall: boolean;
  readonly extended: boolean;
  readonly ungreedy: boolean;
  readonly dollarEndOnly: boolean;
  readonly noAutoCapture: boolean;
  readonly dupNames: boolean;
  readonly lines: LineOptions;
}

/** The group whose place `\K` makes the start of the match. */
export const KEPT = 'kept';

export interface Translated {
  readonly source: string;
  readonly groups: number;
  /** Groups by name, in alphabetical order. */
  readonly names: ReadonlyMap<string, number[]>;
}

interface Flags {
  i: boolean;
  m: boolean;
  s: boolean;
  x: boolean;
  U: boolean;
  J: boolean;
}

interface State {
  readonly text: readonly string[];
  at: number;
  flags: Flags;
  readonly options: PatternOptions;
  groups: number;
  total: number;
  atomics: number;
  readonly names: Map<string, number[]>;
  /** Groups referred to, each with the place that a complaint names. */
  readonly references: [number | string, number][];
}

function literal(state: State, code: number): string {
  const other = state.flags.i ? otherCase(code) : code;
  if (other !== code && (state.options.unicode || other < 256)) return `[${hexOf(code)}${hexOf(other)}]`;
  const text = String.fromCodePoint(code);
  return /[0-9A-Za-z _]/.test(text) ? text : hexOf(code);
}

function fail(state: State, text: string, at: number = state.at): never {
  throw new PatternError(text, Math.min(at, state.text.length));
}

function skipExtended(state: State): void {
  while (state.flags.x && state.at < state.text.length) {
    const character = state.text[state.at];
    if (/\s/.test(character)) state.at++;
    else if (character === '#') {
      while (state.at < state.text.length && state.text[state.at] !== '\n') state.at++;
    } else return;
  }
}

function readWhile(state: State, pattern: RegExp, most: number = Infinity): string {
  let text = '';
  while (text.length < most && state.at < state.text.length && pattern.test(state.text[state.at])) {
    text += state.text[state.at++];
  }
  return text;
}

function startsWith(state: State, text: string): boolean {
  return [...text].every((character, i) => state.text[state.at + i] === character);
}

function alternatives(state: State, nested: boolean): string {
  const saved = { ...state.flags };
  let result = '';
  for (;;) {
    skipExtended(state);
    const character = state.text[state.at];
    if (character === undefined) {
      if (nested) fail(state, 'missing )');
      break;
    }
    if (character === ')') {
      if (!nested) fail(state, 'unmatched parentheses');
      break;
    }
    if (character === '|') {
      state.at++;
      result += '|';
    } else result += piece(state);
  }
  state.flags = saved;
  return result;
}

/** One atom with its quantifier. */
function piece(state: State): string {
  const start = state.at;
  const text = atom(state);
  skipExtended(state);
  const range = quantifier(state);
  if (range === null) return text;
  if (text === '') return fail(state, 'nothing to repeat', start);
  const single = /^(\\x..|\\u\{[^}]*\}|\[[^\]]*\]|.)$/u.test(text) ? text : `(?:${text})`;
  let lazy = state.flags.U;
  if (state.text[state.at] === '+') {
    state.at++;
    return atomic(state, single + range);
  }
  if (state.text[state.at] === '?') {
    state.at++;
    lazy = !lazy;
  }
  skipExtended(state);
  if (/^[*+]$/.test(state.text[state.at] ?? '')) fail(state, 'nothing to repeat');
  return single + range + (lazy ? '?' : '');
}

function atomic(state: State, text: string): string {
  const name = `a${++state.atomics}`;
  return `(?:(?=(?<${name}>${text}))\\k<${name}>)`;
}

function quantifier(state: State): string | null {
  const character = state.text[state.at];
  if (character === '*' || character === '+' || character === '?') {
    state.at++;
    return character;
  }
  if (character !== '{') return null;
  const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(state.text.slice(state.at, state.at + 16).join(''));
  if (match === null) return null;
  const end = state.at + match[0].length - 1;
  if (Number(match[1]) > 65535 || Number(match[3] ?? 0) > 65535) fail(state, 'number too big in {} quantifier', end);
  if (match[3] && Number(match[3]) < Number(match[1])) fail(state, 'numbers out of order in {} quantifier', end);
  state.at = end + 1;
  return match[0];
}

function atom(state: State): string {
  const start = state.at;
  const character = state.text[state.at++];
  switch (character) {
    case '.':
      return state.flags.s ? '[^]' : dot(state.options.lines);
    case '^':
      return lineStart(state.options.lines, state.flags.m);
    case '$':
      return lineEnd(state.options.lines, state.flags.m, state.options.dollarEndOnly);
    case '[':
      return characterClass(state);
    case '(':
      return group(state);
    case '*':
    case '+':
    case '?':
      return fail(state, 'nothing to repeat', start);
    case '\\':
      return escape(state);
    default:
      return literal(state, codeOf(character));
  }
}

function group(state: State): string {
  if (startsWith(state, '*')) throw new UnsupportedPattern('(*VERB)');
  if (!startsWith(state, '?')) {
    return state.options.noAutoCapture ? closed(state, '(?:') : capturing(state, null);
  }
  state.at++;
  for (const opening of ['<=', '<!', '=', '!', ':']) {
    if (startsWith(state, opening)) {
      state.at += opening.length;
      return closed(state, `(?${opening}`);
    }
  }
  if (startsWith(state, '>')) {
    state.at++;
    return atomic(state, closed(state, '(?:'));
  }
  if (startsWith(state, '#')) {
    while (state.at < state.text.length && state.text[state.at] !== ')') state.at++;
    if (state.at >= state.text.length) fail(state, 'missing ) after comment');
    state.at++;
    return '';
  }
  if (startsWith(state, 'P=')) {
    state.at += 2;
    return reference(state, groupName(state, ')'));
  }
  if (startsWith(state, 'P<')) state.at++;
  if (startsWith(state, '<') || startsWith(state, "'")) {
    const close = state.text[state.at++] === '<' ? '>' : "'";
    return capturing(state, groupName(state, close));
  }
  if (
    /^[PR&|(C0-9+]$/.test(state.text[state.at] ?? '') ||
    /^-\d$/.test(state.text.slice(state.at, state.at + 2).join(''))
  ) {
    throw new UnsupportedPattern('recursion or condition');
  }
  return inlineFlags(state);
}

function inlineFlags(state: State): string {
  const flags = { ...state.flags };
  let on = true;
  for (;;) {
    const character = state.text[state.at];
    if (character === '-') on = false;
    else if (character === 'i' || character === 'm' || character === 's' || character === 'x') flags[character] = on;
    else if (character === 'U' || character === 'J') flags[character] = on;
    else if (character === ')') {
      state.at++;
      state.flags = flags;
      return '';
    } else if (character === ':') {
      state.at++;
      const saved = state.flags;
      state.flags = flags;
      const text = closed(state, '(?:');
      state.flags = saved;
      return text;
    } else fail(state, 'unrecognized character after (? or (?-');
    state.at++;
  }
}

function closed(state: State, opening: string): string {
  const inner = alternatives(state, true);
  state.at++;
  return `${opening}${inner})`;
}

function capturing(state: State, name: string | null): string {
  const number = ++state.groups;
  if (name !== null) {
    const known = state.names.get(name);
    if (known !== undefined && !state.options.dupNames && !state.flags.J) {
      fail(state, 'two named subpatterns have the same name', state.at - 1);
    }
    state.names.set(name, [...(known ?? []), number]);
  }
  return closed(state, `(?<g${number}>`);
}

function groupName(state: State, close: string): string {
  const name = readWhile(state, /[A-Za-z0-9_]/);
  if (state.text[state.at] !== close || name === '') {
    fail(state, 'syntax error in subpattern name (missing terminator)');
  }
  state.at++;
  return name;
}

function reference(state: State, target: number | string): string {
  state.references.push([target, typeof target === 'number' ? Infinity : state.at - 1]);
  const text = `\\k<${typeof target === 'number' ? `g${target}` : `@${target}@`}>`;
  return state.flags.i ? `(?i:${text})` : text;
}

function escape(state: State): string {
  const character = state.text[state.at];
  if (character === undefined) return fail(state, '\\ at end of pattern');
  switch (character) {
    case 'b':
      state.at++;
      return BOUNDARY;
    case 'B':
      state.at++;
      return NO_BOUNDARY;
    case 'A':
      state.at++;
      return '(?<![^])';
    case 'z':
      state.at++;
      return '(?![^])';
    case 'Z':
      state.at++;
      return '(?=\\n?(?![^]))';
    case 'R':
      state.at++;
      return anyLineEnd(state.options.lines);
    case 'N':
      state.at++;
      return dot(state.options.lines);
    case 'E':
      state.at++;
      return '';
    case 'K':
      state.at++;
      return `(?<${KEPT}>)`;
    case 'C':
      state.at++;
      return '[^]';
    case 'G':
    case 'X':
      throw new UnsupportedPattern(`\\${character}`);
    case 'k': {
      state.at += 2;
      const close = ({ '<': '>', '{': '}', "'": "'" } as Record<string, string>)[state.text[state.at - 1]];
      return reference(state, groupName(state, close));
    }
    case 'g':
      return numberedReference(state);
    default: {
      const set = classEscape(state);
      if (set !== null) return `[${set}]`;
      if (/[1-9]/.test(character)) {
        const digits = /^\d+/.exec(state.text.slice(state.at, state.at + 3).join(''))?.[0] ?? '';
        if (Number(digits) < 10 || Number(digits) <= state.total) {
          state.at += digits.length;
          return reference(state, Number(digits));
        }
      }
      return literal(state, characterEscape(state));
    }
  }
}

function numberedReference(state: State): string {
  const match = /^g(?:\{(-?\d+|[A-Za-z_]\w*)\}|(-?\d+))/.exec(state.text.slice(state.at, state.at + 40).join(''));
  if (match === null) throw new UnsupportedPattern('\\g');
  state.at += match[0].length;
  const target = match[1] ?? match[2];
  if (!/^-?\d+$/.test(target)) return reference(state, target);
  const number = Number(target);
  return reference(state, number < 0 ? state.groups + 1 + number : number);
}

/** `\d`, `\W`, `\p{L}` and kin as the inside of a class; null when the escape is something else. */
function classEscape(state: State): string | null {
  const character = state.text[state.at];
  if (character === 'p' || character === 'P') {
    const match = /^[pP](?:\{(\^?)([A-Za-z_]+&?)\}|([A-Z]))/.exec(state.text.slice(state.at, state.at + 40).join(''));
    if (match === null) return fail(state, 'malformed \\P or \\p sequence', state.at + 1);
    state.at += match[0].length;
    const negative = (character === 'P') !== (match[1] === '^');
    const name = match[2] ?? match[3];
    if (name === 'Any') return negative ? '' : '\\u{0}-\\u{10ffff}';
    const property = name === 'L&' ? 'LC' : name.length <= 2 ? name : `Script=${name}`;
    return `\\${negative ? 'P' : 'p'}{${property}}`;
  }
  const lower = character.toLowerCase();
  const set = 'dwshv'.includes(lower) ? CLASSES[lower] : undefined;
  if (set === undefined) return null;
  state.at++;
  return character === lower ? set : complement(set);
}

/** An escape that stands for one character. */
function characterEscape(state: State): number {
  const character = state.text[state.at++];
  if (CONTROLS[character] !== undefined) return CONTROLS[character];
  if (character === 'c') {
    if (state.at >= state.text.length) return fail(state, '\\c at end of pattern');
    return codeOf(state.text[state.at++].toUpperCase()) ^ 64;
  }
  if (character === 'x') {
    if (state.text[state.at] !== '{') return parseInt(readWhile(state, /[0-9A-Fa-f]/, 2) || '0', 16);
    state.at++;
    const digits = readWhile(state, /[0-9A-Fa-f]/);
    if (state.text[state.at] !== '}') fail(state, 'non-hex character in \\x{} (closing brace missing?)');
    state.at++;
    const code = parseInt(digits || '0', 16);
    if (code > (state.options.unicode ? 0x10ffff : 255))
      fail(state, 'character value in \\x{} or \\o{} is too large', state.at - 1);
    return code;
  }
  if (/[0-7]/.test(character)) {
    state.at--;
    return parseInt(readWhile(state, /[0-7]/, 3), 8) & (state.options.unicode ? 0x1ff : 0xff);
  }
  return codeOf(character);
}

function characterClass(state: State): string {
  let negative = false;
  if (state.text[state.at] === '^') {
    negative = true;
    state.at++;
  }
  let set = '';
  for (let first = true; ; first = false) {
    const character = state.text[state.at];
    if (character === undefined) fail(state, 'missing terminating ] for character class');
    if (character === ']' && !first) break;
    const low = classItem(state);
    if (typeof low === 'string') {
      set += low;
      continue;
    }
    if (state.text[state.at] === '-' && state.text[state.at + 1] !== ']' && state.text[state.at + 1] !== undefined) {
      state.at++;
      const start = state.at;
      const high = classItem(state);
      if (typeof high === 'string') set += `${hexOf(low)}\\-${high}`;
      else if (high < low) fail(state, 'range out of order in character class', start);
      else set += rangeText(state.flags.i, low, high);
    } else set += rangeText(state.flags.i, low, low);
  }
  state.at++;
  if (set === '') return negative ? '[^]' : '[]';
  return `[${negative ? '^' : ''}${set}]`;
}

/** One item of a class: a code point, or the text of a set. */
function classItem(state: State): number | string {
  if (startsWith(state, '[:')) {
    const match = /^\[:(\^?)([a-z]+):\]/.exec(state.text.slice(state.at, state.at + 20).join(''));
    if (match !== null) {
      const set = POSIX[match[2]];
      if (set === undefined) return fail(state, 'unknown POSIX class name', state.at + 2);
      state.at += match[0].length;
      const wide = state.flags.i && (match[2] === 'lower' || match[2] === 'upper') ? POSIX.alpha : set;
      return match[1] === '^' ? complement(wide) : wide;
    }
  }
  const character = state.text[state.at++];
  if (character !== '\\') return codeOf(character);
  const escaped = state.text[state.at];
  if (escaped === undefined) return fail(state, '\\ at end of pattern');
  if (escaped === 'b') {
    state.at++;
    return 8;
  }
  if (escaped === 'Q' || escaped === 'E') {
    state.at++;
    return '';
  }
  return classEscape(state) ?? characterEscape(state);
}

/** The pattern in JavaScript's syntax; throws `PatternError` and `UnsupportedPattern`. */
export function translatePattern(pattern: string, options: PatternOptions): Translated {
  const text = [...unquoted(pattern)];
  const state: State = {
    text,
    at: 0,
    flags: {
      i: options.caseless,
      m: options.multiline,
      s: options.dotall,
      x: options.extended,
      U: options.ungreedy,
      J: false,
    },
    options,
    groups: 0,
    total: countGroups(text),
    atomics: 0,
    names: new Map(),
    references: [],
  };
  const source = alternatives(state, false);
  for (const [target, at] of state.references) {
    const known = typeof target === 'number' ? target >= 1 && target <= state.groups : state.names.has(target);
    if (!known) fail(state, 'reference to non-existent subpattern', at);
  }
  const resolved = source.replace(/\\k<@(\w+)@>/g, (_, name: string) => `\\k<g${state.names.get(name)?.[0]}>`);
  const names = new Map([...state.names].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { source: resolved, groups: state.groups, names };
}
