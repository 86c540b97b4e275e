/** The built-ins of module `erlang` on numbers: operators as functions, rounding, text of numbers. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import * as arith from '../../terms/arith.ts';
import { SYSTEM_LIMIT } from '../../terms/atoms.ts';
import { fromBytes, latin1Of } from '../../terms/bits.ts';
import { fixedFloat, parseFloatText, scientificFloat, shortFloat } from '../../terms/float-text.ts';
import { listFromString, stringFromList, toArray } from '../../terms/lists.ts';
import { isInt, normalise } from '../../terms/numbers.ts';
import { Atom, Bits, Float } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { isBinary, isTuple } from '../../terms/type-tests.ts';
import { guard, plain } from '../entry.ts';
import type { BifRow, BifRows } from '../entry.ts';

function operator(name: string, compute: (a: Term, b: Term) => Term | undefined): BifRow {
  return {
    kind: 'guard',
    test: compute,
    run: (machine, a, b) => compute(a, b) ?? failed(machine, name, a, b),
  };
}

function failed(machine: Machine, name: string, a: Term, b: Term): Result {
  return arith.arithFailure(name, a, b) === SYSTEM_LIMIT ? machine.systemLimit() : machine.badarith();
}

function unary(compute: (a: Term) => Term | undefined): BifRow {
  return { kind: 'guard', test: compute, run: (machine, a) => compute(a) ?? machine.badarith() };
}

const rounding = (how: arith.Rounding): BifRow => guard((a) => arith.floatToInteger(a, how));

/** A binary of ASCII or Latin-1 text. */
export function textBinary(text: string): Bits {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return fromBytes(bytes);
}

function baseOf(base: Term): number | undefined {
  return typeof base === 'number' && base >= 2 && base <= 36 ? base : undefined;
}

function integerText(value: Term, base: Term): string | undefined {
  const radix = baseOf(base);
  return radix !== undefined && isInt(value) ? value.toString(radix).toUpperCase() : undefined;
}

/** The integer of a whole text in a base, with an optional sign; undefined for anything else. */
export function parseInteger(text: string, radix: number): Term | undefined {
  const match = /^([+-]?)([0-9a-zA-Z]+)$/.exec(text);
  if (match === null) return undefined;
  const digits = match[2];
  if (radix <= 10 ? /[a-zA-Z]/.test(digits) : false) return undefined;
  for (let i = 0; i < digits.length; i++) if (!(parseInt(digits[i], 36) < radix)) return undefined;
  let value: Term;
  if (digits.length <= 10) value = parseInt(digits, radix);
  else value = normalise(parseBig(digits, radix));
  return match[1] === '-' ? arith.neg(value) : value;
}

function parseBig(digits: string, radix: number): bigint {
  if (radix === 10) return BigInt(digits);
  if (radix === 16) return BigInt('0x' + digits);
  if (digits.length <= 10) return BigInt(parseInt(digits, radix));
  const right = digits.length >> 1;
  const left = parseBig(digits.slice(0, digits.length - right), radix);
  return left * BigInt(radix) ** BigInt(right) + parseBig(digits.slice(digits.length - right), radix);
}

function textOfBinary(term: Term): string | undefined {
  return term instanceof Bits && isBinary(term) ? latin1Of(term) : undefined;
}

function toInteger(text: string | undefined, base: Term): Term | undefined {
  const radix = baseOf(base);
  return text === undefined || radix === undefined ? undefined : parseInteger(text, radix);
}

function toFloat(text: string | undefined): Term | undefined {
  const value = text === undefined ? undefined : parseFloatText(text);
  return value === undefined ? undefined : new Float(value);
}

const TEXT_ROOM = 256;

/** Text of a float under the options of float_to_list/2, or undefined (badarg). */
export function floatText(value: Term, options: Term): string | undefined {
  const list = toArray(options);
  if (!(value instanceof Float) || list === undefined) return undefined;
  let form: 'scientific' | 'decimals' | 'short' = 'scientific';
  let decimals = 20;
  let compact = false;
  for (const option of list) {
    if (option instanceof Atom && option.name === 'compact') compact = true;
    else if (option instanceof Atom && option.name === 'short') form = 'short';
    else if (isTuple(option) && option.length === 2 && option[0] instanceof Atom) {
      const [name, count] = option;
      const kind = name.name;
      if (kind !== 'decimals' && kind !== 'scientific') return undefined;
      const most = kind === 'decimals' ? 253 : 249;
      if (typeof count !== 'number' || count < 0 || count > most) return undefined;
      form = kind;
      decimals = count;
    } else return undefined;
  }
  let text: string;
  if (form === 'short') text = shortFloat(value.value);
  else if (form === 'scientific') text = scientificFloat(value.value, decimals);
  else text = fixedFloat(value.value, decimals, compact);
  return text.length >= TEXT_ROOM ? undefined : text;
}

type Output = (text: string) => Term;

function textRow(output: Output, text: (...args: Term[]) => string | undefined): BifRow {
  return plain((machine, ...args) => {
    const result = text(...args);
    return result === undefined ? machine.badarg() : output(result);
  });
}

function parsed(parse: (...args: Term[]) => Term | undefined): BifRow {
  return plain((machine, ...args) => parse(...args) ?? machine.badarg());
}

const toList: Output = (text) => listFromString(text);
const plainFloat = (value: Term): string | undefined =>
  value instanceof Float ? scientificFloat(value.value, 20) : undefined;

export const rows: BifRows = {
  '+/1': unary(arith.plus),
  '-/1': unary(arith.neg),
  '+/2': operator('+', arith.add),
  '-/2': operator('-', arith.sub),
  '*/2': operator('*', arith.mul),
  '//2': operator('/', arith.fdiv),
  'div/2': operator('div', arith.idiv),
  'rem/2': operator('rem', arith.rem),
  'band/2': operator('band', arith.band),
  'bor/2': operator('bor', arith.bor),
  'bxor/2': operator('bxor', arith.bxor),
  'bnot/1': unary(arith.bnot),
  'bsl/2': operator('bsl', arith.bsl),
  'bsr/2': operator('bsr', arith.bsr),
  'abs/1': guard(arith.abs),
  'float/1': guard(arith.toFloat),
  'round/1': rounding('round'),
  'trunc/1': rounding('trunc'),
  'floor/1': rounding('floor'),
  'ceil/1': rounding('ceil'),
  'integer_to_list/1': textRow(toList, (value) => integerText(value, 10)),
  'integer_to_list/2': textRow(toList, integerText),
  'integer_to_binary/1': textRow(textBinary, (value) => integerText(value, 10)),
  'integer_to_binary/2': textRow(textBinary, integerText),
  'list_to_integer/1': parsed((list) => toInteger(stringFromList(list), 10)),
  'list_to_integer/2': parsed((list, base) => toInteger(stringFromList(list), base)),
  'binary_to_integer/1': parsed((binary) => toInteger(textOfBinary(binary), 10)),
  'binary_to_integer/2': parsed((binary, base) => toInteger(textOfBinary(binary), base)),
  'float_to_list/1': textRow(toList, plainFloat),
  'float_to_list/2': textRow(toList, floatText),
  'float_to_binary/1': textRow(textBinary, plainFloat),
  'float_to_binary/2': textRow(textBinary, floatText),
  'list_to_float/1': parsed((list) => toFloat(stringFromList(list))),
  'binary_to_float/1': parsed((binary) => toFloat(textOfBinary(binary))),
};
