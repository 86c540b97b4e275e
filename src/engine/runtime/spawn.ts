/**
 * Starting processes: options, the initial frame, links and monitors made with it. A new process is put
 * at the end of its run queue and never runs before its maker gives way.
 */
import type { FrameCode, Live, Result } from '../compile/abi.ts';
import { atom, ERLANG, FALSE, TRUE } from '../terms/atoms.ts';
import { toArray } from '../terms/lists.ts';
import { Cons, NIL, Nil } from '../terms/term.ts';
import type { Atom, Pid, Ref, Term } from '../terms/term.ts';
import { callExport, callFun } from './call.ts';
import { heapSizeFor, parseMaxHeapSize } from './heap-sizes.ts';
import type { HeapDefaults, HeapLimit } from './heap-sizes.ts';
import { makePid, makeRef } from './identifiers.ts';
import { joinLocal, monitorProcess } from './links.ts';
import { parseMonitorOptions } from './monitor-options.ts';
import type { MonitorOptions } from './monitor-options.ts';
import type { NodeState } from './node-state.ts';
import { newProcess } from './process.ts';
import type { Priority, Process } from './process.ts';
import { machine } from './registers.ts';
import { enqueue } from './run-queue.ts';
import type { SpawnRequest } from './seams.ts';

const APPLY = atom('apply');
const ERROR_HANDLER = atom('error_handler');
const LINK = atom('link');
const MONITOR = atom('monitor');
const PRIORITY = atom('priority');
const OFF_HEAP = atom('off_heap');
const ON_HEAP = atom('on_heap');
const PRIORITIES: Readonly<Record<string, Priority>> = { max: 'max', high: 'high', normal: 'normal', low: 'low' };

export interface SpawnOptions {
  link: boolean;
  monitor: MonitorOptions | null;
  priority: Priority;
  /** Null: what the node has for all, here and below. */
  minHeapSize: number | null;
  minBinVheapSize: number | null;
  maxHeapSize: HeapLimit | null;
  fullsweepAfter: number | null;
  messageQueueData: 'on_heap' | 'off_heap';
  /** The `spawn_request` behind it. */
  request: SpawnRequest | null;
}

/** How many schedulers the node shows; all processes run on one. */
export const SCHEDULERS = 2;
/** Processes that a node may have at a time (`+P` of `erl`). */
export const PROCESS_LIMIT = 262144;

/** Options of `spawn/1`. */
export const PLAIN_SPAWN: SpawnOptions = {
  link: false,
  monitor: null,
  priority: 'normal',
  minHeapSize: null,
  minBinVheapSize: null,
  maxHeapSize: null,
  fullsweepAfter: null,
  messageQueueData: 'on_heap',
  request: null,
};
/** Options of `spawn_link/1`. */
export const LINKED_SPAWN: SpawnOptions = { ...PLAIN_SPAWN, link: true };
/** Options of `spawn_monitor/1`. */
export const MONITORED_SPAWN: SpawnOptions = { ...PLAIN_SPAWN, monitor: { tag: atom('DOWN'), alias: null } };

/** The priority named by an atom. */
export function priorityOf(term: Term): Priority | undefined {
  return term instanceof Object && 'name' in term ? PRIORITIES[(term as Atom).name] : undefined;
}

/** The options of `spawn_opt`; undefined when they are no good list of options. */
export function parseSpawnOptions(node: NodeState, list: Term): SpawnOptions | undefined {
  if (list instanceof Nil) return PLAIN_SPAWN;
  const items = list instanceof Cons ? toArray(list) : undefined;
  if (items === undefined) return undefined;
  const options = { ...PLAIN_SPAWN };
  for (const item of items) if (!readOption(options, item, node.heapDefaults)) return undefined;
  const { heapDefaults } = node;
  const { size } = options.maxHeapSize ?? heapDefaults.maxHeapSize;
  if (size > 0 && size < (options.minHeapSize ?? heapDefaults.minHeapSize)) return undefined;
  return options;
}

