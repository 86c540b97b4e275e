/**
 * `system_info`, `statistics`, `memory`, `system_flag` and kin. The figures are those of a small machine
 * with one scheduler; what a browser cannot know is plausible and constant. Source: erlang:system_info/1.
 */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { tablesOf } from '../../ets/registry.ts';
import { heapLimitMap, heapSizeFor, heapSizesUpTo, parseMaxHeapSize } from '../../runtime/heap-sizes.ts';
import type { NodeState } from '../../runtime/node-state.ts';
import { portsOf } from '../../runtime/ports.ts';
import { messageCount } from '../../runtime/mailbox.ts';
import { queueLength } from '../../runtime/run-queue.ts';
import { PROCESS_LIMIT, SCHEDULERS } from '../../runtime/spawn.ts';
import { atom, atomCount, FALSE, TRUE, UNDEFINED } from '../../terms/atoms.ts';
import { bitsFromString } from '../../terms/bits.ts';
import { fromArray, listFromString, listOf, toArray } from '../../terms/lists.ts';
import { Atom, NIL } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { resetTokens, setSystemTracer, systemTracer } from '../../trace/seq-token.ts';
import { tracingOf } from '../../trace/tracing.ts';
import type { Tracing } from '../../trace/tracing.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { tableWords } from '../ets/tables.ts';
import { memoryOf } from './process-info.ts';
import { snifList } from './snif-names.ts';

const OTP_RELEASE = '25';
const DIRTY_IO_SCHEDULERS = 10;
const ERTS_VERSION = '13.1.5';

type Item = (machine: Machine) => Term;

const constant = (term: Term) => (): Term => term;
const text = (string: string) => (): Term => listFromString(string);

