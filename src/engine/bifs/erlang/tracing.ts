/**
 * The built-ins of module `erlang` for tracing: they read arguments and raise; trace/ does the work.
 * The causes in `error_info` are those that OTP 25 gives.
 */
import { S } from '../../compile/abi.ts';
import type { Result } from '../../compile/abi.ts';
import { compileMatchSpec } from '../../match-spec/compile.ts';
import type { MatchSpecErrors } from '../../match-spec/compile.ts';
import type { Dialect, MatchProgram } from '../../match-spec/program.ts';
import { pureHost } from '../../match-spec/host.ts';
import { runMatchSpec } from '../../match-spec/run.ts';
import { processOf } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { deliver } from '../../runtime/mailbox.ts';
import { ensureLoaded, raiseUndefined } from '../../runtime/module-table.ts';
import { atom, ERLANG, ERROR, FALSE, OK, TRUE } from '../../terms/atoms.ts';
import { fromArray, listFromString, toArray } from '../../terms/lists.ts';
import { Atom, Cons, NIL, Pid } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { traceInfo } from '../../trace/info.ts';
import { testMatchHost } from '../../trace/match-host.ts';
import { changeLoadPattern } from '../../trace/on-load.ts';
import { changePattern } from '../../trace/pattern.ts';
import type { FunctionPattern, PatternChange } from '../../trace/pattern.ts';
import { changeFlags, parseFlags } from '../../trace/process-flags.ts';
import { tracingOf } from '../../trace/tracing.ts';
import type { Tracing } from '../../trace/tracing.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

const WILD = atom('_');
const NONE = atom('none');
/** Reductions of a change of patterns, for which OTP waits until every scheduler has seen it. */
const PATTERN_COST = 100;

/** Modules that OTP has loaded when the shell starts, and a node here only when they are used: a pattern uses them. */
const BOOTED: ReadonlySet<string> = new Set(
  (
    'atomics beam_lib binary c counters erl_internal erpc error_logger file filename gb_sets gb_trees inet ' +
    'logger_filters ordsets os persistent_term prim_eval prim_inet queue rand'
  ).split(' '),
);

function installed(machine: Machine): Tracing {
  const tracing = tracingOf(machine.node);
  if (tracing === undefined) throw new Error('tracing is not installed on this node');
  return tracing;
}

/** `erlang:trace/3`. */
function trace(machine: Machine, who: Term, how: Term, flags: Term): Result {
  const tracing = installed(machine);
  const unknown = unknownTracer(machine, flags, 'tracer', 'trace');
  if (unknown !== null) return unknown;
  const change = parseFlags(flags);
  if (change === undefined) return machine.badargCause(atom('badopt'));
  if (how !== TRUE && how !== FALSE) return machine.badarg();
  const matched = changeFlags(tracing, who, how === TRUE, change);
  return matched ?? machine.badarg();
}

/**
 * A tracer module that is not loaded is asked `enabled/3`, and so loaded, before anything else. DIFFERS: tracer
 * modules work by NIFs, so none can be used: one that exists is a wrong option.
 */
function unknownTracer(machine: Machine, flags: Term, tag: string, name: string): Result | null {
  for (let rest = flags; rest instanceof Cons; rest = rest.tail) {
    const item = rest.head;
    if (!Array.isArray(item) || item.length !== 3 || item[0] !== atom(tag)) continue;
    const [, module, state] = item as [Term, Term, Term];
    if (!(module instanceof Atom) || ensureLoaded(machine.node, module)) return null;
    raiseUndefined(machine, module, atom('enabled'), [atom('trace_status'), machine.process.pid, state]);
    const { exception } = machine;
    if (exception !== null) {
      const [top, ...below] = exception.stack;
      exception.stack = [top, { module: ERLANG, name: atom(name), arityOrArgs: 3, location: NIL }, ...below];
    }
    return S;
  }
  return null;
}

/** `erlang:trace_pattern/3`. */
function tracePattern(machine: Machine, target: Term, spec: Term, flags: Term): Result {
  const tracing = installed(machine);
  if (target === atom('send') || target === atom('receive')) return eventPattern(machine, target, spec, flags);
  const unknown = unknownTracer(machine, flags, 'meta', 'trace_pattern');
  if (unknown !== null) return unknown;
  const pattern = parsePattern(spec);
  if ('errors' in pattern) return refuseSpec(machine, pattern);
  const options = parseOptions(machine, flags);
  if (options === undefined) return machine.badargCause(atom('badopt'));
  const counting = options.count || options.time;
  if (counting && pattern.program !== null && !options.local && !options.metaGiven) {
    return machine.badargCause(atom('call_count'));
  }
  if (target === atom('on_load')) {
    changeLoadPattern(tracing.loadPattern, { ...options, action: pattern.action, pattern });
    return 0;
  }
  const wanted = parseFunction(target);
  if (wanted === undefined) return machine.badargCause(NONE);
  if (wanted.module !== null && BOOTED.has(wanted.module.name)) ensureLoaded(machine.node, wanted.module);
  const matched = changePattern(tracing, wanted, { ...options, action: pattern.action, pattern });
  machine.bump(PATTERN_COST + matched / 10);
  return matched;
}

type Options = Omit<PatternChange, 'action' | 'pattern'>;

