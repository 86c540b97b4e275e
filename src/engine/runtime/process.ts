/**
 * The record of one process, each field explained. Functions that change it live with their duty
 * (mailbox, exit, scheduler …). Everything in it is data: terms, numbers, other records.
 */
import type { Frame } from '../compile/abi.ts';
import type { Atom, Pid, Ref, Term } from '../terms/term.ts';
import type { NodeState } from './node-state.ts';

export type Priority = 'max' | 'high' | 'normal' | 'low';
/** `waiting`: in a receive; `runnable`: queued; `exiting`: its exit is being carried out. */
export type Status = 'runnable' | 'running' | 'waiting' | 'suspended' | 'exiting' | 'exited';

/** What tracing keeps on a process; trace/ owns the meaning of everything but `flags !== 0`. */
export interface ProcessTrace {
  flags: number;
  tracer: Term | null;
  /** Private to trace/ (sessions, silent state …). */
  detail: object | null;
}

export interface Process {
  readonly pid: Pid;
  readonly node: NodeState;
  status: Status;
  priority: Priority;
  /** Suspended frames, outermost first. */
  frames: Frame[];
  /** Call sites of the frames while the process does not run: `sites[0..sp)`. */
  sites: Int32Array;
  sp: number;
  /** Value to hand to the newest frame on resumption. */
  resumeValue: Term | undefined;
  /** Messages in order of arrival; `mailboxStart` and `savePointer` index into it. */
  mailbox: Term[];
  savePointer: number;
  /** Set by receive's first `wait` with a timeout; null when none runs. */
  timeout: { deadline: number; fired: boolean } | null;
  links: Map<string, Pid>;
  /** Monitors this process made, and those made on it, by reference. */
  monitors: Map<string, object>;
  monitoredBy: Map<string, object>;
  trapExit: boolean;
  registeredName: Atom | null;
  groupLeader: Pid;
  /** `put/2` and friends, in OTP's printing order: see `process_info(dictionary)`. */
  dictionary: Map<Term, Term>;
  initialCall: { module: Atom; name: Atom; arity: number };
  parent: Pid | null;
  reductions: number;
  messageQueueData: 'on_heap' | 'off_heap';
  trace: ProcessTrace;
  aliases: Map<string, Ref>;
}
