/**
 * What a hit does: a filled slot on the callee was reached. Counts, asks the specifications, posts
 * the messages, runs the function, and traces its end. A call whose end matters is made under a native
 * frame (`tracing.frame`), so that it survives suspension.
 *
 * Invariant: `machine.sp` on entry is the depth of the Erlang stack that the call returns to; the
 * native frame adds nothing to it, so stack traces do not see tracing.
 */
import { S } from '../compile/abi.ts';
import type { Code, ExportEntry, FunctionEntry, Live, Result } from '../compile/abi.ts';
import { runMatchSpec } from '../match-spec/run.ts';
import type { Process } from '../runtime/process.ts';
import { atom, FALSE, TRUE } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import type { Pid, Term } from '../terms/term.ts';
import type { Breakpoint, CallPattern, ExportBreakpoint } from './breakpoint-types.ts';
import { beginTimed, endTimed } from './call-time.ts';
import type { TimedCall } from './call-time.ts';
import { ARITY, CALL, RETURN_TO, SILENT, TIMESTAMP } from './flags.ts';
import { callMatchHost } from './match-host.ts';
import { emit, eventTuple, liveTracer } from './message.ts';
import { detailOf } from './process-detail.ts';
import { returnAddress } from './return-address.ts';
import { enterReturnTo, leaveReturnTo } from './return-to.ts';
import type { Tracing } from './tracing.ts';

const CALL_TAG = atom('call');
const RETURN_FROM = atom('return_from');
const RETURN_TO_TAG = atom('return_to');
const EXCEPTION_FROM = atom('exception_from');

/** What is to be done when a traced call ends. */
interface Ending {
  readonly mfa: Term;
  /** The process's own tracer gets `return_from`. */
  readonly returns: boolean;
  /** … and `exception_from`. */
  readonly exceptions: boolean;
  /** The tracer of a meta pattern gets `return_from`. */
  readonly meta: Pid | null;
  readonly metaExceptions: boolean;
  readonly returnTo: boolean;
  readonly timed: TimedCall | null;
  /** The depth of the Erlang stack under the call. */
  readonly sp: number;
}

/** A compiled function whose slot is filled was called (`CallHook.call`). */
export function hitFunction(tracing: Tracing, entry: FunctionEntry, args: Term[]): Result {
  const machine = tracing.services.machine;
  const breakpoint = entry.bp as Breakpoint | null;
  const run = (): Result => {
    machine.skip = entry;
    return (entry.code as (...values: Term[]) => Result)(...args);
  };
  if (breakpoint === null) return (entry.code as (...values: Term[]) => Result)(...args);
  const shown = argumentsShown(entry, args);
  const plan = traceCall(tracing, entry, shown, null, breakpoint);
  return plan === null ? run() : conclude(tracing, plan, run());
}

/** Makes the code that stands in front of an export entry while it is traced. */
export function exportTracer(tracing: Tracing, breakpoint: () => ExportBreakpoint | undefined, original: Code): Code {
  return (...args: Term[]): Result => {
    const found = breakpoint();
    const run = (): Result => (original as (...values: Term[]) => Result)(...args);
    if (found === undefined) return run();
    const plan = traceCall(tracing, found.entry, args, found.global, found.builtIn);
    return plan === null ? run() : conclude(tracing, plan, run());
  };
}

/** A lifted fun gets its captured values as one argument; OTP shows them one by one. */
function argumentsShown(entry: FunctionEntry, args: Term[]): Term[] {
  if (entry.envSize < 0) return args;
  const captured = args[args.length - 1];
  return Array.isArray(captured) ? [...args.slice(0, -1), ...(captured as Term[])] : args;
}

/** Counts and traces a call; gives what remains to be done at its end, or null. */
function traceCall(
  tracing: Tracing,
  entry: FunctionEntry | ExportEntry,
  args: readonly Term[],
  global: CallPattern | null,
  breakpoint: Breakpoint,
): Ending | null {
  const { machine } = tracing.services;
  const { process } = machine;
  let returns = false;
  let exceptions = false;
  let returnTo = false;
  const pattern = global ?? breakpoint.local;
  if (pattern !== null && (process.trace.flags & CALL) !== 0 && liveTracer(tracing.services, process) !== undefined) {
    const outcome = processCall(tracing, process, entry, args, pattern);
    if (outcome !== null) {
      returns = outcome.returnTrace || outcome.exceptionTrace;
      exceptions = outcome.exceptionTrace;
      const wanted = global === null && outcome.result !== FALSE && (process.trace.flags & RETURN_TO) !== 0;
      returnTo = wanted && enterReturnTo(process, machine.sp);
    }
  }
  let meta: Pid | null = null;
  let metaExceptions = false;
  if (breakpoint.meta !== null) {
    const { tracer } = breakpoint.meta;
    if (tracer !== null && tracing.services.process(tracer) === undefined) {
      breakpoint.meta = { ...breakpoint.meta, tracer: null };
    }
    const outcome = metaCall(tracing, process, entry, args, breakpoint.meta);
    if (outcome !== null && (outcome.returnTrace || outcome.exceptionTrace)) meta = tracer;
    metaExceptions = outcome?.exceptionTrace ?? false;
  }
  if (breakpoint.count !== null && !breakpoint.count.paused) breakpoint.count.calls += 1;
  const { time } = breakpoint;
  const isTimed = time !== null && !time.paused && (process.trace.flags & CALL) !== 0;
  const timed = isTimed ? beginTimed(tracing.services, process, time, machine.sp) : null;
  if (!returns && meta === null && !returnTo && timed === null) return null;
  const mfa: Term = [entry.module, entry.name, entry.arity];
  return { mfa, returns, exceptions, meta, metaExceptions, returnTo, timed, sp: machine.sp };
}

