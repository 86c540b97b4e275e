/**
 * How processes end: exit signals, and what fires when a process is gone. Ends that cause further
 * ends are done one after the other from a list, so chains of any length need no native stack.
 * Invariant: when `exitProcess` returns, no table of the node names the process any more.
 */
import { atom, KILL, KILLED, NOCONNECTION, NORMAL } from '../terms/atoms.ts';
import { NIL, Pid } from '../terms/term.ts';
import type { Atom, Port, Ref, Term } from '../terms/term.ts';
import { idKey, processOf, refKey } from './identifiers.ts';
import { giveWay } from './give-way.ts';
import { deliver, deliverWithToken, endTimeout } from './mailbox.ts';
import type { NodeState } from './node-state.ts';
import type { Monitor, Process } from './process.ts';
import { machine } from './registers.ts';
import { enqueue, removeFromQueue } from './run-queue.ts';
import { sendSignal } from './signal.ts';

export const EXIT_TAG = atom('EXIT');
export const DOWN = atom('DOWN');
const PROCESS = atom('process');
const PORT = atom('port');

interface Ending {
  readonly process: Process;
  readonly reason: Term;
}
/** Ends still to be carried out; empty between calls from outside. */
const endings: Ending[] = [];
let working = false;

/** An exit signal reaches a local process; `token` is who sends it with a sequential trace token. */
export function exitSignal(
  target: Process,
  from: Pid | Port,
  reason: Term,
  byLink: boolean,
  token: Process | null = null,
): void {
  if (target.status === 'exiting' || target.status === 'exited') return;
  if (byLink) {
    const key = idKey(target.node, from);
    if (target.links === null || !target.links.delete(key)) return;
    const survives = target.trapExit || reason === NORMAL;
    if (survives && target.trace.flags !== 0 && from instanceof Pid)
      target.node.tap.linked(target, from, 'getting_unlinked');
  }
  if (reason === KILL && !byLink) {
    end(target, KILLED, from === target.pid);
  } else if (target.trapExit) {
    const message: Term = [EXIT_TAG, from, reason];
    if (token === null) deliver(target, message);
    else deliverWithToken(target, message, target.node.tap.tokenSent(token, message, target.pid));
  } else if (reason !== NORMAL || (!byLink && from === target.pid)) {
    end(target, reason, from === target.pid);
  }
}

/**
 * Ends a process: at once, or when its burst is over if it is the one that runs. A signal that comes back to it from
 * what it does to others is seen later, as on a real node; one that it sends to itself, before the call is over.
 */
function end(process: Process, reason: Term, bySelf: boolean): void {
  if (process === machine.process && process.status === 'running') {
    if (process.exitReason === undefined) process.exitReason = reason;
    if (bySelf) giveWay(machine);
    return;
  }
  exitProcess(process, reason);
}

/** Carries out the end of a process that does not run, and all that follows from it. */
export function exitProcess(process: Process, reason: Term): void {
  endings.push({ process, reason });
  if (working) return;
  working = true;
  for (let i = 0; i < endings.length; i++) finish(endings[i]);
  endings.length = 0;
  working = false;
}

function finish({ process, reason }: Ending): void {
  if (process.status === 'exiting' || process.status === 'exited') return;
  const { node } = process;
  if (process.status === 'runnable') removeFromQueue(process);
  process.status = 'exiting';
  // Who is ended by a signal is switched in to see it.
  if (process.trace.flags !== 0 && machine.process !== process) node.tap.scheduled(process, 'in');
  if (process.trace.flags !== 0) node.tap.exiting(process, reason);
  endTimeout(process);
  if (process.registeredName !== null) {
    node.registered.delete(process.registeredName);
    if (process.trace.flags !== 0) node.tap.registered(process, process.registeredName, 'unregister');
    process.registeredName = null;
  }
  node.processes.delete(process.key);
  if (process.aliases !== null) for (const key of process.aliases.keys()) node.aliases.delete(key);
  for (const hook of node.exitHooks) hook(process, reason);
  if (process.suspenders !== null) dropSuspensions(process.suspenders);
  dropMonitors(process);
  fireLinks(process, reason);
  fireMonitors(process, reason);
  for (const watchers of node.nodeMonitors.values()) watchers.delete(process);
  process.status = 'exited';
  process.frames = [];
  process.mailbox = [];
  process.mailTokens = null;
  process.arrivals = null;
  process.dictionary = null;
  process.links = null;
  process.exception = null;
  process.resumeValue = undefined;
  if (process.trace.flags !== 0) node.tap.scheduled(process, 'out_exited');
  process.trace.flags = 0;
  process.trace.hidden = 0;
}

