/**
 * The zlib format: inflating anything, and deflating into one block with the fixed codes (so the
 * bytes may differ from those of the C library, never their meaning). Sources: RFC 1950, RFC 1951.
 */
import { adler32 } from './checksums.ts';

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A canonical Huffman code: how many codes of each length, and the symbols in order. */
interface Code {
  readonly counts: number[];
  readonly symbols: number[];
}

interface Source {
  readonly bytes: Uint8Array;
  at: number;
  held: number;
  heldBits: number;
}

class BadData extends Error {}

function codeOf(lengths: readonly number[]): Code {
  const counts = new Array<number>(16).fill(0);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const starts = [0, 0];
  for (let i = 1; i < 15; i++) starts[i + 1] = starts[i] + counts[i];
  const symbols: number[] = [];
  lengths.forEach((length, symbol) => {
    if (length > 0) symbols[starts[length]++] = symbol;
  });
  return { counts, symbols };
}

function bits(source: Source, count: number): number {
  while (source.heldBits < count) {
    if (source.at >= source.bytes.length) throw new BadData();
    source.held |= source.bytes[source.at++] << source.heldBits;
    source.heldBits += 8;
  }
  const value = source.held & ((1 << count) - 1);
  source.held >>>= count;
  source.heldBits -= count;
  return value;
}

function symbol(source: Source, code: Code): number {
  let value = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= 15; length++) {
    value |= bits(source, 1);
    const count = code.counts[length];
    if (value - count < first) return code.symbols[index + (value - first)];
    index += count;
    first = (first + count) << 1;
    value <<= 1;
  }
  throw new BadData();
}

const FIXED_LENGTHS: readonly number[] = Array.from({ length: 288 }, (_, i) =>
  i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8,
);

function dynamicCodes(source: Source): [Code, Code] {
  const literals = bits(source, 5) + 257;
  const distances = bits(source, 5) + 1;
  const given = bits(source, 4) + 4;
  const lengths = new Array<number>(19).fill(0);
  for (let i = 0; i < given; i++) lengths[ORDER[i]] = bits(source, 3);
  const code = codeOf(lengths);
  const all: number[] = [];
  while (all.length < literals + distances) {
    const next = symbol(source, code);
    if (next < 16) all.push(next);
    else {
      if (next === 16 && all.length === 0) throw new BadData();
      const repeated = next === 16 ? all[all.length - 1] : 0;
      const times = next === 16 ? 3 + bits(source, 2) : next === 17 ? 3 + bits(source, 3) : 11 + bits(source, 7);
      for (let i = 0; i < times; i++) all.push(repeated);
    }
  }
  return [codeOf(all.slice(0, literals)), codeOf(all.slice(literals, literals + distances))];
}

function inflateBlock(source: Source, output: number[], literals: Code, distances: Code): void {
  for (;;) {
    const next = symbol(source, literals);
    if (next === 256) return;
    if (next < 256) {
      output.push(next);
      continue;
    }
    const length = LENGTH_BASE[next - 257] + bits(source, LENGTH_EXTRA[next - 257]);
    const far = symbol(source, distances);
    const distance = DISTANCE_BASE[far] + bits(source, DISTANCE_EXTRA[far]);
    if (distance > output.length || far > 29 || next > 285) throw new BadData();
    for (let i = 0; i < length; i++) output.push(output[output.length - distance]);
  }
}

/** The bytes behind zlib data that starts at `from`, and where it ended; undefined when it is bad. */
export function inflate(data: Uint8Array, from: number = 0): { bytes: Uint8Array; end: number } | undefined {
  if (data.length < from + 6 || (data[from] & 15) !== 8 || (data[from] * 256 + data[from + 1]) % 31 !== 0) {
    return undefined;
  }
  const source: Source = { bytes: data, at: from + 2, held: 0, heldBits: 0 };
  const output: number[] = [];
  try {
    for (let last = 0; last === 0;) {
      last = bits(source, 1);
      const kind = bits(source, 2);
      if (kind === 0) {
        source.held = 0;
        source.heldBits = 0;
        const size = bits(source, 16);
        bits(source, 16);
        for (let i = 0; i < size; i++) output.push(bits(source, 8));
      } else if (kind === 1) {
        inflateBlock(source, output, codeOf(FIXED_LENGTHS), codeOf(new Array<number>(30).fill(5)));
      } else if (kind === 2) {
        inflateBlock(source, output, ...dynamicCodes(source));
      } else return undefined;
    }
  } catch (error) {
    if (error instanceof BadData) return undefined;
    throw error;
  }
  const bytes = Uint8Array.from(output);
  const at = source.at - (source.heldBits >> 3);
  const sum = new DataView(data.buffer, data.byteOffset);
  if (at + 4 > data.length || sum.getUint32(at) !== adler32(bytes)) return undefined;
  return { bytes, end: at + 4 };
}

interface Sink {
  readonly bytes: number[];
  held: number;
  heldBits: number;
}

function put(sink: Sink, value: number, count: number): void {
  sink.held |= value << sink.heldBits;
  sink.heldBits += count;
  while (sink.heldBits >= 8) {
    sink.bytes.push(sink.held & 255);
    sink.held >>>= 8;
    sink.heldBits -= 8;
  }
}

function putCode(sink: Sink, code: number, length: number): void {
  for (let i = length - 1; i >= 0; i--) put(sink, (code >> i) & 1, 1);
}

function putSymbol(sink: Sink, value: number): void {
  if (value < 144) putCode(sink, 0x30 + value, 8);
  else if (value < 256) putCode(sink, 0x190 + value - 144, 9);
  else if (value < 280) putCode(sink, value - 256, 7);
  else putCode(sink, 0xc0 + value - 280, 8);
}

function lastNotAbove(bases: readonly number[], value: number): number {
  let index = bases.length - 1;
  while (bases[index] > value) index--;
  return index;
}

const WINDOW = 32768;
const LONGEST = 258;

/** The bytes in zlib format. */
export function deflate(bytes: Uint8Array): Uint8Array {
  const sink: Sink = { bytes: [0x78, 0x9c], held: 0, heldBits: 0 };
  put(sink, 1, 1);
  put(sink, 1, 2);
  const recent = new Map<number, number>();
  let at = 0;
  while (at < bytes.length) {
    const key = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
    const found = at + 2 < bytes.length ? recent.get(key) : undefined;
    recent.set(key, at);
    let length = 0;
    if (found !== undefined && at - found <= WINDOW) {
      while (length < LONGEST && at + length < bytes.length && bytes[found + length] === bytes[at + length]) length++;
    }
    if (found === undefined || length < 3) {
      putSymbol(sink, bytes[at++]);
      continue;
    }
    const near = lastNotAbove(LENGTH_BASE, length);
    putSymbol(sink, 257 + near);
    put(sink, length - LENGTH_BASE[near], LENGTH_EXTRA[near]);
    const far = lastNotAbove(DISTANCE_BASE, at - found);
    putCode(sink, far, 5);
    put(sink, at - found - DISTANCE_BASE[far], DISTANCE_EXTRA[far]);
    at += length;
  }
  putSymbol(sink, 256);
  if (sink.heldBits > 0) put(sink, 0, 8 - sink.heldBits);
  const sum = adler32(bytes);
  sink.bytes.push(sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255);
  return Uint8Array.from(sink.bytes);
}
