import assert from 'node:assert/strict';
import test from 'node:test';
import {
  appendOutput,
  emptyOutput,
  maxLineLength,
  maxLines,
  outputText,
  portion,
  type Output,
} from '../../src/stores/output.ts';

function append(output: Output, ...texts: string[]): Output {
  return appendOutput(
    output,
    texts.map((text, index) => ({ kind: 'printed', time: index, source: 'output', text })),
  );
}

test('pieces join into lines', () => {
  const output = append(emptyOutput, 'one\ntw', 'o\n', '\n', 'three');
  assert.deepEqual(
    output.lines.map((line) => line.text),
    ['one', 'two', '', 'three'],
  );
  assert.equal(output.open, true);
  assert.equal(outputText(append(output, '!\n')), 'one\ntwo\n\nthree!');
});

test('a line keeps the time of its first piece', () => {
  assert.deepEqual(
    append(emptyOutput, 'a', 'b\nc').lines.map((line) => line.time),
    [0, 1],
  );
});

test('the oldest lines go when there are too many, and numbers go on', () => {
  const output = append(emptyOutput, 'x\n'.repeat(maxLines + 5));
  assert.equal(output.lines.length, maxLines);
  assert.equal(output.dropped, 5);
  assert.equal(output.lines[0]?.number, 5);
  assert.equal(append(output, 'y').lines.at(-1)?.number, maxLines + 5);
});

test('a typed line stands for itself, and what follows begins a new line', () => {
  const output = appendOutput(emptyOutput, [
    { kind: 'printed', time: 0, source: 'output', text: 'open' },
    { kind: 'typed', time: 1, prompt: 2, text: 'self().' },
    { kind: 'printed', time: 2, source: 'output', text: '<0.82.0>\n' },
  ]);
  assert.deepEqual(
    output.lines.map(({ text, prompt }) => [text, prompt]),
    [
      ['open', null],
      ['self().', 2],
      ['<0.82.0>', null],
    ],
  );
});

test('a line that never ends is cut, and says how much it left out', () => {
  const flooded = append(emptyOutput, 'x'.repeat(maxLineLength - 1), 'yz', 'flood '.repeat(100), '\nnext');
  assert.equal(flooded.lines.length, 2);
  assert.equal(flooded.lines[0]?.text, `${'x'.repeat(maxLineLength - 1)}y`);
  assert.equal(flooded.lines[0]?.cut, 601);
  assert.deepEqual(flooded.lines[1], { number: 1, time: 3, source: 'output', text: 'next', prompt: null });
});

test('a portion of what arrived is divided within a piece, and nothing is lost', () => {
  const pieces = ['abc', 'defg\n', 'h'].map(
    (text, time) => ({ kind: 'printed', time, source: 'output', text }) as const,
  );
  const [now, later] = portion(pieces, 5);
  assert.deepEqual(
    now.map(({ text }) => text),
    ['abc', 'de'],
  );
  assert.deepEqual(
    later.map(({ text }) => text),
    ['fg\n', 'h'],
  );
  assert.deepEqual(portion(pieces, 100), [pieces, []]);
  assert.equal(outputText(appendOutput(appendOutput(emptyOutput, now), later)), 'abcdefg\nh');
});

test('of an expression of several lines the first is shown', () => {
  const typed = (text: string, prompt: number): { kind: 'typed'; time: number; prompt: number; text: string } => ({
    kind: 'typed',
    time: 0,
    prompt,
    text,
  });
  const output = appendOutput(emptyOutput, [
    typed('F = fun() ->', 1),
    typed('  ok', 1),
    typed('end.', 1),
    typed('F().', 2),
  ]);
  assert.deepEqual(
    output.lines.map(({ text }) => text),
    ['F = fun() -> …', 'F().'],
  );
});
