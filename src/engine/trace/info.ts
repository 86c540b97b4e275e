/** What `erlang:trace_info/2` answers. */
import type { FunctionEntry } from '../compile/abi.ts';
import type { MatchProgram } from '../match-spec/program.ts';
import { atom, bool, FALSE, TRUE, UNDEFINED } from '../terms/atoms.ts';
import { fromArray, listOf } from '../terms/lists.ts';
import { Atom, NIL, Pid, Port } from '../terms/term.ts';
import { setTraceFlags, traceFlags } from '../runtime/trace-flags.ts';
import type { Term } from '../terms/term.ts';
import type { Breakpoint, CallPattern } from './breakpoint-types.ts';
import { flagList } from './flags.ts';
import { loadInfo } from './on-load.ts';
import { findExportBreakpoint } from './pattern.ts';
import { liveDefaults } from './defaults.ts';
import type { Defaults, Tracing } from './tracing.ts';

/** Answers of `trace_info/2` that are errors: which argument is wrong. */
export type InfoError = { readonly wrong: 'item' | 'target' };

const FUNCTION_ITEMS = ['traced', 'match_spec', 'meta', 'meta_match_spec', 'call_time', 'call_count'] as const;

/** `trace_info/2` for a process, a group of new ones, a function or an event. */
export function traceInfo(tracing: Tracing, target: Term, item: Term): Term | InfoError {
  if (!(item instanceof Atom)) return { wrong: 'item' };
  if (target instanceof Pid || target instanceof Port) {
    if (item.name !== 'flags' && item.name !== 'tracer') return { wrong: 'item' };
    const process = target instanceof Pid ? tracing.services.process(target) : tracing.services.port(target);
    if (process === undefined) return UNDEFINED;
    const kept = { flags: traceFlags(process), tracer: process.trace.tracer };
    liveDefaults(tracing, kept);
    setTraceFlags(process, kept.flags);
    process.trace.tracer = kept.tracer;
    return defaultsInfo(item, kept);
  }
  if (Array.isArray(target)) return functionInfo(tracing, target as readonly Term[], item);
  if (!(target instanceof Atom)) return { wrong: 'target' };
  switch (target.name) {
    case 'new':
    case 'new_processes':
      return defaultsInfo(item, liveDefaults(tracing, tracing.newProcesses));
    case 'new_ports':
      return defaultsInfo(item, liveDefaults(tracing, tracing.newPorts));
    case 'send':
    case 'receive':
      if (item.name !== 'match_spec') return { wrong: 'item' };
      return [item, messagePattern(tracing.messagePatterns[target.name])];
    case 'on_load':
      return loadInfo(tracing.loadPattern, item) ?? { wrong: 'item' };
    default:
      return { wrong: 'target' };
  }
}

function defaultsInfo(item: Atom, defaults: Defaults): Term | InfoError {
  if (item.name === 'flags') return [item, flagList(defaults.flags)];
  return item.name === 'tracer' ? [item, defaults.tracer ?? NIL] : { wrong: 'item' };
}

function messagePattern(pattern: MatchProgram | null | false): Term {
  if (pattern === false) return FALSE;
  return pattern === null ? TRUE : pattern.source;
}

function functionInfo(tracing: Tracing, target: readonly Term[], item: Atom): Term | InfoError {
  const [module, name, arity] = target;
  if (target.length !== 3 || !(module instanceof Atom) || !(name instanceof Atom) || typeof arity !== 'number') {
    return { wrong: 'item' };
  }
  const { services } = tracing;
  const here = (entry: { name: Atom; arity: number }): boolean => entry.name === name && entry.arity === arity;
  const own: FunctionEntry | undefined = services.functions(module).find(here);
  const exported = services.exports(module).find(here);
  if (own === undefined && exported === undefined) return [item, UNDEFINED];
  const front = exported === undefined ? undefined : findExportBreakpoint(tracing, exported);
  const breakpoint = (own?.bp as Breakpoint | null | undefined) ?? front?.builtIn ?? null;
  const facts = functionFacts(front?.global ?? null, breakpoint);
  if (item.name === 'all') {
    if (facts === null) return [item, FALSE];
    return [item, fromArray(FUNCTION_ITEMS.map((key): Term => [atom(key), facts[key]]))];
  }
  const known = FUNCTION_ITEMS.find((key) => key === item.name);
  if (facts === null) return [item, FALSE];
  return known === undefined ? { wrong: 'item' } : [item, facts[known]];
}

type Facts = Record<(typeof FUNCTION_ITEMS)[number], Term>;

/** The value of every item; null when nothing is on. */
function functionFacts(global: CallPattern | null, breakpoint: Breakpoint | null): Facts | null {
  if (global === null && breakpoint === null) return null;
  const pattern = global ?? breakpoint?.local ?? null;
  const traced = global !== null ? atom('global') : bool(false);
  const meta = breakpoint?.meta ?? null;
  const time = breakpoint?.time ?? null;
  return {
    traced: breakpoint?.local != null ? atom('local') : traced,
    match_spec: pattern === null ? FALSE : sourceOf(pattern),
    meta: meta === null ? FALSE : (meta.tracer ?? NIL),
    meta_match_spec: meta === null ? FALSE : sourceOf(meta),
    call_time: time === null ? FALSE : callTimes(time),
    call_count: breakpoint?.count == null ? FALSE : breakpoint.count.calls,
  };
}

function sourceOf(pattern: CallPattern): Term {
  return pattern.program === null ? NIL : pattern.program.source;
}

/** `[{Pid, Count, Seconds, MicroSeconds}]`. */
function callTimes(time: NonNullable<Breakpoint['time']>): Term {
  const rows: Term[] = [];
  for (const { pid, calls, micros } of time.processes.values()) {
    const whole = Math.round(micros);
    rows.push([pid, calls, Math.floor(whole / 1e6), whole % 1e6]);
  }
  return rows.length === 0 ? listOf() : fromArray(rows);
}
