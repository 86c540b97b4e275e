/**
 * Arithmetic and bit operators on terms. Every function returns the result, or `undefined` when
 * the operation fails; `arithFailure` then tells badarith from system_limit. Raising is the
 * caller's duty. Source: operators of erlang(3), OTP 25.
 */
import { BADARITH, SYSTEM_LIMIT } from './atoms.ts';
import { bitLength, floatOrFail, intFromDouble, intToDouble, isInt, normalise, toBigInt, toDouble } from './numbers.ts';
import type { Int } from './numbers.ts';
import { Float } from './term.ts';
import type { Atom, Term } from './term.ts';

/** OTP's largest integer, in bits; beyond it operators raise system_limit. */
const MAX_BITS = 33554368;
const MAX_BITS_BIG = BigInt(MAX_BITS);

function bounded(n: bigint, estimate: number): Int | undefined {
  if (estimate > MAX_BITS && bitLength(n) > MAX_BITS) return undefined;
  return normalise(n);
}

/** `A + B` */
export function add(a: Term, b: Term): Term | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    return Number.isSafeInteger(sum) ? sum : normalise(BigInt(a) + BigInt(b));
  }
  if (a instanceof Float && b instanceof Float) return floatOrFail(a.value + b.value);
  if (isInt(a) && isInt(b)) return normalise(toBigInt(a) + toBigInt(b));
  const x = toDouble(a);
  const y = toDouble(b);
  return x === undefined || y === undefined ? undefined : floatOrFail(x + y);
}

/** `A - B` */
export function sub(a: Term, b: Term): Term | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    return Number.isSafeInteger(difference) ? difference : normalise(BigInt(a) - BigInt(b));
  }
  if (a instanceof Float && b instanceof Float) return floatOrFail(a.value - b.value);
  if (isInt(a) && isInt(b)) return normalise(toBigInt(a) - toBigInt(b));
  const x = toDouble(a);
  const y = toDouble(b);
  return x === undefined || y === undefined ? undefined : floatOrFail(x - y);
}

/** `A * B` */
export function mul(a: Term, b: Term): Term | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    return Number.isSafeInteger(product) ? product + 0 : normalise(BigInt(a) * BigInt(b));
  }
  if (a instanceof Float && b instanceof Float) return floatOrFail(a.value * b.value);
  if (isInt(a) && isInt(b)) {
    const x = toBigInt(a);
    const y = toBigInt(b);
    const big = typeof a === 'bigint' && typeof b === 'bigint';
    if (!big) return normalise(x * y);
    const estimate = bitLength(x) + bitLength(y);
    return estimate > MAX_BITS + 64 ? undefined : bounded(x * y, estimate);
  }
  const x = toDouble(a);
  const y = toDouble(b);
  return x === undefined || y === undefined ? undefined : floatOrFail(x * y);
}

/** `A div B`: towards zero. */
export function idiv(a: Term, b: Term): Term | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    return b === 0 ? undefined : Math.trunc(a / b) + 0;
  }
  if (!isInt(a) || !isInt(b) || b === 0) return undefined;
  return normalise(toBigInt(a) / toBigInt(b));
}

/** `A rem B`: has the sign of A. */
export function rem(a: Term, b: Term): Term | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    return b === 0 ? undefined : (a % b) + 0;
  }
  if (!isInt(a) || !isInt(b) || b === 0) return undefined;
  return normalise(toBigInt(a) % toBigInt(b));
}

/** `A / B`: always a float; both operands become doubles first, as in OTP. */
export function fdiv(a: Term, b: Term): Term | undefined {
  const x = toDouble(a);
  const y = toDouble(b);
  if (x === undefined || y === undefined || y === 0) return undefined;
  return floatOrFail(x / y);
}

/** `-A` */
export function neg(a: Term): Term | undefined {
  if (typeof a === 'number') return 0 - a;
  if (typeof a === 'bigint') return normalise(-a);
  return a instanceof Float ? new Float(-a.value) : undefined;
}

/** `+A` */
export function plus(a: Term): Term | undefined {
  return isInt(a) || a instanceof Float ? a : undefined;
}

/** `abs(A)` */
export function abs(a: Term): Term | undefined {
  if (typeof a === 'number') return a < 0 ? -a : a;
  if (typeof a === 'bigint') return a < 0n ? normalise(-a) : a;
  return a instanceof Float ? new Float(a.value < 0 ? -a.value : a.value) : undefined;
}

const isInt32 = (n: Term): n is number => typeof n === 'number' && (n | 0) === n;

/** `A band B` */
export function band(a: Term, b: Term): Term | undefined {
  if (isInt32(a) && isInt32(b)) return a & b;
  if (!isInt(a) || !isInt(b)) return undefined;
  if (typeof a === 'number' && typeof b === 'number' && a >= 0 && b >= 0) {
    const high = (Math.floor(a / 4294967296) & Math.floor(b / 4294967296)) * 4294967296;
    return high + ((a & b) >>> 0);
  }
  return normalise(toBigInt(a) & toBigInt(b));
}

