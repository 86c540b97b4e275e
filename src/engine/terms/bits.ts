/**
 * Bitstrings: reading them at any bit position, and building them.
 * A `Bits` is a window: its bytes may have spare room behind it, and may be shared.
 * Invariant: bits inside any window that was handed out never change. A builder that
 * appends to a finished bitstring may write behind its end only while it is the newest user of
 * those bytes (`SpareRoom`), which makes `<<Acc/binary, X>>` in a loop linear.
 * Sizes and positions are in bits; a position counts from the start of the window.
 */
import { doubleToHalf, halfToDouble } from './half-floats.ts';
import { intToDouble, normalise } from './numbers.ts';
import { Bits, Float } from './term.ts';
import type { SpareRoom, Term } from './term.ts';

const NO_BYTES = new Uint8Array(0);
export const EMPTY_BITS: Bits = new Bits(NO_BYTES, 0, 0);

/** A binary of these bytes, which the caller gives away. */
export function fromBytes(bytes: Uint8Array): Bits {
  return new Bits(bytes, 0, bytes.length * 8);
}

/** A binary with the text in UTF-8. */
export function bitsFromString(text: string): Bits {
  return fromBytes(encodeUtf8(text));
}

/** UTF-8 of a text; lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  let ascii = true;
  for (let i = 0; i < text.length && ascii; i++) ascii = text.charCodeAt(i) < 128;
  if (ascii) {
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }
  const b = builder();
  for (const character of text.toWellFormed()) putUtf8(b, character.codePointAt(0) ?? 0);
  return toUint8Array(finish(b));
}

/** Text of UTF-8 bytes, or undefined when they are not valid UTF-8. */
export function decodeUtf8(bits: Bits): string | undefined {
  const parts: string[] = [];
  let codes: number[] = [];
  let at = 0;
  while (at < bits.bitLength) {
    const code = readUtf8(bits, at);
    if (code < 0) return undefined;
    codes.push(code);
    at += utf8Size(code);
    if (codes.length === 4096) {
      parts.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  return parts.join('') + String.fromCodePoint(...codes);
}

/** Text of bytes taken as Latin-1. */
export function latin1Of(bits: Bits): string {
  const bytes = toUint8Array(bits);
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) {
    text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  }
  return text;
}

/** Whether the bitstring is a whole number of bytes. */
export function isWholeBytes(bits: Bits): boolean {
  return (bits.bitLength & 7) === 0;
}

/** The byte at a byte index of the window. */
export function byteAt(bits: Bits, index: number): number {
  const start = bits.bitOffset + index * 8;
  const at = start >>> 3;
  const shift = start & 7;
  if (shift === 0) return bits.bytes[at];
  return ((bits.bytes[at] << shift) | ((bits.bytes[at + 1] ?? 0) >> (8 - shift))) & 0xff;
}

/** Up to 8 bits at a position, as an unsigned number. */
function smallBits(bits: Bits, position: number, size: number): number {
  const start = bits.bitOffset + position;
  const at = start >>> 3;
  const both = (bits.bytes[at] << 8) | (bits.bytes[at + 1] ?? 0);
  return (both >> (16 - (start & 7) - size)) & ((1 << size) - 1);
}

/**
 * The bytes of the window, aligned; the last is padded with zero bits on the right. May be a
 * view of the shared bytes: read it, never write it.
 */
export function toUint8Array(bits: Bits): Uint8Array {
  const length = (bits.bitLength + 7) >>> 3;
  const left = bits.bitLength & 7;
  if ((bits.bitOffset & 7) === 0 && left === 0) {
    const from = bits.bitOffset >>> 3;
    if (from === 0 && length === bits.bytes.length) return bits.bytes;
    return bits.bytes.subarray(from, from + length);
  }
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = byteAt(bits, i);
  if (left !== 0) bytes[length - 1] &= 0xff00 >> left;
  return bytes;
}

/** The part of `size` bits at a position, sharing the bytes; undefined when out of range. */
export function slice(bits: Bits, position: number, size: number): Bits | undefined {
  if (position < 0 || size < 0 || position + size > bits.bitLength) return undefined;
  if (size === bits.bitLength) return bits;
  return new Bits(bits.bytes, bits.bitOffset + position, size, bits.room);
}

/** A copy without spare room and shared bytes. */
export function copyBits(bits: Bits): Bits {
  const bytes = toUint8Array(bits);
  return new Bits(bytes.buffer === bits.bytes.buffer ? bytes.slice() : bytes, 0, bits.bitLength);
}

/** An integer of `size` bits at a position, or undefined when the bits are too few. */
export function readInteger(
  bits: Bits,
  position: number,
  size: number,
  signed: boolean,
  little: boolean,
): number | bigint | undefined {
  if (position + size > bits.bitLength || size < 0) return undefined;
  const start = bits.bitOffset + position;
  if ((start & 7) === 0 && (size & 7) === 0 && size <= 48) {
    const bytes = bits.bytes;
    const from = start >>> 3;
    if (size === 8) {
      const byte = bytes[from];
      return signed && byte > 127 ? byte - 256 : byte;
    }
    const count = size >>> 3;
    let value = 0;
    if (little) for (let i = count - 1; i >= 0; i--) value = value * 256 + bytes[from + i];
    else for (let i = 0; i < count; i++) value = value * 256 + bytes[from + i];
    return signed && size > 0 && value >= 2 ** (size - 1) ? value - 2 ** size : value;
  }
  return readWide(bits, position, size, signed, little);
}

function readWide(bits: Bits, position: number, size: number, signed: boolean, little: boolean): number | bigint {
  if (size === 0) return 0;
  const whole = size >>> 3;
  const left = size & 7;
  const groups: number[] = [];
  for (let i = 0; i < whole; i++) groups.push(smallBits(bits, position + i * 8, 8));
  if (size <= 53) {
    let value = 0;
    if (little) {
      if (left > 0) value = smallBits(bits, position + whole * 8, left);
      for (let i = whole - 1; i >= 0; i--) value = value * 256 + groups[i];
    } else {
      for (let i = 0; i < whole; i++) value = value * 256 + groups[i];
      if (left > 0) value = value * 2 ** left + smallBits(bits, position + whole * 8, left);
    }
    return signed && value >= 2 ** (size - 1) ? value - 2 ** size : value;
  }
  let value: bigint;
  if (little) {
    groups.reverse();
    const top = left > 0 ? BigInt(smallBits(bits, position + whole * 8, left)) : 0n;
    value = (top << BigInt(whole * 8)) | bigFromBytes(groups);
  } else {
    value = bigFromBytes(groups);
    if (left > 0) value = (value << BigInt(left)) | BigInt(smallBits(bits, position + whole * 8, left));
  }
  return normalise(signed ? BigInt.asIntN(size, value) : value);
}

/** The unsigned integer of big-endian bytes. */
export function bigFromBytes(bytes: ArrayLike<number>): bigint {
  if (bytes.length === 0) return 0n;
  let hex = '0x';
  for (let i = 0; i < bytes.length; i++) hex += (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16);
  return BigInt(hex);
}

const scratch = new DataView(new ArrayBuffer(8));

/** A float of 16, 32 or 64 bits at a position, or undefined (too few bits, NaN or infinity). */
export function readFloat(bits: Bits, position: number, size: number, little: boolean): Float | undefined {
  if (position + size > bits.bitLength || (size !== 64 && size !== 32 && size !== 16)) return undefined;
  const count = size >>> 3;
  for (let i = 0; i < count; i++) {
    scratch.setUint8(little ? count - 1 - i : i, smallBits(bits, position + i * 8, 8));
  }
  const value =
    size === 64 ? scratch.getFloat64(0) : size === 32 ? scratch.getFloat32(0) : halfToDouble(scratch.getUint16(0));
  return Number.isFinite(value) ? new Float(value) : undefined;
}

/** Bits that a code point takes in UTF-8. */
export function utf8Size(code: number): number {
  return code < 0x80 ? 8 : code < 0x800 ? 16 : code < 0x10000 ? 24 : 32;
}

/** Bits that a code point takes in UTF-16. */
export function utf16Size(code: number): number {
  return code < 0x10000 ? 16 : 32;
}

/** The UTF-8 code point at a position, or -1; it takes `utf8Size(code)` bits. */
export function readUtf8(bits: Bits, position: number): number {
  const room = bits.bitLength - position;
  if (room < 8) return -1;
  const first = smallBits(bits, position, 8);
  if (first < 0x80) return first;
  const extra = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first < 0xc2 || first > 0xf4 || room < 8 + extra * 8) return -1;
  let code = first & (0x3f >> extra);
  for (let i = 1; i <= extra; i++) {
    const byte = smallBits(bits, position + i * 8, 8);
    if ((byte & 0xc0) !== 0x80) return -1;
    code = (code << 6) | (byte & 0x3f);
  }
  return isCodePoint(code) && utf8Size(code) === 8 + extra * 8 ? code : -1;
}

