/** Whether a process still needs the old code of a module: in a frame, or in a fun it holds in one. */
import { Fun } from '../terms/term.ts';
import type { LoadedModule } from './function-entry.ts';
import type { Process } from './process.ts';

/** True when a frame runs old code or holds a fun of it. */
export function makesUse(process: Process, old: LoadedModule): boolean {
  const entries = new Set<object>(old.entries);
  for (const frame of process.frames) {
    if (entries.has(frame.entry)) return true;
    for (const value of frame.live) if (value instanceof Fun && entries.has(value.code)) return true;
  }
  return false;
}
