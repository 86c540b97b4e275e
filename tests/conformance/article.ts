/**
 * Types the commands of the article's transcripts (article/*.txt, real systems under load), and those of the article's
 * draft with what the same systems printed (draft.cases), on the cats world, in
 * virtual time, and compares what is printed, step by step. No two runs of the service print the same, so the
 * comparison is of shapes. An event begins at an unindented line and has the lines indented under it. A step is alike
 * when both sides have the same set of shapes; the reports of the log, which come when they come, are compared for
 * the transcript as a whole, in their order. What is folded before, and why:
 *   - pids, references, ports, dates, times, numbers of funs: they differ from run to run
 *   - names of cats and towns, enter and leave: the agents choose by chance
 *   - white space within an event: lines break by the lengths of what is folded
 *   - how often a shape comes: as many events fit into the time as the agents make
 *   - the start function in redbug's `<pid>(…)`: `(dead)` when the process has ended first, which is a race
 *   - counts of processes (`{matched,N,94}`, `{redbug_N,100,1}`, a bare 92), not of matched functions
 *   - in recon's and the shell's listings all numbers and which processes are on top; in crash reports sizes
 *   - line numbers of the service's and the tools' own files, which are not the original's
 *   - the order of the two entries of a process dictionary, which differs between recordings
 *   - a town's cats: `{set,…}` of sets version 1 there, a map of version 2 here, as differences.md tells
 * Nothing else is folded; a missing, additional or differently printed event is a difference. What depends on what
 * the agents happen to do (does the time limit come first, or the number of messages?) may be so with one seed and
 * not with another: a step is alike when it is with one of SEEDS.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCases } from '../../scripts/cases-format.ts';
import type { CaseStep } from '../../scripts/cases-format.ts';
import type { Sources } from '../../scripts/erlang-sources.ts';
import { openSession, settle, shownLines, takeLines, typeLine } from '../../scripts/replay.ts';
import type { Session, SessionWorld } from '../../scripts/replay.ts';
import { run } from '../../src/engine/world/world.ts';
import { countEvents, foldEvents } from './article-folds.ts';
import type { Folded } from './article-folds.ts';
import { parseScreen } from './article-text.ts';
import type { Difference } from './compare.ts';

const FOLDER = join(import.meta.dirname, 'article');
/** Recorded without agents. */
const WITHOUT_LOAD = ['api', 'sys-5-crash-restart'];
/** Recorded with versions of the tools that the engine does not have. */
const OTHER_VERSIONS = /-(1\.2\.1|2\.3\.6)(-extra)?$/;
/** Stands for a command: what follows was printed on the agents' terminal, of which the errors are compared. */
const AGENTS = "% on the agents' terminal.";
/** Commands that show what has gathered: typed only after the agents have been at work. */
const SHOWS_GATHERED = /^(flush\(\)|sys:log\(\w+, (print|get)\)|sys:statistics\(\w+, get\))\.$/;

/** Seeds, and for each the virtual microseconds that pass between two lines: what falls between them is chance, too. */
const SEEDS: readonly (readonly [number, number])[] = [
  [1, 700_000],
  [2, 0],
  [3, 1_500_000],
  [4, 300_000],
  [5, 700_000],
  [6, 0],
];
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

/** How many steps there were, and which of them differ; the reports of the log count as one more. */
export interface Comparison {
  readonly steps: number;
  readonly differences: readonly Difference[];
}

/** One transcript of the article. */
export function compareArticle(name: string, sources: Sources): Comparison {
  const world = WITHOUT_LOAD.includes(name) ? 'service' : 'cats';
  return compareSteps(parseScreen(readFileSync(join(FOLDER, `${name}.txt`), 'utf8')), world, sources);
}

/** The parts of the draft by name, each on a world of its own. */
export function compareDraft(sources: Sources): (readonly [string, Comparison])[] {
  const parts = parseCases(readFileSync(join(import.meta.dirname, 'draft.cases'), 'utf8'));
  return parts.map(({ name, steps }) => [name, compareSteps(steps, 'cats', sources)] as const);
}

function compareSteps(steps: readonly CaseStep[], world: SessionWorld, sources: Sources): Comparison {
  const expected = steps.map((step) => foldEvents(step.input.join('\n'), step.output));
  const reports = inOrder(expected);
  let open: Difference[] | null = null;
  for (const [seed, pause] of SEEDS) {
    const found = differencesOf(steps, expected, reports, playAll(world, steps, sources, seed, pause));
    open = open === null ? found : open.filter(({ step }) => found.some((other) => other.step === step));
    if (open.length === 0) break;
  }
  return { steps: steps.length + (reports.length > 0 ? 1 : 0), differences: open ?? [] };
}

