/**
 * The only upward interfaces of the runtime. It never imports trace, world or bifs: they plug in here.
 */
import type { FunctionEntry, Result } from '../compile/abi.ts';
import type { Atom, Ref, Term } from '../terms/term.ts';
import type { PortRecord } from './ports.ts';
import type { Process } from './process.ts';

/** Time as the nodes of one world see it. */
export interface Clock {
  /** Virtual microseconds since the world began, work already done in this burst included. */
  now(): number;
  /** Virtual microseconds of the world's beginning since 1970 (UTC). */
  readonly epoch: number;
  /** The scheduler reports the work of an ended burst; `now()` must not move by it. */
  spend(reductions: number): void;
}

/** The node's source of random bits, seeded by the world. */
export interface Entropy {
  /** 32 bits. */
  next(): number;
}

/** The terminal in front of a node; see otp/kernel/erl_terminal_host.erl. */
export interface Terminal {
  /** Prints UTF-8 text: `shell` redraws a shown prompt under it, `user` prints where the cursor is. */
  putChars(source: 'shell' | 'user', text: string): void;
  /** Shows a prompt and asks for a line, which comes back by `sendLine` of world/terminal.ts. */
  readLine(prompt: string, echo: boolean): void;
  /** Columns and rows; null when it is no terminal. */
  size(): readonly [number, number] | null;
}

/** What the host does for a node. */
export interface NodeHost {
  /**
   * Loads a module that is called for the first time; true when it is there afterwards.
   * Synchronous: the text is present or it is not.
   */
  loadModule(module: Atom): boolean;
  /** The node stops (`erlang:halt`, memory bound). */
  halt(status: number, slogan: string | null): void;
  /** File name a module would be loaded from; undefined when there is none. */
  modulePath(module: Atom): string | undefined;
  /** The text of an application's resource file. */
  applicationSpec(name: string): string | undefined;
  /** The text of a header that OTP's applications offer, by `app/include/name.hrl`. */
  header(path: string): string | undefined;
  /** A module of the host's folders whose source names parse transforms: Erlang code must compile it. */
  sourceForms(module: Atom): { readonly forms: Term; readonly path: string } | undefined;
  readonly terminal: Terminal;
  /** Plain text for the emulator's own standard error (`erlang:display/1`). */
  print(text: string): void;
}

/** Carries signals to other nodes of the world. */
export interface Transport {
  /** Sends `signal` (a record of runtime/signal.ts) to another node; lost without a word when there is no way. */
  deliver(from: Atom, to: Atom, signal: object): void;
  /** Whether the two are connected now. */
  connected(from: Atom, to: Atom): boolean;
  /** Connects them if there is a way and the cookies agree; true when they are connected afterwards. */
  connect(from: Atom, to: Atom): boolean;
  /** State that the nodes of the world share (sockets), keyed by the part that owns it. */
  readonly shared: Map<string, object>;
  /** Breaks the connection. */
  disconnect(from: Atom, to: Atom): boolean;
}

/** What can happen to a port. */
export type PortEvent =
  'open' | 'closed' | 'getting_linked' | 'getting_unlinked' | 'register' | 'unregister' | 'receive' | 'send';

/** What `spawn_request` tells its caller by. */
export interface SpawnRequest {
  readonly ref: Ref;
  readonly replyTag: Term;
}

/**
 * What happens to a process. Called only when `process.trace.flags` is not 0, but for `spawned`, which is
 * called for every spawn (before the child runs, after its links are set, which it tells too; flags may be inherited there). The
 * runtime does not know what the flags mean.
 */
export interface Tap {
  sent(process: Process, message: Term, to: Term, exists: boolean): void;
  /** A message was put into the mailbox. */
  arrived(process: Process, message: Term): void;
  /** A receive looks at what has arrived (`Process.arrivals`). */
  received(process: Process): void;
  /** The time of a receive is over. */
  timedOut(process: Process): void;
  /** A process with a sequential trace token sends: the token that goes with the message. */
  tokenSent(sender: Process, message: Term, to: Term): Term;
  /** A message with a token is taken out of the mailbox. */
  tokenReceived(process: Process, token: Term, message: Term): void;
  spawned(
    parent: Process,
    child: Process,
    module: Atom,
    name: Atom,
    args: Term,
    linked: boolean,
    request: SpawnRequest | null,
  ): void;
  exiting(process: Process, reason: Term): void;
  linked(process: Process, other: Term, kind: 'link' | 'unlink' | 'getting_linked' | 'getting_unlinked'): void;
  registered(process: Process, name: Atom, kind: 'register' | 'unregister'): void;
  /** Called for each port that is opened, otherwise when the port has flags. */
  port(port: PortRecord, event: PortEvent, items: readonly Term[]): void;
  scheduled(process: Process, kind: 'in' | 'out' | 'in_exiting' | 'out_exited'): void;
  /** `info` is the list that the event carries: sizes in words. */
  garbageCollected(
    process: Process,
    kind: 'gc_minor_start' | 'gc_minor_end' | 'gc_major_start' | 'gc_major_end',
    info: Term,
  ): void;
}

/** A filled breakpoint slot was reached: trace, and give the value of the call. */
export interface CallHook {
  /** A built-in that compiled code carries out by itself is traced: it must be called instead. */
  readonly tracesInlined: boolean;
  call(entry: FunctionEntry, args: Term[]): Result;
  /** A process whose trace has details caught an exception at stack depth `sp`. */
  handled(sp: number): void;
  /** A module has become current code. */
  loaded(module: Atom): void;
}
