/**
 * `npm run conformance [-- group …]`: replays the transcripts of real Erlang in this folder and counts, by
 * file, how many cases the engine answers alike. Files named in required.json must pass as counted there.
 *   -v             shows the differences
 *   --ratchet      writes what was reached into required.json, where it is more
 *   --differences  docs/differences.md must be up to date and know a reason for each difference
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { complaints } from '../../scripts/differences.ts';
import { findSources } from '../../scripts/erlang-sources.ts';
import type { Difference } from './compare.ts';
import { outcomes } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';

const HERE = import.meta.dirname;

/** The least number of cases that must pass, by group. */
const required = JSON.parse(readFileSync(join(HERE, 'required.json'), 'utf8')) as Readonly<Record<string, number>>;
const words = process.argv.slice(2);
const isVerbose = words.includes('-v');
const wanted = words.filter((word) => !word.startsWith('-'));
const sources = findSources([], (text) => process.stderr.write(text));

function show(name: string, { step, input, expected, actual }: Difference): void {
  process.stdout.write(`--- ${name}, input ${step}: ${input}\nreal:\n${expected}\nours:\n${actual}\n`);
}

const reached: Record<string, number> = {};
const found: Outcome[] = [];
let kept = 0;
let failed = 0;
let passedInAll = 0;
let inAll = 0;
for (const outcome of outcomes(wanted, sources)) {
  found.push(outcome);
  const { group, unit, total, failures } = outcome;
  if (isVerbose) {
    for (const { name, differences } of failures) for (const one of differences.slice(0, 3)) show(name, one);
  }
  const passed = total - failures.length;
  const least = required[group] ?? 0;
  const isShort = passed < least;
  if (isShort) failed++;
  else kept++;
  reached[group] = Math.max(passed, least);
  passedInAll += passed;
  inAll += total;
  const what = unit === 'steps' ? ' steps' : '';
  process.stdout.write(`${group}: ${passed} of ${total}${what}${isShort ? `, required ${least}` : ''}\n`);
}
process.stdout.write(`conformance: ${passedInAll} of ${inAll} cases and steps alike\n`);
if (words.includes('--ratchet')) {
  const sorted = Object.fromEntries(Object.entries({ ...required, ...reached }).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(HERE, 'required.json'), `${JSON.stringify(sorted, null, 2)}\n`);
}
if (words.includes('--differences')) {
  const wrong = complaints(found);
  for (const line of wrong) process.stdout.write(`${line}\n`);
  if (wrong.length > 0) failed++;
  else kept++;
}
// A group passes when it is as good as required.json says it has been.
process.stdout.write(`${kept} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
