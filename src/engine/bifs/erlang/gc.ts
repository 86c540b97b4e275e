/** Garbage collection: JavaScript's own. The built-ins keep their results and trace what OTP traces. */
import type { Result } from '../../compile/abi.ts';
import { processOf } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { deliver } from '../../runtime/mailbox.ts';
import type { Process } from '../../runtime/process.ts';
import { heapSizeFor } from '../../runtime/heap-sizes.ts';
import { atom, bool, FALSE, TRUE } from '../../terms/atoms.ts';
import { fromArray, toArray } from '../../terms/lists.ts';
import { NIL, Pid } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { heapWords, stackWords } from './process-info.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

type Kind = 'major' | 'minor';

/** What the events of a collection carry, in OTP's order. */
const SIZES = [
  'wordsize',
  'old_heap_block_size',
  'heap_block_size',
  'mbuf_size',
  'recent_size',
  'stack_size',
  'old_heap_size',
  'heap_size',
  'bin_vheap_size',
  'bin_vheap_block_size',
  'bin_old_vheap_size',
  'bin_old_vheap_block_size',
] as const;

function sizes(given: Partial<Record<(typeof SIZES)[number], number>>, process: Process): Term {
  const vheap = { bin_vheap_block_size: process.minBinVheapSize, bin_old_vheap_block_size: process.minBinVheapSize };
  const all = { ...vheap, ...given };
  return fromArray(SIZES.map((name): Term => [atom(name), all[name] ?? 0]));
}

/** The words that OTP would have found dead are made up from the work done; those alive are counted. */
function collect(process: Process, kind: Kind): void {
  process.node.afterSlice?.(process, 0);
  if (process.trace.flags === 0) return;
  const live = heapWords(process);
  const stack = stackWords(process);
  const dead = Math.floor(process.reductions) % 211;
  const block = Math.max(process.minHeapSize, heapSizeFor(live + dead + stack));
  const before = { heap_block_size: block, stack_size: stack, heap_size: live + dead };
  const after = { wordsize: dead, heap_block_size: block, stack_size: stack };
  const kept =
    kind === 'major'
      ? { recent_size: live, heap_size: live }
      : { old_heap_block_size: heapSizeFor(live), old_heap_size: live };
  const { tap } = process.node;
  tap.garbageCollected(process, `gc_${kind}_start`, sizes(before, process));
  tap.garbageCollected(process, `gc_${kind}_end`, sizes({ ...after, ...kept }, process));
}

function collectOther(machine: Machine, pid: Term, options: Term): Result {
  const list = toArray(options);
  if (!(pid instanceof Pid) || pid.node !== machine.node.name || list === undefined) return machine.badarg();
  let request: Term | null = null;
  let kind: Kind = 'major';
  for (const option of list) {
    if (!Array.isArray(option) || option.length !== 2) return machine.badarg();
    const [key, value] = option as readonly Term[];
    if (key === atom('async')) request = value;
    else if (key !== atom('type') || (value !== atom('major') && value !== atom('minor'))) return machine.badarg();
    else kind = value === atom('minor') ? 'minor' : 'major';
  }
  const process = processOf(machine.node, pid);
  if (process !== undefined) collect(process, kind);
  if (request === null) return bool(process !== undefined);
  deliver(machine.process, [atom('garbage_collect'), request, bool(process !== undefined)]);
  return atom('async');
}

export const rows: BifRows = {
  'garbage_collect/0': plain((machine) => {
    collect(machine.process, 'major');
    return TRUE;
  }),
  'garbage_collect/1': plain((machine, pid) => collectOther(machine, pid, NIL)),
  'garbage_collect/2': plain(collectOther),
  'garbage_collect_message_area/0': plain(() => FALSE),
};