const EVERY_CALL = { result: TRUE as Term, returnTrace: false, exceptionTrace: false };

/**
 * A call for the process's own tracer; null when the specification says no, or when the process is silent after
 * it ran. The message goes to the tracer from before, which a specification may have taken away.
 */
function processCall(
  tracing: Tracing,
  process: Process,
  entry: FunctionEntry | ExportEntry,
  args: readonly Term[],
  pattern: CallPattern,
): typeof EVERY_CALL | null {
  const { services } = tracing;
  const list = fromArray(args);
  const tracer = liveTracer(services, process);
  const outcome =
    pattern.program === null ? EVERY_CALL : runMatchSpec(pattern.program, list, callMatchHost(tracing, process));
  const { flags } = process.trace;
  if (outcome === null || (flags & SILENT) !== 0) return null;
  if (outcome.result !== FALSE && tracer !== undefined) {
    const shown: Term = [entry.module, entry.name, (flags & ARITY) !== 0 ? entry.arity : list];
    const items = outcome.result === TRUE ? [shown] : [shown, outcome.result];
    services.post(tracer, eventTuple(services, flags, process.pid, CALL_TAG, items));
  }
  return outcome;
}

/** A call for the tracer of a meta pattern; such messages always carry a timestamp. */
function metaCall(
  tracing: Tracing,
  process: Process,
  entry: FunctionEntry | ExportEntry,
  args: readonly Term[],
  pattern: NonNullable<Breakpoint['meta']>,
): typeof EVERY_CALL | null {
  const { services } = tracing;
  const tracer = pattern.tracer === null ? undefined : services.process(pattern.tracer);
  if (tracer === undefined || tracer === process || process.sensitive) return null;
  const list = fromArray(args);
  const outcome =
    pattern.program === null ? EVERY_CALL : runMatchSpec(pattern.program, list, callMatchHost(tracing, process));
  if (outcome === null) return null;
  if (outcome.result !== FALSE) {
    const shown: Term = [entry.module, entry.name, list];
    const items = outcome.result === TRUE ? [shown] : [shown, outcome.result];
    services.post(tracer, eventTuple(services, TIMESTAMP, process.pid, CALL_TAG, items));
  }
  return outcome;
}

/** Deals with what the body of a traced call gave. */
function conclude(tracing: Tracing, ending: Ending, value: Result): Result {
  const { machine } = tracing.services;
  if (value === S && machine.exception === null) {
    machine.push(tracing.frame, 1, [ending]);
    return S;
  }
  finish(tracing, ending, value);
  return value;
}

/** `tracing.frame`: the body was suspended and now gave a value, or raised. */
export function resumeTracedCall(tracing: Tracing, live: Live, value: Result): Result {
  finish(tracing, live[0] as Ending, value);
  return value;
}

function finish(tracing: Tracing, ending: Ending, value: Result): void {
  const { services } = tracing;
  const { process, exception } = services.machine;
  if (ending.timed !== null) endTimed(services, process, ending.timed);
  if (ending.returnTo) leaveReturnTo(process);
  const raised = value === S && exception !== null ? ([exception.class, exception.reason] as Term) : null;
  if (raised !== null && ending.returnTo) detailOf(process).unwound = ending.sp;
  if (ending.meta !== null && (raised === null || ending.metaExceptions)) {
    const tracer = services.process(ending.meta);
    const [tag, ...items] = endingItems(ending.mfa, value, raised);
    if (tracer !== undefined) services.post(tracer, eventTuple(services, TIMESTAMP, process.pid, tag, items));
  }
  if (ending.returns && (raised === null || ending.exceptions) && (process.trace.flags & CALL) !== 0) {
    emit(services, process, ...endingItems(ending.mfa, value, raised));
  }
  if (ending.returnTo && raised === null && (process.trace.flags & RETURN_TO) !== 0) {
    emit(services, process, RETURN_TO_TAG, returnAddress(tracing, ending.sp));
  }
}

/** An exception was caught at stack depth `sp`: a return, if it came out of a marked call of that very function. */
export function tellHandler(tracing: Tracing, sp: number): void {
  const { process } = tracing.services.machine;
  const detail = detailOf(process);
  const { unwound } = detail;
  detail.unwound = -1;
  if (unwound !== sp + 1 || (process.trace.flags & RETURN_TO) === 0) return;
  // The site of the call is still above the stack.
  emit(tracing.services, process, RETURN_TO_TAG, returnAddress(tracing, unwound));
}

function endingItems(mfa: Term, value: Result, raised: Term | null): [Term, ...Term[]] {
  if (raised !== null) return [EXCEPTION_FROM, mfa, raised];
  return [RETURN_FROM, mfa, value as Term];
}
