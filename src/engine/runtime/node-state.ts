/** The state of one node: its processes, names, code and seams. */
import type { Atom, Pid } from '../terms/term.ts';
import type { Process } from './process.ts';
import type { CallHook, Clock, Tap, Transport } from './seams.ts';

export interface NodeState {
  /** `nonode@nohost` while not distributed. */
  name: Atom;
  creation: number;
  processes: Map<number, Process>;
  registered: Map<Atom, Pid>;
  readonly clock: Clock;
  readonly transport: Transport;
  tap: Tap;
  callHook: CallHook;
}
