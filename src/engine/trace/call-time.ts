/**
 * Time measured by `call_time` patterns: own time, so the clock of a timed caller stands still while a
 * timed callee runs (erlang:trace_pattern/3). Microseconds of virtual time.
 */
import type { Process } from '../runtime/process.ts';
import type { CallTime } from './breakpoint-types.ts';
import { detailOf } from './process-detail.ts';
import type { TraceServices } from './services.ts';

/** One timed call that has not ended. */
export interface TimedCall {
  readonly counter: CallTime;
  started: number;
  own: number;
  readonly caller: TimedCall | null;
}

/** Starts the clock of a call and stops its caller's. */
export function beginTimed(services: TraceServices, process: Process, counter: CallTime): TimedCall {
  const now = services.monotonicMicros();
  const detail = detailOf(process);
  const caller = detail.timed;
  if (caller !== null) caller.own += now - caller.started;
  const timed: TimedCall = { counter, started: now, own: 0, caller };
  detail.timed = timed;
  return timed;
}

/** Books a call that has ended and starts its caller's clock again. */
export function endTimed(services: TraceServices, process: Process, timed: TimedCall): void {
  const now = services.monotonicMicros();
  const key = `${process.pid.number}.${process.pid.serial}`;
  let booked = timed.counter.processes.get(key);
  if (booked === undefined) {
    booked = { pid: process.pid, calls: 0, micros: 0 };
    timed.counter.processes.set(key, booked);
  }
  booked.calls += 1;
  booked.micros += timed.own + now - timed.started;
  if (timed.caller !== null) timed.caller.started = now;
  detailOf(process).timed = timed.caller;
}
