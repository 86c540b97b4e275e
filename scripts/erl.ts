/**
 * `npm run -s erl`: the engine's Erlang shell on standard input and output. Options as `erl` has them:
 *   -pa DIR, -eval EXPR, -noshell, -s M [F [A …]], -run M [F [A …]], -sname NAME; and
 *   -world cats           the node of cat_traveler with the cats running
 *   -seed N               the world's seed
 *   --replay FILE.cases   runs a transcript file and prints it again with the engine's own output
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { atom } from '../src/engine/terms/atoms.ts';
import { fromArray, listFromString } from '../src/engine/terms/lists.ts';
import type { Term } from '../src/engine/terms/term.ts';
import { sendEndOfInput, sendInterrupt, sendLine } from '../src/engine/world/terminal.ts';
import { isBusy, run } from '../src/engine/world/world.ts';
import { parseCases, printCases } from './cases-format.ts';
import { findSources } from './erlang-sources.ts';
import { caseFolders, replayCase } from './replay.ts';
import { bootShell } from './shell-node.ts';

/** Reductions between two looks at the outside. */
const SLICE = 200_000;

interface Arguments {
  readonly folders: string[];
  readonly evaluate: string[];
  readonly call: (readonly [string, string, readonly Term[]])[];
  readonly applications: string[];
  noShell: boolean;
  name: string;
  seed: number;
  replay: string | null;
}

function readArguments(words: readonly string[]): Arguments {
  const found: Arguments = {
    folders: [],
    evaluate: [],
    call: [],
    applications: [],
    noShell: false,
    name: 'nonode@nohost',
    seed: 1,
    replay: null,
  };
  let i = 0;
  const values = (): string[] => {
    const from = i;
    while (i < words.length && !words[i].startsWith('-')) i++;
    return words.slice(from, i);
  };
  while (i < words.length) {
    const flag = words[i++];
    if (flag === '-eval') found.evaluate.push(words[i++]);
    else if (flag === '--replay') found.replay = words[i++];
    else if (flag === '-noshell' || flag === '-noinput') found.noShell = true;
    else if (flag === '-seed') found.seed = Number(words[i++]);
    else if (flag === '-sname' || flag === '-name') found.name = withHost(words[i++]);
    else if (flag === '-pa' || flag === '-pz') found.folders.push(...values());
    else if (flag === '-s' || flag === '-run') {
      const [module, name = 'start', ...rest] = values();
      const args = rest.map((text): Term => (flag === '-s' ? atom(text) : listFromString(text)));
      found.call.push([module, name, args.length === 0 ? [] : [fromArray(args)]]);
    } else if (flag === '-world') {
      if (words[i++] === 'cats') found.applications.push('cat_traveler', 'load_agent');
    } else {
      process.stderr.write(`erl: unknown option ${flag}\n`);
      process.exit(1);
    }
  }
  return found;
}

function withHost(name: string): string {
  return name.includes('@') ? name : `${name}@localhost`;
}

function replay(file: string, folders: readonly string[]): void {
  const sources = findSources(folders, (text) => process.stderr.write(text));
  const cases = parseCases(readFileSync(file, 'utf8'));
  const played = cases.map((one) => ({ ...one, steps: replayCase(one, sources, caseFolders(file)) }));
  process.stdout.write(printCases(played));
}

function interact(given: Arguments): void {
  const { world, node } = bootShell({
    sources: findSources(given.folders, (text) => process.stderr.write(text)),
    print: (text) => process.stderr.write(text),
    halted: (status, slogan) => {
      if (slogan !== null) process.stderr.write(`${slogan}\n`);
      process.exit(status);
    },
    terminal: {
      putChars: (_source, text) => void process.stdout.write(text),
      readLine: (prompt) => void process.stdout.write(prompt),
      size: () => (process.stdout.isTTY ? [process.stdout.columns, process.stdout.rows] : null),
    },
    ...given,
  });
  const isLive = process.stdin.isTTY;
  const pending: string[] = [];
  let ended = false;
  if (!given.noShell) {
    const input = createInterface({ input: process.stdin, terminal: false });
    input.on('line', (line) => pending.push(line));
    input.on('close', () => {
      ended = true;
    });
    process.on('SIGINT', () => sendInterrupt(node));
  }
  let began = performance.now();
  const turn = (): void => {
    // Live, virtual time follows real time; from a pipe it runs as fast as it can.
    const until = isLive ? (performance.now() - began) * 1000 : Infinity;
    const stopped = run(world, Math.max(until, world.clock.time), SLICE);
    if (world.clock.time > until) began = performance.now() - world.clock.time / 1000;
    const line = stopped === 'budget' ? undefined : pending.shift();
    if (line !== undefined) sendLine(node, `${line}\n`);
    else if (ended && stopped !== 'budget' && !sendEndOfInput(node)) process.exit(0);
    if (stopped === 'idle' && ended && !isBusy(world) && pending.length === 0) process.exit(0);
    setTimeout(turn, stopped === 'budget' || pending.length > 0 ? 0 : 5);
  };
  turn();
}

const given = readArguments(process.argv.slice(2));
if (given.replay !== null) replay(given.replay, given.folders);
else interact(given);
