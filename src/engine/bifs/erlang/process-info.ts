/**
 * `process_info/1,2`: every item of OTP 25. Sizes are estimates from the terms a process holds, since
 * its heap is JavaScript's; they grow and shrink as on a real node. Source: erlang:process_info/2.
 */
import type { FunctionEntry, Result } from '../../compile/abi.ts';
import { stackItem } from '../../runtime/exceptions.ts';
import { processOf } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { messageCount, messagesOf } from '../../runtime/mailbox.ts';
import type { Process } from '../../runtime/process.ts';
import { sitesOf } from '../../runtime/scheduler.ts';
import { siteAt } from '../../runtime/sites.ts';
import { heapLimitMap, heapSizeFor } from '../../runtime/heap-sizes.ts';
import { traceFlags } from '../../runtime/trace-flags.ts';
import { atom, bool, FALSE, UNDEFINED } from '../../terms/atoms.ts';
import { bitsFromString, EMPTY_BITS } from '../../terms/bits.ts';
import { formatTerm } from '../../terms/format.ts';
import { fromArray, listOf, toArray } from '../../terms/lists.ts';
import { Atom, Bits, Cons, ErlMap, Fun, NIL, Pid } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { dictionaryOf } from './dictionary.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { wordsOf } from './sizes.ts';

const STATUS: Readonly<Record<Process['status'], Term>> = {
  running: atom('running'),
  runnable: atom('runnable'),
  waiting: atom('waiting'),
  suspended: atom('suspended'),
  exiting: atom('exiting'),
  exited: atom('exiting'),
};

/** Terms that are counted to tell the size of a process; beyond them what the census of memory knows is taken. */
const COUNTED = 20_000;
/** Bytes that `weight` has for a word. */
const WORD_WEIGHT = 16;

/** Words of the process's terms: what its frames hold, its messages and its dictionary. */
export function heapWords(process: Process): number {
  const words = wordsHeld(process, COUNTED, true);
  return words < COUNTED ? words : Math.max(words, Math.floor(process.weight / WORD_WEIGHT));
}

/** The words that a process holds, up to a limit; what `seen` has is counted once. */
export function wordsHeld(process: Process, limit: number, withMessages: boolean, seen?: Set<Term>): number {
  let words = 0;
  const count = (term: Term): void => {
    if (words < limit) words += wordsOf(term, limit - words, seen);
  };
  for (let i = process.frames.length - 1; i >= 0 && words < limit; i--) {
    for (const value of process.frames[i].live) if (isTerm(value)) count(value);
  }
  if (withMessages) for (const message of messagesOf(process)) count(message);
  if (process.dictionary !== null) for (const { value } of process.dictionary.values()) count(value);
  return words;
}

function isTerm(value: unknown): value is Term {
  if (Array.isArray(value)) return true;
  return value instanceof Cons || value instanceof ErlMap || value instanceof Bits || value instanceof Fun;
}

export function stackWords(process: Process): number {
  return sitesOf(process).length * 3 + process.frames.length * 2 + 1;
}

function heapSize(process: Process): number {
  return Math.max(process.minHeapSize, heapSizeFor(heapWords(process) + stackWords(process)));
}

/** Bytes of heap, stack, mailbox and the record itself. */
export function memoryOf(process: Process): number {
  return heapSize(process) * 8 + 776 + messageCount(process) * 24;
}

/** `{M,F,A}` where the process stands. */
function currentFunction(machine: Machine, process: Process): Term {
  const top = topEntry(process);
  if (process !== machine.process && top !== undefined) return [top.module, top.name, top.arity];
  const sites = sitesOf(process);
  if (sites.length === 0) return top === undefined ? UNDEFINED : [top.module, top.name, top.arity];
  const site = siteAt(sites[sites.length - 1]);
  return [site.module, site.name, site.arity];
}

/** The function that a process that does not run goes on with. */
export function topEntry(process: Process): FunctionEntry | undefined {
  const entry = process.frames.at(-1)?.entry;
  return entry !== undefined && 'module' in entry ? (entry as FunctionEntry) : undefined;
}

