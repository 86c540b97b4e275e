/**
 * The pattern `on_load`: what the functions of modules get that are loaded from now on (erlang:trace_pattern/3).
 * Global patterns go to exported functions, all others to every function.
 */
import { atom, bool, FALSE } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import { NIL } from '../terms/term.ts';
import type { Atom, Pid, Term } from '../terms/term.ts';
import type { CallPattern } from './breakpoint-types.ts';
import { changePattern } from './pattern.ts';
import type { PatternChange } from './pattern.ts';
import type { Tracing } from './tracing.ts';

export interface LoadPattern {
  isOn: boolean;
  /** The kinds that are on; none of them means global. */
  local: boolean;
  meta: boolean;
  count: boolean;
  time: boolean;
  pattern: CallPattern;
  metaPattern: CallPattern;
  tracer: Pid | null;
}

export function noLoadPattern(): LoadPattern {
  const every: CallPattern = { program: null };
  return {
    isOn: false,
    local: false,
    meta: false,
    count: false,
    time: false,
    pattern: every,
    metaPattern: every,
    tracer: null,
  };
}

function isGlobal({ local, meta, count, time }: LoadPattern): boolean {
  return !local && !meta && !count && !time;
}

/** `trace_pattern(on_load, …)`. */
export function changeLoadPattern(kept: LoadPattern, change: PatternChange): void {
  const on = change.action !== 'off';
  const counts = change.action === 'on';
  if (change.local || change.global) kept.pattern = change.pattern;
  if (change.metaGiven) {
    kept.metaPattern = change.pattern;
    kept.tracer = change.meta;
  }
  if (change.global) {
    if (!on && !isGlobal(kept)) return;
    kept.isOn = on;
    kept.local = kept.meta = kept.count = kept.time = false;
    return;
  }
  const wasGlobal = isGlobal(kept);
  if (!on) {
    if (wasGlobal) return;
    kept.local &&= !change.local;
    kept.meta &&= !change.metaGiven;
    kept.count &&= !change.count;
    kept.time &&= !change.time;
    if (isGlobal(kept)) kept.isOn = false;
    return;
  }
  kept.local ||= change.local;
  kept.meta ||= change.metaGiven;
  kept.count ||= counts && change.count;
  kept.time ||= counts && change.time;
  kept.isOn = !isGlobal(kept);
}

/** A module was loaded. */
export function traceLoaded(tracing: Tracing, module: Atom): void {
  const kept = tracing.loadPattern;
  if (!kept.isOn) return;
  const change: PatternChange = {
    action: 'on',
    global: isGlobal(kept),
    local: kept.local,
    meta: null,
    metaGiven: false,
    count: kept.count,
    time: kept.time,
    pattern: kept.pattern,
  };
  const everything = { module, name: null, arity: null };
  if (change.global || change.local || change.count || change.time) changePattern(tracing, everything, change);
  if (!kept.meta) return;
  changePattern(tracing, everything, {
    ...change,
    global: false,
    local: false,
    count: false,
    time: false,
    meta: kept.tracer,
    metaGiven: true,
    pattern: kept.metaPattern,
  });
}

/** `trace_info(on_load, Item)`; undefined for an unknown item. `all` leaves `call_time` out, as in OTP. */
export function loadInfo(kept: LoadPattern, item: Atom): Term | undefined {
  if (!kept.isOn) return [item, FALSE];
  const source = (pattern: CallPattern): Term => (pattern.program === null ? NIL : pattern.program.source);
  const facts: readonly (readonly [string, Term])[] = [
    ['traced', isGlobal(kept) ? atom('global') : kept.local ? atom('local') : FALSE],
    ['match_spec', kept.local || isGlobal(kept) ? source(kept.pattern) : FALSE],
    ['meta', kept.meta ? (kept.tracer ?? NIL) : FALSE],
    ['meta_match_spec', kept.meta ? source(kept.metaPattern) : FALSE],
    ['call_count', bool(kept.count)],
    ['call_time', bool(kept.time)],
  ];
  if (item.name === 'all')
    return [item, fromArray(facts.slice(0, 5).map(([name, value]): Term => [atom(name), value]))];
  const found = facts.find(([name]) => name === item.name);
  return found === undefined ? undefined : [item, found[1]];
}
