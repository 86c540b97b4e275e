/**
 * Time measured by `call_time` patterns: own time, so the clock of a timed caller stands still while a timed callee
 * runs, and while the process does not (erlang:trace_pattern/3). A call is counted when it begins. As in OTP a timed
 * call in tail position takes the place of the one that made it. Microseconds of virtual time.
 */
import type { Process } from '../runtime/process.ts';
import type { CallTime, CallTimeRow } from './breakpoint-types.ts';
import { detailOf } from './process-detail.ts';
import type { TraceServices } from './services.ts';

/** The clock of a process: for whom it runs, and since when. */
export interface RunningClock {
  readonly counter: CallTime | null;
  readonly since: number;
}

/** What is to be done when a timed call ends: the clock runs for the caller again. */
export interface TimedCall {
  readonly caller: CallTime | null;
}

/** Counts a call and starts its clock; null when a timed call already returns to stack depth `sp`. */
export function beginTimed(services: TraceServices, process: Process, counter: CallTime, sp: number): TimedCall | null {
  const detail = detailOf(process);
  const caller = detail.clock?.counter ?? null;
  book(services, process);
  rowOf(counter, process).calls += 1;
  detail.clock = { counter, since: services.monotonicMicros() };
  if (detail.timedMarks.at(-1) === sp) return null;
  detail.timedMarks.push(sp);
  return { caller };
}

/** The innermost timed call has ended. */
export function endTimed(services: TraceServices, process: Process, { caller }: TimedCall): void {
  const detail = detailOf(process);
  book(services, process);
  detail.timedMarks.pop();
  detail.clock = { counter: caller, since: services.monotonicMicros() };
}

/** The process stops running, or runs again. */
export function switchClock(services: TraceServices, process: Process, runs: boolean): void {
  const detail = detailOf(process);
  if (detail.clock === null) return;
  if (!runs) book(services, process);
  detail.clock = { counter: detail.clock.counter, since: services.monotonicMicros() };
}

/** Gives the time since the clock was last looked at to whom it runs for. */
function book(services: TraceServices, process: Process): void {
  const { clock } = detailOf(process);
  if (clock === null || clock.counter === null || clock.counter.paused) return;
  rowOf(clock.counter, process).micros += services.monotonicMicros() - clock.since;
}

function rowOf(counter: CallTime, process: Process): CallTimeRow {
  const key = `${process.pid.number}.${process.pid.serial}`;
  let row = counter.processes.get(key);
  if (row === undefined) {
    row = { pid: process.pid, calls: 0, micros: 0 };
    counter.processes.set(key, row);
  }
  return row;
}
