/**
 * The one machine of the worker. Until the scheduler loads a process for the first time, it holds a process
 * and a node that do nothing, so that its fields are never empty. Imports nothing that needs the machine.
 */
import { BURST, S } from '../compile/abi.ts';
import type { Exception, FrameCode, FunctionEntry, Live, Result, Sentinel, StackItem } from '../compile/abi.ts';
import { atom, BADARG, BADARITH, ERLANG, ERROR, NOCATCH, SYSTEM_LIMIT, THROW } from '../terms/atoms.ts';
import { Pid } from '../terms/term.ts';
import type { Atom, Term } from '../terms/term.ts';
import type { Machine } from './machine.ts';
import { newNodeState } from './node-state.ts';
import { newProcess } from './process.ts';
import type { Tap } from './seams.ts';

/** The calls that a stack trace has at most; one there always is. */
export function backtraceDepth(): number {
  return Math.max(1, machine.node.backtraceDepth);
}

function currentStack(): StackItem[] {
  const stack: StackItem[] = [];
  // One more, since callers may put another in the place of the innermost.
  const depth = backtraceDepth() + 1;
  let last = -1;
  for (let i = machine.sp - 1; i >= 0 && stack.length < depth; i--) {
    const site = machine.sites[i];
    if (site !== last) stack.push(site);
    last = site;
  }
  return stack;
}

function throwTerm(cls: Atom, reason: Term): Exception {
  const exception = uncaught({ class: cls, reason, stack: currentStack(), given: null });
  machine.exception = exception;
  return exception;
}

/** A throw that no handler of the process is waiting for is an error from where it is raised. */
export function uncaught(exception: Exception): Exception {
  if (exception.class !== THROW || machine.catches > 0) return exception;
  return { ...exception, class: ERROR, reason: [NOCATCH, exception.reason] };
}

function nativeError(reason: Term, info: readonly Term[] | null): Sentinel {
  machine.raised = throwTerm(ERROR, reason);
  machine.raisedInfo = info;
  return S;
}

function notYet(): Result {
  throw new Error('runtime/call.ts is not loaded');
}

/** The tap of a node that nobody traces. */
export const NO_TAP: Tap = {
  sent() {},
  arrived() {},
  received() {},
  timedOut() {},
  tokenSent: (sender) => sender.seqToken,
  tokenReceived() {},
  spawned() {},
  exiting() {},
  linked() {},
  registered() {},
  scheduled() {},
  garbageCollected() {},
  port() {},
};

const nowhere = newNodeState(atom('none@nowhere'), 0, new Map(), {
  clock: { now: () => 0, epoch: 0, spend() {} },
  transport: {
    deliver() {},
    connected: () => false,
    connect: () => false,
    disconnect: () => false,
    shared: new Map(),
  },
  entropy: { next: () => 0 },
  host: {
    loadModule: () => false,
    halt() {},
    print() {},
    modulePath: () => undefined,
    applicationSpec: () => undefined,
    header: () => undefined,
    sourceForms: () => undefined,
    terminal: { putChars() {}, readLine() {}, size: () => null },
  },
  tap: NO_TAP,
  callHook: { call: () => S, loaded() {}, handled() {}, tracesInlined: false },
});
const nobody = newProcess(
  nowhere,
  new Pid(nowhere.name, 0, 0, 0),
  { module: ERLANG, name: atom('apply'), arity: 2 },
  null,
  atom('error_handler'),
);

/** With less fuel than this it is better to begin another burst. */
const WORTH_IT = 100;

/** Room in `sites` for one burst above `sp`. */
export function reserveSites(sp: number): void {
  const need = sp + BURST + 64;
  if (machine.sites.length >= need) return;
  const larger = new Int32Array(need * 2);
  larger.set(machine.sites);
  machine.sites = larger;
}

/** The registers and what built-ins may ask for. */
export const machine: Machine = {
  fuel: 0,
  burst: 0,
  allowance: 0,
  floor: 0,
  tails: 0,
  yielded: false,
  sites: new Int32Array(4096),
  sp: 0,
  exception: null,
  catches: 0,
  skip: null,
  pushed: [],
  raised: null,
  raisedInfo: null,
  process: nobody,
  node: nowhere,
  push(entry: FrameCode, pc: number, live: Live): void {
    machine.pushed.push({ entry, pc, live });
  },
  spent(): boolean {
    const { process } = machine;
    if (machine.yielded || machine.node.halted || process.status !== 'running') return true;
    if (process.exitReason !== undefined || process.hibernation !== null) return true;
    const left = machine.allowance - (machine.burst - machine.fuel);
    const more = Math.min(left, BURST - (machine.sp - machine.floor) - machine.tails - 2);
    if (more < WORTH_IT) return true;
    reserveSites(machine.sp);
    machine.burst += more - machine.fuel;
    machine.fuel = more;
    return false;
  },
  hit(entry: FunctionEntry, args: Term[]): Result {
    machine.tails++;
    return machine.node.callHook.call(entry, args);
  },
  raise(cls: Atom, reason: Term): Sentinel {
    throwTerm(cls, reason);
    return S;
  },
  badarg: () => nativeError(BADARG, []),
  badarith: () => nativeError(BADARITH, []),
  error: (reason: Term) => nativeError(reason, null),
  explained: (reason: Term) => nativeError(reason, []),
  badargCause: (cause: Term) => nativeError(BADARG, [cause]),
  systemLimit: () => nativeError(SYSTEM_LIMIT, []),
  call: notYet,
  applyFun: notYet,
  bump(reductions: number): void {
    machine.fuel -= Math.floor(reductions);
  },
};
