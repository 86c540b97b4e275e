/**
 * Which functions a pattern means, and filling their slots: `erlang:trace_pattern/3` once its arguments
 * are understood. All slots are found first and then changed, so no call sees half a pattern.
 *
 * As in OTP, a global pattern takes away whatever local pattern its functions have, exported or not, and the
 * other way round; switching global off leaves local ones alone, but for built-ins.
 */
import type { Code, ExportEntry, FunctionEntry } from '../compile/abi.ts';
import type { Atom, Pid } from '../terms/term.ts';
import { exportTracer } from './breakpoint.ts';
import { emptyBreakpoint, isEmpty } from './breakpoint-types.ts';
import type { Breakpoint, CallPattern, CallTimeRow, ExportBreakpoint } from './breakpoint-types.ts';
import type { Tracing } from './tracing.ts';

/** `{M, F, A}` with null for `'_'`. */
export interface FunctionPattern {
  readonly module: Atom | null;
  readonly name: Atom | null;
  readonly arity: number | null;
}

/** What `trace_pattern` is to do with the functions it finds. */
export interface PatternChange {
  readonly action: 'on' | 'off' | 'pause' | 'restart';
  readonly global: boolean;
  readonly local: boolean;
  readonly meta: Pid | null;
  readonly metaGiven: boolean;
  readonly count: boolean;
  readonly time: boolean;
  readonly pattern: CallPattern;
}

/** Applies a change; gives the number of functions that matched. */
export function changePattern(tracing: Tracing, wanted: FunctionPattern, change: PatternChange): number {
  const { services } = tracing;
  const modules = wanted.module === null ? [...services.modules()] : [wanted.module];
  let matched = 0;
  for (const module of modules) {
    if (change.action !== 'off') tracing.patterned.add(module);
    const functions = services.functions(module).filter((entry) => fits(entry, wanted));
    if (change.global) {
      const exports = services.exports(module).filter((entry) => fits(entry, wanted));
      matched += exports.length;
      if (change.action !== 'off') for (const entry of functions) entry.bp = null;
      for (const entry of exports) changeGlobal(tracing, entry, change);
    } else {
      const builtIns = services.exports(module).filter((entry) => services.isBuiltIn(entry) && fits(entry, wanted));
      matched += functions.length + builtIns.length;
      for (const entry of functions) changeFunction(tracing, entry, change);
      for (const entry of builtIns) changeBuiltIn(tracing, entry, change);
    }
  }
  return matched;
}

function fits(entry: FunctionEntry | ExportEntry, wanted: FunctionPattern): boolean {
  return (
    (wanted.name === null || wanted.name === entry.name) && (wanted.arity === null || wanted.arity === entry.arity)
  );
}

function changeGlobal(tracing: Tracing, entry: ExportEntry, change: PatternChange): void {
  if (change.action !== 'off') {
    const breakpoint = exportBreakpoint(tracing, entry);
    breakpoint.global = change.pattern;
    Object.assign(breakpoint.builtIn, emptyBreakpoint());
  } else {
    const breakpoint = findExportBreakpoint(tracing, entry);
    if (breakpoint === undefined) return;
    breakpoint.global = null;
    breakpoint.builtIn.local = null;
    dropIfEmpty(tracing, breakpoint);
  }
}

function changeFunction(tracing: Tracing, entry: FunctionEntry, change: PatternChange): void {
  const breakpoint = (entry.bp as Breakpoint | null) ?? emptyBreakpoint();
  changeBreakpoint(breakpoint, change);
  entry.bp = isEmpty(breakpoint) ? null : breakpoint;
  if (change.action === 'off') return;
  const global = tracing.exportBreakpoints.get(keyOf(entry));
  if (global === undefined) return;
  global.global = null;
  dropIfEmpty(tracing, global);
}

function changeBuiltIn(tracing: Tracing, entry: ExportEntry, change: PatternChange): void {
  const found = findExportBreakpoint(tracing, entry);
  if (found === undefined && change.action === 'off') return;
  const breakpoint = found ?? exportBreakpoint(tracing, entry);
  if (change.action !== 'off') breakpoint.global = null;
  changeBreakpoint(breakpoint.builtIn, change);
  dropIfEmpty(tracing, breakpoint);
}

/** The local kinds: calls, meta, count, time. To the first two `pause` and `restart` mean `true`, as in OTP. */
function changeBreakpoint(breakpoint: Breakpoint, change: PatternChange): void {
  const on = change.action !== 'off';
  if (change.local) breakpoint.local = on ? change.pattern : null;
  if (change.metaGiven) {
    breakpoint.meta = on && change.meta !== null ? { ...change.pattern, tracer: change.meta } : null;
  }
  if (change.count) breakpoint.count = nextCount(breakpoint, change);
  if (change.time) breakpoint.time = nextTime(breakpoint, change);
}

function nextCount(breakpoint: Breakpoint, change: PatternChange): Breakpoint['count'] {
  const { count } = breakpoint;
  if (change.action === 'off') return null;
  if (change.action === 'pause') return count === null ? null : { ...count, paused: true };
  if (change.action === 'restart') return count === null ? null : { calls: 0, paused: false };
  return { calls: 0, paused: false };
}

function nextTime(breakpoint: Breakpoint, change: PatternChange): Breakpoint['time'] {
  const { time } = breakpoint;
  if (change.action === 'off') return null;
  if (change.action === 'pause') return time === null ? null : { ...time, paused: true };
  if (change.action === 'restart') return time === null ? null : { processes: new Map(), paused: false };
  return { processes: new Map<string, CallTimeRow>(), paused: false };
}

function keyOf(entry: FunctionEntry | ExportEntry): string {
  return `${entry.module.name}:${entry.name.name}/${entry.arity}`;
}

/** The breakpoint in front of an export entry, unless the module was loaded anew since. */
export function findExportBreakpoint(tracing: Tracing, entry: ExportEntry): ExportBreakpoint | undefined {
  const found = tracing.exportBreakpoints.get(keyOf(entry));
  return found !== undefined && found.entry === entry && entry.code === found.traced ? found : undefined;
}

function exportBreakpoint(tracing: Tracing, entry: ExportEntry): ExportBreakpoint {
  const found = findExportBreakpoint(tracing, entry);
  if (found !== undefined) return found;
  const key = keyOf(entry);
  const original: Code = entry.code;
  const traced = INSTRUCTIONS.includes(key)
    ? original
    : exportTracer(tracing, () => tracing.exportBreakpoints.get(key), original);
  const made: ExportBreakpoint = { entry, original, traced, global: null, builtIn: emptyBreakpoint() };
  tracing.exportBreakpoints.set(key, made);
  noteInlined(tracing);
  entry.code = traced;
  return made;
}

function dropIfEmpty(tracing: Tracing, breakpoint: ExportBreakpoint): void {
  if (breakpoint.global !== null || !isEmpty(breakpoint.builtIn)) return;
  tracing.exportBreakpoints.delete(keyOf(breakpoint.entry));
  noteInlined(tracing);
  if (breakpoint.entry.code === breakpoint.traced) breakpoint.entry.code = breakpoint.original;
}

/** Built-ins that OTP's loader turns into instructions: they take patterns, but no call of them is seen. */
const INSTRUCTIONS = ['erlang:yield/0', 'erlang:hibernate/3'];

/** Built-ins that compiled code carries out by itself unless they are traced. */
const INLINED = ['erlang:error/1', 'erlang:exit/1', 'erlang:throw/1', 'erlang:++/2'];

function noteInlined(tracing: Tracing): void {
  tracing.tracesInlined = INLINED.some((key) => tracing.exportBreakpoints.has(key));
}
