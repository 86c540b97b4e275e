/**
 * `npm run -s erl`: the engine's Erlang shell on standard input and output. Options as `erl` has them:
 *   -pa DIR, -eval EXPR, -noshell, -s M [F [A …]], -run M [F [A …]], -sname NAME; and
 *   -world cats           the node of cat_traveler under the load of the cats' agents, which have a node of their own
 *   -agent                shows the agents' terminal too, each line behind `agent| `
 *   -fast                 time runs as fast as it can, not with the clock on the wall
 *   -seed N               the world's seed
 *   --replay FILE.cases   runs a transcript file and prints it again with the engine's own output
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { WorldPreset } from '../src/engine/client/protocol.ts';
import type { Terminal } from '../src/engine/runtime/seams.ts';
import { atom } from '../src/engine/terms/atoms.ts';
import { fromArray, listFromString } from '../src/engine/terms/lists.ts';
import type { Term } from '../src/engine/terms/term.ts';
import { sendEndOfInput, sendInterrupt, sendLine } from '../src/engine/world/terminal.ts';
import { nextEvent, run } from '../src/engine/world/world.ts';
import { parseCases, printCases } from './cases-format.ts';
import { findSources } from './erlang-sources.ts';
import { caseFolders, replayCase } from './replay.ts';
import { bootShell } from './shell-node.ts';

/** Reductions between two looks at the outside. */
const SLICE = 200_000;
/** Virtual microseconds between two looks when time is not that of the wall. */
const FAST_STEP = 50_000;

interface Arguments {
  readonly folders: string[];
  readonly evaluate: string[];
  readonly call: (readonly [string, string, readonly Term[]])[];
  readonly flags: (readonly [string, readonly string[]])[];
  world: WorldPreset;
  showsAgent: boolean;
  isFast: boolean;
  noShell: boolean;
  name: string;
  seed: number;
  replay: string | null;
  printableRange: 'latin1' | 'unicode';
}

function readArguments(words: readonly string[]): Arguments {
  const found: Arguments = {
    folders: [],
    evaluate: [],
    call: [],
    flags: [],
    world: 'bare',
    showsAgent: false,
    isFast: false,
    noShell: false,
    name: 'nonode@nohost',
    seed: 1,
    replay: null,
    printableRange: 'latin1',
  };
  let i = 0;
  const values = (): string[] => {
    const from = i;
    while (i < words.length && !/^[-+]/.test(words[i])) i++;
    return words.slice(from, i);
  };
  while (i < words.length) {
    const flag = words[i++];
    if (flag === '-eval') found.evaluate.push(words[i++]);
    else if (flag === '--replay') found.replay = words[i++];
    else if (flag === '+pc') found.printableRange = words[i++] === 'unicode' ? 'unicode' : 'latin1';
    else if (flag === '-noshell' || flag === '-noinput') {
      found.noShell = true;
      found.flags.push([flag.slice(1), []]);
    } else if (flag === '-agent') found.showsAgent = true;
    else if (flag === '-fast') found.isFast = true;
    else if (flag === '-seed') found.seed = Number(words[i++]);
    else if (flag === '-sname' || flag === '-name') found.name = withHost(words[i++]);
    else if (flag === '-pa' || flag === '-pz') found.folders.push(...values());
    else if (flag === '-s' || flag === '-run') {
      const [module, name = 'start', ...rest] = values();
      const args = rest.map((text): Term => (flag === '-s' ? atom(text) : listFromString(text)));
      found.call.push([module, name, args.length === 0 ? [] : [fromArray(args)]]);
    } else if (flag === '-world') {
      found.world = worldNamed(words[i++]);
    } else {
      process.stderr.write(`erl: unknown option ${flag}\n`);
      process.exit(1);
    }
  }
  return found;
}

/** `cats`, `agents` or `bare`; another word is no world. */
function worldNamed(name: string): 'cats' | 'agents' | 'bare' {
  if (name === 'cats' || name === 'agents' || name === 'bare') return name;
  process.stderr.write(`erl: there is no world ${name}\n`);
  process.exit(1);
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

/** Standard output as a terminal: what the shell prints under a shown prompt goes above it. */
function standardOutput(asked: (prompt: string) => void): Terminal {
  let shown = '';
  return {
    putChars: (source, text) => {
      const isUnderPrompt = shown !== '' && source === 'shell' && process.stdout.isTTY;
      process.stdout.write(isUnderPrompt ? `\r\x1b[K${text}${shown}` : text);
      if (!isUnderPrompt) shown = '';
    },
    readLine: (prompt) => {
      shown = prompt;
      process.stdout.write(prompt);
      asked(prompt);
    },
    size: () => (process.stdout.isTTY ? [process.stdout.columns, process.stdout.rows] : null),
  };
}

const AGENT: Terminal = {
  putChars: (_source, text) => void process.stdout.write(text.replace(/^(?=.)/gm, 'agent| ')),
  readLine() {},
  size: () => null,
};

function interact(given: Arguments): void {
  const { showsAgent, isFast, ...start } = given;
  let isAsked = false;
  const { world, node } = bootShell({
    sources: findSources(given.folders, (text) => process.stderr.write(text)),
    print: (text) => process.stderr.write(text),
    halted: (status, slogan) => {
      if (slogan !== null) process.stderr.write(`${slogan}\n`);
      process.exit(status);
    },
    terminal: standardOutput(() => {
      isAsked = true;
    }),
    agentTerminal: showsAgent ? AGENT : undefined,
    ...start,
  });
  const isLive = !isFast && (process.stdin.isTTY || given.world !== 'bare');
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
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  let began = performance.now();
  const turn = (): void => {
    // A reader slower than a flood holds the flood up, instead of filling this program's memory.
    if (process.stdout.writableNeedDrain) {
      process.stdout.once('drain', turn);
      return;
    }
    const until = isLive ? (performance.now() - began) * 1000 : world.clock.time + FAST_STEP;
    const stopped = run(world, Math.max(until, world.clock.time), SLICE);
    if (isLive && world.clock.time > until) began = performance.now() - world.clock.time / 1000;
    const line = isAsked ? pending.shift() : undefined;
    if (line !== undefined) {
      isAsked = false;
      sendLine(node, `${line}\n`);
    } else if (ended && isAsked) {
      isAsked = false;
      sendEndOfInput(node);
    } else if (nextEvent(world) === null && (ended || given.noShell)) process.exit(0);
    setTimeout(turn, isLive && stopped !== 'budget' ? 5 : 0);
  };
  turn();
}

const given = readArguments(process.argv.slice(2));
if (given.replay !== null) replay(given.replay, given.folders);
else interact(given);
