// No half modules: what OTP's modules export and ours do not is listed with a reason, and the list is exact.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { coveragePage, problems } from '../scripts/coverage.ts';

type Exports = Parameters<typeof coveragePage>[0];
type Gaps = Parameters<typeof coveragePage>[1];

const otp = JSON.parse(readFileSync('tests/conformance/otp-exports.json', 'utf8')) as Exports;
const gaps = JSON.parse(readFileSync('tests/conformance/missing-exports.json', 'utf8')) as Gaps;

/** Modules of pure data: nothing may be missing in them. */
const WHOLE = [
  ...['array', 'base64', 'binary', 'calendar', 'dict', 'digraph', 'digraph_utils', 'filelib', 'gb_sets', 'gb_trees'],
  ...['lists', 'maps', 'math', 'orddict', 'ordsets', 'proplists', 'queue', 'rand', 'random', 'sets', 'string'],
  ...['unicode', 'uri_string', 'erl_anno', 'erl_eval', 'erl_internal'],
];

test('the list of missing functions is exact', () => {
  assert.deepEqual(problems(otp, gaps), []);
});

test('every gap has a reason', () => {
  for (const [module, list] of Object.entries(gaps))
    for (const { reason, functions } of list) {
      assert.notEqual(reason.trim(), '', module);
      assert.notEqual(functions.length, 0, module);
    }
});

test('modules of pure data are whole', () => {
  for (const module of WHOLE) {
    assert.ok(otp[module], module);
    assert.equal(gaps[module], undefined, module);
  }
});

test('docs/coverage.md is what scripts/coverage.ts writes', () => {
  assert.equal(readFileSync('docs/coverage.md', 'utf8'), coveragePage(otp, gaps));
});
