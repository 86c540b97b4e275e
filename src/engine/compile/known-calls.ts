/** Operators and built-in functions with known operands: which fail, which have a value, which do nothing else. */
import type { Known } from './known-value.ts';
import { atomValue, isLiteral, isProperList, same } from './known-value.ts';

const COMPARISONS = new Set(['==', '/=', '=<', '<', '>=', '>', '=:=', '=/=']);

export function isComparison(op: string): boolean {
  return COMPARISONS.has(op);
}

const isInteger = (value: Known): boolean => value?.type === 'integer';
const isNumber = (value: Known): boolean => value?.type === 'integer' || value?.type === 'float';
const isBoolean = (value: Known): boolean =>
  value?.type === 'atom' && (value.name === 'true' || value.name === 'false');
const isZero = (value: Known): boolean => isNumber(value) && Number((value as { value: bigint | number }).value) === 0;

/** The reason with which an operator fails on these operands; null when it does not, or is not known to. */
export function operatorFailure(op: string, values: readonly Known[]): 'badarith' | 'badarg' | null {
  const last = values[values.length - 1];
  switch (op) {
    case '+':
    case '-':
    case '*':
      return values.every(isNumber) ? null : 'badarith';
    case '/':
      return values.every(isNumber) && !isZero(last) ? null : 'badarith';
    case 'div':
    case 'rem':
      return values.every(isInteger) && !isZero(last) ? null : 'badarith';
    case 'band':
    case 'bor':
    case 'bxor':
    case 'bsl':
    case 'bsr':
    case 'bnot':
      return values.every(isInteger) ? null : 'badarith';
    case 'and':
    case 'or':
    case 'xor':
    case 'not':
      return values.every(isBoolean) ? null : 'badarg';
    case '++': {
      const [left] = values;
      if (left === null || (!isLiteral(left) && left.type !== 'cons')) return null;
      return isList(left) && isProperList(left) ? null : 'badarg';
    }
    case '--':
      return values.every((value) => isList(value) && isProperList(value)) ? null : 'badarg';
    default:
      return null;
  }
}

function isList(value: Known): boolean {
  return value?.type === 'nil' || value?.type === 'cons';
}

/** The value of an operator that does not fail, for small integers, atoms and truth. */
export function operatorValue(op: string, values: readonly Known[]): Known {
  const [left, right] = values;
  if (values.length === 1 && left?.type === 'integer') {
    if (op === '-') return { type: 'integer', value: -left.value };
    return op === '+' ? left : null;
  }
  if (op === 'not' && left?.type === 'atom') return atomValue(String(left.name !== 'true'));
  if (values.length !== 2 || !isLiteral(left) || !isLiteral(right)) return null;
  if (op === '=:=' || op === '=/=') {
    const fit = same(left, right);
    return fit === 'maybe' ? null : atomValue(String((fit === 'yes') === (op === '=:=')));
  }
  if (left?.type !== 'integer' || right?.type !== 'integer') return null;
  const [a, b] = [left.value, right.value];
  switch (op) {
    case '+':
      return { type: 'integer', value: a + b };
    case '-':
      return { type: 'integer', value: a - b };
    case '*':
      return { type: 'integer', value: a * b };
    case '==':
      return atomValue(String(a === b));
    case '/=':
      return atomValue(String(a !== b));
    case '<':
      return atomValue(String(a < b));
    case '>':
      return atomValue(String(a > b));
    case '=<':
      return atomValue(String(a <= b));
    case '>=':
      return atomValue(String(a >= b));
    default:
      return null;
  }
}

const TYPE_TESTS = [
  'atom',
  'binary',
  'bitstring',
  'boolean',
  'float',
  'function',
  'integer',
  'list',
  'map',
  'number',
  'pid',
  'port',
  'reference',
  'tuple',
];

