/** Built-ins of module `erlang` that start, name, list and steer processes. */
import { S } from '../../compile/abi.ts';
import type { Result } from '../../compile/abi.ts';
import { giveWay } from '../../runtime/give-way.ts';
import { processOf } from '../../runtime/identifiers.ts';
import { deliver } from '../../runtime/mailbox.ts';
import type { Machine } from '../../runtime/machine.ts';
import type { Process } from '../../runtime/process.ts';
import { registerName, unregisterName } from '../../runtime/registry.ts';
import { enqueue, removeFromQueue, setPriority } from '../../runtime/run-queue.ts';
import { heapLimitMap, heapSizeFor, parseMaxHeapSize } from '../../runtime/heap-sizes.ts';
import { priorityOf, SCHEDULERS } from '../../runtime/spawn.ts';
import { setSensitive } from '../../runtime/trace-flags.ts';
import { sendSignal } from '../../runtime/signal.ts';
import { atom, bool, ERLANG, FALSE, TRUE, UNDEFINED } from '../../terms/atoms.ts';
import { fromArray, toArray } from '../../terms/lists.ts';
import { Atom, NIL, Pid, Port } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain, trap } from '../entry.ts';
import type { BifRows } from '../entry.ts';

function register(machine: Machine, name: Term, id: Term): Result {
  const { node } = machine;
  if (!(name instanceof Atom) || name === UNDEFINED || !(id instanceof Pid || id instanceof Port)) {
    return machine.badargCause(atom('none'));
  }
  if (id instanceof Pid && (id.node !== node.name || processOf(node, id) === undefined)) {
    return machine.badargCause(atom('notalive'));
  }
  return registerName(node, name, id) ? TRUE : machine.badargCause(atom('registered_name'));
}

function unregister(machine: Machine, name: Term): Result {
  return name instanceof Atom && unregisterName(machine.node, name) ? TRUE : machine.badarg();
}

function whereis(machine: Machine, name: Term): Result {
  if (!(name instanceof Atom)) return machine.badarg();
  return machine.node.registered.get(name) ?? UNDEFINED;
}

/** Pids in the order of creation, as `erlang:processes/0` gives them. */
function processes(machine: Machine): Result {
  const pids = [...machine.node.processes.values()].sort((a, b) => a.key - b.key).map((process) => process.pid);
  machine.bump(pids.length / 10);
  return fromArray(pids);
}

function isProcessAlive(machine: Machine, pid: Term): Result {
  if (!(pid instanceof Pid) || pid.node !== machine.node.name) return machine.badarg();
  const process = processOf(machine.node, pid);
  return bool(process !== undefined && process.exitReason === undefined);
}

function setGroupLeader(machine: Machine, leader: Term, pid: Term): Result {
  if (!(leader instanceof Pid) || !(pid instanceof Pid)) return machine.badarg();
  if (pid.node !== machine.node.name) {
    sendSignal(machine.node, pid.node, { kind: 'group_leader', to: pid, leader });
    return TRUE;
  }
  const process = processOf(machine.node, pid);
  if (process === undefined) return machine.badarg();
  process.groupLeader = leader;
  return TRUE;
}

/** Each flag: gives the old value and sets the new one, or undefined when the value is no good. */
const FLAGS: Readonly<Record<string, (process: Process, value: Term) => Term | undefined>> = {
  trap_exit: (process, value) => {
    if (value !== TRUE && value !== FALSE) return undefined;
    const old = bool(process.trapExit);
    process.trapExit = value === TRUE;
    return old;
  },
  priority: (process, value) => {
    const priority = priorityOf(value);
    if (priority === undefined) return undefined;
    const old = atom(process.priority);
    setPriority(process, priority);
    return old;
  },
  error_handler: (process, value) => {
    if (!(value instanceof Atom)) return undefined;
    const old = process.errorHandler;
    process.errorHandler = value;
    return old;
  },
  min_heap_size: (process, value) => {
    if (typeof value !== 'number' || value < 0) return undefined;
    const old = process.minHeapSize;
    if (process.maxHeapSize.size > 0 && value > process.maxHeapSize.size) return undefined;
    process.minHeapSize = Math.max(heapSizeFor(value), process.node.heapDefaults.minHeapSize);
    return old;
  },
  min_bin_vheap_size: (process, value) => {
    if (typeof value !== 'number' || value < 0) return undefined;
    const old = process.minBinVheapSize;
    process.minBinVheapSize = Math.max(heapSizeFor(value), process.node.heapDefaults.minBinVheapSize);
    return old;
  },
  max_heap_size: (process, value) => {
    const { minHeapSize, maxHeapSize } = process.node.heapDefaults;
    const parsed = parseMaxHeapSize(value, Math.max(minHeapSize, process.minHeapSize), maxHeapSize);
    if (parsed === undefined) return undefined;
    const old = heapLimitMap(process.maxHeapSize);
    process.maxHeapSize = parsed;
    process.heapDueAt = 0;
    return old;
  },
  fullsweep_after: (process, value) => {
    if (typeof value !== 'number' || value < 0) return undefined;
    const old = process.fullsweepAfter;
    process.fullsweepAfter = value % 65536;
    return old;
  },
  message_queue_data: (process, value) => {
    if (value !== atom('on_heap') && value !== atom('off_heap')) return undefined;
    const old = atom(process.messageQueueData);
    process.messageQueueData = value === atom('on_heap') ? 'on_heap' : 'off_heap';
    return old;
  },
  save_calls: (process, value) => {
    if (typeof value !== 'number' || value < 0 || value > 10000) return undefined;
    const old = process.saveCalls;
    process.saveCalls = value;
    return old;
  },
  scheduler: (process, value) => {
    if (typeof value !== 'number' || value < 0 || value > SCHEDULERS) return undefined;
    const old = process.boundScheduler;
    process.boundScheduler = value;
    return old;
  },
  sensitive: (process, value) => {
    if (value !== TRUE && value !== FALSE) return undefined;
    const old = bool(process.sensitive);
    setSensitive(process, value === TRUE);
    return old;
  },
};

