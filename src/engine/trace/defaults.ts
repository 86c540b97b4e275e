/** The trace flags that new processes and ports begin with. */
import type { Defaults, Tracing } from './tracing.ts';
import { tracerLives } from './message.ts';

/** Flags and tracer as they are while the tracer lives: both go with it. */
export function liveDefaults(tracing: Tracing, kept: Defaults): Defaults {
  if (kept.tracer !== null && !tracerLives(tracing.services, kept.tracer)) {
    kept.flags = 0;
    kept.tracer = null;
  }
  return kept;
}
