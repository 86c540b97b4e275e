/**
 * Calls of built-ins as real Erlang/OTP 25 answered them: `Module:Function Args -> Value`, or
 * `** Reason` for an error that carried `error_info`.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { formatTerm } from '../../../src/engine/terms/format.ts';
import { toArray } from '../../../src/engine/terms/lists.ts';
import { equalsExact } from '../../../src/engine/terms/order.ts';
import { parseTerm } from '../terms/read-term.ts';
import { callRow } from './call-row.ts';

const lines = readFileSync(new URL('recorded-calls.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const byFunction = Map.groupBy(lines, (line) => line.slice(0, line.indexOf(' ')));

for (const [name, cases] of byFunction) {
  test(name, () => {
    const [module, fun] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
    for (const line of cases) {
      const arrow = line.lastIndexOf(' -> ');
      const args = toArray(parseTerm(line.slice(name.length + 1, arrow)));
      assert.ok(args !== undefined);
      const expected = line.slice(arrow + 4);
      const outcome = callRow(module, fun, args);
      assert.ok(outcome !== undefined, `no built-in ${line}`);
      if ('value' in outcome) {
        assert.ok(!expected.startsWith('** '), `${line} but gave ${formatTerm(outcome.value)}`);
        assert.ok(equalsExact(outcome.value, parseTerm(expected)), `${line} but gave ${formatTerm(outcome.value)}`);
      } else {
        assert.equal(`** ${formatTerm(outcome.raised.reason)}`, expected, line);
        assert.ok(outcome.raised.explained, line);
      }
    }
  });
}