/** The UTF-16 code point at a position, or -1; it takes `utf16Size(code)` bits. */
export function readUtf16(bits: Bits, position: number, little: boolean): number {
  const first = readInteger(bits, position, 16, false, little);
  if (typeof first !== 'number') return -1;
  if (first < 0xd800 || first > 0xdfff) return first;
  const second = readInteger(bits, position + 16, 16, false, little);
  if (first > 0xdbff || typeof second !== 'number' || second < 0xdc00 || second > 0xdfff) return -1;
  return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
}

/** The UTF-32 code point at a position, or -1; it takes 32 bits. */
export function readUtf32(bits: Bits, position: number, little: boolean): number {
  const code = readInteger(bits, position, 32, false, little);
  return typeof code === 'number' && isCodePoint(code) ? code : -1;
}

/** Whether the number is a Unicode code point other than a surrogate. */
export function isCodePoint(code: number): boolean {
  return code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

/** Bit by bit, then the shorter first. */
export function compareBits(a: Bits, b: Bits): number {
  const common = Math.min(a.bitLength, b.bitLength);
  const whole = common >>> 3;
  for (let i = 0; i < whole; i++) {
    const order = byteAt(a, i) - byteAt(b, i);
    if (order !== 0) return order;
  }
  const left = common & 7;
  if (left > 0) {
    const order = smallBits(a, whole * 8, left) - smallBits(b, whole * 8, left);
    if (order !== 0) return order;
  }
  return a.bitLength - b.bitLength;
}

/** Whether both hold the same bits. */
export function equalBits(a: Bits, b: Bits): boolean {
  return a.bitLength === b.bitLength && compareBits(a, b) === 0;
}

/** A bitstring under construction. Use it through the `put…` functions, then `finish` once. */
export interface BitsBuilder {
  bytes: Uint8Array;
  /** Where the result starts in `bytes`; only a builder that continues a window has it over 0. */
  start: number;
  /** Where the next bit goes, counted from the start of `bytes`. */
  end: number;
  /** Of a builder whose result may be appended to without a copy. */
  room: SpareRoom | null;
}

/** An empty builder; `size` bits are reserved at once. */
export function builder(size: number = 0): BitsBuilder {
  return { bytes: size > 0 ? new Uint8Array((size + 7) >>> 3) : NO_BYTES, start: 0, end: 0, room: null };
}

/**
 * A builder that begins with the bits of `front` (`<<Front/bitstring, ...>>`). Repeated
 * appending to the newest result costs no copy.
 */
export function builderFrom(front: Bits): BitsBuilder {
  const { room } = front;
  const end = front.bitOffset + front.bitLength;
  if (room !== null && room.used === end) {
    room.used = -1;
    return { bytes: front.bytes, start: front.bitOffset, end, room };
  }
  const size = (front.bitLength + 7) >>> 3;
  const b: BitsBuilder = { bytes: new Uint8Array(size + FIRST_ROOM), start: 0, end: 0, room: { used: -1 } };
  putBits(b, front);
  return b;
}

/** Spare bytes behind what is appended to for the first time; small arrays are much cheaper for JavaScript. */
const FIRST_ROOM = 32;

/** The bitstring; the builder is spent. */
export function finish(b: BitsBuilder): Bits {
  if (b.room !== null) b.room.used = b.end;
  return new Bits(b.bytes, b.start, b.end - b.start, b.room);
}

/** Bits that a bitstring may have: positions in it are 32-bit integers. */
const MAX_BITS = 2 ** 31 - 1;

/** Makes room. Throws RangeError where no bitstring can be that long; world/ takes the node down then. */
function reserve(b: BitsBuilder, size: number): void {
  if (b.end + size > MAX_BITS) throw new RangeError(`a bitstring of ${b.end + size} bits`);
  const needed = (b.end + size + 7) >>> 3;
  if (needed <= b.bytes.length) return;
  const grown = new Uint8Array(Math.max(needed, b.bytes.length * 2, 16));
  if (b.end > 0) grown.set(b.bytes.subarray(0, (b.end + 7) >>> 3));
  b.bytes = grown;
  if (b.room !== null) b.room = { used: -1 };
}

/** Appends up to 8 bits; the caller has reserved room. Bits after the end are zero before and after. */
function putSmall(b: BitsBuilder, value: number, size: number): void {
  const at = b.end >>> 3;
  const free = 8 - (b.end & 7);
  const masked = value & ((1 << size) - 1);
  const kept = free === 8 ? 0 : b.bytes[at] & (0xff00 >> (8 - free));
  if (size <= free) {
    b.bytes[at] = kept | (masked << (free - size));
  } else {
    b.bytes[at] = kept | (masked >> (size - free));
    b.bytes[at + 1] = (masked << (8 - (size - free))) & 0xff;
  }
  b.end += size;
}

/** Appends an integer in `size` bits, cut to them; false (badarg) when `value` is no integer. */
export function putInteger(b: BitsBuilder, value: Term, size: number, little: boolean): boolean {
  if (typeof value !== 'number' && typeof value !== 'bigint') return false;
  reserve(b, size);
  if (typeof value === 'number' && size <= 32) {
    if (size <= 8) {
      putSmall(b, value % 256, size);
      return true;
    }
    putWord(b, (value % 4294967296) | 0, size, little);
    return true;
  }
  const whole = size >>> 3;
  const left = size & 7;
  if (typeof value === 'number' && left === 0 && (b.end & 7) === 0) {
    putAligned(b, value, whole, little);
    return true;
  }
  const hex = BigInt.asUintN(size, BigInt(value))
    .toString(16)
    .padStart((whole + 1) * 2, '0');
  const byte = (index: number): number => {
    const end = hex.length - index * 2;
    return parseInt(hex.slice(end - 2, end), 16);
  };
  if (little) {
    for (let i = 0; i < whole; i++) putSmall(b, byte(i), 8);
    if (left > 0) putSmall(b, byte(whole), left);
    return true;
  }
  const wide = left === 0 ? hex : (BigInt('0x' + hex) << BigInt(8 - left)).toString(16).padStart((whole + 1) * 2, '0');
  const from = wide.length - (left === 0 ? whole : whole + 1) * 2;
  for (let i = 0; i < whole; i++) putSmall(b, parseInt(wide.slice(from + i * 2, from + i * 2 + 2), 16), 8);
  if (left > 0) putSmall(b, parseInt(wide.slice(from + whole * 2), 16) >> (8 - left), left);
  return true;
}

function putWord(b: BitsBuilder, word: number, size: number, little: boolean): void {
  if (little) {
    for (let done = 0; done < size; done += 8) putSmall(b, word >> done, Math.min(8, size - done));
  } else {
    const left = size & 7;
    for (let rest = size - 8; rest >= 0; rest -= 8) putSmall(b, word >> rest, 8);
    if (left > 0) putSmall(b, word, left);
  }
}

function putAligned(b: BitsBuilder, value: number, count: number, little: boolean): void {
  const from = b.end >>> 3;
  let rest = value;
  for (let i = 0; i < count; i++) {
    const high = Math.floor(rest / 256);
    b.bytes[little ? from + i : from + count - 1 - i] = rest - high * 256;
    rest = high;
  }
  b.end += count * 8;
}

/**
 * Appends a number as a float of 16, 32 or 64 bits, as infinity when these are too few; false
 * (badarg) when it is no number or beyond doubles.
 */
export function putFloat(b: BitsBuilder, value: Term, size: number, little: boolean): boolean {
  let double: number | undefined;
  if (value instanceof Float) double = value.value;
  else if (typeof value === 'number' || typeof value === 'bigint') double = intToDouble(value);
  if (double === undefined) return false;
  if (size === 64) scratch.setFloat64(0, double);
  else if (size === 32) scratch.setFloat32(0, double);
  else if (size === 16) scratch.setUint16(0, doubleToHalf(double));
  else return false;
  const count = size >>> 3;
  const bytes: number[] = [];
  for (let i = 0; i < count; i++) bytes.push(scratch.getUint8(i));
  if (little) bytes.reverse();
  reserve(b, size);
  for (const byte of bytes) putSmall(b, byte, 8);
  return true;
}

/** Appends a whole bitstring. */
export function putBits(b: BitsBuilder, bits: Bits): void {
  reserve(b, bits.bitLength);
  const whole = bits.bitLength >>> 3;
  if ((b.end & 7) === 0 && (bits.bitOffset & 7) === 0) {
    const from = bits.bitOffset >>> 3;
    b.bytes.set(bits.bytes.subarray(from, from + whole), b.end >>> 3);
    b.end += whole * 8;
  } else {
    for (let i = 0; i < whole; i++) putSmall(b, byteAt(bits, i), 8);
  }
  const left = bits.bitLength & 7;
  if (left > 0) putSmall(b, smallBits(bits, whole * 8, left), left);
}

/** Appends the first `size` bits of a bitstring; false (badarg) when it is shorter or none. */
export function putBitsPart(b: BitsBuilder, value: Term, size: number): boolean {
  if (!(value instanceof Bits)) return false;
  const part = slice(value, 0, size);
  if (part === undefined) return false;
  putBits(b, part);
  return true;
}

/** Appends a code point in UTF-8; false (badarg) when it is none. */
export function putUtf8(b: BitsBuilder, code: Term): boolean {
  if (typeof code !== 'number' || !isCodePoint(code)) return false;
  reserve(b, 32);
  const size = utf8Size(code);
  if (size === 8) putSmall(b, code, 8);
  else {
    const extra = (size >>> 3) - 1;
    putSmall(b, ((0xff00 >> (extra + 1)) & 0xff) | (code >> (6 * extra)), 8);
    for (let i = extra - 1; i >= 0; i--) putSmall(b, 0x80 | ((code >> (6 * i)) & 0x3f), 8);
  }
  return true;
}

/** Appends a code point in UTF-16; false (badarg) when it is none. */
export function putUtf16(b: BitsBuilder, code: Term, little: boolean): boolean {
  if (typeof code !== 'number' || !isCodePoint(code)) return false;
  if (code < 0x10000) return putInteger(b, code, 16, little);
  const rest = code - 0x10000;
  putInteger(b, 0xd800 + (rest >> 10), 16, little);
  return putInteger(b, 0xdc00 + (rest & 0x3ff), 16, little);
}

/** Appends a code point in UTF-32; false (badarg) when it is none. */
export function putUtf32(b: BitsBuilder, code: Term, little: boolean): boolean {
  return typeof code === 'number' && isCodePoint(code) && putInteger(b, code, 32, little);
}

/** All parts, one after another. */
export function concatBits(parts: readonly Bits[]): Bits {
  let size = 0;
  for (const part of parts) size += part.bitLength;
  const b = builder(size);
  for (const part of parts) putBits(b, part);
  return finish(b);
}
