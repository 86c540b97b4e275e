/** Text of floats beside what OTP 25 printed; the first column is the double in hexadecimal. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fixedFloat, parseFloatText, scientificFloat, shortFloat } from '../../../src/engine/terms/float-text.ts';

function double(hex: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt('0x' + hex));
  return view.getFloat64(0);
}

function rows(file: string): string[][] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8').trim();
  return text.split('\n').map((line) => line.split(' '));
}

test('the shortest text, and back', () => {
  for (const [hex, text] of rows('recorded-short-floats.txt')) {
    assert.equal(shortFloat(double(hex)), text);
    assert.ok(Object.is(parseFloatText(text), double(hex)), text);
  }
});

test('fixed, compact and scientific', () => {
  for (const [hex, count, fixed, compact, scientific, long] of rows('recorded-float-formats.txt')) {
    const value = double(hex);
    assert.equal(fixedFloat(value, Number(count), false), fixed, hex);
    assert.equal(fixedFloat(value, Number(count), true), compact, hex);
    assert.equal(scientificFloat(value, Number(count)), scientific, hex);
    assert.equal(scientificFloat(value, 20), long, hex);
  }
});

test('text that is no float', () => {
  for (const text of ['1', '1.', '.5', '1e5', '1.0e', ' 1.0', '1.0e500', 'inf', '']) {
    assert.equal(parseFloatText(text), undefined, text);
  }
});
