/** Callbacks that OTP's behaviours demand (their `behaviour_info(callbacks)` without the optional). */
import type { NameArity } from './ast.ts';

const ROWS: readonly (readonly [behaviour: string, callbacks: string])[] = [
  ['application', 'start/2 stop/1'],
  ['gen_event', 'handle_call/2 handle_event/2 init/1'],
  ['gen_fsm', 'handle_event/3 handle_sync_event/4 init/1'],
  ['gen_server', 'handle_call/3 handle_cast/2 init/1'],
  ['gen_statem', 'callback_mode/0 init/1'],
  ['supervisor', 'init/1'],
  ['supervisor_bridge', 'init/1 terminate/2'],
];

const TABLE: ReadonlyMap<string, readonly NameArity[]> = new Map(
  ROWS.map(([behaviour, callbacks]) => [
    behaviour,
    callbacks.split(' ').map((row) => {
      const [name, arity] = row.split('/');
      return { name, arity: Number(arity) };
    }),
  ]),
);

/** The demanded callbacks; null for a behaviour that is not OTP's. */
export function behaviourCallbacks(behaviour: string): readonly NameArity[] | null {
  return TABLE.get(behaviour) ?? null;
}
