/**
 * Replays transcript files: each case in a fresh node with a shell, on virtual time, giving the same file
 * with the engine's own output.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SERVICE_APPLICATIONS } from '../src/engine/world/cats-world.ts';
import type { OpenedWorld } from '../src/engine/world/cats-world.ts';
import { writeFile } from '../src/engine/runtime/files.ts';
import { sendLine } from '../src/engine/world/terminal.ts';
import { run } from '../src/engine/world/world.ts';
import type { Case, CaseStep } from './cases-format.ts';
import type { Sources } from './erlang-sources.ts';
import { bootShell } from './shell-node.ts';

/** Virtual microseconds: the longest wait for an answer, and how long the shell is listened to after it. */
const PATIENCE = 20_000_000;
const AFTERWARDS = 150_000;
/** Reductions after which a case is given up. */
const EFFORT = 100_000_000;

/** The prompt of the shell, as a line of its own and before what stands behind it. */
const SHELL_PROMPT = /^(?:\([^)\s]*\))?\d+> /;

/** `service` is the cats world without its agents. */
export type SessionWorld = 'bare' | 'cats' | 'service';

export interface Session extends OpenedWorld {
  /** Prompts shown so far. */
  prompts: number;
  /** What stands on the screen since the last step, prompts included. */
  printed: string;
  /** The prompt of who waits for a line. */
  prompt: string | null;
  /** What the agents' node has printed on its terminal since the beginning. */
  agents: string;
  halted: boolean;
}

/** Folders that may hold the files a case names. */
export function caseFolders(file: string): readonly string[] {
  return [join(dirname(resolve(file)), 'files'), resolve('tests/conformance/files')];
}

/** Runs one case; the steps with what the engine printed. */
export function replayCase(one: Case, sources: Sources, folders: readonly string[]): CaseStep[] {
  const session = openSession(sources, one.world, 1, one.flags);
  for (const name of one.files) writeFile(session.node, name, readFirst(folders, name));
  settle(session, 0);
  session.printed = '';
  return one.steps.map((step) => {
    for (const line of step.input) {
      const before = session.prompts;
      typeLine(session, line);
      settle(session, before);
    }
    if (step.wait > 0 && !session.halted) run(session.world, session.world.clock.time + step.wait * 1000, EFFORT);
    return { ...step, output: takeLines(session) };
  });
}

/** A fresh node with a shell in a world that has not run yet. */
export function openSession(sources: Sources, world: SessionWorld, seed = 1, flags = ''): Session {
  const session = { prompts: 0, printed: '', prompt: null, agents: '', halted: false };
  const print = (text: string): void => {
    full.printed += text;
  };
  /** The shell's output stands above a prompt that waits, output of `user` behind it. */
  const putChars = (source: string, text: string): void => {
    const { prompt, printed } = full;
    if (prompt === null || source !== 'shell' || !printed.endsWith(prompt)) print(text);
    else full.printed = printed.slice(0, printed.length - prompt.length) + text + prompt;
  };
  const booted = bootShell({
    sources,
    print,
    seed,
    world: world === 'cats' ? 'cats' : 'bare',
    applications: world === 'service' ? SERVICE_APPLICATIONS : [],
    ...(/\+pc unicode\b/.test(flags) ? { printableRange: 'unicode' } : {}),
    halted: () => {
      full.halted = true;
    },
    terminal: {
      putChars,
      readLine: (prompt) => {
        full.prompts++;
        full.prompt = prompt;
        print(prompt);
      },
      size: () => [80, 50],
    },
    agentTerminal: {
      putChars: (_source, text) => {
        full.agents += text;
      },
      readLine: () => undefined,
      size: () => [80, 24],
    },
  });
  const full: Session = Object.assign(session, booted);
  return full;
}

export function typeLine(session: Session, line: string): void {
  if (session.prompt !== null && session.printed.endsWith(session.prompt)) {
    session.printed = session.printed.slice(0, session.printed.length - session.prompt.length);
  }
  session.prompt = null;
  if (!session.halted) sendLine(session.node, `${line}\n`);
}

/** What has been printed since the last time, without the blank lines at the end. */
export function takeLines(session: Session): string[] {
  const output = shownLines(session);
  session.printed = '';
  return output;
}

function readFirst(folders: readonly string[], name: string): Uint8Array {
  for (const folder of folders) {
    try {
      return readFileSync(join(folder, name));
    } catch {
      // The next folder may have it.
    }
  }
  throw new Error(`no file ${name} beside the cases`);
}

/** Runs until another prompt is shown, then a little longer. */
export function settle(session: Session, before: number): void {
  const { world } = session;
  const end = world.clock.time + PATIENCE;
  let effort = 0;
  while (session.prompts === before && !session.halted && world.clock.time < end && effort < EFFORT) {
    if (run(world, Math.min(end, world.clock.time + 1000), 100_000) === 'budget') effort += 100_000;
  }
  if (!session.halted) run(world, world.clock.time + AFTERWARDS, EFFORT);
}

/** What has been printed since the last step, without prompts and the blank lines at the end. */
export function shownLines(session: Session): string[] {
  const all = session.printed.split('\n').flatMap((line) => {
    const rest = line.replace(SHELL_PROMPT, '');
    return rest === '' && rest !== line ? [] : [rest];
  });
  while (all.length > 0 && all[all.length - 1] === '') all.pop();
  return all;
}
