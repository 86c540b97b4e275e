/**
 * `system_monitor` and `system_profile`. Of what a monitor may be told, a heap or a slice can become too large here;
 * collections take no time and no port is busy. Profiling is kept for its answers.
 *
 *   {monitor, Pid, large_heap, [{old_heap_block_size, Words}, …]}
 *   {monitor, Pid, long_schedule, [{timeout, Milliseconds}, {in, MFA | undefined}, {out, MFA | undefined}]}
 */
import type { Result } from '../../compile/abi.ts';
import { processOf } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { deliver } from '../../runtime/mailbox.ts';
import type { NodeState } from '../../runtime/node-state.ts';
import type { Process } from '../../runtime/process.ts';
import { heapSizeFor } from '../../runtime/heap-sizes.ts';
import { atom, UNDEFINED } from '../../terms/atoms.ts';
import { fromArray, listOf, toArray } from '../../terms/lists.ts';
import { Atom, NIL, Pid } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { topEntry, wordsHeld, stackWords } from './process-info.ts';

const MONITOR = atom('monitor');
const LARGE_HEAP = atom('large_heap');
const LONG_SCHEDULE = atom('long_schedule');

/** The options with a limit, each with the smallest that OTP takes; undefined for a switch. In the order of answers. */
const OPTIONS: Readonly<Record<string, number | undefined>> = {
  busy_dist_port: undefined,
  busy_port: undefined,
  large_heap: 16384,
  long_schedule: 1,
  long_gc: 1,
};
/** Options of profiling, in the order of answers; timestamps are not told. */
const PROFILE = ['exclusive', 'scheduler', 'runnable_procs', 'runnable_ports'];
const PROFILE_STAMPS = ['timestamp', 'monotonic_timestamp', 'strict_monotonic_timestamp', 'cpu_timestamp'];

const PART = 'system monitor';

/** What a monitor waits for; a part of its node, so that all of a node is data. */
interface Watch {
  readonly pid: Pid;
  readonly limits: ReadonlyMap<string, number>;
  /** What a process with a large heap had when it was told of, and its reductions before which it is not looked at again. */
  readonly told: Map<Process, { words: number; until: number }>;
}

/** Reads a list of options; undefined when one is wrong. */
function readOptions(list: Term): Map<string, number> | undefined {
  const items = toArray(list);
  if (items === undefined) return undefined;
  const limits = new Map<string, number>();
  for (const item of items) {
    const [key, limit] = Array.isArray(item) ? (item as readonly Term[]) : [item];
    if (!(key instanceof Atom) || !Object.hasOwn(OPTIONS, key.name)) return undefined;
    const least = OPTIONS[key.name];
    const hasLimit = typeof limit === 'number' && limit >= 0 && Array.isArray(item) && item.length === 2;
    if ((least === undefined) === Array.isArray(item) || (least !== undefined && !hasLimit)) return undefined;
    limits.set(key.name, least === undefined || typeof limit !== 'number' ? 0 : Math.max(least, limit));
  }
  return limits;
}

const flag = (name: string): Atom => atom(name);

/** What a flag of the node is set to, unless whom it names has gone. */
function current(node: NodeState, name: string): Term {
  const set = node.flags.get(flag(name)) ?? UNDEFINED;
  const pid = Array.isArray(set) ? (set as readonly Term[])[0] : null;
  return pid instanceof Pid && processOf(node, pid) === undefined ? UNDEFINED : set;
}

function setMonitor(machine: Machine, pid: Term, options: Term): Result {
  const { node } = machine;
  const limits = readOptions(options);
  if (limits === undefined || !(pid instanceof Pid) || processOf(node, pid) === undefined) return machine.badarg();
  const old = current(node, 'system_monitor');
  const shown = Object.keys(OPTIONS)
    .filter((name) => limits.has(name))
    .map((name): Term => (OPTIONS[name] === undefined ? atom(name) : [atom(name), limits.get(name) ?? 0]));
  node.flags.set(flag('system_monitor'), shown.length === 0 ? UNDEFINED : [pid, fromArray(shown)]);
  const watch: Watch = { pid, limits, told: new Map() };
  node.parts.set(PART, watch);
  node.afterSlice = limits.has('large_heap') || limits.has('long_schedule') ? look : null;
  return old;
}

