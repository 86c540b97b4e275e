/** What tracing keeps on a process besides its flags; see `ProcessTrace.detail`. */
import type { Process } from '../runtime/process.ts';
import type { RunningClock } from './call-time.ts';

export interface TraceDetail {
  /** Stack depths of the calls whose `return_to` is due, innermost last. */
  readonly returnMarks: number[];
  /** Stack depth of the outermost marked call that an exception went through and that nobody has caught yet, or -1. */
  unwound: number;
  /** Stack depths of the calls whose time is measured, innermost last. */
  readonly timedMarks: number[];
  clock: RunningClock | null;
}

/** The detail of a process, made when first needed. */
export function detailOf(process: Process): TraceDetail {
  return (process.trace.detail ??= { returnMarks: [], unwound: -1, timedMarks: [], clock: null }) as TraceDetail;
}
