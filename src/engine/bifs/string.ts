/** What OTP builds into module `string`: reading a number at the start of a list of characters. */
import type { Result } from '../compile/abi.ts';
import { atom, ERROR } from '../terms/atoms.ts';
import { parseFloatText } from '../terms/float-text.ts';
import { Cons, Float } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { isList } from '../terms/type-tests.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { parseInteger } from './erlang/numbers.ts';

const NO_INTEGER = atom('no_integer');
const NO_FLOAT = atom('no_float');
const NOT_A_LIST = atom('not_a_list');
const NUMBER_CHARACTERS = '0123456789+-.,eE';

/** The characters at the start of a list that a number may consist of. */
function front(list: Term): string {
  let text = '';
  for (let rest = list; rest instanceof Cons; rest = rest.tail) {
    const code = rest.head;
    const character = typeof code === 'number' && code > 31 && code < 127 ? String.fromCharCode(code) : '';
    if (character === '' || !NUMBER_CHARACTERS.includes(character)) break;
    text += character;
  }
  return text;
}

function after(list: Term, count: number): Term {
  let rest = list;
  for (let i = 0; i < count && rest instanceof Cons; i++) rest = rest.tail;
  return rest;
}

function listToInteger(list: Term): Result {
  if (!isList(list)) return [ERROR, NOT_A_LIST];
  const text = /^[+-]?\d+/.exec(front(list))?.[0];
  const value = text === undefined ? undefined : parseInteger(text, 10);
  return text === undefined || value === undefined ? [ERROR, NO_INTEGER] : [value, after(list, text.length)];
}

function listToFloat(list: Term): Result {
  if (!isList(list)) return [ERROR, NOT_A_LIST];
  const text = /^[+-]?\d+[.,]\d+([eE][+-]?\d+)?/.exec(front(list))?.[0];
  const value = text === undefined ? undefined : parseFloatText(text.replace(',', '.'));
  return text === undefined || value === undefined ? [ERROR, NO_FLOAT] : [new Float(value), after(list, text.length)];
}

export const rows: BifRows = {
  'list_to_float/1': plain((_machine, list) => listToFloat(list)),
  'list_to_integer/1': plain((_machine, list) => listToInteger(list)),
};
