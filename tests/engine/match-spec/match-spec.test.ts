// Match specifications against what OTP 25's match_spec_test/3 gave: one line of erl-25.tsv a case.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { compileMatchSpec } from '../../../src/engine/match-spec/compile.ts';
import { pureHost } from '../../../src/engine/match-spec/host.ts';
import { runMatchSpec } from '../../../src/engine/match-spec/run.ts';
import { atom } from '../../../src/engine/terms/atoms.ts';
import { formatTerm } from '../../../src/engine/terms/format.ts';
import { fromArray, listFromString } from '../../../src/engine/terms/lists.ts';
import { NIL, Pid } from '../../../src/engine/terms/term.ts';
import type { Term } from '../../../src/engine/terms/term.ts';
import { exprToTerm } from '../../../src/engine/syntax/constant-term.ts';
import { parseTerm } from '../../../src/engine/syntax/parse.ts';
import { scanText } from '../../../src/engine/syntax/scan.ts';

const rows = readFileSync(new URL('./erl-25.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const host = pureHost(new Pid(atom('nonode@nohost'), 9, 0, 0), atom('nonode@nohost'));

function term(text: string): Term {
  const parsed = parseTerm(scanText(`${text}.`).tokens);
  if ('error' in parsed) throw new Error(`not a term: ${text}`);
  return exprToTerm(parsed.ok);
}

function answer(dialect: string, object: Term, spec: Term): Term {
  const program = compileMatchSpec(spec, dialect === 'table' ? 'table' : 'trace');
  if ('errors' in program) {
    return [atom('error'), fromArray(program.errors.map((text): Term => [atom('error'), listFromString(text)]))];
  }
  const outcome = runMatchSpec(program, object, host);
  if (outcome === null) return [atom('ok'), atom('false'), NIL, NIL];
  const flags: Term[] = [];
  if (outcome.exceptionTrace) flags.push(atom('exception_trace'));
  if (outcome.returnTrace) flags.push(atom('return_trace'));
  return [atom('ok'), outcome.result, fromArray(flags), NIL];
}

for (const row of rows) {
  const [dialect, object, spec, expected] = row.split('\t');
  test(`${dialect} ${object} ${spec}`, () => {
    assert.equal(formatTerm(answer(dialect, term(object), term(spec))), expected);
  });
}
