/** What hangs in the breakpoint slot of a function, or in front of an export entry. Data only. */
import type { Code, ExportEntry } from '../compile/abi.ts';
import type { MatchProgram } from '../match-spec/program.ts';
import type { Pid } from '../terms/term.ts';

/** A call pattern: a compiled specification, or null for "every call" (`true`, `[]`). */
export interface CallPattern {
  readonly program: MatchProgram | null;
}

export interface CallCount {
  calls: number;
  paused: boolean;
}

/** Calls of one process, and the microseconds it spent in them alone. */
export interface CallTimeRow {
  readonly pid: Pid;
  calls: number;
  micros: number;
}

/** Calls and own microseconds by process. */
export interface CallTime {
  readonly processes: Map<string, CallTimeRow>;
  paused: boolean;
}

/** What is on for one function. All null: the slot is emptied. */
export interface Breakpoint {
  local: CallPattern | null;
  /** Its tracer is null once a call has found it gone. */
  meta: (CallPattern & { readonly tracer: Pid | null }) | null;
  count: CallCount | null;
  time: CallTime | null;
}

/** Tracing in front of an export entry: global patterns, and everything local for built-ins. */
export interface ExportBreakpoint {
  readonly entry: ExportEntry;
  /** The code that stands there without tracing. */
  readonly original: Code;
  /** The code that traces; when the entry holds another, the module was loaded anew. */
  readonly traced: Code;
  global: CallPattern | null;
  readonly builtIn: Breakpoint;
}

export function emptyBreakpoint(): Breakpoint {
  return { local: null, meta: null, count: null, time: null };
}

export function isEmpty(breakpoint: Breakpoint): boolean {
  return breakpoint.local === null && breakpoint.meta === null && breakpoint.count === null && breakpoint.time === null;
}
