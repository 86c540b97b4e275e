/** What tracing keeps on a process besides its flags; see `ProcessTrace.detail`. */
import type { Process } from '../runtime/process.ts';
import type { TimedCall } from './call-time.ts';

export interface TraceDetail {
  /** Stack depths of the calls whose `return_to` is due, innermost last. */
  readonly returnMarks: number[];
  /** An exception went through marked calls, and the function that caught it is not told yet. */
  unwound: boolean;
  /** The innermost call whose time is measured. */
  timed: TimedCall | null;
}

/** The detail of a process, made when first needed. */
export function detailOf(process: Process): TraceDetail {
  return (process.trace.detail ??= { returnMarks: [], unwound: false, timed: null }) as TraceDetail;
}