/** Calls that neither fail nor do anything. */
const NO_EFFECT = new Set([
  ...TYPE_TESTS.map((type) => `is_${type}/1`),
  ...[
    'date/0',
    'get/0',
    'get/1',
    'get_keys/1',
    'group_leader/0',
    'is_alive/0',
    'make_ref/0',
    'max/2',
    'min/2',
    'node/0',
  ],
  ...['nodes/0', 'ports/0', 'pre_loaded/0', 'processes/0', 'registered/0', 'self/0', 'term_to_binary/1', 'time/0'],
]);

export function hasNoEffect(label: string): boolean {
  return NO_EFFECT.has(label);
}

const isAtom = (value: Known): boolean => value?.type === 'atom';
const isTuple = (value: Known): boolean => value?.type === 'tuple';
const isProper = (value: Known): boolean => isList(value) && isProperList(value);
const isCons = (value: Known): boolean => value?.type === 'cons';
const isBits = (value: Known): boolean => value?.type === 'bin';
const never = (): boolean => false;

function inTuple(index: Known, tuple: Known): boolean {
  if (index?.type !== 'integer' || tuple?.type !== 'tuple') return false;
  return index.value >= 1n && index.value <= BigInt(tuple.items.length);
}

/** Text of a number in a list of characters. */
function spells(pattern: RegExp): (value: Known) => boolean {
  return (value) => {
    let text = '';
    let rest = value;
    while (rest?.type === 'cons' && rest.head?.type === 'integer') {
      text += String.fromCodePoint(Number(rest.head.value) & 0xffff);
      rest = rest.tail;
    }
    return rest?.type === 'nil' && pattern.test(text);
  };
}

/** Built-ins without other effects that may fail: which literal arguments they take. */
const TAKES: ReadonlyMap<string, (...args: readonly Known[]) => boolean> = new Map<
  string,
  (...args: readonly Known[]) => boolean
>([
  ['abs/1', isNumber],
  ['atom_to_binary/1', isAtom],
  ['atom_to_binary/2', isAtom],
  ['atom_to_list/1', isAtom],
  ['binary_part/2', isBits],
  ['binary_part/3', isBits],
  ['binary_to_atom/1', isBits],
  ['binary_to_atom/2', isBits],
  ['binary_to_float/1', isBits],
  ['binary_to_integer/1', isBits],
  ['binary_to_list/1', isBits],
  ['binary_to_list/3', isBits],
  ['bit_size/1', isBits],
  ['byte_size/1', isBits],
  ['ceil/1', isNumber],
  ['element/2', inTuple],
  ['float/1', isNumber],
  ['float_to_binary/1', (value) => value?.type === 'float'],
  ['float_to_list/1', (value) => value?.type === 'float'],
  ['floor/1', isNumber],
  ['hd/1', isCons],
  ['integer_to_binary/1', isInteger],
  ['integer_to_list/1', isInteger],
  ['is_function/2', () => true],
  ['is_map_key/2', () => true],
  ['length/1', isProper],
  ['list_to_atom/1', isProper],
  ['list_to_binary/1', isProper],
  ['list_to_float/1', spells(/^[+-]?\d+\.\d+(e[+-]?\d+)?$/i)],
  ['list_to_integer/1', spells(/^[+-]?\d+$/)],
  ['list_to_integer/2', isProper],
  ['list_to_pid/1', isProper],
  ['list_to_tuple/1', isProper],
  ['map_get/2', () => true],
  ['pid_to_list/1', never],
  ['round/1', isNumber],
  ['setelement/3', inTuple],
  ['size/1', (value) => isTuple(value) || isBits(value)],
  ['split_binary/2', isBits],
  ['tl/1', isCons],
  ['trunc/1', isNumber],
  ['tuple_size/1', isTuple],
  ['tuple_to_list/1', isTuple],
]);

export function isPure(label: string): boolean {
  return TAKES.has(label);
}

/** Whether a call with these arguments fails for sure. */
export function failureOf(label: string, args: readonly Known[]): boolean {
  const takes = TAKES.get(label);
  return takes !== undefined && args.every(isLiteral) && !takes(...args);
}
