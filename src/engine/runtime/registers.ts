/** The one machine of the worker. Provisional form until the compiler's side is complete. */
import { S } from '../compile/abi.ts';
import type { Exception, FrameCode, FunctionEntry, Live, Result, Sentinel, StackItem } from '../compile/abi.ts';
import { BADARG, BADARITH, ERROR, SYSTEM_LIMIT } from '../terms/atoms.ts';
import type { Atom, Term } from '../terms/term.ts';
import type { Machine } from './machine.ts';
import type { NodeState } from './node-state.ts';
import type { Process } from './process.ts';

const DEPTH = 9;

function currentStack(): StackItem[] {
  const stack: StackItem[] = [];
  let last = -1;
  for (let i = machine.sp - 1; i >= 0 && stack.length < DEPTH; i--) {
    const site = machine.sites[i];
    if (site !== last) stack.push(site);
    last = site;
  }
  return stack;
}

function throwTerm(cls: Atom, reason: Term): Exception {
  const exception = { class: cls, reason, stack: currentStack(), given: null };
  machine.exception = exception;
  return exception;
}

function nativeError(reason: Term, info: readonly Term[] | null): Sentinel {
  machine.raised = throwTerm(ERROR, reason);
  machine.raisedInfo = info;
  return S;
}

function notYet(): Result {
  throw new Error('runtime/call.ts is not loaded');
}

/** The registers and what built-ins may ask for. */
export const machine: Machine = {
  fuel: 0,
  burst: 0,
  sites: new Int32Array(4096),
  sp: 0,
  exception: null,
  skip: null,
  pushed: [],
  raised: null,
  raisedInfo: null,
  process: null as unknown as Process,
  node: null as unknown as NodeState,
  push(entry: FrameCode, pc: number, live: Live): void {
    machine.pushed.push({ entry, pc, live });
  },
  hit(entry: FunctionEntry, args: Term[]): Result {
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
