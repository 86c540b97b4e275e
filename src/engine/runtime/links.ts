/**
 * Making and ending links and monitors, and applying those that come from other nodes.
 * Invariant: a link between local processes stands in both or in none; a monitor likewise.
 */
import { NOCONNECTION, NOPROC } from '../terms/atoms.ts';
import { Atom, Pid } from '../terms/term.ts';
import type { Ref, Term } from '../terms/term.ts';
import { downMessage, exitSignal, monitorDown } from './exit.ts';
import { idKey, processOf, refKey } from './identifiers.ts';
import { deliver } from './mailbox.ts';
import type { NodeState } from './node-state.ts';
import type { AliasMode, Monitor, Process } from './process.ts';
import { registeredProcess } from './send.ts';
import { sendSignal } from './signal.ts';

/** Links a process with another, which was told to tracing; false when the other is local and does not exist. */
export function link(process: Process, other: Pid): boolean {
  const { node, pid } = process;
  if (other.node === node.name) {
    const target = processOf(node, other);
    if (target === process) return true;
    if (target === undefined) return false;
    linkLocal(process, target);
    return true;
  }
  const key = idKey(node, other);
  if (process.links?.has(key)) return true;
  (process.links ??= new Map()).set(key, other);
  if (!sendSignal(node, other.node, { kind: 'link', to: other, from: pid })) {
    exitSignal(process, other, NOCONNECTION, true);
  }
  return true;
}

/** Links two living local processes without a word to tracing. */
export function joinLocal(process: Process, target: Process): void {
  (process.links ??= new Map()).set(target.key, target.pid);
  (target.links ??= new Map()).set(process.key, process.pid);
}

/** Links two living local processes. */
export function linkLocal(process: Process, target: Process): void {
  if (process.links?.has(target.key)) return;
  joinLocal(process, target);
  if (target.trace.flags !== 0) process.node.tap.linked(target, process.pid, 'getting_linked');
}

/** Ends a link, if there is one. */
export function unlink(process: Process, other: Pid): void {
  const { node, pid } = process;
  const key = idKey(node, other);
  const was = process.links !== null && process.links.delete(key);
  if (!was) return;
  if (other.node === node.name) {
    const target = processOf(node, other);
    if (target?.links?.delete(process.key) && target.trace.flags !== 0) {
      node.tap.linked(target, pid, 'getting_unlinked');
    }
  } else {
    sendSignal(node, other.node, { kind: 'unlink', to: other, from: pid });
  }
}

/** What a monitor watches: a pid, or a name on a node. */
export interface MonitorTarget {
  readonly pid: Pid | null;
  readonly name: Atom | null;
  readonly node: Atom;
}

/** Makes a monitor of a process; its message comes at once if there is nobody. */
export function monitorProcess(
  process: Process,
  what: MonitorTarget,
  ref: Ref,
  tag: Term,
  alias: AliasMode | null,
): void {
  const { node } = process;
  const local = what.node === node.name;
  let target: Process | undefined;
  if (local) target = what.pid !== null ? processOf(node, what.pid) : registeredProcess(node, what.name as Atom);
  const monitor: Monitor = {
    ref,
    kind: 'process',
    origin: process.pid,
    target: target !== undefined ? target.pid : what.pid,
    name: what.name,
    node: what.node,
    tag,
    alias,
  };
  const key = refKey(node, ref);
  if (alias !== null) addAlias(process, ref, alias);
  if (target === process) return;
  (process.monitors ??= new Map()).set(key, monitor);
  if (local) {
    if (target === undefined) monitorDown(node, monitor, NOPROC);
    else (target.monitoredBy ??= new Map()).set(key, monitor);
    return;
  }
  const to = what.pid ?? what.name;
  if (to === null || !sendSignal(node, what.node, { kind: 'monitor', to, from: process.pid, ref })) {
    monitorDown(node, monitor, NOCONNECTION);
  }
}

