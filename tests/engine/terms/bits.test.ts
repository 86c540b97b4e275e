/** Building and matching of segments beside OTP 25, and appending in place. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import * as bits from '../../../src/engine/terms/bits.ts';
import { formatTerm } from '../../../src/engine/terms/format.ts';
import { toArray } from '../../../src/engine/terms/lists.ts';
import { equalsExact } from '../../../src/engine/terms/order.ts';
import { Atom, Bits } from '../../../src/engine/terms/term.ts';
import type { Term } from '../../../src/engine/terms/term.ts';
import { isTuple } from '../../../src/engine/terms/type-tests.ts';
import { parseTerm } from './read-term.ts';

interface Segment {
  readonly type: string;
  readonly value: Term;
  readonly size: number;
  readonly little: boolean;
  readonly signed: boolean;
}

function segment(term: Term): Segment {
  assert.ok(isTuple(term));
  const [type, value, size, order, sign] = term;
  assert.ok(type instanceof Atom && typeof size === 'number' && order instanceof Atom && sign instanceof Atom);
  return { type: type.name, value, size, little: order.name === 'little', signed: sign.name === 'signed' };
}

function put(b: bits.BitsBuilder, s: Segment): boolean {
  switch (s.type) {
    case 'int':
      return bits.putInteger(b, s.value, s.size, s.little);
    case 'float':
      return bits.putFloat(b, s.value, s.size, s.little);
    case 'bits':
      return bits.putBitsPart(b, s.value, s.size);
    case 'utf8':
      return bits.putUtf8(b, s.value);
    case 'utf16':
      return bits.putUtf16(b, s.value, s.little);
    default:
      return bits.putUtf32(b, s.value, s.little);
  }
}

function read(from: Bits, at: number, s: Segment): [Term | undefined, number] {
  switch (s.type) {
    case 'int':
      return [bits.readInteger(from, at, s.size, s.signed, s.little), s.size];
    case 'float':
      return [bits.readFloat(from, at, s.size, s.little), s.size];
    case 'bits':
      return [bits.slice(from, at, s.size), s.size];
    case 'utf8': {
      const code = bits.readUtf8(from, at);
      return [code, bits.utf8Size(code)];
    }
    case 'utf16': {
      const code = bits.readUtf16(from, at, s.little);
      return [code, bits.utf16Size(code)];
    }
    default:
      return [bits.readUtf32(from, at, s.little), 32];
  }
}

test('segments are built and matched as OTP does', () => {
  const lines = readFileSync(new URL('recorded-bits.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  for (const line of lines) {
    const row = parseTerm(line);
    assert.ok(isTuple(row));
    const segments = (toArray(row[0]) ?? []).map(segment);
    const expected = row[1];
    const values = toArray(row[2]) ?? [];
    const b = bits.builder();
    for (const one of segments) assert.ok(put(b, one), line);
    assert.ok(expected instanceof Bits);
    assert.equal(formatTerm(bits.finish(b)), formatTerm(expected), line);
    let at = 0;
    segments.forEach((one, i) => {
      const [value, size] = read(expected, at, one);
      at += size;
      if (values[i] instanceof Atom) assert.equal(value, undefined);
      else assert.ok(value !== undefined && equalsExact(value, values[i]), line);
    });
  }
});

test('appending to the newest result shares the bytes and spoils no older one', () => {
  const start = bits.bitsFromString('ab');
  const append = (front: Bits, byte: number): Bits => {
    const b = bits.builderFrom(front);
    bits.putInteger(b, byte, 8, false);
    return bits.finish(b);
  };
  const one = append(start, 1);
  const two = append(one, 2);
  const other = append(one, 3);
  assert.equal(one.bytes, two.bytes);
  assert.notEqual(other.bytes, two.bytes);
  assert.equal(formatTerm(one), '<<97,98,1>>');
  assert.equal(formatTerm(two), '<<97,98,1,2>>');
  assert.equal(formatTerm(other), '<<97,98,1,3>>');
  assert.equal(formatTerm(start), '<<97,98>>');
});