/** The location of the `receive` in which a process waits; empty elsewhere. */
function waitingPlace(process: Process, top: FunctionEntry): Term {
  if (process.waitSite < 0) return NIL;
  const { module, name, arity } = siteAt(process.waitSite);
  const item = stackItem(process.waitSite);
  if (module !== top.module || name !== top.name || arity !== top.arity || !Array.isArray(item)) return NIL;
  return (item as readonly Term[])[3];
}

function currentStack(machine: Machine, process: Process): Term[] {
  const items: Term[] = [];
  const top = process === machine.process ? undefined : topEntry(process);
  if (top !== undefined) items.push([top.module, top.name, top.arity, waitingPlace(process, top)]);
  const sites = sitesOf(process);
  for (let i = sites.length - 1; i >= 0 && items.length < process.node.backtraceDepth; i--)
    items.push(stackItem(sites[i]));
  return items;
}

function currentLocation(machine: Machine, process: Process): Term {
  const top = process === machine.process ? undefined : topEntry(process);
  if (top !== undefined) return [top.module, top.name, top.arity, waitingPlace(process, top)];
  return currentStack(machine, process)[0] ?? UNDEFINED;
}

function garbageCollection(process: Process): Term {
  return listOf(
    [atom('max_heap_size'), heapLimitMap(process.maxHeapSize)],
    [atom('min_bin_vheap_size'), process.minBinVheapSize],
    [atom('min_heap_size'), process.minHeapSize],
    [atom('fullsweep_after'), process.fullsweepAfter],
    [atom('minor_gcs'), 0],
  );
}

function monitorsOf(process: Process): Term {
  const items: Term[] = [];
  for (const { kind, name, node, target } of process.monitors?.values() ?? []) {
    if (kind === 'time_offset') continue;
    items.push([atom(kind), name !== null ? [name, node] : (target ?? UNDEFINED)]);
  }
  return fromArray(items);
}

type Item = (machine: Machine, process: Process) => Term;

/** Values by item, in the order of `process_info/1` first. */
const ITEMS: Readonly<Record<string, Item>> = {
  current_function: currentFunction,
  initial_call: (_m, { initialCall: { module, name, arity } }) => [module, name, arity],
  status: (_m, process) => STATUS[process.suspended > 0 ? 'suspended' : process.status],
  message_queue_len: (_m, process) => (process.sensitive ? 0 : messageCount(process)),
  links: (_m, process) => fromArray([...(process.links?.values() ?? [])]),
  dictionary: (_m, process) => (process.sensitive ? NIL : dictionaryOf(process)),
  trap_exit: (_m, process) => bool(process.trapExit),
  error_handler: (_m, process) => process.errorHandler,
  priority: (_m, process) => atom(process.priority),
  group_leader: (_m, process) => process.groupLeader,
  total_heap_size: (_m, process) => heapSize(process),
  heap_size: (_m, process) => heapSize(process),
  stack_size: (_m, process) => stackWords(process),
  reductions: (m, process) => Math.floor(process.reductions + (process === m.process ? m.burst - m.fuel : 0)),
  garbage_collection: (_m, process) => garbageCollection(process),
  suspending: (_m, process) =>
    fromArray([...(process.suspenders ?? [])].map(([target, count]): Term => [target.pid, count, 0])),
  registered_name: (_m, process) => process.registeredName ?? NIL,
  messages: (_m, process) => (process.sensitive ? NIL : fromArray(messagesOf(process))),
  current_location: currentLocation,
  current_stacktrace: (m, process) => fromArray(currentStack(m, process)),
  memory: (_m, process) => memoryOf(process),
  monitors: (_m, process) => monitorsOf(process),
  monitored_by: (_m, process) => fromArray([...(process.monitoredBy?.values() ?? [])].map(({ origin }) => origin)),
  parent: (_m, process) => process.parent ?? UNDEFINED,
  message_queue_data: (_m, process) => atom(process.messageQueueData),
  min_heap_size: (_m, process) => process.minHeapSize,
  min_bin_vheap_size: (_m, process) => process.minBinVheapSize,
  max_heap_size: (_m, process) => heapLimitMap(process.maxHeapSize),
  fullsweep_after: (_m, process) => process.fullsweepAfter,
  sequential_trace_token: (_m, process) => process.seqToken,
  catchlevel: () => 0,
  last_calls: () => FALSE,
  trace: (_m, process) => traceFlags(process),
  binary: () => NIL,
  magic_ref: () => NIL,
  backtrace: (m, process) => (process.sensitive ? EMPTY_BITS : bitsFromString(backtrace(m, process))),
  garbage_collection_info: (_m, process) =>
    listOf(
      [atom('old_heap_block_size'), 0],
      [atom('heap_block_size'), heapSize(process)],
      [atom('mbuf_size'), 0],
      [atom('recent_size'), 0],
      [atom('stack_size'), stackWords(process)],
      [atom('old_heap_size'), 0],
      [atom('heap_size'), heapWords(process)],
      [atom('bin_vheap_size'), 0],
      [atom('bin_vheap_block_size'), 46422],
      [atom('bin_old_vheap_size'), 0],
      [atom('bin_old_vheap_block_size'), 46422],
    ),
};