/** Ends a monitor that this process made (one on a port but for the port's side); undefined when it is over already. */
export function demonitor(process: Process, ref: Ref): Monitor | undefined {
  const { node, aliases, monitors } = process;
  const key = refKey(node, ref);
  if (aliases !== null && aliases.size > 0) {
    const mode = aliases.get(key);
    if (mode === 'demonitor' || mode === 'reply_demonitor') {
      aliases.delete(key);
      node.aliases.delete(key);
    }
  }
  const monitor = monitors?.get(key);
  if (monitor === undefined || monitors === null) return undefined;
  monitors.delete(key);
  if (monitor.kind !== 'process') return monitor;
  if (monitor.node === node.name) {
    if (monitor.target instanceof Pid) processOf(node, monitor.target)?.monitoredBy?.delete(key);
  } else {
    const to = monitor.target instanceof Pid ? monitor.target : monitor.name;
    if (to !== null) sendSignal(node, monitor.node, { kind: 'demonitor', to, from: process.pid, ref });
  }
  return monitor;
}

/** Makes `ref` an alias of the process. */
export function addAlias(process: Process, ref: Ref, mode: AliasMode): void {
  const key = refKey(process.node, ref);
  (process.aliases ??= new Map()).set(key, mode);
  process.node.aliases.set(key, process);
}

/** Ends an alias; false when it was none of this process. */
export function removeAlias(process: Process, ref: Ref): boolean {
  const key = refKey(process.node, ref);
  if (process.aliases === null || !process.aliases.delete(key)) return false;
  process.node.aliases.delete(key);
  return true;
}

/** A link asked for by a process of another node. */
export function acceptLink(node: NodeState, to: Pid, from: Pid): void {
  const target = processOf(node, to);
  if (target === undefined) {
    sendSignal(node, from.node, { kind: 'exit', to: from, from: to, reason: NOPROC, byLink: true });
    return;
  }
  (target.links ??= new Map()).set(idKey(node, from), from);
  if (target.trace.flags !== 0) node.tap.linked(target, from, 'getting_linked');
}

/** The other end of a link let go. */
export function acceptUnlink(node: NodeState, to: Pid, from: Pid): void {
  const target = processOf(node, to);
  if (target?.links?.delete(idKey(node, from)) && target.trace.flags !== 0) {
    node.tap.linked(target, from, 'getting_unlinked');
  }
}

/** A monitor made on another node. */
export function acceptMonitor(node: NodeState, to: Pid | Atom, from: Pid, ref: Ref): void {
  const target = to instanceof Pid ? processOf(node, to) : registeredProcess(node, to);
  if (target === undefined) {
    sendSignal(node, from.node, { kind: 'down', to: from, ref, reason: NOPROC });
    return;
  }
  const name = to instanceof Atom ? to : null;
  const monitor: Monitor = {
    ref,
    kind: 'process',
    origin: from,
    target: target.pid,
    name,
    node: node.name,
    tag: ref,
    alias: null,
  };
  (target.monitoredBy ??= new Map()).set(refKey(node, ref), monitor);
}

/** A monitor of another node is taken back. */
export function acceptDemonitor(node: NodeState, to: Pid | Atom, ref: Ref): void {
  const target = to instanceof Pid ? processOf(node, to) : registeredProcess(node, to);
  target?.monitoredBy?.delete(refKey(node, ref));
}

/** A process of another node, monitored from here, has ended. */
export function acceptDown(node: NodeState, to: Pid, ref: Ref, reason: Term): void {
  const monitor = processOf(node, to)?.monitors?.get(refKey(node, ref));
  if (monitor !== undefined) monitorDown(node, monitor, reason);
}

/** A process leaves a message `{'DOWN', …}` to itself without having made a monitor. */
export function absentDown(process: Process, tag: Term, ref: Ref, what: Term, isPort: boolean): void {
  deliver(process, downMessage(tag, ref, what, NOPROC, isPort));
}
