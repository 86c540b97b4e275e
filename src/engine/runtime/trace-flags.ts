/**
 * The trace flags of a process, sensitive or not. What happens to a sensitive process is not traced, so all that looks
 * at `trace.flags` sees none of its flags; they are kept aside until the process is sensitive no more.
 */
import type { Term } from '../terms/term.ts';
import type { Process } from './process.ts';

/** A process or a port, as far as its flags go. */
export interface Traceable {
  readonly sensitive: boolean;
  readonly trace: { flags: number; hidden: number; tracer: Term | null };
}

/** The flags that were set, whether they work now or not. */
export function traceFlags(process: Traceable): number {
  return process.sensitive ? process.trace.hidden : process.trace.flags;
}

export function setTraceFlags(process: Traceable, flags: number): void {
  if (process.sensitive) process.trace.hidden = flags;
  else process.trace.flags = flags;
}

/** `process_flag(sensitive, On)`. */
export function setSensitive(process: Process, on: boolean): void {
  const flags = traceFlags(process);
  process.sensitive = on;
  process.trace.flags = on ? 0 : flags;
  process.trace.hidden = on ? flags : 0;
}
