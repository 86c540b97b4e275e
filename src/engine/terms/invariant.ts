/** Bugs of the engine itself. They stop the world and are never visible to Erlang code. */

/** Throws when something that the engine relies on does not hold. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`engine: ${message}`);
}

/** For places that cannot be reached. */
export function impossible(message: string): never {
  throw new Error(`engine: ${message}`);
}