/** Those whom an ended process had suspended go on. */
function dropSuspensions(suspenders: Map<Process, number>): void {
  for (const [target, count] of suspenders) {
    target.suspended -= count;
    if (target.suspended === 0 && target.status === 'suspended') enqueue(target);
  }
  suspenders.clear();
}

function dropMonitors(process: Process): void {
  if (process.monitors === null) return;
  const { node } = process;
  for (const [key, monitor] of process.monitors) {
    if (monitor.kind === 'process') {
      if (monitor.node === node.name) {
        if (monitor.target instanceof Pid) processOf(node, monitor.target)?.monitoredBy?.delete(key);
      } else {
        const to = monitor.target instanceof Pid ? monitor.target : monitor.name;
        if (to !== null && node.transport.connected(node.name, monitor.node)) {
          sendSignal(node, monitor.node, { kind: 'demonitor', to, from: process.pid, ref: monitor.ref });
        }
      }
    }
  }
  process.monitors = null;
}

function fireMonitors(process: Process, reason: Term): void {
  const watching = process.monitoredBy;
  if (watching === null) return;
  process.monitoredBy = null;
  const { node } = process;
  for (const monitor of watching.values()) {
    if (monitor.origin.node === node.name) monitorDown(node, monitor, reason);
    else sendSignal(node, monitor.origin.node, { kind: 'down', to: monitor.origin, ref: monitor.ref, reason });
  }
}

function fireLinks(process: Process, reason: Term): void {
  const { links } = process;
  if (links === null) return;
  process.links = null;
  const { node, pid } = process;
  for (const other of links.values()) {
    if (!(other instanceof Pid)) continue;
    if (other.node === node.name) {
      const target = processOf(node, other);
      if (target !== undefined) exitSignal(target, pid, reason, true, process.seqToken === NIL ? null : process);
    } else {
      sendSignal(node, other.node, { kind: 'exit', to: other, from: pid, reason, byLink: true });
    }
  }
}

/** Ends a monitor of a local process by its message `{'DOWN', Ref, process, What, Reason}`. */
export function monitorDown(node: NodeState, monitor: Monitor, reason: Term): void {
  const owner = processOf(node, monitor.origin);
  if (owner === undefined || owner.status === 'exited') return;
  const key = refKey(node, monitor.ref);
  if (owner.monitors === null || !owner.monitors.delete(key)) return;
  if (monitor.alias === 'demonitor' || monitor.alias === 'reply_demonitor') {
    owner.aliases?.delete(key);
    node.aliases.delete(key);
  }
  deliver(owner, downMessage(monitor.tag, monitor.ref, watched(monitor), reason, monitor.kind === 'port'));
}

function watched(monitor: Monitor): Term {
  if (monitor.name !== null) return [monitor.name, monitor.node];
  return monitor.target ?? monitor.origin;
}

/** The tuple that a monitor sends. */
export function downMessage(tag: Term, ref: Ref, what: Term, reason: Term, isPort: boolean): Term {
  return [tag, ref, isPort ? PORT : PROCESS, what, reason];
}

/** The connection to a node is lost: links and monitors across it fire with `noconnection`. */
export function connectionLost(node: NodeState, other: Atom): void {
  for (const process of [...node.processes.values()]) {
    if (process.monitors !== null) {
      for (const monitor of [...process.monitors.values()]) {
        if (monitor.node === other) monitorDown(node, monitor, NOCONNECTION);
      }
    }
    if (process.monitoredBy !== null) {
      for (const [key, monitor] of process.monitoredBy) {
        if (monitor.origin.node === other) process.monitoredBy.delete(key);
      }
    }
    if (process.links !== null) {
      for (const link of [...process.links.values()]) {
        if (link.node === other) exitSignal(process, link, NOCONNECTION, true);
      }
    }
  }
}