const ITEMS: Readonly<Record<string, Item>> = {
  allocated_areas: constant(NIL),
  allocator: constant([atom('undefined'), NIL, NIL, NIL]),
  alloc_util_allocators: constant(NIL),
  atom_count: () => atomCount(),
  atom_limit: constant(1048576),
  build_type: constant(atom('opt')),
  break_ignored: constant(FALSE),
  c_compiler_used: constant([atom('gnuc'), [12, 2, 0]]),
  check_io: constant(NIL),
  compat_rel: constant(25),
  constant_pool_support: constant(TRUE),
  context_reductions: constant(4000),
  cpu_quota: constant(atom('unknown')),
  cpu_topology: constant(UNDEFINED),
  creation: (machine) => machine.node.creation,
  debug_compiled: constant(FALSE),
  delayed_node_table_gc: constant(60),
  dirty_cpu_schedulers: constant(SCHEDULERS),
  dirty_cpu_schedulers_online: constant(SCHEDULERS),
  dirty_io_schedulers: constant(DIRTY_IO_SCHEDULERS),
  dist: constant(NIL),
  dist_buf_busy_limit: constant(1048576),
  dist_ctrl: (machine) => fromArray([...machine.node.connections].map((name): Term => [name, machine.process.pid])),
  driver_version: text('3.3'),
  dynamic_trace: constant(atom('none')),
  dynamic_trace_probes: constant(FALSE),
  eager_check_io: constant(TRUE),
  emu_flavor: constant(atom('jit')),
  emu_type: constant(atom('opt')),
  endian: constant(atom('little')),
  end_time: constant(9223372036),
  ets_count: (machine) => tableCount(machine.node),
  ets_limit: constant(8192),
  fullsweep_after: (machine) => [atom('fullsweep_after'), machine.node.heapDefaults.fullsweepAfter],
  garbage_collection: (machine) =>
    listOf(
      [atom('max_heap_size'), machine.node.heapDefaults.maxHeapSize.size],
      [atom('min_bin_vheap_size'), machine.node.heapDefaults.minBinVheapSize],
      [atom('min_heap_size'), machine.node.heapDefaults.minHeapSize],
      [atom('fullsweep_after'), machine.node.heapDefaults.fullsweepAfter],
    ),
  heap_sizes: () => fromArray(heapSizesUpTo(885_767_171_276_247)),
  heap_type: constant(atom('private')),
  hipe_architecture: constant(UNDEFINED),
  info: constant(bitsFromString('')),
  kernel_poll: constant(TRUE),
  loaded: constant(bitsFromString('')),
  lock_checking: constant(FALSE),
  lock_counting: constant(FALSE),
  logical_processors: constant(1),
  logical_processors_available: constant(1),
  logical_processors_online: constant(1),
  machine: text('BEAM'),
  max_heap_size: (machine) => heapLimitMap(machine.node.heapDefaults.maxHeapSize),
  message_queue_data: constant(atom('on_heap')),
  min_bin_vheap_size: (machine) => [atom('min_bin_vheap_size'), machine.node.heapDefaults.minBinVheapSize],
  min_heap_size: (machine) => [atom('min_heap_size'), machine.node.heapDefaults.minHeapSize],
  modified_timing_level: constant(UNDEFINED),
  multi_scheduling: constant(atom('enabled')),
  multi_scheduling_blockers: constant(NIL),
  nif_version: text('2.16'),
  normal_multi_scheduling_blockers: constant(NIL),
  os_monotonic_time_source: constant(listOf([atom('function'), atom('clock_gettime')])),
  os_system_time_source: constant(listOf([atom('function'), atom('clock_gettime')])),
  otp_release: text(OTP_RELEASE),
  outstanding_system_requests_limit: constant(134217727),
  port_count: (machine) => portsOf(machine.node).size,
  port_limit: constant(65536),
  port_tasks: constant(TRUE),
  port_parallelism: constant(FALSE),
  process_count: (machine) => machine.node.processes.size,
  process_limit: constant(PROCESS_LIMIT),
  procs: constant(bitsFromString('')),
  run_queues: constant(SCHEDULERS),
  scheduler_bind_type: constant(atom('unbound')),
  scheduler_bindings: constant([atom('unbound')]),
  scheduler_id: constant(1),
  schedulers: constant(SCHEDULERS),
  schedulers_active: constant(SCHEDULERS),
  schedulers_online: constant(SCHEDULERS),
  smp_support: constant(TRUE),
  snifs: snifList,
  start_time: constant(-576460751),
  system_architecture: text('x86_64-pc-linux-gnu'),
  system_logger: constant(atom('logger')),
  system_version: text(
    `Erlang/OTP 25 [erts-13.1.5] [source] [64-bit] [smp:${SCHEDULERS}:${SCHEDULERS}] [ds:${SCHEDULERS}:${SCHEDULERS}:10] [async-threads:1] [jit:ns]\n`,
  ),
  taints: constant(NIL),
  thread_pool_size: constant(1),
  threads: constant(TRUE),
  time_correction: constant(TRUE),
  time_offset: constant(atom('final')),
  time_warp_mode: constant(atom('no_time_warp')),
  tolerant_timeofday: constant(atom('enabled')),
  sequential_tracer: (machine) => [atom('sequential_tracer'), withTracing(machine, systemTracer)],
  trace_control_word: (machine) => withTracing(machine, (tracing) => tracing.controlWord),
  update_cpu_info: constant(atom('unchanged')),
  version: text(ERTS_VERSION),
  wordsize: constant(8),
};

/** Tables of a node; the ets floor keeps them under this part. */
function tableCount(node: NodeState): number {
  const tables = node.parts.get('ets');
  return tables !== undefined && 'count' in tables && typeof tables.count === 'number' ? tables.count : 0;
}

/** Items given as `{Item, Argument}`. */
function pairInfo(item: readonly Term[]): Term | undefined {
  const [name, argument] = item;
  if (!(name instanceof Atom) || item.length !== 2) return undefined;
  if (name.name === 'wordsize') return argument === atom('internal') || argument === atom('external') ? 8 : undefined;
  if (name.name === 'cpu_topology') return UNDEFINED;
  if (name.name === 'allocator') return FALSE;
  if (name.name === 'allocator_sizes') return NIL;

  return undefined;
}

function systemInfo(machine: Machine, item: Term): Result {
  if (item instanceof Atom && Object.hasOwn(ITEMS, item.name)) return ITEMS[item.name](machine);
  if (Array.isArray(item)) return pairInfo(item as readonly Term[]) ?? machine.badarg();
  return machine.badarg();
}

/** Bytes by use; the sum of processes is counted, the rest is what a bare node has. */
function memory(machine: Machine): ReadonlyMap<string, number> {
  let processes = 0;
  for (const process of machine.node.processes.values())
    processes += process.frames.length * 64 + messageCount(process) * 40 + 2640 + process.weight / 2;
  processes = Math.max(processes, memoryOf(machine.process));
  const ets = tableMemory(machine.node);
  const code = 7_200_000;
  const atoms = 400_000 + atomCount() * 8;
  const binary = 120_000;
  const other = 17_500_000;
  const system = ets + code + atoms + binary + other;
  return new Map([
    ['total', processes + system],
    ['processes', processes],
    ['processes_used', processes - 1000],
    ['system', system],
    ['atom', atoms],
    ['atom_used', atoms - 12000],
    ['binary', binary],
    ['code', code],
    ['ets', ets],
  ]);
}

