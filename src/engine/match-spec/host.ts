/**
 * The few things that a running match specification may ask for or do. trace/match-host.ts gives the
 * real ones; tables and tests use `PURE_HOST`, on which actions do nothing.
 */
import { atom, FALSE, UNDEFINED } from '../terms/atoms.ts';
import type { Term } from '../terms/term.ts';
import { NIL } from '../terms/term.ts';

export interface MatchHost {
  self(): Term;
  node(): Term;
  caller(): Term;
  callerLine(): Term;
  processDump(): Term;
  getTraceControlWord(): number;
  /** The old word; undefined for what is no word. */
  setTraceControlWord(word: Term): Term | undefined;
  isSeqTrace(): Term;
  getSeqToken(): Term;
  /** What the body is given; undefined when the arguments are wrong. */
  setSeqToken(component: Term, value: Term): Term | undefined;
  display(term: Term): void;
  silent(value: Term): void;
  /** `enable_trace`/`disable_trace`: `process` is null for the traced one; false when the arguments are wrong. */
  changeFlag(process: Term | null, flag: Term, enable: boolean): boolean;
  /** `trace/2,3`: flags off, then flags on; whether something changed, undefined when the arguments are wrong. */
  changeFlags(process: Term | null, disable: Term, enable: Term): Term | undefined;
}

/** A host without a process: what `self` and `node` give must be supplied. */
export function pureHost(self: Term, node: Term): MatchHost {
  return {
    self: () => self,
    node: () => node,
    caller: () => UNDEFINED,
    callerLine: () => UNDEFINED,
    processDump: () => atom('process_dump'),
    getTraceControlWord: () => 0,
    setTraceControlWord: () => 0,
    isSeqTrace: () => FALSE,
    getSeqToken: () => NIL,
    setSeqToken: () => undefined,
    display: () => undefined,
    silent: () => undefined,
    changeFlag: () => false,
    changeFlags: () => undefined,
  };
}
