/** The effects of match specifications on a traced process. */
import type { MatchHost } from '../match-spec/host.ts';
import type { Process } from '../runtime/process.ts';
import { setTraceFlags, traceFlags } from '../runtime/trace-flags.ts';
import { bool, FALSE, TRUE, UNDEFINED } from '../terms/atoms.ts';
import { listFromString } from '../terms/lists.ts';
import { equalsExact } from '../terms/order.ts';
import { Atom, NIL, Pid } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { returnAddress } from './return-address.ts';
import { bitOf, SILENT } from './flags.ts';
import { tracerLives } from './message.ts';
import { processDump } from './process-dump.ts';
import { parseFlags } from './process-flags.ts';
import { setToken, tokenInfo } from './seq-token.ts';
import type { TraceServices } from './services.ts';
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
      if (!isControlWord(word)) return undefined;
      const old = tracing.controlWord;
      tracing.controlWord = word;
      return old;
    },
    isSeqTrace: () => bool(process.seqToken !== NIL),
    getSeqToken: () => process.seqToken,
    setSeqToken: (component, value) => setToken(process, component, value),
    display: (term) => services.display(term),
    silent: (value) => {
      if (value === TRUE) process.trace.flags |= SILENT;
      else if (value === FALSE) process.trace.flags &= ~SILENT;
    },
    changeFlag: (who, flag, enable) => {
      const bits = bitOf(flag);
      const target = bits === 0 ? undefined : targetOf(services, process, who);
      if (target === undefined) return false;
      change(target, process.trace.tracer, enable ? 0 : bits, enable ? bits : 0);
      return true;
    },
    changeFlags: (who, disable, enable) => {
      const off = parseFlags(disable);
      const on = parseFlags(enable);
      const target = targetOf(services, process, who);
      if (off == null || on == null || off.cpuTimestamp || on.cpuTimestamp || target === undefined) return undefined;
      const tracer = on.tracer ?? off.tracer ?? process.trace.tracer;
      if (tracer !== null && !tracerLives(services, tracer)) return undefined;
      return bool(change(target, tracer, off.bits, on.bits));
    },
  };
}

/** The host of `match_spec_test/3`: it changes flags, but neither the control word, the token nor `silent`. */
export function testMatchHost(tracing: Tracing, process: Process): MatchHost {
  return {
    ...callMatchHost(tracing, process),
    caller: () => UNDEFINED,
    callerLine: () => UNDEFINED,
    setTraceControlWord: (word) => (isControlWord(word) ? tracing.controlWord : undefined),
    setSeqToken: (component) => {
      const answer = tokenInfo(process, component);
      return Array.isArray(answer) && answer.length === 2 ? (answer as readonly Term[])[1] : answer;
    },
    silent: () => undefined,
  };
}

/** The word that trace patterns share: 32 bits. */
export function isControlWord(word: Term): word is number {
  return typeof word === 'number' && word >= 0 && word <= 0xffff_ffff;
}

function targetOf(services: TraceServices, process: Process, who: Term | null): Process | undefined {
  if (who === null) return process;
  if (who instanceof Atom) return services.registered(who);
  return who instanceof Pid ? services.process(who) : undefined;
}

/** Changes flags and tracer, gives whether that changed anything; without a tracer all flags go. */
function change(target: Process, tracer: Term | null, off: number, on: number): boolean {
  const { trace } = target;
  const before = traceFlags(target);
  const flags = tracer === null ? 0 : (before & ~off) | on;
  const next = flags === 0 ? null : tracer;
  const isSame = before === flags && (next === null) === (trace.tracer === null);
  const changed = !isSame || (next !== null && trace.tracer !== null && !equalsExact(next, trace.tracer));
  setTraceFlags(target, flags);
  trace.tracer = next;
  return changed;
}

/** `{M, F, A, {File, Line}}` of the caller; `undefined` at the bottom of the stack. */
function callerLine(tracing: Tracing): Term {
  const { machine } = tracing.services;
  if (machine.sp <= 0) return UNDEFINED;
  const site = tracing.services.site(machine.sites[machine.sp - 1]);
  const place: Term = site.file === '' ? UNDEFINED : [listFromString(site.file), site.line];
  return [site.module, site.name, site.arity, place];
}