function tableMemory(node: NodeState): number {
  let words = 0;
  for (const table of tablesOf(node).byId.values()) words += tableWords(table);
  return words * 8;
}

function memoryOfKinds(machine: Machine, kinds: Term): Result {
  const figures = memory(machine);
  const list = kinds instanceof Atom ? [kinds] : toArray(kinds);
  if (list === undefined) return machine.badarg();
  const values: Term[] = [];
  for (const kind of list) {
    const value = kind instanceof Atom ? figures.get(kind.name) : undefined;
    if (value === undefined) return machine.badarg();
    values.push(kinds instanceof Atom ? value : [kind, value]);
  }
  return kinds instanceof Atom ? values[0] : fromArray(values);
}

/** `{Total, SinceLastCall}`, remembered by name. */
function sinceLast(node: NodeState, name: string, total: number): Term {
  const key = atom(name);
  const last = node.lastStatistics.get(key) ?? 0;
  node.lastStatistics.set(key, total);
  return [total, total - last];
}

function reductionsSoFar(machine: Machine): number {
  return machine.node.reductions + machine.burst - machine.fuel;
}

const STATISTICS: Readonly<Record<string, Item>> = {
  active_tasks: (m) => listOf(queueLength(m.node.runQueue) + 1),
  active_tasks_all: (m) => listOf(queueLength(m.node.runQueue) + 1, 0),
  context_switches: (m) => [m.node.contextSwitches, 0],
  exact_reductions: (m) => sinceLast(m.node, 'exact_reductions', reductionsSoFar(m)),
  garbage_collection: constant([0, 0, 0]),
  io: (m) => {
    let input = 0;
    let output = 0;
    for (const port of portsOf(m.node).values()) {
      input += port.input;
      output += port.output;
    }
    return [
      [atom('input'), input],
      [atom('output'), output],
    ];
  },
  microstate_accounting: constant(UNDEFINED),
  reductions: (m) => sinceLast(m.node, 'reductions', reductionsSoFar(m)),
  run_queue: (m) => queueLength(m.node.runQueue),
  run_queue_lengths: (m) => runQueueLengths(m, 1),
  run_queue_lengths_all: (m) => runQueueLengths(m, 2),
  runtime: (m) => sinceLast(m.node, 'runtime', Math.floor(reductionsSoFar(m) / 10000)),
  scheduler_wall_time: (m) => wallTime(m, 2 * SCHEDULERS),
  scheduler_wall_time_all: (m) => wallTime(m, 2 * SCHEDULERS + DIRTY_IO_SCHEDULERS),
  total_active_tasks: (m) => queueLength(m.node.runQueue) + 1,
  total_active_tasks_all: (m) => queueLength(m.node.runQueue) + 1,
  total_run_queue_lengths: (m) => queueLength(m.node.runQueue),
  total_run_queue_lengths_all: (m) => queueLength(m.node.runQueue),
  wall_clock: (m) => sinceLast(m.node, 'wall_clock', Math.floor(m.node.clock.now() / 1000)),
};

/** The schedulers' queues, then those of dirty CPU (and I/O) ones, which are empty. */
function runQueueLengths(machine: Machine, dirtyQueues: number): Term {
  const lengths = Array.from({ length: SCHEDULERS }, () => 0);
  const total = queueLength(machine.node.runQueue);
  for (let i = 0; i < total; i++) lengths[i % SCHEDULERS]++;
  for (let i = 0; i < dirtyQueues; i++) lengths.push(0);
  return fromArray(lengths);
}

/**
 * A line for each scheduler, and the rest for dirty ones. What reductions took is shared out evenly, as between the
 * processors of a machine that has enough processes to run.
 */
function wallTime(machine: Machine, lines: number): Term {
  if (machine.node.flags.get(atom('scheduler_wall_time')) !== TRUE) return UNDEFINED;
  const total = Math.floor(machine.node.clock.now() * 1000);
  const active = Math.min(total, Math.floor((reductionsSoFar(machine) * 100) / SCHEDULERS));
  const rows: Term[] = [];
  for (let i = 1; i <= lines; i++) rows.push([i, i <= SCHEDULERS ? active : 0, total]);
  return fromArray(rows);
}

