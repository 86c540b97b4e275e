/** Texts of operators and type tests over operands that are variables or literals. */
import type { Text } from './ir.ts';

const MAX = '9007199254740991';

function isNumberText(text: Text): boolean {
  return /^(\d+|\(-\d+\))$/.test(text);
}

function isConstantText(text: Text): boolean {
  return /^([A-Z]\w*|\d+|\(-\d+\))$/.test(text);
}

/** Literals whose identity decides equality; `exact` for `=:=`. */
function byIdentity(text: Text, exact: boolean, atoms: ReadonlySet<Text>): boolean {
  return text === 'T' || text === 'F' || text === 'N' || atoms.has(text) || (exact && isNumberText(text));
}

const ORDERED: Readonly<Record<string, { js: string; swap: boolean; helper: string }>> = {
  '<': { js: '<', swap: false, helper: '_lt' },
  '>': { js: '>', swap: true, helper: '_lt' },
  '=<': { js: '<=', swap: false, helper: '_le' },
  '>=': { js: '>=', swap: true, helper: '_le' },
};

export const COMPARISONS: ReadonlySet<string> = new Set(['<', '>', '=<', '>=', '==', '/=', '=:=', '=/=']);

/** A JavaScript condition for a comparison. */
export function comparison(op: string, a: Text, b: Text, atoms: ReadonlySet<Text>): Text {
  const order = ORDERED[op];
  if (order !== undefined) {
    const helper = order.swap ? `${order.helper}(${b},${a})` : `${order.helper}(${a},${b})`;
    const tests = [a, b].filter((text) => !isNumberText(text)).map((text) => `typeof ${text}==="number"`);
    if (tests.length === 0) return `${a}${order.js}${b}`;
    return `(${tests.join('&&')}?${a}${order.js}${b}:${helper})`;
  }
  const exact = op === '=:=' || op === '=/=';
  const negative = op === '/=' || op === '=/=';
  if (byIdentity(a, exact, atoms) || byIdentity(b, exact, atoms)) return `${a}${negative ? '!==' : '==='}${b}`;
  const helper = exact ? '_eqx' : '_eq';
  return negative ? `${a}!==${b}&&!${helper}(${a},${b})` : `(${a}===${b}||${helper}(${a},${b}))`;
}

/** The text before `.property`: a number is no name that a dot may follow. */
export function owner(x: Text): Text {
  return /^\d/.test(x) ? `(${x})` : x;
}

/** A JavaScript condition for a type test of one argument; null when there is no such test. */
export function typeTest(name: string, x: Text): Text | null {
  switch (name) {
    case 'is_atom':
      return `${x} instanceof Atom`;
    case 'is_integer':
      return `(typeof ${x}==="number"||typeof ${x}==="bigint")`;
    case 'is_float':
      return `${x} instanceof Float`;
    case 'is_number':
      return `(typeof ${x}==="number"||_isNum(${x}))`;
    case 'is_list':
      return `(${x} instanceof C||${x}===N)`;
    case 'is_tuple':
      return `I(${x})`;
    case 'is_map':
      return `${x} instanceof Mp`;
    case 'is_binary':
      return `(${x} instanceof Bits&&(${owner(x)}.bitLength&7)===0)`;
    case 'is_bitstring':
      return `${x} instanceof Bits`;
    case 'is_pid':
      return `${x} instanceof Pid`;
    case 'is_port':
      return `${x} instanceof Port`;
    case 'is_reference':
      return `${x} instanceof Ref`;
    case 'is_boolean':
      return `(${x}===T||${x}===F)`;
    case 'is_function':
      return `_isFun(${x})`;
    default:
      return null;
  }
}