/** `A bor B` */
export function bor(a: Term, b: Term): Term | undefined {
  if (isInt32(a) && isInt32(b)) return a | b;
  if (!isInt(a) || !isInt(b)) return undefined;
  if (typeof a === 'number' && typeof b === 'number' && a >= 0 && b >= 0) {
    const high = (Math.floor(a / 4294967296) | Math.floor(b / 4294967296)) * 4294967296;
    return high + ((a | b) >>> 0);
  }
  return normalise(toBigInt(a) | toBigInt(b));
}

/** `A bxor B` */
export function bxor(a: Term, b: Term): Term | undefined {
  if (isInt32(a) && isInt32(b)) return a ^ b;
  if (!isInt(a) || !isInt(b)) return undefined;
  if (typeof a === 'number' && typeof b === 'number' && a >= 0 && b >= 0) {
    const high = (Math.floor(a / 4294967296) ^ Math.floor(b / 4294967296)) * 4294967296;
    return high + ((a ^ b) >>> 0);
  }
  return normalise(toBigInt(a) ^ toBigInt(b));
}

/** `bnot A` */
export function bnot(a: Term): Term | undefined {
  if (typeof a === 'number') return a === Number.MIN_SAFE_INTEGER ? -(a + 1) : normaliseNumber(-a - 1);
  return typeof a === 'bigint' ? normalise(~a) : undefined;
}

function normaliseNumber(n: number): Int {
  return Number.isSafeInteger(n) ? n + 0 : BigInt(n);
}

/** `A bsl B` */
export function bsl(a: Term, b: Term): Term | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b >= 0 && b < 53) {
      const shifted = a * 2 ** b;
      if (Number.isSafeInteger(shifted)) return shifted;
    } else if (b < 0) {
      return shiftRight(a, b > -MAX_BITS ? -b : MAX_BITS);
    }
  }
  if (!isInt(a) || !isInt(b)) return undefined;
  if (b < 0) return shiftRight(a, b > -MAX_BITS ? -Number(b) : MAX_BITS);
  return shiftLeft(a, b);
}

/** `A bsr B`: arithmetic shift. */
export function bsr(a: Term, b: Term): Term | undefined {
  if (isInt32(a) && typeof b === 'number' && b >= 0) return b > 31 ? (a < 0 ? -1 : 0) : a >> b;
  if (!isInt(a) || !isInt(b)) return undefined;
  if (b >= 0) return shiftRight(a, b < MAX_BITS * 2 ? Number(b) : MAX_BITS * 2);
  return shiftLeft(a, typeof b === 'bigint' ? -b : -b);
}

function shiftRight(a: Int, bits: number): Int {
  if (typeof a === 'number') {
    if (bits > 53) return a < 0 ? -1 : 0;
    return Math.floor(a / 2 ** bits) + 0;
  }
  return normalise(a >> BigInt(bits));
}

function shiftLeft(a: Int, bits: Int): Int | undefined {
  if (a === 0) return 0;
  if (bits > MAX_BITS_BIG) return undefined;
  const wide = toBigInt(a);
  const count = Number(bits);
  if (bitLength(wide) + count > MAX_BITS) return undefined;
  return normalise(wide << BigInt(count));
}

/** Rounding of `floatToInteger`, named as the functions of erlang(3). */
export type Rounding = 'trunc' | 'round' | 'floor' | 'ceil';

/** `trunc(A)`, `round(A)` (halves away from zero), `floor(A)`, `ceil(A)`. */
export function floatToInteger(a: Term, rounding: Rounding): Term | undefined {
  if (isInt(a)) return a;
  if (!(a instanceof Float)) return undefined;
  const value = a.value;
  switch (rounding) {
    case 'trunc':
      return intFromDouble(Math.trunc(value));
    case 'floor':
      return intFromDouble(Math.floor(value));
    case 'ceil':
      return intFromDouble(Math.ceil(value));
    default: {
      const size = Math.abs(value);
      const down = Math.floor(size);
      const rounded = size - down >= 0.5 ? down + 1 : down;
      return intFromDouble(value < 0 ? -rounded : rounded);
    }
  }
}

/** `float(A)` */
export function toFloat(a: Term): Float | undefined {
  if (a instanceof Float) return a;
  if (!isInt(a)) return undefined;
  const value = intToDouble(a);
  return value === undefined ? undefined : new Float(value);
}

/**
 * Why an operator gave `undefined`: `system_limit` when its operands were integers of the right
 * kind and only the size of the result was at fault, else `badarith`.
 */
export function arithFailure(operator: string, a: Term, b: Term): Atom {
  const sized = operator === '*' || operator === 'bsl' || operator === 'bsr';
  return sized && isInt(a) && isInt(b) ? SYSTEM_LIMIT : BADARITH;
}
