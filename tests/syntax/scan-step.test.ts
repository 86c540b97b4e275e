/** Scanning of text in pieces, as `erl_scan:tokens/3` answers. */
import test from 'node:test';
import assert from 'node:assert/strict';
import { scanStep } from '../../src/engine/syntax/scan-step.ts';
import { tokenToTerm, lineColumn } from '../../src/engine/syntax/abstract-format.ts';
import { formatTerm } from '../../src/engine/terms/format.ts';

const START = { line: 1, column: 1 };

function step(text: string, atEof = false): string {
  const found = scanStep(text, START, atEof);
  switch (found.kind) {
    case 'more':
      return 'more';
    case 'eof':
      return `eof ${found.end.line}:${found.end.column}`;
    case 'error':
      return `error ${found.diagnostic.text} ${found.end.line}:${found.end.column} rest ${found.rest}`;
    case 'tokens': {
      const tokens = found.tokens.map((token) => formatTerm(tokenToTerm(token, lineColumn))).join(' ');
      return `${tokens} ${found.end.line}:${found.end.column} rest ${found.rest}`;
    }
  }
}

test('text without a dot wants more', () => {
  for (const text of ['a b', 'a.', '$', '"abc', "'abc", '  ', '16#', '1.5e']) assert.equal(step(text), 'more', text);
});

test('a dot and a blank end the tokens', () => {
  assert.equal(step('a.\n'), '{atom,{1,1},a} {dot,{1,2}} 2:1 rest ');
  assert.equal(step('a. b.'), '{atom,{1,1},a} {dot,{1,2}} 1:4 rest b.');
});

test('the end of all text ends them too', () => {
  assert.equal(step('a.', true), '{atom,{1,1},a} {dot,{1,2}} 1:3 rest ');
  assert.equal(step('a', true), '{atom,{1,1},a} 1:2 rest ');
  assert.equal(step('', true), 'eof 1:1');
});

test('an error tells where to go on', () => {
  assert.equal(step('"a\\xZZ". foo.'), 'error illegal character 1:5 rest ZZ". foo.');
  assert.equal(step('я b. c.'), 'error illegal character 1:2 rest  b. c.');
  assert.equal(step('16# b. c'), 'error illegal integer 1:4 rest  b. c');
  assert.equal(step('a "b', true), 'error unterminated string starting with "b" 1:5 rest ');
});
