/**
 * The split between small integers (JavaScript numbers), big integers (bigint) and floats.
 * Invariant kept here: a bigint that fits ±(2^53-1) never leaves this floor, an integer is
 * never -0, and a Float is always finite.
 */
import { Float } from './term.ts';
import type { Term } from './term.ts';

/** An Erlang integer. */
export type Int = number | bigint;

const MAX_SMALL = BigInt(Number.MAX_SAFE_INTEGER);
const MIN_SMALL = BigInt(Number.MIN_SAFE_INTEGER);
const BASE_64 = 18446744073709551616;
const MASK_64 = 0xffffffffffffffffn;

/** The integer in its only legal representation: number when it fits, else bigint. */
export function normalise(n: bigint): Int {
  return n <= MAX_SMALL && n >= MIN_SMALL ? Number(n) : n;
}

/** The integer as a bigint, for slow paths. */
export function toBigInt(n: Int): bigint {
  return typeof n === 'bigint' ? n : BigInt(n);
}

/** Whether the term is an Erlang integer. */
export function isInt(term: Term): term is Int {
  return typeof term === 'number' || typeof term === 'bigint';
}

/** Whether the term is an Erlang number. */
export function isNum(term: Term): term is Int | Float {
  return typeof term === 'number' || typeof term === 'bigint' || term instanceof Float;
}

/**
 * The double nearest to an integer, as OTP rounds it (64-bit digits, most significant first), or
 * undefined when it is out of range.
 */
export function intToDouble(n: Int): number | undefined {
  if (typeof n === 'number') return n;
  const negative = n < 0n;
  let rest = negative ? -n : n;
  if (rest <= MASK_64) {
    const one = Number(rest);
    return negative ? -one : one;
  }
  const digits: number[] = [];
  while (rest > 0n) {
    digits.push(Number(rest & MASK_64));
    rest >>= 64n;
    if (digits.length > 17) return undefined;
  }
  let value = 0;
  for (let i = digits.length - 1; i >= 0; i--) value = value * BASE_64 + digits[i];
  if (!Number.isFinite(value)) return undefined;
  return negative ? -value : value;
}

/** The double behind any Erlang number, or undefined for other terms and for too big integers. */
export function toDouble(term: Term): number | undefined {
  if (typeof term === 'number') return term;
  if (term instanceof Float) return term.value;
  if (typeof term === 'bigint') return intToDouble(term);
  return undefined;
}

/** A Float, or undefined when the double is not finite. */
export function floatOrFail(value: number): Float | undefined {
  return Number.isFinite(value) ? new Float(value) : undefined;
}

/** The integer equal to an integral double (`trunc`, `round` and kin have rounded already). */
export function intFromDouble(value: number): Int {
  return Number.isSafeInteger(value) ? value + 0 : normalise(BigInt(value));
}

/** The number of bits of the magnitude; 0 for 0. */
export function bitLength(n: bigint): number {
  const magnitude = n < 0n ? -n : n;
  if (magnitude === 0n) return 0;
  const hex = magnitude.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex[0], 16)));
}
