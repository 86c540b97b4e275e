/** Printing beside what OTP 25 printed: atoms as `~w` and `~tw`, terms as `~tw` and `~tW`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { atom } from '../../../src/engine/terms/atoms.ts';
import { formatAtom, formatTerm } from '../../../src/engine/terms/format.ts';
import { stringFromList } from '../../../src/engine/terms/lists.ts';
import { parseTerm } from './read-term.ts';

function rows(file: string): string[][] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8').trim();
  return text.split('\n').map((line) => line.split('\t'));
}

test('atoms', () => {
  for (const [codes, latin1, unicode] of rows('recorded-atoms.txt')) {
    const name = stringFromList(parseTerm(codes));
    assert.ok(name !== undefined);
    assert.equal(formatAtom(atom(name), 'latin1'), latin1, codes);
    assert.equal(formatAtom(atom(name), 'unicode'), unicode, codes);
  }
});

test('terms, whole and with a depth', () => {
  for (const [text, depth, shortened] of rows('recorded-depths.txt')) {
    const term = parseTerm(text);
    assert.equal(formatTerm(term), text);
    assert.equal(formatTerm(term, { depth: Number(depth) }), shortened);
  }
});
