/**
 * Floats as text and back: the shortest form, fixed decimals, scientific, and parsing.
 * Source: erlang:float_to_list/1,2 and list_to_float/1 of OTP 25.
 */

/** Digits and decimal exponent of the shortest text: value = 0.DIGITS * 10^point. */
function shortestDigits(size: number): { digits: string; point: number } {
  const text = size.toExponential();
  const mark = text.indexOf('e');
  const digits = text.slice(0, mark).replace('.', '');
  return { digits, point: Number(text.slice(mark + 1)) + 1 };
}

/** As `float_to_list(F, [short])` and `~w` print: the shorter of decimal and scientific notation. */
export function shortFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  const { digits, point } = shortestDigits(size);
  const scientific = `${digits[0]}.${digits.length > 1 ? digits.slice(1) : '0'}e${point - 1}`;
  if (size >= 9007199254740992) return sign + scientific;
  const decimal = plainDigits(digits, point);
  return sign + (decimal.length <= scientific.length ? decimal : scientific);
}

function plainDigits(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (digits.length <= point) return `${digits}${'0'.repeat(point - digits.length)}.0`;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

const fields = new DataView(new ArrayBuffer(8));

/** The size of a finite double as the exact fraction numerator / denominator. */
function exactFraction(size: number): { numerator: bigint; denominator: bigint } {
  fields.setFloat64(0, size);
  const raw = fields.getBigUint64(0) & 0x7fffffffffffffffn;
  const exponent = Number(raw >> 52n);
  const fraction = raw & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const shift = (exponent === 0 ? 1 : exponent) - 1075;
  return shift >= 0
    ? { numerator: mantissa << BigInt(shift), denominator: 1n }
    : { numerator: mantissa, denominator: 1n << BigInt(-shift) };
}

function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  if (twice > denominator || (twice === denominator && (quotient & 1n) === 1n)) return quotient + 1n;
  return quotient;
}

/** C's `%.*e`: exact digits, half to even, at least two digits of exponent. */
export function scientificFloat(value: number, decimals: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  let digits = '0'.repeat(decimals + 1);
  let exponent = 0;
  if (size !== 0) {
    const { numerator, denominator } = exactFraction(size);
    exponent = shortestDigits(size).point - 1;
    for (;;) {
      const scale = decimals - exponent;
      digits = (
        scale >= 0
          ? divideHalfEven(numerator * 10n ** BigInt(scale), denominator)
          : divideHalfEven(numerator, denominator * 10n ** BigInt(-scale))
      ).toString();
      if (digits.length === decimals + 1) break;
      exponent += digits.length > decimals + 1 ? 1 : -1;
    }
  }
  const mark = exponent < 0 ? '-' : '+';
  const power = Math.abs(exponent).toString().padStart(2, '0');
  return `${sign}${digits[0]}${decimals > 0 ? '.' + digits.slice(1) : ''}e${mark}${power}`;
}

/** C's `%.*f`: exact digits, half to even. */
function exactFixed(size: number, decimals: number): string {
  const { numerator, denominator } = exactFraction(size);
  return placePoint(divideHalfEven(numerator * 10n ** BigInt(decimals), denominator), decimals);
}

function placePoint(scaled: bigint, decimals: number): string {
  const digits = scaled.toString().padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  const at = digits.length - decimals;
  return `${digits.slice(0, at)}.${digits.slice(at)}`;
}

/**
 * `float_to_list(F, [{decimals, N}])`; `compact` cuts trailing zeros but one. Up to 18 decimals
 * OTP scales the fraction in double arithmetic, so its last digits are not exact; nor are these.
 */
export function fixedFloat(value: number, decimals: number, compact: boolean): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (size > 2 ** 53 || decimals > 18) {
    const text = exactFixed(size, decimals);
    return sign + (compact ? text.replace(/0+$/, '').replace(/\.$/, '.0') : text);
  }
  const power = 10 ** decimals;
  let whole = Math.floor(size);
  const scaled = (size - whole) * power;
  let fraction = Math.floor(scaled);
  if (scaled - fraction >= 0.5) fraction++;
  if (fraction >= power) {
    fraction -= power;
    whole++;
  }
  if (decimals === 0) return sign + whole.toString();
  const digits = BigInt(fraction).toString().padStart(decimals, '0');
  return `${sign}${whole}.${compact ? digits.replace(/(.)0+$/, '$1') : digits}`;
}

/** The double that Erlang float text denotes, or undefined when it is none or out of range. */
export function parseFloatText(text: string): number | undefined {
  if (!/^[+-]?[0-9]+\.[0-9]+([eE][+-]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