function differencesOf(
  steps: readonly CaseStep[],
  expected: readonly Folded[],
  reports: readonly string[],
  actual: readonly Folded[],
): Difference[] {
  const found: Difference[] = [];
  /** A trace message on its way while the prompt returns may be printed on either side of it. */
  const late = actual.map(({ shapes }, i) =>
    shapes.filter(
      (shape) =>
        shape.startsWith('(') &&
        !expected[i].shapes.includes(shape) &&
        expected[i + 1]?.shapes.includes(shape) === true,
    ),
  );
  const compare = (step: number, input: string, wanted: readonly string[], got: readonly string[]): void => {
    if (wanted.length === got.length && wanted.every((shape, i) => shape === got[i])) return;
    const missing = wanted.filter((shape) => !got.includes(shape));
    found.push({
      step,
      input,
      expected: (missing.length > 0 ? missing : wanted).join('\n'),
      actual: (missing.length > 0 ? got.filter((shape) => !wanted.includes(shape)) : got).join('\n'),
    });
  };
  for (const [i, step] of steps.entries()) {
    const shapes = new Set([...actual[i].shapes.filter((shape) => !late[i].includes(shape)), ...(late[i - 1] ?? [])]);
    compare(i + 1, step.input.join('\n'), expected[i].shapes, [...shapes].sort());
  }
  compare(steps.length + 1, '(reports of the log)', reports, inOrder(actual));
  return found;
}

/** The reports of all steps, neighbours that are the same once. */
function inOrder(steps: readonly Folded[]): string[] {
  return steps.flatMap(({ reports }) => reports).filter((report, i, all) => report !== all[i - 1]);
}

function playAll(
  opened: SessionWorld,
  steps: readonly CaseStep[],
  sources: Sources,
  seed: number,
  pause: number,
): Folded[] {
  const session = openSession(sources, opened, seed);
  settle(session, 0);
  run(session.world, session.world.clock.time + GATHERING, EFFORT);
  takeLines(session);
  return steps.map((step) => {
    const output = play(session, step);
    run(session.world, session.world.clock.time + pause, EFFORT);
    return foldEvents(step.input.join('\n'), [...output, ...takeLines(session)]);
  });
}

/** Types a step's lines when they are due and listens until as much has been printed as in the transcript. */
function play(session: Session, step: CaseStep): string[] {
  const typed = step.input.join('\n');
  if (typed === AGENTS) return agentErrors(session, step.output.length);
  if (typed.startsWith('sys:replace_state')) awaitCat(session);
  const showsGathered = SHOWS_GATHERED.test(typed);
  if (showsGathered) run(session.world, session.world.clock.time + GATHERING, EFFORT);
  const isPrintedBefore =
    step.output.length > 1 && step.input.length === 1 && /^(\(<|\*DBG\*|=[A-Z]+ REPORT)/.test(step.output[0]);
  const endsListening = isPrintedBefore && /^(dbg|sys|whereis)/.test(typed);
  if (endsListening) listen(session, countEvents(step.output) - 1);
  for (const line of step.input) {
    const before = session.prompts;
    typeLine(session, line);
    settle(session, before);
  }
  if (!showsGathered && !endsListening) listen(session, countEvents(step.output));
  return takeLines(session);
}

/** The state was replaced while the cat was elsewhere than the new state says. */
function awaitCat(session: Session): void {
  const end = session.world.clock.time + PATIENCE;
  const isElsewhere = (): boolean => /.*\bINFO: Tihon (\w+ \w+)/s.exec(session.agents)?.[1] === 'enters Barcelona';
  while (session.world.clock.time < end && !isElsewhere()) run(session.world, session.world.clock.time + STEP, EFFORT);
}

/** Waits until as many errors have been shown on the agents' terminal. */
function agentErrors(session: Session, count: number): string[] {
  const errors = (): string[] => session.agents.split('\n').filter((line) => line.startsWith('ERROR:'));
  const end = session.world.clock.time + PATIENCE;
  while (session.world.clock.time < end && errors().length < count) {
    run(session.world, session.world.clock.time + STEP, EFFORT);
  }
  return errors();
}

function listen(session: Session, events: number): void {
  const { world } = session;
  const end = world.clock.time + PATIENCE;
  while (!session.halted && world.clock.time < end && countEvents(shownLines(session)) < events) {
    run(world, world.clock.time + STEP, EFFORT);
  }
}
