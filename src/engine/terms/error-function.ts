/**
 * `erf` and `erfc`, computed in fixed-point integers of 256 bits and rounded once, so that they agree
 * with a good C library. Slow (some 20 microseconds), which nobody minds here.
 */

/** Bits behind the point. */
export const FRACTION = 256n;
const ONE = 1n << FRACTION;
/** 1/sqrt(pi) in fixed point. */
const INVERSE_SQRT_PI = decimalFraction(
  '56418958354775628694807945156077258584405062932899885684408572171064246844149341448674366020210728',
);

function decimalFraction(digits: string): bigint {
  return (BigInt(digits) << FRACTION) / 10n ** BigInt(digits.length);
}

/** The exact fixed-point value of a double whose size is below 2^60; bits below 2^-256 are lost. */
export function fixed(x: number): bigint {
  let scaled = x;
  let shift = FRACTION;
  while (!Number.isSafeInteger(scaled) && shift > 0n) {
    scaled *= 2;
    shift--;
  }
  return BigInt(Math.trunc(scaled)) << shift;
}

/** The double nearest to a fixed-point value. */
export function fixedToDouble(value: bigint): number {
  const negative = value < 0n;
  const size = negative ? -value : value;
  const bits = BigInt(size.toString(2).length);
  const drop = bits > 80n ? bits - 80n : 0n;
  const top = (size >> drop) | (drop > 0n && (size & ((1n << drop) - 1n)) !== 0n ? 1n : 0n);
  const result = Number(top) * 2 ** Number(drop - FRACTION);
  return negative ? -result : result;
}

/** erf by its series around 0; x in fixed point. */
function erfFixed(x: bigint): bigint {
  const square = (x * x) >> FRACTION;
  let power = x;
  let sum = x;
  for (let n = 1n; power !== 0n && power !== -1n; n++) {
    power = -((power * square) >> FRACTION) / n;
    sum += power / (2n * n + 1n);
  }
  return (2n * sum * INVERSE_SQRT_PI) >> FRACTION;
}

/** The error function. */
export function erf(x: number): number {
  if (Math.abs(x) >= 6) return Math.sign(x);
  if (Math.abs(x) < 1e-30) return x * 1.1283791670955126;
  return fixedToDouble(erfFixed(fixed(x)));
}

/** 1 - erf(x), exact also where erf is nearly 1. */
export function erfc(x: number): number {
  if (x >= 27.3) return 0;
  if (x <= -6) return 2;
  if (x < 6) return fixedToDouble(ONE - erfFixed(fixed(x)));
  let fraction = 0;
  for (let n = 120; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}
