/**
 * The state of one node: its processes, names, code and seams. A node is this record; everything
 * in it but the seams is data. Fields of other floors (tables, ports) live in `parts`, keyed by
 * the floor's own constant, so that the runtime need not know them.
 */
import type { Atom, Pid, Port, Term } from '../terms/term.ts';
import { atom } from '../terms/atoms.ts';
import type { ExportEntry } from '../compile/abi.ts';
import type { LoadedModule, NativeRows } from './function-entry.ts';
import type { Process, Timer } from './process.ts';
import { newRunQueue } from './run-queue.ts';
import type { RunQueue } from './run-queue.ts';
import { NO_LIMIT } from './heap-sizes.ts';
import type { HeapDefaults } from './heap-sizes.ts';
import type { CallHook, Clock, Entropy, NodeHost, Tap, Transport } from './seams.ts';

/** Code of one module on one node. */
export interface ModuleSlot {
  readonly name: Atom;
  current: LoadedModule | null;
  old: LoadedModule | null;
}

export interface NodeState {
  /** `nonode@nohost` while not distributed. */
  name: Atom;
  creation: number;
  cookie: Atom;
  /** Seeds the visible numbers of references. */
  readonly salt: number;
  processes: Map<number, Process>;
  /** The next process gets this key. */
  nextPid: number;
  nextPort: number;
  nextRef: number;
  nextUnique: number;
  nextTimer: number;
  /** Last value of `erlang:now/0` in microseconds. */
  lastNow: number;
  registered: Map<Atom, Pid | Port>;
  /** Process owning an alias, by `refKey`. */
  aliases: Map<number | string, Process>;
  readonly runQueue: RunQueue;
  /** A heap on deadline; see timers.ts. */
  timers: Timer[];
  /** Timers made by built-ins, by `refKey`. */
  timerRefs: Map<number | string, Timer>;
  modules: Map<Atom, ModuleSlot>;
  /** Export entries by module, then name; the arity is the index. */
  exports: Map<Atom, Map<Atom, (ExportEntry | undefined)[]>>;
  /** Built-ins by module; the same tables for all nodes. */
  readonly natives: ReadonlyMap<Atom, NativeRows>;
  /** Monitors on nodes (`monitor_node/2`): how often by whom, by node. */
  nodeMonitors: Map<Atom, Map<Process, number>>;
  /** Nodes this one has a connection to. */
  connections: Set<Atom>;
  /** Context switches and reductions of ended bursts, for `erlang:statistics/1`. */
  contextSwitches: number;
  reductions: number;
  /** Messages delivered to mailboxes, and trace messages among them. */
  messages: number;
  traceMessages: number;
  /** Values that `statistics(reductions | runtime …)` remembers between calls. */
  lastStatistics: Map<Atom, number>;
  /** `erlang:system_flag/2` values that are only kept, and flags of the emulator (`printable_range`). */
  flags: Map<Atom, Term>;
  readonly heapDefaults: HeapDefaults;
  /** Calls that a stack trace has at most: `erlang:system_flag(backtrace_depth, …)`. */
  backtraceDepth: number;
  halted: boolean;
  /** Called when a process has ended, before its links fire (tables, ports). */
  /** Is told of every slice and how many microseconds it took; of an explicit collection, which took none. */
  afterSlice: ((process: Process, micros: number) => void) | null;
  readonly exitHooks: ((process: Process, reason: Term) => void)[];
  /** State of other floors. */
  readonly parts: Map<string, object>;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly entropy: Entropy;
  readonly host: NodeHost;
  tap: Tap;
  callHook: CallHook;
}

export const NONODE = atom('nonode@nohost');

/** A node without processes or code. */
export function newNodeState(
  name: Atom,
  creation: number,
  natives: ReadonlyMap<Atom, NativeRows>,
  seams: Pick<NodeState, 'clock' | 'transport' | 'entropy' | 'host' | 'tap' | 'callHook'>,
): NodeState {
  return {
    name,
    creation,
    cookie: atom('nocookie'),
    salt: seams.entropy.next(),
    processes: new Map(),
    nextPid: 0,
    nextPort: 0,
    nextRef: 0,
    nextUnique: 1,
    nextTimer: 0,
    lastNow: 0,
    registered: new Map(),
    aliases: new Map(),
    runQueue: newRunQueue(),
    timers: [],
    timerRefs: new Map(),
    modules: new Map(),
    exports: new Map(),
    natives,
    nodeMonitors: new Map(),
    connections: new Set(),
    contextSwitches: 0,
    reductions: 0,
    messages: 0,
    traceMessages: 0,
    lastStatistics: new Map(),
    flags: new Map(),
    heapDefaults: { minHeapSize: 233, minBinVheapSize: 46422, fullsweepAfter: 65535, maxHeapSize: NO_LIMIT },
    backtraceDepth: 8,
    halted: false,
    afterSlice: null,
    exitHooks: [],
    parts: new Map(),
    ...seams,
  };
}
