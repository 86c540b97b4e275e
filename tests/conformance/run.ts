/**
 * `npm run conformance [-- group …]`: replays the transcripts of real Erlang in this folder and counts, by
 * file, how many cases the engine answers alike. Files named in required.json must pass as counted there.
 *   -v          shows the differences
 *   --ratchet   writes what was reached into required.json, where it is more
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseCases } from '../../scripts/cases-format.ts';
import type { Case } from '../../scripts/cases-format.ts';
import { findSources } from '../../scripts/erlang-sources.ts';
import { replayCase } from '../../scripts/replay.ts';
import { articleNames, compareArticle } from './article.ts';
import { differences } from './compare.ts';
import type { Difference } from './compare.ts';

const HERE = import.meta.dirname;

/** The least number of cases that must pass, by group. */
const required = JSON.parse(readFileSync(join(HERE, 'required.json'), 'utf8')) as Readonly<Record<string, number>>;
const words = process.argv.slice(2);
const isVerbose = words.includes('-v');
const wanted = words.filter((word) => !word.startsWith('-'));

const groups = readdirSync(HERE)
  .filter((name) => name.endsWith('.cases'))
  .map((name) => name.slice(0, -6))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
const sources = findSources([], (text) => process.stderr.write(text));

function check(one: Case): Difference[] {
  try {
    return differences(one, replayCase(one, sources, [join(HERE, 'files')]));
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ step: 0, input: '(the engine failed)', expected: '', actual: text }];
  }
}

function show(one: Pick<Case, 'name'>, { step, input, expected, actual }: Difference): void {
  process.stdout.write(`--- ${one.name}, input ${step}: ${input}\nreal:\n${expected}\nours:\n${actual}\n`);
}

const reached: Record<string, number> = {};
let kept = 0;
let failed = 0;
let passedInAll = 0;
let inAll = 0;
for (const group of groups) {
  const cases = parseCases(readFileSync(join(HERE, `${group}.cases`), 'utf8'));
  let passed = 0;
  for (const one of cases) {
    const found = check(one);
    if (found.length === 0) passed++;
    else if (isVerbose) for (const difference of found.slice(0, 3)) show(one, difference);
  }
  const least = required[group] ?? 0;
  const isShort = passed < least;
  if (isShort) failed++;
  else kept++;
  reached[group] = Math.max(passed, least);
  passedInAll += passed;
  inAll += cases.length;
  process.stdout.write(`${group}: ${passed} of ${cases.length}${isShort ? `, required ${least}` : ''}\n`);
}
for (const name of articleNames()) {
  if (wanted.length > 0 && !wanted.includes('article') && !wanted.includes(name)) continue;
  const { steps, differences: found } = compareArticle(name, sources);
  if (isVerbose) for (const difference of found) show({ name }, difference);
  const passed = steps - new Set(found.map(({ step }) => step)).size;
  const least = required[name] ?? 0;
  if (passed < least) failed++;
  else kept++;
  reached[name] = Math.max(passed, least);
  passedInAll += passed;
  inAll += steps;
  process.stdout.write(`${name}: ${passed} of ${steps} steps${passed < least ? `, required ${least}` : ''}\n`);
}
process.stdout.write(`conformance: ${passedInAll} of ${inAll} cases and steps alike\n`);
if (words.includes('--ratchet')) {
  const sorted = Object.fromEntries(Object.entries({ ...required, ...reached }).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(HERE, 'required.json'), `${JSON.stringify(sorted, null, 2)}\n`);
}
// A group passes when it is as good as required.json says it has been.
process.stdout.write(`${kept} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
