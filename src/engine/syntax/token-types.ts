/**
 * What a token is, and the tables that name every token of Erlang/OTP 25. A token's `type` is
 * erl_scan's category: `atom`, `var`, `integer`, `float`, `char`, `string`, `dot`, `comment`,
 * `white_space`, and for reserved words and punctuation the word itself.
 */
import type { Position } from './position.ts';

/** A name for `atom` and `var`, a number for numbers and `char`, code points for `string`. */
export type TokenValue = string | number | bigint | readonly number[];

export interface Token {
  readonly type: string;
  readonly pos: Position;
  readonly value: TokenValue;
}

const RESERVED_WORDS: ReadonlySet<string> = new Set([
  'after',
  'and',
  'andalso',
  'band',
  'begin',
  'bnot',
  'bor',
  'bsl',
  'bsr',
  'bxor',
  'case',
  'catch',
  'cond',
  'div',
  'end',
  'fun',
  'if',
  'let',
  'not',
  'of',
  'or',
  'orelse',
  'receive',
  'rem',
  'try',
  'when',
  'xor',
]);

/** Words that become reserved while the feature `maybe_expr` is on. */
export const MAYBE_WORDS: ReadonlySet<string> = new Set(['maybe', 'else']);

/** `erl_scan:reserved_word/1` of OTP 25. */
export function isReservedWord(word: string): boolean {
  return RESERVED_WORDS.has(word);
}

/** Punctuation of more than one character, the longest first for each beginning. */
export const LONG_SYMBOLS: readonly string[] = [
  '=:=',
  '=/=',
  '...',
  '==',
  '/=',
  '=<',
  '<-',
  '<=',
  '<<',
  '>>',
  '>=',
  '->',
  '--',
  '++',
  '||',
  '=>',
  ':=',
  '::',
  '..',
  '?=',
];

/** Classes of latin-1 characters, as bits of one table so that the scanner asks one question. */
export const WHITE = 1;
export const LOWER = 2;
export const UPPER = 4;
export const DIGIT = 8;
/** May continue an atom or a variable. */
export const NAME = 16;

export const CHARACTER_CLASSES: Uint8Array = buildCharacterClasses();

function buildCharacterClasses(): Uint8Array {
  const classes = new Uint8Array(256);
  for (let code = 0; code < 256; code++) {
    let bits = 0;
    if (code <= 32 || (code >= 128 && code <= 160)) bits = WHITE;
    else if ((code >= 97 && code <= 122) || (code >= 223 && code !== 247)) bits = LOWER | NAME;
    else if ((code >= 65 && code <= 90) || code === 95 || (code >= 192 && code < 223 && code !== 215))
      bits = UPPER | NAME;
    else if (code >= 48 && code <= 57) bits = DIGIT | NAME;
    else if (code === 64) bits = NAME;
    classes[code] = bits;
  }
  return classes;
}

/** The bits of a code unit; 0 for anything beyond latin-1. */
export function characterClass(code: number): number {
  return code < 256 ? CHARACTER_CLASSES[code] : 0;
}
