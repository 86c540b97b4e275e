/** The effects of match specifications on a traced process. */
import type { MatchHost } from '../match-spec/host.ts';
import type { Process } from '../runtime/process.ts';
import { bool, FALSE, TRUE, UNDEFINED } from '../terms/atoms.ts';
import { listFromString, toArray } from '../terms/lists.ts';
import { NIL, Pid } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { returnAddress } from './return-address.ts';
import { bitOf, SILENT } from './flags.ts';
import { processDump } from './process-dump.ts';
import { setToken } from './seq-token.ts';
import type { Tracing } from './tracing.ts';

/** The host for a specification that runs because `process` made a call or sent a message. */
export function callMatchHost(tracing: Tracing, process: Process): MatchHost {
  const { services } = tracing;
  const { machine } = services;
  return {
    self: () => process.pid,
    node: () => services.nodeName(),
    caller: () => returnAddress(tracing, machine.sp),
    callerLine: () => callerLine(tracing),
    processDump: () => processDump(services, process),
    getTraceControlWord: () => tracing.controlWord,
    setTraceControlWord: (word) => {
      const old = tracing.controlWord;
      if (typeof word === 'number') tracing.controlWord = word >>> 0;
      return old;
    },
    isSeqTrace: () => bool(process.seqToken !== NIL),
    getSeqToken: () => process.seqToken,
    setSeqToken: (component, value) => bool(setToken(process, component, value) !== undefined),
    display: (term) => services.display(term),
    silent: (value) => {
      if (value === TRUE) process.trace.flags |= SILENT;
      else if (value === FALSE) process.trace.flags &= ~SILENT;
    },
    changeFlag: (who, flag, enable) => {
      const target = who === null ? process : who instanceof Pid ? services.process(who) : undefined;
      if (target === undefined) return;
      change(process, target, enable ? 0 : bitOf(flag), enable ? bitOf(flag) : 0);
    },
    changeFlags: (who, disable, enable) => {
      const target = who === null ? process : who instanceof Pid ? services.process(who) : undefined;
      const off = toArray(disable);
      const on = toArray(enable);
      if (target === undefined || off === undefined || on === undefined) return FALSE;
      const bits = (flags: readonly Term[]): number => flags.reduce<number>((sum, flag) => sum | bitOf(flag), 0);
      change(process, target, bits(off), bits(on));
      return TRUE;
    },
  };
}

/** Changes flags; a process that had no tracer gets that of the one whose call it was. */
function change(cause: Process, target: Process, off: number, on: number): void {
  target.trace.flags = (target.trace.flags & ~off) | on;
  if (target.trace.flags === 0) target.trace.tracer = null;
  else target.trace.tracer ??= cause.trace.tracer;
}

/** `{M, F, A, {File, Line}}` of the caller; `undefined` at the bottom of the stack. */
function callerLine(tracing: Tracing): Term {
  const { machine } = tracing.services;
  if (machine.sp <= 0) return UNDEFINED;
  const site = tracing.services.site(machine.sites[machine.sp - 1]);
  const place: Term = site.file === '' ? UNDEFINED : [listFromString(site.file), site.line];
  return [site.module, site.name, site.arity, place];
}
