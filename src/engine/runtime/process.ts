/**
 * The record of one process, each field explained. Functions that change it live with their duty
 * (mailbox, exit, scheduler …). Everything in it is data: terms, numbers, other records.
 * Collections that most processes never need are null until first used.
 */
import type { Exception, Frame, FrameCode, Result } from '../compile/abi.ts';
import { NIL } from '../terms/term.ts';
import type { Atom, Pid, Port, Ref, Term } from '../terms/term.ts';
import type { NodeState } from './node-state.ts';
import { NO_LIMIT } from './heap-sizes.ts';
import type { HeapLimit } from './heap-sizes.ts';
import type { TermKey } from './term-key.ts';

export type Priority = 'max' | 'high' | 'normal' | 'low';
/** `waiting`: in a receive; `runnable`: queued; `exiting`: its exit is being carried out. */
export type Status = 'runnable' | 'running' | 'waiting' | 'suspended' | 'exiting' | 'exited';

/** What tracing keeps on a process; trace/ owns the meaning of everything but `flags !== 0`. */
export interface ProcessTrace {
  /** 0 while the process is sensitive; see trace-flags.ts. */
  flags: number;
  hidden: number;
  tracer: Term | null;
  /** Private to trace/ (sessions, silent state …). */
  detail: object | null;
}

/** A deadline in the node's timer heap; one record is reused for all receive timeouts of a process. */
export interface Timer {
  /** Virtual microseconds. */
  deadline: number;
  /** Breaks ties: earlier made fires first. */
  order: number;
  /** Place in the heap, -1 when not running. */
  index: number;
  /** Whose receive times out; null for a timer that sends a message. */
  readonly process: Process | null;
  /** Of `erlang:start_timer/3` and `send_after/3`. */
  readonly ref: Ref | null;
  readonly to: Pid | Atom | null;
  readonly message: Term;
}

/** A monitor, one record shared by both ends when they are on the same node. */
export interface Monitor {
  readonly ref: Ref;
  readonly kind: 'process' | 'port' | 'time_offset';
  /** Who gets the message. */
  readonly origin: Pid;
  /** What is watched; `null` for a name on another node or `clock_service`. */
  readonly target: Pid | Port | null;
  /** The registered name when it was watched by name. */
  readonly name: Atom | null;
  /** Node of the target. */
  readonly node: Atom;
  /** First element of the message, `'DOWN'` unless the option `tag` was given. */
  readonly tag: Term;
  alias: AliasMode | null;
}

/** When an alias ends by itself. */
export type AliasMode = 'explicit_unalias' | 'demonitor' | 'reply_demonitor';

export interface DictionaryEntry {
  readonly key: Term;
  value: Term;
}

/** A message that a traced process has not looked at yet, or a change to its links that came behind one. */
export type Arrival =
  | {
      readonly message: Term;
      /** Null when it did not come from a process of this node. */
      readonly sender: Pid | null;
    }
  | { readonly kind: 'getting_linked' | 'getting_unlinked'; readonly other: Term };

