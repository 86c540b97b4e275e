/**
 * Built-ins whose code comes after the engine has started: what compiles, preprocesses, lints modules and prints forms is of
 * no use to a first trace. Their rows are known from the start, their bodies are plugged in by `plugIn`.
 * Invariant: nothing calls one before that; the host waits for the late code before it hands over input that may need it.
 */
import { invariant } from '../terms/invariant.ts';
import type { BifRow, BifRows } from './entry.ts';

const bodies = new Map<string, BifRows>();

/** A row whose body comes late. */
export function late(module: string, key: string, kind: 'plain' | 'trap' = 'plain'): BifRow {
  return {
    kind,
    run: (machine, ...args) => {
      const row = bodies.get(module)?.[key];
      invariant(row !== undefined, `late code of ${module}:${key} is not here yet`);
      return row.run(machine, ...args);
    },
  };
}

/** Gives the late rows of a module. */
export function plugIn(module: string, rows: BifRows): void {
  bodies.set(module, rows);
}
