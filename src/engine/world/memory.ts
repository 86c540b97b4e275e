/**
 * The bound on a node's memory. What a node holds is estimated from what is counted anyway: frames, messages,
 * processes, table objects. Past the bound the node goes down with the words of a real one.
 */
import { messageCount } from '../runtime/mailbox.ts';
import type { NodeState } from '../runtime/node-state.ts';

/** Bytes a node may hold unless told otherwise. */
export const MEMORY_BOUND = 512 * 1024 * 1024;
/** About what each of these takes in JavaScript, in bytes. */
const FRAME = 96;
const MESSAGE = 80;
const PROCESS = 900;
const OBJECT = 120;

/** An estimate of the bytes a node holds. */
export function memoryHeld(node: NodeState): number {
  let frames = 0;
  let messages = 0;
  for (const process of node.processes.values()) {
    frames += process.frames.length;
    messages += messageCount(process);
  }
  const tables = node.parts.get('ets');
  const objects = tables !== undefined && 'objects' in tables ? Number(tables.objects) : 0;
  return frames * FRAME + messages * MESSAGE + node.processes.size * PROCESS + objects * OBJECT;
}

/** Takes a node down that holds more than `bound`; false when it goes on. */
export function enforceBound(node: NodeState, bound: number): boolean {
  const held = memoryHeld(node);
  if (held <= bound) return false;
  node.halted = true;
  node.host.halt(1, `eheap_alloc: Cannot allocate ${Math.round(held)} bytes of memory (of type "heap").`);
  return true;
}
