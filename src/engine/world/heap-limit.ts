/**
 * `max_heap_size`: what a process holds is counted after some of its slices, as OTP does when it collects garbage,
 * and a process that could not collect within its limit is reported and killed.
 */
import { logError } from '../runtime/crash.ts';
import { exitSignal } from '../runtime/exit.ts';
import { heapSizeFor } from '../runtime/heap-sizes.ts';
import { messageCount } from '../runtime/mailbox.ts';
import { NONODE } from '../runtime/node-state.ts';
import type { Process } from '../runtime/process.ts';
import { processFact, stackWords, wordsHeld } from '../bifs/erlang/process-info.ts';
import { machine } from '../runtime/registers.ts';
import { bool, KILL } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import type { Term } from '../terms/term.ts';

/** Reductions until a heap is counted again, as a part of the words that may be found in it. */
const SHARE = 8;

/** The heap that cannot be collected any more within the limit, and what a collection of it would take. */
function firstTooLarge(least: number, limit: number): { readonly block: number; readonly total: number } {
  for (let block = least; ;) {
    const next = heapSizeFor(2 * block);
    if (block + next > limit) return { block, total: block + next };
    block = next;
  }
}

/** Looks at a process with a limit that has just run. */
export function enforceHeapLimit(process: Process): void {
  const { maxHeapSize, node } = process;
  if (process.reductions < process.heapDueAt || node.processes.get(process.key) !== process) return;
  const { block, total } = firstTooLarge(process.minHeapSize, maxHeapSize.size);
  process.heapDueAt = process.reductions + block / SHARE;
  // Messages are counted when they are on the heap, which is when they have been looked at.
  const withMessages = process.messageQueueData === 'on_heap' && process.status !== 'waiting';
  if (wordsHeld(process, block, withMessages, new Set()) + stackWords(process) < block) return;
  if (maxHeapSize.errorLogger) report(process, total);
  if (maxHeapSize.kill) exitSignal(process, process.pid, KILL, false);
  else process.heapDueAt = process.reductions + SHARE * block;
}

function report(process: Process, total: number): void {
  const { maxHeapSize, node, pid } = process;
  const isAlone = node.name === NONODE;
  const format =
    `     Process:            ~p ${isAlone ? '' : 'on node ~p'}\n` +
    '     Context:            maximum heap size reached\n' +
    '     Max Heap Size:      ~p\n' +
    '     Total Heap Size:    ~p\n' +
    '     Kill:               ~p\n' +
    '     Error Logger:       ~p\n' +
    '     Message Queue Len:  ~p\n' +
    '     GC Info:            ~p\n';
  const facts: Term[] = [
    maxHeapSize.size,
    total,
    bool(maxHeapSize.kill),
    bool(maxHeapSize.errorLogger),
    messageCount(process),
    processFact(machine, process, 'garbage_collection_info'),
  ];
  logError(process, node, format, fromArray(isAlone ? [pid, ...facts] : [pid, node.name, ...facts]));
}
