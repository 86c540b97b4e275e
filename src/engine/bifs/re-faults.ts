/** What may be wrong with a pattern. */

/** A fault in a pattern, as `re:compile` reports it. */
export class PatternError extends Error {
  readonly at: number;
  constructor(text: string, at: number) {
    super(text);
    this.at = at;
  }
}

/** A legal pattern with something that is not supported here. */
export class UnsupportedPattern extends Error {}