/** The flag list of `trace_pattern/3`. */
function parseOptions(machine: Machine, flags: Term): Options | undefined {
  const items = toArray(flags);
  if (items === undefined) return undefined;
  let global = false;
  let local = false;
  let count = false;
  let time = false;
  let metaGiven = false;
  let meta: Pid | null = null;
  for (const item of items) {
    if (item === atom('global')) global = true;
    else if (item === atom('local')) local = true;
    else if (item === atom('call_count')) count = true;
    else if (item === atom('call_time')) time = true;
    else if (item === atom('meta')) {
      metaGiven = true;
      meta = machine.process.pid;
    } else if (Array.isArray(item) && item.length === 2 && item[0] === atom('meta') && item[1] instanceof Pid) {
      metaGiven = true;
      meta = item[1];
    } else return undefined;
  }
  const any = local || count || time || metaGiven;
  if (global && any) return undefined;
  return { global: !any, local, meta, metaGiven, count, time };
}

interface ParsedPattern {
  readonly action: PatternChange['action'];
  readonly program: MatchProgram | null;
}

function refuseSpec(machine: Machine, { isTooDeep }: MatchSpecErrors): Result {
  return isTooDeep ? machine.systemLimit() : machine.badargCause(atom('match_spec'));
}

function parsePattern(spec: Term): ParsedPattern | MatchSpecErrors {
  if (spec === TRUE || spec === NIL) return { action: 'on', program: null };
  if (spec === FALSE) return { action: 'off', program: null };
  if (spec === atom('pause')) return { action: 'pause', program: null };
  if (spec === atom('restart')) return { action: 'restart', program: null };
  const program = compileMatchSpec(spec, 'trace');
  return 'errors' in program ? program : { action: 'on', program };
}

/** `{M, F, A}` where wildcards may only stand at the end. */
function parseFunction(target: Term): FunctionPattern | undefined {
  if (!Array.isArray(target) || target.length !== 3) return undefined;
  const [module, name, arity] = target as [Term, Term, Term];
  if (!(module instanceof Atom) || !(name instanceof Atom)) return undefined;
  const anyArity = arity === WILD;
  if (!anyArity && typeof arity !== 'number') return undefined;
  if (module === WILD && name !== WILD) return undefined;
  if (name === WILD && !anyArity) return undefined;
  return {
    module: module === WILD ? null : module,
    name: name === WILD ? null : name,
    arity: anyArity ? null : (arity as number),
  };
}

/** `trace_pattern(send | 'receive', …)`. */
function eventPattern(machine: Machine, target: Atom, spec: Term, flags: Term): Result {
  if (flags !== NIL || spec === atom('pause') || spec === atom('restart')) return machine.badargCause(NONE);
  const tracing = installed(machine);
  const event = target.name === 'send' ? 'send' : 'receive';
  if (spec === TRUE || spec === NIL) tracing.messagePatterns[event] = null;
  else if (spec === FALSE) tracing.messagePatterns[event] = false;
  else {
    const program = compileMatchSpec(spec, 'trace', event === 'send' ? 'actions' : 'trace');
    if ('errors' in program) return refuseSpec(machine, program);
    tracing.messagePatterns[event] = program;
  }
  return 1;
}

/** `erlang:trace_info/2`. */
/** Another process runs for a moment to answer. */
function info(machine: Machine, target: Term, item: Term): Result {
  const asked = target instanceof Pid ? processOf(machine.node, target) : undefined;
  if (asked !== undefined && asked !== machine.process && asked.trace.flags !== 0 && asked.status === 'waiting') {
    machine.node.tap.scheduled(asked, 'in');
    machine.node.tap.scheduled(asked, 'out');
  }
  const answer = traceInfo(installed(machine), target, item);
  if (typeof answer === 'object' && 'wrong' in answer) {
    return answer.wrong === 'target' ? machine.badargCause(atom('badopt')) : machine.badarg();
  }
  return answer;
}

/** `erlang:trace_delivered/1`: trace messages are posted at once, so the answer follows at once. */
function traceDelivered(machine: Machine, who: Term): Result {
  if (!(who instanceof Pid) && who !== atom('all')) return machine.badarg();
  const { services } = installed(machine);
  const ref = services.makeRef();
  deliver(machine.process, [atom('trace_delivered'), who, ref]);
  return ref;
}

/** `erlang:match_spec_test/3`. */
function matchSpecTest(machine: Machine, object: Term, spec: Term, kind: Term): Result {
  const dialect: Dialect | undefined = kind === atom('trace') ? 'trace' : kind === atom('table') ? 'table' : undefined;
  if (dialect === undefined) return machine.badarg();
  if (dialect === 'trace' && object !== NIL && !(object instanceof Cons)) return machine.badarg();
  const program = compileMatchSpec(spec, dialect);
  if ('errors' in program) {
    return [ERROR, fromArray(program.errors.map((text): Term => [ERROR, listFromString(text)]))];
  }
  const outcome =
    dialect === 'table'
      ? runMatchSpec(program, object, pureHost(machine.process.pid, machine.node.name))
      : runMatchSpec(program, properPart(object), testMatchHost(installed(machine), machine.process));
  if (outcome === null) return [OK, FALSE, NIL, NIL];
  const flags: Term[] = [];
  if (outcome.returnTrace) flags.push(atom('return_trace'));
  if (outcome.exceptionTrace) flags.push(atom('exception_trace'));
  return [OK, outcome.result, fromArray(flags), NIL];
}

/** A list without what stands behind its last bar. */
function properPart(list: Term): Term {
  const items: Term[] = [];
  for (let rest = list; rest instanceof Cons; rest = rest.tail) items.push(rest.head);
  return fromArray(items);
}

export const rows: BifRows = {
  'trace/3': plain(trace),
  'trace_pattern/2': plain((machine, target, spec) => tracePattern(machine, target, spec, NIL)),
  'trace_pattern/3': plain(tracePattern),
  'trace_info/2': plain(info),
  'trace_delivered/1': plain(traceDelivered),
  'match_spec_test/3': plain(matchSpecTest),
};
