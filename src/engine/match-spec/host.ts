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
  setTraceControlWord(word: Term): Term;
  isSeqTrace(): Term;
  getSeqToken(): Term;
  setSeqToken(component: Term, value: Term): Term;
  display(term: Term): void;
  silent(value: Term): void;
  /** `enable_trace`/`disable_trace`: `process` is null for the traced one. */
  changeFlag(process: Term | null, flag: Term, enable: boolean): void;
  /** `trace/2,3`: flags off, then flags on. */
  changeFlags(process: Term | null, disable: Term, enable: Term): Term;
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
    setSeqToken: () => FALSE,
    display: () => undefined,
    silent: () => undefined,
    changeFlag: () => undefined,
    changeFlags: () => FALSE,
  };
}
