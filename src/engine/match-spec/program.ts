/**
 * The shape of a compiled match specification: data only, so that a breakpoint that holds one can be
 * copied with its world. Patterns bind slots; expressions read them.
 */
import type { Term } from '../terms/term.ts';

/** What one part of a match head asks of a term. */
export type Pattern =
  /** Anything (`'_'`). */
  | { readonly op: 'any' }
  /** The first occurrence of `'$N'`: fills a slot. */
  | { readonly op: 'bind'; readonly slot: number }
  /** A later occurrence: exactly equal to the slot. */
  | { readonly op: 'same'; readonly slot: number }
  /** Exactly this term. */
  | { readonly op: 'constant'; readonly value: Term }
  | { readonly op: 'tuple'; readonly elements: readonly Pattern[] }
  | { readonly op: 'cons'; readonly head: Pattern; readonly tail: Pattern }
  /** A map with at least these keys. */
  | { readonly op: 'map'; readonly fields: readonly (readonly [Term, Pattern])[] };

/** A condition or an action. */
export type Expression =
  | { readonly op: 'constant'; readonly value: Term }
  | { readonly op: 'slot'; readonly slot: number }
  /** `'$_'`: all that was matched. */
  | { readonly op: 'object' }
  /** `'$$'`: the bound variables as a list, in the order of their numbers. */
  | { readonly op: 'variables' }
  | { readonly op: 'tuple'; readonly elements: readonly Expression[] }
  | { readonly op: 'cons'; readonly head: Expression; readonly tail: Expression }
  | { readonly op: 'map'; readonly fields: readonly (readonly [Expression, Expression])[] }
  /** A function of functions.ts, by `name/arity`. */
  | { readonly op: 'call'; readonly key: string; readonly args: readonly Expression[] }
  | { readonly op: 'andalso' | 'orelse' | 'and' | 'or'; readonly args: readonly Expression[] }
  /** A special form of compile.ts's table: an effect, or a question to the host. */
  | { readonly op: 'form'; readonly name: string; readonly args: readonly Expression[] };

export interface MatchClause {
  readonly head: Pattern;
  readonly slots: number;
  /** Slots in the order of the variables' numbers. */
  readonly ordered: readonly number[];
  readonly guards: readonly Expression[];
  readonly body: readonly Expression[];
}

/** Tables match an object; tracing matches a list of arguments. */
export type Dialect = 'table' | 'trace';

export interface MatchProgram {
  readonly dialect: Dialect;
  readonly clauses: readonly MatchClause[];
  /** The specification as it was given. */
  readonly source: Term;
}
