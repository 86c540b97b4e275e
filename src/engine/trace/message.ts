/**
 * Every trace message, built and posted. The shapes are those of erlang:trace/3's documentation:
 *   {trace, Pid, Tag, Item…}      or, with a timestamp flag,   {trace_ts, Pid, Tag, Item…, Timestamp}
 * (the flag scheduler_id puts the scheduler's number behind the items)
 * where Tag and items are
 *   call, {M,F,Args | Arity} [, Extra]      return_from, {M,F,Arity}, Value
 *   return_to, {M,F,Arity} | undefined      exception_from, {M,F,Arity}, {Class, Value}
 *   send, Message, To                       send_to_non_existing_process, Message, To
 *   'receive', Message                      spawn | spawned, Pid, {M,F,Args}
 *   exit, Reason                            link | unlink | getting_linked | getting_unlinked, Pid
 *   register | unregister, Name             in | out | in_exiting | out_exiting | out_exited, {M,F,Arity} | 0
 *   gc_minor_start | gc_minor_end | gc_major_start | gc_major_end, Info
 * A tracer that has gone clears the flags of whom it traced, as in OTP.
 */
import { atom } from '../terms/atoms.ts';
import { normalise } from '../terms/numbers.ts';
import { Pid, Port } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import type { PortRecord } from '../runtime/ports.ts';
import type { Process } from '../runtime/process.ts';
import { setTraceFlags } from '../runtime/trace-flags.ts';
import { SCHEDULER_ID, STRICT_MONOTONIC_TIMESTAMP, TIMESTAMP, TIMESTAMPS } from './flags.ts';
import type { TraceServices } from './services.ts';

const TRACE = atom('trace');
const TRACE_TS = atom('trace_ts');
/** All runs on the first scheduler. */
const SCHEDULER = 1;
/** Erlang's monotonic time begins a second after the smallest unique integer (nanoseconds), as on a 64-bit OTP. */
const FIRST_INTEGER = -576460752303423488n;
const MONOTONIC_START = FIRST_INTEGER + 1_000_000_000n;

/** Whether a tracer can take messages: a living process, or an open port. */
export function tracerLives(services: TraceServices, tracer: Term): boolean {
  if (tracer instanceof Port) return services.port(tracer) !== undefined;
  return tracer instanceof Pid && services.process(tracer) !== undefined;
}

/** Whoever events are about. */
export type Traced = Process | PortRecord;

/** The tracer of a process or port when it can take a message: alive or open, and not the process itself. */
export function liveTracer(services: TraceServices, traced: Traced): Process | Port | undefined {
  const { tracer } = traced.trace;
  if (tracer instanceof Port && services.port(tracer) !== undefined) return tracer;
  const found = tracer instanceof Pid ? services.process(tracer) : undefined;
  if (found === undefined) {
    if (tracer === null) return undefined;
    setTraceFlags(traced, 0);
    traced.trace.tracer = null;
    return undefined;
  }
  return found === traced ? undefined : found;
}

/** The timestamp that the flags ask for. */
export function timestamp(services: TraceServices, flags: number): Term {
  if ((flags & TIMESTAMP) !== 0) return microsToNow(services.cpuTime ? services.monotonicMicros() : services.now());
  const monotonic = normalise(MONOTONIC_START + BigInt(Math.floor(services.monotonicMicros() * 1000)));
  if ((flags & STRICT_MONOTONIC_TIMESTAMP) !== 0) {
    return [monotonic, FIRST_INTEGER + BigInt(services.uniqueInteger())];
  }
  return monotonic;
}

/** `{MegaSeconds, Seconds, MicroSeconds}`. */
export function microsToNow(micros: number): Term {
  const whole = Math.floor(micros);
  const seconds = Math.floor(whole / 1e6);
  return [Math.floor(seconds / 1e6), seconds % 1e6, whole % 1e6];
}

/** Posts an event of a process or port to its tracer; gives whether there was one. */
export function emit(services: TraceServices, traced: Traced, tag: Term, ...items: Term[]): boolean {
  const tracer = liveTracer(services, traced);
  if (tracer === undefined) return false;
  const who = 'pid' in traced ? traced.pid : traced.port;
  services.post(tracer, eventTuple(services, traced.trace.flags, who, tag, items));
  return true;
}

/** The tuple of an event, with the scheduler and a timestamp where `flags` ask for them. */
export function eventTuple(services: TraceServices, flags: number, who: Term, tag: Term, items: readonly Term[]): Term {
  if ((flags & (TIMESTAMPS | SCHEDULER_ID)) === 0) return [TRACE, who, tag, ...items];
  const isStamped = (flags & TIMESTAMPS) !== 0;
  const event: Term[] = [isStamped ? TRACE_TS : TRACE, who, tag, ...items];
  if ((flags & SCHEDULER_ID) !== 0) event.push(SCHEDULER);
  if (isStamped) event.push(timestamp(services, flags));
  return event;
}
