/**
 * The bound on a node's memory. What a node holds is estimated from what is counted anyway (frames, messages,
 * processes, table objects) and, for processes that have done much since they were last weighed, from their
 * terms. Past the bound the node goes down with the words of a real one.
 */
import type { Process } from '../runtime/process.ts';
import { mapEntries } from '../terms/maps.ts';
import { Bits, Cons, ErlMap, Fun } from '../terms/term.ts';
import { messageCount } from '../runtime/mailbox.ts';
import type { NodeState } from '../runtime/node-state.ts';

/** Bytes a node may hold unless told otherwise. */
export const MEMORY_BOUND = 512 * 1024 * 1024;
/** About what each of these takes in JavaScript, in bytes. */
const FRAME = 96;
const MESSAGE = 80;
const PROCESS = 900;
const OBJECT = 120;
const CELL = 32;
const WORD = 8;
const HEADER = 48;
/** A process is weighed again after so many reductions, or later when it is large, so that weighing stays cheap. */
const WEIGH_AFTER = 400_000;

/** An estimate of the bytes a node holds; no term is followed further than `bound` bytes. */
export function memoryHeld(node: NodeState, bound: number = MEMORY_BOUND): number {
  let frames = 0;
  let messages = 0;
  let terms = 0;
  for (const process of node.processes.values()) {
    if (process.reductions - process.weighedAt > WEIGH_AFTER + process.weight / CELL) weigh(process, bound);
    terms += process.weight;
    frames += process.frames.length;
    messages += messageCount(process);
  }
  const tables = node.parts.get('ets');
  const objects = tables !== undefined && 'objects' in tables ? Number(tables.objects) : 0;
  return terms + frames * FRAME + messages * MESSAGE + node.processes.size * PROCESS + objects * OBJECT;
}

/** Takes a node down that holds more than `bound`; false when it goes on. */
export function enforceBound(node: NodeState, bound: number): boolean {
  const held = memoryHeld(node, bound);
  if (held <= bound) return false;
  node.halted = true;
  node.host.halt(1, `eheap_alloc: Cannot allocate ${Math.round(held)} bytes of memory (of type "heap").`);
  return true;
}

/** Measures what the frames and messages of a process hold. Parts that are shared count each time they are met. */
function weigh(process: Process, bound: number): void {
  const waiting: unknown[] = [process.mailbox, ...process.frames.map((frame) => frame.live)];
  if (process.resumeValue !== undefined) waiting.push(process.resumeValue);
  let bytes = 0;
  while (waiting.length > 0 && bytes <= bound) {
    let part = waiting.pop();
    while (part instanceof Cons) {
      bytes += CELL;
      if (typeof part.head === 'object') waiting.push(part.head);
      if (bytes > bound) break;
      part = part.tail;
    }
    if (typeof part === 'object' && part !== null) bytes += ownBytes(part, waiting);
    else if (typeof part === 'bigint') bytes += HEADER;
  }
  process.weight = bytes;
  process.weighedAt = process.reductions;
}

function ownBytes(part: object, waiting: unknown[]): number {
  if (Array.isArray(part)) {
    for (const element of part as readonly unknown[]) if (typeof element === 'object') waiting.push(element);
    return HEADER + part.length * WORD;
  }
  if (part instanceof Bits) return HEADER + Math.ceil(part.bitLength / 8);
  if (part instanceof ErlMap) {
    for (const pair of mapEntries(part)) waiting.push(pair[0], pair[1]);
    return HEADER + part.size * 2 * WORD;
  }
  if (part instanceof Fun) {
    waiting.push(part.env);
    return HEADER;
  }
  return WORD * 3;
}