/** The value of an item of `process_info/2`; throws for a name that is none. */
export function processFact(machine: Machine, process: Process, name: string): Term {
  return ITEMS[name](machine, process);
}

function mfaText(mfa: readonly Term[]): string {
  const [module, name, arity] = mfa;
  return `${formatTerm(module)}:${formatTerm(name)}/${formatTerm(arity)}`;
}

function backtrace(machine: Machine, process: Process): string {
  const sites = sitesOf(process);
  const lines: string[] = [];
  const top = currentFunction(machine, process);
  if (Array.isArray(top)) {
    lines.push(`Program counter: 0x0000000000000000 (${mfaText(top)} + 0)\n\n`);
  }
  for (let i = sites.length - 1; i >= 0; i--) {
    const { module, name, arity } = siteAt(sites[i]);
    const address = (0x7f0000000000 + sites[i] * 8).toString(16).padStart(16, '0');
    lines.push(`0x${address} Return addr 0x${address} (${module.name}:${name.name}/${arity} + 0)\n`);
  }
  return `${lines.join('')}\n0x0000000000000000 Return addr 0x0000000000000000 (<terminate process normally>)\n`;
}

/** What `process_info/1` shows after the registered name, if there is one. */
const ALL = [
  'current_function',
  'initial_call',
  'status',
  'message_queue_len',
  'links',
  'dictionary',
  'trap_exit',
  'error_handler',
  'priority',
  'group_leader',
  'total_heap_size',
  'heap_size',
  'stack_size',
  'reductions',
  'garbage_collection',
  'suspending',
];

function target(machine: Machine, pid: Term): Process | undefined | null {
  if (!(pid instanceof Pid) || pid.node !== machine.node.name) return null;
  const process = processOf(machine.node, pid);
  return process?.exitReason === undefined ? process : undefined;
}

function info(machine: Machine, pid: Term): Result {
  const process = target(machine, pid);
  if (process === null) return machine.badarg();
  if (process === undefined) return UNDEFINED;
  machine.bump(50);
  const items = ALL.map((name): Term => [atom(name), ITEMS[name](machine, process)]);
  if (process.registeredName !== null) items.unshift([atom('registered_name'), process.registeredName]);
  return fromArray(items);
}

function infoOf(machine: Machine, pid: Term, wanted: Term): Result {
  const process = target(machine, pid);
  if (process === null) return machine.badarg();
  const list = wanted instanceof Atom ? undefined : toArray(wanted);
  const names = list ?? [wanted];
  for (const name of names) {
    if (!(name instanceof Atom) || !Object.hasOwn(ITEMS, name.name)) return machine.badarg();
  }
  if (process === undefined) return UNDEFINED;
  machine.bump(5 * names.length);
  const values = names.map((name): Term => [name, ITEMS[(name as Atom).name](machine, process)]);
  if (list !== undefined) return fromArray(values);
  if (wanted === REGISTERED_NAME && process.registeredName === null) return NIL;
  return values[0];
}

const REGISTERED_NAME = atom('registered_name');

export const rows: BifRows = {
  'process_info/1': plain(info),
  'process_info/2': plain(infoOf),
};