function processFlag(machine: Machine, name: Term, value: Term): Result {
  const set = name instanceof Atom && Object.hasOwn(FLAGS, name.name) ? FLAGS[name.name] : undefined;
  if (set === undefined) return machine.badargCause(atom('badopt'));
  return set(machine.process, value) ?? machine.badarg();
}

function processFlagOf(machine: Machine, pid: Term, name: Term, value: Term): Result {
  if (!(pid instanceof Pid) || name !== atom('save_calls')) return machine.badarg();
  const process = processOf(machine.node, pid);
  return (process && FLAGS.save_calls(process, value)) ?? machine.badarg();
}

const ASYNCHRONOUS = atom('asynchronous');

function suspend(machine: Machine, pid: Term, options: Term): Result {
  const wanted = toArray(options);
  if (!(pid instanceof Pid) || wanted === undefined || pid.node !== machine.node.name) return machine.badarg();
  const unless = atom('unless_suspending');
  let answer: Term | null = null;
  for (const option of wanted) {
    if (Array.isArray(option) && option.length === 2 && option[0] === ASYNCHRONOUS) answer = option[1] as Term;
    else if (option !== unless && option !== ASYNCHRONOUS) return machine.badargCause(atom('badopt'));
  }
  const target = processOf(machine.node, pid);
  const { process } = machine;
  if (target === process) return machine.badarg();
  const told = (state: string): void => {
    if (answer !== null) deliver(process, [answer, atom(state)]);
  };
  if (target === undefined) {
    if (answer === null) return machine.badarg();
    told('exited');
    return TRUE;
  }
  const mine = process.suspenders?.get(target) ?? 0;
  if (mine > 0 && wanted.includes(unless)) {
    told('not_suspended');
    return FALSE;
  }
  (process.suspenders ??= new Map()).set(target, mine + 1);
  target.suspended++;
  if (target.status === 'runnable') {
    removeFromQueue(target);
    target.status = 'suspended';
  }
  told('suspended');
  return TRUE;
}

/** Takes back one suspension; a process that could run goes on. */
export function resumeProcess(target: Process): void {
  target.suspended--;
  if (target.suspended === 0 && target.status === 'suspended') enqueue(target);
}

function resume(machine: Machine, pid: Term): Result {
  if (!(pid instanceof Pid)) return machine.badarg();
  const target = processOf(machine.node, pid);
  const mine = target === undefined ? 0 : (machine.process.suspenders?.get(target) ?? 0);
  if (target === undefined || mine === 0) return machine.badarg();
  if (mine === 1) machine.process.suspenders?.delete(target);
  else machine.process.suspenders?.set(target, mine - 1);
  resumeProcess(target);
  return TRUE;
}

const YIELDED = { resume: (): Result => TRUE };

function yieldNow(machine: Machine): Result {
  machine.push(YIELDED, 0, []);
  machine.yielded = true;
  giveWay(machine);
  return S;
}

function bumpReductions(machine: Machine, count: Term): Result {
  if (typeof count !== 'number' || count < 1) return machine.badarg();
  machine.bump(Math.min(count, 4000));
  return TRUE;
}

/** The frame of a hibernating process; named as `current_function` shows it. */
const WOKEN = {
  module: ERLANG,
  name: atom('hibernate'),
  arity: 3,
  resume(_pc: number, live: readonly unknown[]): Result {
    const [machine, module, name, args] = live as readonly [Machine, Atom, Atom, Term[]];
    return machine.call(module, name, args);
  },
};

/** Drops the stack and waits; the next message (or one that is there) starts the function. */
function hibernate(machine: Machine, module: Term, name: Term, list: Term): Result {
  const args = toArray(list);
  if (!(module instanceof Atom) || !(name instanceof Atom) || args === undefined) return machine.badarg();
  const { process } = machine;
  process.hibernation = { entry: WOKEN, pc: 0, live: [machine, module, name, args] };
  giveWay(machine);
  return S;
}

export const rows: BifRows = {
  'self/0': { kind: 'guard', run: (machine) => machine.process.pid },
  'register/2': plain(register),
  'unregister/1': plain(unregister),
  'whereis/1': plain(whereis),
  'registered/0': plain((machine) => fromArray([...machine.node.registered.keys()])),
  'processes/0': plain(processes),
  'is_process_alive/1': plain(isProcessAlive),
  'group_leader/0': plain((machine) => machine.process.groupLeader),
  'group_leader/2': plain(setGroupLeader),
  'process_flag/2': plain(processFlag),
  'process_flag/3': plain(processFlagOf),
  'suspend_process/1': plain((machine, pid) => suspend(machine, pid, NIL)),
  'suspend_process/2': plain(suspend),
  'resume_process/1': plain(resume),
  'yield/0': trap(yieldNow),
  'bump_reductions/1': plain(bumpReductions),
  'hibernate/3': trap(hibernate),
};
