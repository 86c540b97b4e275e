/** Which processes a specification means, and changing their flags: `erlang:trace/3`. */
import { setTraceFlags, traceFlags } from '../runtime/trace-flags.ts';
import type { Traceable } from '../runtime/trace-flags.ts';
import { atom } from '../terms/atoms.ts';
import { toArray } from '../terms/lists.ts';
import { Atom, Pid, Port } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { bit, bitOf } from './flags.ts';
import { tracerLives } from './message.ts';
import type { Defaults, Tracing } from './tracing.ts';

/** The flag list of `trace/3`, understood. */
export interface FlagChange {
  readonly bits: number;
  /** Given by `{tracer, Pid}`; null for the caller. */
  readonly tracer: Term | null;
  readonly cpuTimestamp: boolean;
}

/** Flags that ports can have; groups count ports only when one of them is asked for. */
const PORT_FLAGS = (
  [
    'send',
    'receive',
    'ports',
    'running_ports',
    'timestamp',
    'monotonic_timestamp',
    'strict_monotonic_timestamp',
    'silent',
    'scheduler_id',
  ] as const
).reduce((sum, name) => sum | bit(name), 0);

/** Reads a flag list; undefined when it is none or a flag is unknown. */
export function parseFlags(list: Term): FlagChange | undefined {
  const items = toArray(list);
  if (items === undefined) return undefined;
  let bits = 0;
  let tracer: Term | null = null;
  let cpuTimestamp = false;
  for (const item of items) {
    if (item === atom('cpu_timestamp')) {
      cpuTimestamp = true;
    } else if (Array.isArray(item)) {
      const [tag, who] = item as Term[];
      if (item.length !== 2 || tag !== atom('tracer')) return undefined;
      if (!(who instanceof Pid) && !(who instanceof Port)) return undefined;
      tracer = who;
    } else {
      const known = bitOf(item);
      if (known === 0) return undefined;
      bits |= known;
    }
  }
  return { bits, tracer, cpuTimestamp };
}

/** Who is meant: one process or port, or a group. */
interface Group {
  readonly existingProcesses: boolean;
  readonly existingPorts: boolean;
  readonly newProcesses: boolean;
  readonly newPorts: boolean;
}

const GROUPS: Readonly<Record<string, Group>> = {
  all: { existingProcesses: true, existingPorts: true, newProcesses: true, newPorts: true },
  processes: { existingProcesses: true, existingPorts: false, newProcesses: true, newPorts: false },
  ports: { existingProcesses: false, existingPorts: true, newProcesses: false, newPorts: true },
  existing: { existingProcesses: true, existingPorts: true, newProcesses: false, newPorts: false },
  existing_processes: { existingProcesses: true, existingPorts: false, newProcesses: false, newPorts: false },
  existing_ports: { existingProcesses: false, existingPorts: true, newProcesses: false, newPorts: false },
  new: { existingProcesses: false, existingPorts: false, newProcesses: true, newPorts: true },
  new_processes: { existingProcesses: false, existingPorts: false, newProcesses: true, newPorts: false },
  new_ports: { existingProcesses: false, existingPorts: false, newProcesses: false, newPorts: true },
};

/** Changes flags; gives how many processes and ports matched, or undefined for an impossible specification. */
export function changeFlags(tracing: Tracing, who: Term, on: boolean, change: FlagChange): number | undefined {
  const { services } = tracing;
  const tracer = change.tracer ?? services.machine.process.pid;
  if (change.cpuTimestamp && !(who instanceof Atom && who.name === 'all')) return undefined;
  if (change.cpuTimestamp) services.cpuTime = on;
  if (who instanceof Pid || who instanceof Port) return changeOne(tracing, who, on, change.bits, tracer);
  const group = who instanceof Atom ? GROUPS[who.name] : undefined;
  if (group === undefined) return undefined;
  let matched = 0;
  if (group.existingProcesses && change.bits !== 0) {
    for (const process of services.processes()) {
      if (apply(tracing, process, on, change.bits, tracer)) matched += 1;
    }
  }
  if (group.existingPorts && (change.bits & PORT_FLAGS) !== 0) {
    for (const port of services.ports()) if (apply(tracing, port, on, change.bits, tracer)) matched += 1;
  }
  if (group.newProcesses) applyDefaults(tracing.newProcesses, on, change.bits, tracer);
  if (group.newPorts) applyDefaults(tracing.newPorts, on, change.bits & PORT_FLAGS, tracer);
  return matched;
}

function changeOne(tracing: Tracing, who: Pid | Port, on: boolean, bits: number, tracer: Term): number | undefined {
  const { services } = tracing;
  const target = who instanceof Pid ? services.process(who) : services.port(who);
  if (target === undefined) return undefined;
  if (apply(tracing, target, on, bits, tracer)) return 1;
  services.logError('** can only have one tracer per process\n\n');
  return undefined;
}

function isSame(one: Term, other: Term): boolean {
  if (one instanceof Port) return other instanceof Port && one.number === other.number;
  return one instanceof Pid && other instanceof Pid && one.number === other.number && one.serial === other.serial;
}

/** Changes one process or port; false when another live tracer has it. */
function apply(tracing: Tracing, process: Traceable, on: boolean, bits: number, tracer: Term): boolean {
  const { trace } = process;
  const before = traceFlags(process);
  if (!on) {
    setTraceFlags(process, before & ~bits);
    if ((before & ~bits) === 0) trace.tracer = null;
    return true;
  }
  if (
    before !== 0 &&
    trace.tracer !== null &&
    !isSame(trace.tracer, tracer) &&
    tracerLives(tracing.services, trace.tracer)
  ) {
    return false;
  }
  setTraceFlags(process, before | bits);
  trace.tracer = (before | bits) === 0 ? null : tracer;
  return true;
}

function applyDefaults(defaults: Defaults, on: boolean, bits: number, tracer: Term): void {
  defaults.flags = on ? defaults.flags | bits : defaults.flags & ~bits;
  if (on) defaults.tracer = tracer;
  if (defaults.flags === 0) defaults.tracer = null;
}
