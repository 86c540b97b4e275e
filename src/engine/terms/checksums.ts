/**
 * CRC-32, Adler-32 and MD5 over bytes.
 * Sources: RFC 1950, RFC 1952, RFC 1321; the combining of checksums is the mathematics of zlib's
 * `crc32_combine` and `adler32_combine`.
 */

const CRC_TABLE: readonly number[] = Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let i = 0; i < 8; i++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 of the bytes, going on from `crc`; unsigned. */
export function crc32(bytes: Uint8Array, crc: number = 0): number {
  let value = ~crc;
  for (let i = 0; i < bytes.length; i++) value = (value >>> 8) ^ CRC_TABLE[(value ^ bytes[i]) & 255];
  return ~value >>> 0;
}

/** The CRC-32 of two pieces from the CRC of each and the size in bytes of the second. */
export function crc32Combine(first: number, second: number, size: number): number {
  let matrix = Array.from({ length: 32 }, (_, n) => (n === 0 ? 0xedb88320 : 2 ** (n - 1)));
  const times = (rows: readonly number[], vector: number): number => {
    let sum = 0;
    for (let i = 0; vector !== 0; i++, vector >>>= 1) if (vector & 1) sum ^= rows[i];
    return sum >>> 0;
  };
  const square = (rows: readonly number[]): number[] => rows.map((row) => times(rows, row));
  matrix = square(square(square(matrix)));
  let crc = first;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) crc = times(matrix, crc);
    matrix = square(matrix);
  }
  return (crc ^ second) >>> 0;
}

const ADLER_BASE = 65521;

/** Adler-32 of the bytes, going on from `adler`; unsigned. */
export function adler32(bytes: Uint8Array, adler: number = 1): number {
  let low = adler & 0xffff;
  let high = adler >>> 16;
  for (let i = 0; i < bytes.length; i++) {
    low = (low + bytes[i]) % ADLER_BASE;
    high = (high + low) % ADLER_BASE;
  }
  return high * 65536 + low;
}

/** The Adler-32 of two pieces from that of each and the size in bytes of the second. */
export function adler32Combine(first: number, second: number, size: number): number {
  const rest = size % ADLER_BASE;
  const low1 = first & 0xffff;
  const low = (low1 + (second & 0xffff) + ADLER_BASE - 1) % ADLER_BASE;
  const high = ((rest * low1) % ADLER_BASE) + (first >>> 16) + (second >>> 16) + ADLER_BASE - rest;
  return (high % ADLER_BASE) * 65536 + low;
}

/** The state of an MD5 in progress: four words, the bytes seen, and those not yet a whole block. */
export interface Md5State {
  readonly words: Int32Array;
  readonly length: number;
  readonly pending: Uint8Array;
}

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 4294967296) | 0);

export function md5Init(): Md5State {
  return {
    words: Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476),
    length: 0,
    pending: new Uint8Array(0),
  };
}

function md5Block(words: Int32Array, bytes: Uint8Array, at: number): void {
  const input = new Int32Array(16);
  for (let i = 0; i < 64; i++) input[i >> 2] |= bytes[at + i] << ((i & 3) * 8);
  let [a, b, c, d] = words;
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    let mixed: number;
    let index: number;
    if (round === 0) {
      mixed = (b & c) | (~b & d);
      index = i;
    } else if (round === 1) {
      mixed = (d & b) | (~d & c);
      index = (5 * i + 1) & 15;
    } else if (round === 2) {
      mixed = b ^ c ^ d;
      index = (3 * i + 5) & 15;
    } else {
      mixed = c ^ (b | ~d);
      index = (7 * i) & 15;
    }
    const sum = (a + mixed + SINES[i] + input[index]) | 0;
    const shift = SHIFTS[round * 4 + (i & 3)];
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
  }
  words[0] += a;
  words[1] += b;
  words[2] += c;
  words[3] += d;
}

/** The state after more bytes. */
export function md5Update(state: Md5State, bytes: Uint8Array): Md5State {
  const all = new Uint8Array(state.pending.length + bytes.length);
  all.set(state.pending);
  all.set(bytes, state.pending.length);
  const words = state.words.slice();
  let at = 0;
  for (; at + 64 <= all.length; at += 64) md5Block(words, all, at);
  return { words, length: state.length + bytes.length, pending: all.slice(at) };
}

/** The 16 bytes of the digest. */
export function md5Final(state: Md5State): Uint8Array {
  const padding = new Uint8Array(((119 - (state.length % 64)) % 64) + 9);
  padding[0] = 0x80;
  const view = new DataView(padding.buffer);
  view.setBigUint64(padding.length - 8, BigInt(state.length) * 8n, true);
  const { words } = md5Update(state, padding);
  const digest = new Uint8Array(16);
  for (let i = 0; i < 16; i++) digest[i] = words[i >> 2] >>> ((i & 3) * 8);
  return digest;
}

/** MD5 of the bytes. */
export function md5(bytes: Uint8Array): Uint8Array {
  return md5Final(md5Update(md5Init(), bytes));
}
