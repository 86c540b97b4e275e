/**
 * Types the commands of the article's transcripts (article/*.txt, real systems under load) on the cats world, in
 * virtual time, and compares what is printed, step by step. No two runs of the service print the same, so the
 * comparison is of shapes. An event begins at an unindented line and has the lines indented under it. A step is alike
 * when both sides have the same set of shapes. What is folded before, and why:
 *   - pids, references, ports, dates, times, numbers of funs: they differ from run to run
 *   - names of cats and towns, enter and leave: the agents choose by chance
 *   - white space within an event: lines break by the lengths of what is folded
 *   - how often a shape comes: as many events fit into the time as the agents make
 *   - the start function in redbug's `<pid>(…)`: `(dead)` when the process has ended first, which is a race
 *   - counts of processes (`{matched,N,94}`, `{redbug_N,100,1}`, a bare 92), not of matched functions
 *   - in recon's and the shell's listings all numbers and which processes are on top
 *   - a town's cats: `{set,…}` of sets version 1 there, a map of version 2 here, as differences.md tells
 *   - the port and the HTTP headers of the agents' client, and `src/` before the names of files
 * Nothing else is folded; a missing, additional or differently printed event is a difference.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseStep } from '../../scripts/cases-format.ts';
import type { Sources } from '../../scripts/erlang-sources.ts';
import { openSession, settle, takeLines, typeLine } from '../../scripts/replay.ts';
import type { Session } from '../../scripts/replay.ts';
import { run } from '../../src/engine/world/world.ts';
import { foldEvents } from './article-folds.ts';
import { parseScreen } from './article-text.ts';
import type { Difference } from './compare.ts';

const FOLDER = join(import.meta.dirname, 'article');
/** Recorded without agents. */
const WITHOUT_LOAD = ['api', 'sys-5-crash-restart'];
/** Recorded with versions of the tools that the engine does not have. */
const OTHER_VERSIONS = /-(1\.2\.1|2\.3\.6)(-extra)?$/;
/** Commands that show what has gathered: typed only after the agents have been at work. */
const SHOWS_GATHERED = /^(flush\(\)|sys:log\(\w+, (print|get)\)|sys:statistics\(\w+, get\))\.$/;

/** Virtual microseconds: how long the agents work before such a command, and the longest wait for as many events. */
const GATHERING = 9_000_000;
const PATIENCE = 40_000_000;
const STEP = 100_000;
const EFFORT = 50_000_000;

/** The transcripts that are compared, without their extension. */
export function articleNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.txt') && !name.endsWith('.agent.txt'))
    .map((name) => name.slice(0, -4))
    .filter((name) => !OTHER_VERSIONS.test(name));
}

/** One transcript: how many steps it has, and which of them differ; the agents' terminal counts as one more. */
export function compareArticle(name: string, sources: Sources): { readonly steps: number; readonly differences: Difference[] } {
  const steps = parseScreen(readFileSync(join(FOLDER, `${name}.txt`), 'utf8'));
  const session = openSession(sources, WITHOUT_LOAD.includes(name) ? 'service' : 'cats');
  settle(session, 0);
  run(session.world, session.world.clock.time + GATHERING, EFFORT);
  takeLines(session);
  const differences: Difference[] = [];
  const compare = (step: number, input: string, expected: readonly string[], actual: readonly string[]): void => {
    const wanted = foldEvents(input, expected);
    const got = foldEvents(input, actual);
    if (wanted.length === got.length && wanted.every((shape, i) => shape === got[i])) return;
    differences.push({
      step,
      input,
      expected: wanted.filter((shape) => !got.includes(shape)).join('\n'),
      actual: got.filter((shape) => !wanted.includes(shape)).join('\n'),
    });
  };
  for (const [index, step] of steps.entries()) compare(index + 1, step.input.join('\n'), step.output, play(session, step));
  return { steps: steps.length, differences };
}

/** Types a step's lines when they are due and listens until as much has been printed as in the transcript. */
function play(session: Session, step: CaseStep): string[] {
  const typed = step.input.join('\n');
  if (SHOWS_GATHERED.test(typed)) run(session.world, session.world.clock.time + GATHERING, EFFORT);
  const answer = step.output.at(-1) ?? '';
  const isPrintedBefore = step.output.length > 1 && step.input.length === 1 && /^(\(<|\*DBG\*|=[A-Z]+ REPORT)/.test(step.output[0]);
  if (isPrintedBefore && !answer.startsWith('%') && /^(dbg|sys|whereis)/.test(typed)) listen(session, step.output.length - 1);
  for (const line of step.input) {
    const before = session.prompts;
    typeLine(session, line);
    settle(session, before);
  }
  listen(session, step.output.length);
  return takeLines(session);
}

function listen(session: Session, lines: number): void {
  const { world } = session;
  const end = world.clock.time + PATIENCE;
  while (!session.halted && world.clock.time < end && session.printed.split('\n').length <= lines) {
    run(world, world.clock.time + STEP, EFFORT);
  }
}