/** Guard built-ins that are written out: a text that gives the value or `undefined`. */
export function inlineGuard(key: string, args: readonly Text[]): Text | null {
  const [a, b] = args;
  // A number stands in the text as itself: it is no list and no tuple, and `1.length` is no JavaScript.
  if (/^\(?-?\d/.test(args[args.length - 1] ?? '')) {
    return key === 'hd/1' || key === 'tl/1' || key === 'tuple_size/1' || key === 'element/2' ? 'undefined' : null;
  }
  switch (key) {
    case 'hd/1':
      return `(${a} instanceof C?${owner(a)}.head:undefined)`;
    case 'tl/1':
      return `(${a} instanceof C?${owner(a)}.tail:undefined)`;
    case 'tuple_size/1':
      return `(I(${a})?${owner(a)}.length:undefined)`;
    case 'element/2':
      return /^\d+$/.test(a) ? `(I(${b})?${b}[${Number(a) - 1}]:undefined)` : null;
    case 'self/0':
      return 'R.process.pid';
    case 'node/0':
      return 'R.node.name';
    default:
      return null;
  }
}

/** Guard built-ins and operators by `name/arity` that are no type tests and no comparisons. */
export const GUARD_FUNCTIONS: ReadonlySet<string> = new Set([
  'abs/1',
  'binary_part/2',
  'binary_part/3',
  'bit_size/1',
  'byte_size/1',
  'ceil/1',
  'element/2',
  'float/1',
  'floor/1',
  'hd/1',
  'is_map_key/2',
  'length/1',
  'map_get/2',
  'map_size/1',
  'node/0',
  'node/1',
  'round/1',
  'self/0',
  'size/1',
  'tl/1',
  'trunc/1',
  'tuple_size/1',
  'is_function/2',
  'is_record/2',
  'is_record/3',
]);

/** Names of the helpers of arithmetic, which give `undefined` when they fail. */
export const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': '_add',
  '-': '_sub',
  '*': '_mul',
  '/': '_fdiv',
  div: '_idiv',
  rem: '_rem',
  band: '_band',
  bor: '_bor',
  bxor: '_bxor',
  bsl: '_bsl',
  bsr: '_bsr',
};
export const UNARY: Readonly<Record<string, string>> = { '-': '_neg', '+': '_plus', bnot: '_bnot' };

/** The quick way of an operator on small integers: a condition that also assigns `to`; null when there is none. */
export function fastArithmetic(op: string, to: Text, a: Text, b: Text): Text | null {
  const wide = [a, b].filter((text) => !isNumberText(text)).map((text) => `typeof ${text}==="number"`);
  if (isConstantText(a) && !isNumberText(a)) return null;
  if (isConstantText(b) && !isNumberText(b)) return null;
  if (wide.length === 0) return null;
  const narrow = [a, b].filter((text) => !/^\d{1,9}$/.test(text)).map((text) => `(${text}|0)===${text}`);
  const small = [...wide, ...narrow].join('&&');
  switch (op) {
    case '+':
    case '-': {
      const up = op === '+' ? '' : '-';
      const literal = /^\d+$/.test(b) ? up : /^\d+$/.test(a) && op === '+' ? '' : null;
      const bound =
        literal === ''
          ? `(${to}=${a}${op}${b})<=${MAX}`
          : literal === '-'
            ? `(${to}=${a}${op}${b})>=-${MAX}`
            : `(${to}=${a}${op}${b})<=${MAX}&&${to}>=-${MAX}`;
      return [...wide, bound].join('&&');
    }
    case '*':
      return [...wide, `(${to}=${a}*${b})<=${MAX}&&${to}>=-${MAX}&&${to}!==0`].join('&&');
    case 'div':
      return isConstantText(b) && (Number(b) <= 0 || b.startsWith('('))
        ? null
        : `${small}&&${b}>0&&((${to}=${a}/${b}|0),true)`;
    case 'rem':
      return isConstantText(b) && (Number(b) <= 0 || b.startsWith('('))
        ? null
        : `${small}&&${b}>0&&((${to}=${a}%${b}|0),true)`;
    case 'band':
      return `${small}&&((${to}=${a}&${b}),true)`;
    case 'bor':
      return `${small}&&((${to}=${a}|${b}),true)`;
    case 'bxor':
      return `${small}&&((${to}=${a}^${b}),true)`;
    case 'bsr':
      return `${small}&&${b}>=0&&${b}<32&&((${to}=${a}>>${b}),true)`;
    case 'bsl':
      return `${small}&&${b}>=0&&${b}<21&&((${to}=${a}*(1<<${b})),true)`;
    default:
      return null;
  }
}
