/**
 * The row type of built-in functions. A file `bifs/<erlang module>.ts` exports `rows`; its key is
 * `name/arity`. Nothing here knows a particular built-in.
 *
 * Kinds, as they differ in OTP:
 *  guard  legal in guards. `test` gives the value, or `undefined` when it fails; compiled code calls
 *         it inline, so it is never traced. `run` is what `erlang:apply` and remote funs use, and what
 *         raises after `test` failed.
 *  plain  an ordinary function: called through its export entry, traceable.
 *  trap   may suspend the process, replace its continuation or call Erlang code by returning
 *         `machine.call(...)`; otherwise like plain.
 *
 * `run` returns a term, or the sentinel from one of the machine's raising methods. The caller's
 * wrapper puts `{Module, Name, Args, [{error_info, …}]}` on top of the stack trace, so bodies never
 * speak of themselves.
 */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import type { Term } from '../terms/term.ts';

export type BifKind = 'guard' | 'plain' | 'trap';
export type BifBody = (machine: Machine, ...args: Term[]) => Result;
export type GuardTest = (...args: Term[]) => Term | undefined;

export interface BifRow {
  readonly kind: BifKind;
  readonly run: BifBody;
  readonly test?: GuardTest;
}

/** Rows by `name/arity`. */
export type BifRows = Readonly<Record<string, BifRow>>;

/** A row for an ordinary built-in. */
export function plain(run: BifBody): BifRow {
  return { kind: 'plain', run };
}

/** A row for a built-in that may suspend or go on elsewhere. */
export function trap(run: BifBody): BifRow {
  return { kind: 'trap', run };
}

/** A row for a guard built-in from its pure test; raises `badarg` when the test fails. */
export function guard(test: GuardTest): BifRow {
  return { kind: 'guard', test, run: (machine, ...args) => test(...args) ?? machine.badarg() };
}