export interface Process {
  readonly pid: Pid;
  /** `pidKeyOf(pid)`: its key in `NodeState.processes`. */
  readonly key: number;
  readonly node: NodeState;
  status: Status;
  priority: Priority;
  /** Has its next turn before the `max` ones; see run-queue.ts. */
  isAhead: boolean;
  /** Next in the run queue while `runnable`. */
  nextInQueue: Process | null;
  previousInQueue: Process | null;
  /** Handlers in force (`registers.catches`) while it does not run. */
  catches: number;
  /** How many `suspend_process` are in force, all suspenders together. */
  suspended: number;
  /** By whom, and how often. */
  suspenders: Map<Process, number> | null;
  /** Suspended frames, outermost first. */
  frames: Frame[];
  /** Call sites of the frames while the process does not run: `sites[0..sp)`. */
  sites: Int32Array;
  sp: number;
  /** Value to hand to the newest frame on resumption; `S` when `exception` travels. */
  resumeValue: Result | undefined;
  /** The travelling exception of a process that was switched out between two frames. */
  exception: Exception | null;
  /** Set by an exit signal that reached the process while it ran; carried out when its burst ends. */
  exitReason: Term | undefined;
  /** Set by `hibernate/3`: takes the place of all frames when the burst is over. */
  hibernation: Frame | null;
  /** Messages in order of arrival: those not yet received are `mailbox[mailboxStart..]`. */
  mailbox: Term[];
  mailboxStart: number;
  /** Index into `mailbox` of the message that the running receive looks at next. */
  savePointer: number;
  /** The last reference that it made; messages before `mailbox[markAt]` came earlier and cannot hold it. */
  markRef: Ref | null;
  markAt: number;
  /** Code that it was in when its time slice was over; null when it gave way by waiting, or never ran. */
  outOf: FrameCode | null;
  /** Call site number of the last `receive` that waited; -1 when unknown. */
  waitSite: number;
  /**
   * Sequential trace tokens beside `mailbox`; null while none of the messages has one. `[]` takes the
   * receiver's token away; null, for what the system sends, leaves it.
   */
  mailTokens: (Term | null)[] | null;
  /** Traced messages at the end of `mailbox` whose arrival is not told yet; null when there are none. */
  arrivals: Arrival[] | null;
  /** Timeout of the running receive; null until the first one. */
  timer: Timer | null;
  /** `none`: no timeout runs; `fired`: the time is over. */
  timeout: 'none' | 'running' | 'fired';
  /** By `idKey` of the other end. */
  links: Map<number | string, Pid | Port> | null;
  /** Monitors this process made, by `refKey`. */
  monitors: Map<number | string, Monitor> | null;
  /** Monitors made on it, by `refKey` (of the origin's node). */
  monitoredBy: Map<number | string, Monitor> | null;
  /** Active aliases by `refKey`. */
  aliases: Map<number | string, AliasMode> | null;
  trapExit: boolean;
  registeredName: Atom | null;
  groupLeader: Pid;
  /** `put/2` and friends, by `termKey`. */
  dictionary: Map<TermKey, DictionaryEntry> | null;
  /** The function it was started with. */
  initialCall: { readonly module: Atom; readonly name: Atom; readonly arity: number };
  parent: Pid | null;
  /** Done in ended bursts; the running burst's are in the machine. */
  reductions: number;
  /** Bytes of the terms it held when last weighed, and the work it had done then; see world/memory.ts. */
  weight: number;
  weighedAt: number;
  /** Its share of the bytes that world/memory.ts has counted on the node. */
  counted: number;
  messageQueueData: 'on_heap' | 'off_heap';
  /** Options that only `process_info` shows. */
  minHeapSize: number;
  minBinVheapSize: number;
  maxHeapSize: HeapLimit;
  /** Reductions at which the size of its heap is looked at next, when it is limited. */
  heapDueAt: number;
  fullsweepAfter: number;
  /** `process_flag(save_calls, N)`; kept for its return value. */
  saveCalls: number;
  /** `process_flag(scheduler, N)`; kept for its return value. */
  boundScheduler: number;
  sensitive: boolean;
  errorHandler: Atom;
  /** The sequential trace token it carries; `[]` when none. */
  seqToken: Term;
  /** The last serial it sent or saw in a token, and the serial of the token received last. */
  seqClock: number;
  seqLast: number;
  trace: ProcessTrace;
}

const NO_SITES = new Int32Array(0);

/** A fresh process record with nothing to run; the caller fills the table and the queue. */
export function newProcess(
  node: NodeState,
  pid: Pid,
  initialCall: Process['initialCall'],
  groupLeader: Pid | null,
  errorHandler: Atom,
): Process {
  return {
    pid,
    key: pid.serial * 32768 + pid.number,
    node,
    status: 'waiting',
    priority: 'normal',
    isAhead: false,
    nextInQueue: null,
    previousInQueue: null,
    catches: 0,
    suspended: 0,
    suspenders: null,
    frames: [],
    sites: NO_SITES,
    sp: 0,
    resumeValue: undefined,
    exception: null,
    exitReason: undefined,
    hibernation: null,
    mailbox: [],
    mailboxStart: 0,
    savePointer: 0,
    markRef: null,
    markAt: 0,
    outOf: null,
    waitSite: -1,
    mailTokens: null,
    arrivals: null,
    timer: null,
    timeout: 'none',
    links: null,
    monitors: null,
    monitoredBy: null,
    aliases: null,
    trapExit: false,
    registeredName: null,
    groupLeader: groupLeader ?? pid,
    dictionary: null,
    initialCall,
    parent: null,
    reductions: 0,
    weight: 0,
    weighedAt: 0,
    counted: 0,
    messageQueueData: 'on_heap',
    minHeapSize: 233,
    minBinVheapSize: 46422,
    maxHeapSize: NO_LIMIT,
    heapDueAt: 0,
    fullsweepAfter: 65535,
    saveCalls: 0,
    boundScheduler: 0,
    sensitive: false,
    errorHandler,
    seqToken: NIL,
    seqClock: 0,
    seqLast: 0,
    trace: { flags: 0, hidden: 0, tracer: null, detail: null },
  };
}
