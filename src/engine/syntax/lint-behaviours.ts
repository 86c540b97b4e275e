/** `-behaviour`, `-callback` and `-optional_callbacks`: what a module promises, and what it asks of others. */
import type { Expr, NameArity } from './ast.ts';
import { behaviourCallbacks } from './behaviours.ts';
import { nameArities } from './lint-options.ts';
import { fault, keyOf, warn } from './lint-state.ts';
import type { LintState } from './lint-state.ts';
import type { Position } from './position.ts';

/** What a module asks of those that name it as their behaviour; null when only running it tells. */
export type CallbackFinder = (module: string) => readonly NameArity[] | null | 'undefined';

export interface Behaviour {
  readonly name: string;
  readonly pos: Position;
  readonly file: string | null;
}

/** Each behaviour must be there, be implemented, and not ask for what another one asks. */
export function checkBehaviours(
  state: LintState,
  behaviours: readonly Behaviour[],
  find: CallbackFinder | null,
  implemented: (key: string) => boolean,
): void {
  const first = new Map<string, Behaviour>();
  for (const one of behaviours) {
    const callbacks = behaviourCallbacks(one.name) ?? find?.(one.name) ?? null;
    if (callbacks === null) continue;
    state.file = one.file;
    if (callbacks === 'undefined') {
      warn(state, '', one.pos, 'undefined_behaviour', one.name);
      continue;
    }
    for (const fn of callbacks) {
      const key = keyOf(fn.name, fn.arity);
      if (!implemented(key)) warn(state, '', one.pos, 'undefined_behaviour_func', fn, one.name);
      const other = first.get(key);
      if (other === undefined) first.set(key, one);
      else warn(state, '', one.pos, 'conflicting_behaviours', fn, one.name, { place: other.pos }, other.name);
    }
  }
}

/** `-optional_callbacks`, once all callbacks are known. */
export function checkOptional(
  state: LintState,
  attributes: readonly { readonly value: Expr; readonly pos: Position; readonly file: string | null }[],
  callbacks: ReadonlySet<string>,
  module: string,
): void {
  const seen = new Set<string>();
  for (const { value, pos, file } of attributes) {
    state.file = file;
    for (const fn of nameArities(value)) {
      const key = keyOf(fn.name, fn.arity);
      if (seen.has(key)) fault(state, pos, 'redefine_optional_callback', fn);
      else if (!callbacks.has(key)) fault(state, pos, 'undefined_callback', { module, ...fn });
      seen.add(key);
    }
  }
}
