/**
 * Sending messages: to pids, names, `{Name, Node}` and aliases, local or not. Who sends must see to
 * tracing of sends (`Tap.sent`) by calling `sendFrom`, which does all of it.
 */
import { Atom, NIL, Pid, Port, Ref } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { processOf, refKey } from './identifiers.ts';
import { deliver, deliverWithToken } from './mailbox.ts';
import type { NodeState } from './node-state.ts';
import type { Process } from './process.ts';
import { sendSignal } from './signal.ts';

/** `badarg`: no such destination or name; `remote`: another node's matter, `lost` without a connection. */
export type SendResult = 'sent' | 'nobody' | 'badarg' | 'remote' | 'lost';

/** Sends for a process: the body of `erlang:send/2,3`. */
export function sendFrom(sender: Process, to: Term, message: Term): SendResult {
  const { node } = sender;
  if (to instanceof Pid && to.node === node.name && sender.trace.flags === 0 && sender.seqToken === NIL) {
    const target = processOf(node, to);
    if (target === undefined) return 'nobody';
    if (target.seqToken === NIL && target.mailTokens === null) deliver(target, message);
    else deliverWithToken(target, message, NIL);
    return 'sent';
  }
  const traced = sender.trace.flags !== 0;
  if (to instanceof Pid || to instanceof Ref) {
    if (to.node !== node.name) {
      if (traced) node.tap.sent(sender, message, to, true);
      return sendSignal(node, to.node, { kind: 'message', to, message, token: tokenFor(sender, message, to) })
        ? 'remote'
        : 'lost';
    }
    const target = to instanceof Pid ? processOf(node, to) : useAlias(node, to);
    if (traced) node.tap.sent(sender, message, to, target !== undefined || to instanceof Ref);
    return sendTo(sender, target, message, to);
  }
  if (to instanceof Atom) {
    const target = registeredProcess(node, to);
    if (traced) node.tap.sent(sender, message, to, true);
    if (target === undefined) return node.registered.has(to) ? 'nobody' : 'badarg';
    return sendTo(sender, target, message, target.pid);
  }
  if (Array.isArray(to) && to.length === 2) {
    const [name, where] = to as readonly Term[];
    if (!(name instanceof Atom) || !(where instanceof Atom)) return 'badarg';
    if (where === node.name) {
      const target = registeredProcess(node, name);
      if (traced) node.tap.sent(sender, message, to, true);
      return sendTo(sender, target, message, target?.pid ?? to);
    }
    const token = tokenFor(sender, message, to);
    if (!sendSignal(node, where, { kind: 'message', to: name, message, token })) return 'lost';
    if (traced) node.tap.sent(sender, message, to, true);
    return 'remote';
  }
  return to instanceof Port ? 'nobody' : 'badarg';
}

/** The token that a message takes along; null when its sender has none. */
function tokenFor(sender: Process, message: Term, to: Term): Term | null {
  return sender.seqToken === NIL ? null : sender.node.tap.tokenSent(sender, message, to);
}

function sendTo(sender: Process, target: Process | undefined, message: Term, to: Term): SendResult {
  if (target === undefined) return 'nobody';
  const token = tokenFor(sender, message, to);
  const plain = token === null && target.seqToken === NIL && target.mailTokens === null;
  return put(target, message, plain ? null : (token ?? NIL));
}

function put(target: Process | undefined, message: Term, token: Term | null): SendResult {
  if (target === undefined) return 'nobody';
  if (token === null) deliver(target, message);
  else deliverWithToken(target, message, token);
  return 'sent';
}

/** The process registered under a name; undefined for ports and unknown names. */
export function registeredProcess(node: NodeState, name: Atom): Process | undefined {
  const id = node.registered.get(name);
  return id instanceof Pid ? processOf(node, id) : undefined;
}

/** Delivers to a local pid, name or alias without a sender (timers, arrivals); false when nobody is there. */
export function deliverTo(node: NodeState, to: Pid | Atom | Ref, message: Term, token: Term | null): boolean {
  let target: Process | undefined;
  if (to instanceof Pid) target = processOf(node, to);
  else if (to instanceof Ref) target = useAlias(node, to);
  else target = registeredProcess(node, to);
  return put(target, message, token) === 'sent';
}

/** The process behind an active alias; ends the alias (and its monitor) if a message does. */
export function useAlias(node: NodeState, ref: Ref): Process | undefined {
  const key = refKey(node, ref);
  const process = node.aliases.get(key);
  if (process === undefined) return undefined;
  if (process.aliases?.get(key) === 'reply_demonitor') {
    node.aliases.delete(key);
    process.aliases.delete(key);
    const monitor = process.monitors?.get(key);
    if (monitor !== undefined) {
      process.monitors?.delete(key);
      if (monitor.node === node.name) {
        if (monitor.target instanceof Pid) processOf(node, monitor.target)?.monitoredBy?.delete(key);
      } else {
        const to = monitor.target instanceof Pid ? monitor.target : monitor.name;
        if (to !== null) sendSignal(node, monitor.node, { kind: 'demonitor', to, from: process.pid, ref });
      }
    }
  }
  return process;
}