function endMonitor(machine: Machine): Result {
  const old = current(machine.node, 'system_monitor');
  machine.node.flags.set(flag('system_monitor'), UNDEFINED);
  machine.node.afterSlice = null;
  return old;
}

function monitorOne(machine: Machine, value: Term): Result {
  if (value === UNDEFINED) return endMonitor(machine);
  if (!Array.isArray(value) || value.length !== 2) return machine.badarg();
  return setMonitor(machine, value[0] as Term, value[1] as Term);
}

/** A slice of a process is over, or, where it took no time, a collection of it. */
function look(process: Process, micros: number): void {
  const watch = process.node.parts.get(PART) as Watch;
  if (process.status === 'exited') watch.told.delete(process);
  const monitor = processOf(process.node, watch.pid);
  if (monitor === undefined || monitor === process) return;
  const millis = Math.floor(micros / 1000);
  const longest = watch.limits.get('long_schedule');
  if (longest !== undefined && millis >= longest) {
    const top = topEntry(process);
    const place = top === undefined ? UNDEFINED : [top.module, top.name, top.arity];
    const info = listOf([atom('timeout'), millis], [atom('in'), place], [atom('out'), place]);
    deliver(monitor, [MONITOR, process.pid, LONG_SCHEDULE, info]);
  }
  const largest = watch.limits.get('large_heap');
  if (largest !== undefined && process.status !== 'exited') lookAtHeap(watch, process, monitor, largest, micros === 0);
}

function lookAtHeap(watch: Watch, process: Process, monitor: Process, largest: number, always: boolean): void {
  const known = watch.told.get(process);
  if (!always && known !== undefined && process.reductions < known.until) return;
  const words = wordsHeld(process, largest * 4, true);
  const stack = stackWords(process);
  const block = Math.max(process.minHeapSize, heapSizeFor(words + stack));
  const isLarger = block > largest && (always || block > (known?.words ?? 0));
  watch.told.set(process, { words: block > largest ? block : 0, until: process.reductions + words / 2 });
  if (!isLarger) return;
  const sizes = { old_heap_block_size: 0, heap_block_size: block, mbuf_size: 0, stack_size: stack, old_heap_size: 0 };
  const info = Object.entries({ ...sizes, heap_size: words }).map(([name, size]): Term => [atom(name), size]);
  deliver(monitor, [MONITOR, process.pid, LARGE_HEAP, fromArray(info)]);
}

function setProfile(machine: Machine, pid: Term, options: Term): Result {
  const { node } = machine;
  const old = current(node, 'system_profile');
  if (pid === UNDEFINED || options === NIL) {
    node.flags.set(flag('system_profile'), UNDEFINED);
    return old;
  }
  const names = toArray(options)?.map((item) => (item instanceof Atom ? item.name : ''));
  const isGood = names?.every((name) => PROFILE.includes(name) || PROFILE_STAMPS.includes(name)) ?? false;
  if (names === undefined || !isGood || !(pid instanceof Pid) || processOf(node, pid) === undefined)
    return machine.badarg();
  const shown = PROFILE.filter((name) => names.includes(name)).map((name): Term => atom(name));
  node.flags.set(flag('system_profile'), [pid, fromArray(shown)]);
  return old;
}

export const rows: BifRows = {
  'system_monitor/0': plain(({ node }) => current(node, 'system_monitor')),
  'system_monitor/1': plain(monitorOne),
  'system_monitor/2': plain(setMonitor),
  'system_profile/0': plain(({ node }) => current(node, 'system_profile')),
  'system_profile/2': plain(setProfile),
};
