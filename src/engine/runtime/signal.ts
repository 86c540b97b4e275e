/**
 * Every kind of signal that travels between processes, with its record. On one node signals take
 * effect at once, by the functions of exit.ts, links.ts and send.ts; between nodes these records
 * travel through the Transport, in order for each pair of nodes, and receive-signal.ts applies them.
 */
import type { Atom, Pid, Port, Ref, Term } from '../terms/term.ts';
import type { NodeState } from './node-state.ts';

/** A message to a process, a registered name or an alias. */
export interface MessageSignal {
  readonly kind: 'message';
  readonly to: Pid | Atom | Ref;
  readonly message: Term;
  /** The sequential trace token; null when none. */
  readonly token: Term | null;
}
/** `exit/2`, or the end of a linked process. */
export interface ExitSignal {
  readonly kind: 'exit';
  readonly to: Pid;
  readonly from: Pid | Port;
  readonly reason: Term;
  readonly byLink: boolean;
}
export interface LinkSignal {
  readonly kind: 'link' | 'unlink';
  readonly to: Pid;
  readonly from: Pid;
}
export interface MonitorSignal {
  readonly kind: 'monitor' | 'demonitor';
  readonly to: Pid | Atom;
  readonly from: Pid;
  readonly ref: Ref;
}
/** A monitored process ended (or never was). */
export interface DownSignal {
  readonly kind: 'down';
  readonly to: Pid;
  readonly ref: Ref;
  readonly reason: Term;
}
export interface GroupLeaderSignal {
  readonly kind: 'group_leader';
  readonly to: Pid;
  readonly leader: Pid;
}
/** `spawn_request/5` to another node. `options` is the option list as given. */
export interface SpawnRequestSignal {
  readonly kind: 'spawn_request';
  readonly from: Pid;
  readonly ref: Ref;
  readonly module: Atom;
  readonly name: Atom;
  readonly args: Term;
  readonly options: Term;
  readonly groupLeader: Pid;
}
export interface SpawnReplySignal {
  readonly kind: 'spawn_reply';
  readonly to: Pid;
  readonly ref: Ref;
  /** The new process, or the atom that tells what went wrong. */
  readonly result: Pid | Atom;
}

export type Signal =
  | MessageSignal
  | ExitSignal
  | LinkSignal
  | MonitorSignal
  | DownSignal
  | GroupLeaderSignal
  | SpawnRequestSignal
  | SpawnReplySignal;

/** Sends a signal to another node of the world; opens the connection if need be. False when there is no way. */
export function sendSignal(from: NodeState, to: Atom, signal: Signal): boolean {
  if (from.name === to || !from.transport.connect(from.name, to)) return false;
  from.transport.deliver(from.name, to, signal);
  return true;
}
