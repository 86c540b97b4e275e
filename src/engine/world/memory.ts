/**
 * The bound on a node's memory. What a node holds is estimated: frames, messages and processes are counted, the
 * terms behind them weighed. Both happen a little at a time, in proportion to the work done, so that no slice ever
 * pays for a large node. Past the bound the node goes down with the words of a real one.
 * Invariant: `held` is the sum of `Process.counted` over the living processes.
 */
import { messageCount } from '../runtime/mailbox.ts';
import type { NodeState } from '../runtime/node-state.ts';
import type { Process } from '../runtime/process.ts';
import { newWeighing, weigh } from './weighing.ts';
import type { Weighing } from './weighing.ts';

/** Bytes a node may hold unless told otherwise. */
export const MEMORY_BOUND = 512 * 1024 * 1024;
/** About what each of these takes in JavaScript, in bytes. */
const FRAME = 96;
const MESSAGE = 80;
const PROCESS = 900;
const OBJECT = 120;
const CELL = 32;
/** A process is weighed again after so much work, or later when it is large, so that weighing stays cheap. */
const WEIGH_AFTER = 200_000;
/** Processes counted for each `enforceBound`, and parts of terms weighed for each reduction done since the last. */
const COUNTED_AT_ONCE = 256;
const PARTS_PER_REDUCTION = 4;

/** What is asked of ets/: how many objects there are, and one of the largest table. */
interface Tables {
  readonly objects: number;
  readonly sample: (turn: number) => object | null;
}

interface Census {
  /** Bytes of the processes. */
  held: number;
  /** The processes still to be counted in this round. */
  round: Iterator<Process>;
  /** `of` is null for an object of a table. */
  weighing: { readonly of: Process | null; readonly at: Weighing } | null;
  /** Bytes of an object in tables, as samples have it; how many samples there were. */
  objectWeight: number;
  samples: number;
}

const PART = 'census';

function censusOf(node: NodeState): Census {
  const found = node.parts.get(PART) as Census | undefined;
  if (found !== undefined) return found;
  const census: Census = { held: 0, round: node.processes.values(), weighing: null, objectWeight: 0, samples: 0 };
  node.parts.set(PART, census);
  node.exitHooks.push((process) => {
    census.held -= process.counted;
    process.counted = 0;
    if (census.weighing?.of === process) census.weighing = null;
  });
  return census;
}

/**
 * Estimates once more, a little: the process that ran last, and some others in turn. `work` is what the node has done
 * since the last time, in reductions. Takes a node down that holds more than `bound`; then false.
 */
export function enforceBound(node: NodeState, bound: number, last: Process, work: number): boolean {
  const census = censusOf(node);
  if (node.processes.get(last.key) === last) count(census, last);
  for (let i = 0; i < COUNTED_AT_ONCE; i++) {
    const next = census.round.next();
    if (next.done === true) {
      newRound(node, census);
      break;
    }
    if (node.processes.get(next.value.key) === next.value) count(census, next.value);
  }
  const weighed = goOnWeighing(census, bound, work);
  const held = census.held + weighed + heldByTables(node, census) + node.processes.size * PROCESS;
  if (held <= bound) return true;
  node.halted = true;
  node.host.halt(1, `eheap_alloc: Cannot allocate ${String(Math.round(held))} bytes of memory (of type "heap").`);
  return false;
}

/** Goes on with the weighing under way; gives what it has found beyond what was known. */
function goOnWeighing(census: Census, bound: number, work: number): number {
  const { weighing } = census;
  if (weighing === null) return 0;
  const { of, at } = weighing;
  const isOver = weigh(at, work * PARTS_PER_REDUCTION, bound);
  if (!isOver) return of === null ? 0 : Math.max(0, at.bytes - of.weight);
  census.weighing = null;
  if (of === null) census.objectWeight += (at.bytes - census.objectWeight) / Math.min(census.samples, 8);
  else {
    of.weight = at.bytes;
    of.weighedAt = progress(of);
    count(census, of);
  }
  return 0;
}

function tablesOf(node: NodeState): Tables | undefined {
  return node.parts.get('ets') as Tables | undefined;
}

function heldByTables(node: NodeState, { objectWeight }: Census): number {
  return (tablesOf(node)?.objects ?? 0) * (OBJECT + objectWeight);
}

/** All processes are to be counted again, and an object of the largest table is weighed. */
function newRound(node: NodeState, census: Census): void {
  census.round = node.processes.values();
  if (census.weighing !== null) return;
  const sample = tablesOf(node)?.sample(census.samples) ?? null;
  if (sample === null) return;
  census.samples++;
  census.weighing = { of: null, at: newWeighing([[sample]]) };
}

function count(census: Census, process: Process): void {
  const now = process.weight + process.frames.length * FRAME + messageCount(process) * MESSAGE;
  census.held += now - process.counted;
  process.counted = now;
  if (census.weighing !== null) return;
  if (Math.abs(progress(process) - process.weighedAt) > WEIGH_AFTER + 1.5 * (process.weight / CELL)) {
    const rest: unknown[] = [process.resumeValue];
    if (process.dictionary !== null) for (const entry of process.dictionary.values()) rest.push(entry.value);
    census.weighing = { of: process, at: newWeighing([rest, process.mailbox, process.frames]) };
  }
}

/** What makes another weighing due: work done, and messages, which others put there. */
function progress(process: Process): number {
  return process.reductions + 50 * messageCount(process);
}