function statistics(machine: Machine, item: Term): Result {
  if (item instanceof Atom && Object.hasOwn(STATISTICS, item.name)) return STATISTICS[item.name](machine);
  return machine.badarg();
}

const FLAG_DEFAULTS: Readonly<Record<string, Term>> = {
  cpu_topology: UNDEFINED,
  dirty_cpu_schedulers_online: SCHEDULERS,
  multi_scheduling: atom('enabled'),
  schedulers_online: SCHEDULERS,
  scheduler_wall_time: FALSE,
  system_logger: atom('logger'),
  time_offset: atom('final'),
};

function withTracing(machine: Machine, ask: (tracing: Tracing) => Term): Term {
  const tracing = tracingOf(machine.node);
  return tracing === undefined ? FALSE : ask(tracing);
}

/** Flags that tracing keeps; undefined for a wrong value. */
const TRACE_FLAGS: Readonly<Record<string, (tracing: Tracing, value: Term) => Term | undefined>> = {
  trace_control_word: (tracing, value) => {
    if (typeof value !== 'number' || value < 0 || value > 0xffffffff) return undefined;
    const old = tracing.controlWord;
    tracing.controlWord = value;
    return old;
  },
  sequential_tracer: setSystemTracer,
  reset_seq_trace: (tracing, value) => {
    if (value !== TRUE) return undefined;
    resetTokens(tracing);
    return TRUE;
  },
};

/** A number of the node that is set: gives the old one. */
function numberFlag(
  get: (node: NodeState) => number,
  set: (node: NodeState, value: number) => void,
): (node: NodeState, value: Term) => Term | undefined {
  return (node, value) => {
    if (typeof value !== 'number' || value < 0) return undefined;
    const old = get(node);
    set(node, value);
    return old;
  };
}

const MAX_BACKTRACE_DEPTH = 64;

/** Flags that the node itself heeds; undefined when the value is no good. */
const SET_FLAGS: Readonly<Record<string, (node: NodeState, value: Term) => Term | undefined>> = {
  backtrace_depth: numberFlag(
    (node) => node.backtraceDepth,
    (node, value) => (node.backtraceDepth = Math.min(value, MAX_BACKTRACE_DEPTH)),
  ),
  fullsweep_after: numberFlag(
    (node) => node.heapDefaults.fullsweepAfter,
    (node, value) => (node.heapDefaults.fullsweepAfter = value % 65536),
  ),
  min_bin_vheap_size: numberFlag(
    (node) => node.heapDefaults.minBinVheapSize,
    (node, value) => (node.heapDefaults.minBinVheapSize = heapSizeFor(value)),
  ),
  min_heap_size: numberFlag(
    (node) => node.heapDefaults.minHeapSize,
    (node, value) => (node.heapDefaults.minHeapSize = heapSizeFor(value)),
  ),
  max_heap_size: ({ heapDefaults }, value) => {
    const limit = parseMaxHeapSize(value, heapDefaults.minHeapSize, heapDefaults.maxHeapSize);
    if (limit === undefined) return undefined;
    const old = heapLimitMap(heapDefaults.maxHeapSize);
    heapDefaults.maxHeapSize = limit;
    return old;
  },
};

function systemFlag(machine: Machine, name: Term, value: Term): Result {
  if (!(name instanceof Atom)) return machine.badarg();
  const tracing = tracingOf(machine.node);
  if (tracing !== undefined && Object.hasOwn(TRACE_FLAGS, name.name)) {
    return TRACE_FLAGS[name.name](tracing, value) ?? machine.badarg();
  }
  if (Object.hasOwn(SET_FLAGS, name.name)) return SET_FLAGS[name.name](machine.node, value) ?? machine.badarg();
  if (!Object.hasOwn(FLAG_DEFAULTS, name.name)) return machine.badarg();
  const old = machine.node.flags.get(name) ?? FLAG_DEFAULTS[name.name];
  machine.node.flags.set(name, value);
  return old;
}

export const rows: BifRows = {
  'system_info/1': plain(systemInfo),
  'statistics/1': plain(statistics),
  'memory/0': plain((machine) => fromArray([...memory(machine)].map(([kind, bytes]): Term => [atom(kind), bytes]))),
  'memory/1': plain(memoryOfKinds),
  'system_flag/2': plain(systemFlag),
};