function readOption(options: SpawnOptions, item: Term, defaults: HeapDefaults): boolean {
  if (item === LINK) {
    options.link = true;
    return true;
  }
  if (item === MONITOR) {
    options.monitor = { tag: atom('DOWN'), alias: null };
    return true;
  }
  if (!Array.isArray(item) || item.length !== 2) return false;
  const [key, value] = item as readonly Term[];
  if (key === MONITOR) {
    const monitor = parseMonitorOptions(value);
    if (monitor === undefined) return false;
    options.monitor = monitor;
    return true;
  }
  if (key === PRIORITY) {
    const priority = priorityOf(value);
    if (priority === undefined) return false;
    options.priority = priority;
    return true;
  }
  switch (key instanceof Object && 'name' in key ? (key as Atom).name : '') {
    case 'min_heap_size':
      if (typeof value !== 'number' || value < 0) return false;
      options.minHeapSize = Math.max(heapSizeFor(value), defaults.minHeapSize);
      return true;
    case 'min_bin_vheap_size':
      if (typeof value !== 'number' || value < 0) return false;
      // Whatever is asked for, OTP 25 takes what the node has.
      return true;
    case 'max_heap_size': {
      const size = parseMaxHeapSize(value, 0, defaults.maxHeapSize);
      if (size === undefined) return false;
      options.maxHeapSize = size;
      return true;
    }
    case 'fullsweep_after':
      if (typeof value !== 'number' || value < 0) return false;
      options.fullsweepAfter = value % 65536;
      return true;
    case 'message_queue_data':
      if (value !== OFF_HEAP && value !== ON_HEAP) return false;
      options.messageQueueData = value === OFF_HEAP ? 'off_heap' : 'on_heap';
      return true;
    case 'scheduler':
      return typeof value === 'number' && value >= 0 && value <= SCHEDULERS;
    case 'async_dist':
      return value === TRUE || value === FALSE;
    default:
      return false;
  }
}

const START: FrameCode = {
  resume(_pc: number, live: Live): Result {
    const [module, name, args] = live as readonly [Atom, Atom, Term[]];
    return callExport(machine, module, name, args);
  },
};

const START_FUN: FrameCode = {
  resume(_pc: number, live: Live): Result {
    return callFun(machine, live[0] as Term, []);
  },
};

const FUN_CALL = { module: ERLANG, name: APPLY, arity: 2 };

/** Starts `module:name(args)` in a new process. `parent` is null for the first processes of a node. */
export function spawnCall(
  node: NodeState,
  parent: Process | null,
  module: Atom,
  name: Atom,
  args: readonly Term[],
  argList: Term,
  options: SpawnOptions,
): Process {
  const process = newProcess(
    node,
    makePid(node),
    { module, name, arity: args.length },
    parent?.groupLeader ?? null,
    ERROR_HANDLER,
  );
  process.frames.push({ entry: START, pc: 0, live: [module, name, args] });
  begin(process, parent, module, name, argList, options);
  return process;
}

/** Starts a fun without arguments in a new process. */
export function spawnFun(node: NodeState, parent: Process, fun: Term, options: SpawnOptions): Process {
  const process = newProcess(node, makePid(node), FUN_CALL, parent.groupLeader, ERROR_HANDLER);
  process.frames.push({ entry: START_FUN, pc: 0, live: [fun] });
  begin(process, parent, ERLANG, APPLY, new Cons(fun, new Cons(NIL, NIL)), options);
  return process;
}

/** The reference of the monitor that the last spawn with `monitor` made. */
export let spawnedRef: Ref | null = null;

function begin(
  process: Process,
  parent: Process | null,
  module: Atom,
  name: Atom,
  args: Term,
  options: SpawnOptions,
): void {
  const { node } = process;
  node.processes.set(process.key, process);
  setOptions(process, options);
  if (parent !== null) {
    process.parent = parent.pid;
    if (options.link) joinLocal(parent, process);
    if (options.monitor !== null) {
      spawnedRef = makeRef(node);
      monitorProcess(
        parent,
        { pid: process.pid, name: null, node: node.name },
        spawnedRef,
        options.monitor.tag,
        options.monitor.alias,
      );
    }
    node.tap.spawned(parent, process, module, name, args, options.link, options.request);
  }
  enqueue(process);
}

/** Starts a process for a request from another node: links and monitors are the caller's matter. */
export function spawnFor(
  node: NodeState,
  parent: Pid,
  groupLeader: Pid,
  module: Atom,
  name: Atom,
  args: readonly Term[],
  options: SpawnOptions,
): Process {
  const process = newProcess(node, makePid(node), { module, name, arity: args.length }, groupLeader, ERROR_HANDLER);
  process.frames.push({ entry: START, pc: 0, live: [module, name, args] });
  process.parent = parent;
  node.processes.set(process.key, process);
  setOptions(process, options);
  enqueue(process);
  return process;
}

function setOptions(process: Process, options: SpawnOptions): void {
  process.priority = options.priority;
  const { heapDefaults } = process.node;
  process.minHeapSize = options.minHeapSize ?? heapDefaults.minHeapSize;
  process.minBinVheapSize = options.minBinVheapSize ?? heapDefaults.minBinVheapSize;
  process.maxHeapSize = options.maxHeapSize ?? heapDefaults.maxHeapSize;
  process.fullsweepAfter = options.fullsweepAfter ?? heapDefaults.fullsweepAfter;
  process.messageQueueData = options.messageQueueData;
}
