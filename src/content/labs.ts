// Every runnable example of the article: one row each, the same in all languages. What is typed stands beside this file in
// labs/ID.eshell. The recorder runs the rows at build time, the page shows them, and the reader's edits start from them.
// Ids are part of links and never change.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { SectionId } from './outline.ts';

export type LabRow = {
  readonly id: string;
  readonly section: SectionId;
  /** `cats`: the node of cat_traveler under load; `agents`: the node of its agents; `bare`: a shell alone. */
  readonly world: 'cats' | 'agents' | 'bare';
  /** Labs of the same world and seed tell the same story. */
  readonly seed: number;
  /** The lab whose shell and node this one goes on with, after all that was typed there. */
  readonly after?: string;
};

export const labs = [
  { id: 'first-trace', section: 'intro', world: 'cats', seed: 7 },
  { id: 'theory-three', section: 'theory', world: 'cats', seed: 10 },
  { id: 'flags-new', section: 'trace-flags', world: 'cats', seed: 11 },
  { id: 'flags-existing', section: 'trace-flags', world: 'cats', seed: 11 },
  { id: 'flags-pid', section: 'trace-flags', world: 'cats', seed: 11 },
  { id: 'flags-functions', section: 'trace-flags', world: 'cats', seed: 11 },
  { id: 'events-messages', section: 'trace-events', world: 'cats', seed: 12 },
  { id: 'events-life', section: 'trace-events', world: 'bare', seed: 12 },
  { id: 'events-links', section: 'trace-events', world: 'bare', seed: 12 },
  { id: 'events-scheduler', section: 'trace-events', world: 'cats', seed: 12 },
  { id: 'events-gc', section: 'trace-events', world: 'cats', seed: 12 },
  { id: 'events-calls', section: 'trace-events', world: 'cats', seed: 12 },
  { id: 'events-store', section: 'trace-events', world: 'cats', seed: 12 },
  { id: 'events-http', section: 'trace-events', world: 'cats', seed: 12 },
  { id: 'events-flood', section: 'trace-events', world: 'cats', seed: 12 },
  { id: 'events-safe', section: 'trace-events', world: 'cats', seed: 12 },
  { id: 'ms-by-hand', section: 'match-spec', world: 'bare', seed: 13 },
  { id: 'ms-fun2ms', section: 'match-spec', world: 'bare', seed: 13 },
  { id: 'ms-clauses', section: 'match-spec', world: 'bare', seed: 13 },
  { id: 'ms-cats', section: 'match-spec', world: 'cats', seed: 13 },
  { id: 'ms-module', section: 'match-spec', world: 'bare', seed: 13 },
  { id: 'tools-there', section: 'tools', world: 'cats', seed: 14 },
  { id: 'api-erlang', section: 'cat-traveler', world: 'cats', seed: 15 },
  { id: 'api-errors', section: 'cat-traveler', world: 'cats', seed: 15, after: 'api-erlang' },
  { id: 'api-http', section: 'cat-traveler', world: 'cats', seed: 15 },
  { id: 'api-http-errors', section: 'cat-traveler', world: 'cats', seed: 15, after: 'api-http' },
  { id: 'agents-states', section: 'load-agent', world: 'agents', seed: 16 },
  { id: 'agents-travel', section: 'load-agent', world: 'cats', seed: 16 },
  { id: 'practice-service', section: 'practice', world: 'cats', seed: 17 },
  { id: 'practice-agents', section: 'practice', world: 'agents', seed: 17 },
  { id: 'observer-system', section: 'observer', world: 'cats', seed: 18 },
  { id: 'observer-load', section: 'observer', world: 'cats', seed: 18 },
  { id: 'observer-trees', section: 'observer', world: 'cats', seed: 18 },
  { id: 'observer-processes', section: 'observer', world: 'cats', seed: 18 },
  { id: 'observer-ports', section: 'observer', world: 'cats', seed: 18 },
  { id: 'observer-tables', section: 'observer', world: 'cats', seed: 18 },
  { id: 'observer-agents', section: 'observer', world: 'agents', seed: 18 },
  { id: 'observer-trace-silent', section: 'observer', world: 'cats', seed: 18 },
  { id: 'observer-trace-new', section: 'observer', world: 'cats', seed: 18 },
  { id: 'redbug-calls', section: 'redbug', world: 'cats', seed: 1 },
  { id: 'redbug-msec', section: 'redbug', world: 'cats', seed: 2 },
  { id: 'redbug-usec', section: 'redbug', world: 'cats', seed: 2 },
  { id: 'redbug-filter', section: 'redbug', world: 'cats', seed: 3 },
  { id: 'redbug-stack', section: 'redbug', world: 'cats', seed: 4 },
  { id: 'redbug-module', section: 'redbug', world: 'cats', seed: 5 },
  { id: 'recon-trace-calls', section: 'recon-trace', world: 'cats', seed: 20 },
  { id: 'recon-trace-rate', section: 'recon-trace', world: 'cats', seed: 21 },
  { id: 'recon-trace-return', section: 'recon-trace', world: 'cats', seed: 20 },
  { id: 'recon-trace-timestamp', section: 'recon-trace', world: 'cats', seed: 20 },
  { id: 'recon-trace-filter', section: 'recon-trace', world: 'cats', seed: 22 },
  { id: 'recon-trace-caller', section: 'recon-trace', world: 'cats', seed: 23 },
  { id: 'dbg-calls', section: 'dbg', world: 'cats', seed: 30 },
  { id: 'dbg-timestamp', section: 'dbg', world: 'cats', seed: 31 },
  { id: 'dbg-handler', section: 'dbg', world: 'cats', seed: 31, after: 'dbg-timestamp' },
  { id: 'dbg-filter', section: 'dbg', world: 'cats', seed: 32 },
  { id: 'dbg-caller', section: 'dbg', world: 'cats', seed: 33 },
  { id: 'dbg-dump', section: 'dbg', world: 'cats', seed: 34 },
  { id: 'dbg-dump-handler', section: 'dbg', world: 'cats', seed: 34, after: 'dbg-dump' },
  { id: 'dbg-messages', section: 'dbg', world: 'cats', seed: 35 },
  { id: 'erlang-trace-calls', section: 'erlang-trace', world: 'cats', seed: 40 },
  { id: 'erlang-trace-caller', section: 'erlang-trace', world: 'cats', seed: 41 },
  { id: 'erlang-trace-messages', section: 'erlang-trace', world: 'cats', seed: 42 },
  { id: 'erlang-trace-off', section: 'erlang-trace', world: 'cats', seed: 41, after: 'erlang-trace-caller' },
  { id: 'recon-memory', section: 'recon', world: 'cats', seed: 31 },
  { id: 'recon-reductions', section: 'recon', world: 'cats', seed: 31 },
  { id: 'recon-queue', section: 'recon', world: 'cats', seed: 31, after: 'recon-memory' },
  { id: 'recon-info', section: 'recon', world: 'cats', seed: 31 },
  { id: 'recon-name', section: 'recon', world: 'cats', seed: 31 },
  { id: 'recon-hot', section: 'recon', world: 'cats', seed: 31 },
  { id: 'sys-trace', section: 'sys', world: 'cats', seed: 32 },
  { id: 'sys-log', section: 'sys', world: 'cats', seed: 32 },
  { id: 'sys-log-get', section: 'sys', world: 'cats', seed: 32 },
  { id: 'sys-statistics', section: 'sys', world: 'cats', seed: 32 },
  { id: 'sys-status', section: 'sys', world: 'cats', seed: 32 },
  { id: 'sys-replace', section: 'sys', world: 'cats', seed: 32 },
  { id: 'sys-errors', section: 'sys', world: 'cats', seed: 32, after: 'sys-replace' },
  { id: 'sys-agent', section: 'sys', world: 'agents', seed: 32 },
  { id: 'sys-wrong', section: 'sys', world: 'cats', seed: 32 },
  { id: 'sys-crash', section: 'sys', world: 'cats', seed: 32 },
] as const satisfies readonly LabRow[];

export type LabId = (typeof labs)[number]['id'];

/** The row of a lab. */
export function labRow(id: LabId): LabRow {
  const row = rowNamed(id);
  if (row === undefined) throw new Error(`no lab ${id}`);
  return row;
}

const folder = join(process.cwd(), 'src/content/labs');

/** What is typed in a lab, line by line; without the last line end. Throws when the lab has no file. */
export function labCode(id: string): string {
  return readFileSync(join(folder, `${id}.eshell`), 'utf8').trimEnd();
}

/** A lab and those it goes on from, the first one first. */
export function labChain(id: string): readonly LabRow[] {
  const chain: LabRow[] = [];
  for (let row: LabRow | undefined = rowNamed(id); row !== undefined; row = rowNamed(row.after)) chain.unshift(row);
  return chain;
}

function rowNamed(id: string | undefined): LabRow | undefined {
  return labs.find((row) => row.id === id);
}
