/**
 * The built-ins of module `erlang` for tracing: they read arguments and raise; trace/ does the work.
 * The causes in `error_info` are those that OTP 25 gives.
 */
import type { Result } from '../../compile/abi.ts';
import { compileMatchSpec } from '../../match-spec/compile.ts';
import type { Dialect, MatchProgram } from '../../match-spec/program.ts';
import { pureHost } from '../../match-spec/host.ts';
import { runMatchSpec } from '../../match-spec/run.ts';
import { processOf } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { deliver } from '../../runtime/mailbox.ts';
import { atom, ERROR, FALSE, OK, TRUE } from '../../terms/atoms.ts';
import { fromArray, listFromString, listOf, toArray } from '../../terms/lists.ts';
import { Atom, NIL, Pid } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { processDump } from '../../trace/process-dump.ts';
import { traceInfo } from '../../trace/info.ts';
import { changePattern } from '../../trace/pattern.ts';
import type { FunctionPattern, PatternChange } from '../../trace/pattern.ts';
import { changeFlags, parseFlags } from '../../trace/process-flags.ts';
import { tracingOf } from '../../trace/tracing.ts';
import type { Tracing } from '../../trace/tracing.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

const WILD = atom('_');
const NONE = atom('none');

function installed(machine: Machine): Tracing {
  const tracing = tracingOf(machine.node);
  if (tracing === undefined) throw new Error('tracing is not installed on this node');
  return tracing;
}

/** `erlang:trace/3`. */
function trace(machine: Machine, who: Term, how: Term, flags: Term): Result {
  const tracing = installed(machine);
  const change = parseFlags(flags);
  if (change === null || (how !== TRUE && how !== FALSE)) return machine.badarg();
  if (change === undefined) return machine.badargCause(atom('badopt'));
  const matched = changeFlags(tracing, who, how === TRUE, change);
  return matched ?? machine.badarg();
}

/** `erlang:trace_pattern/3`. */
function tracePattern(machine: Machine, target: Term, spec: Term, flags: Term): Result {
  const tracing = installed(machine);
  if (target === atom('send') || target === atom('receive')) return eventPattern(machine, target, spec, flags);
  const options = parseOptions(machine, flags);
  if (options === undefined) return machine.badargCause(atom('badopt'));
  const pattern = parsePattern(spec);
  if (pattern === undefined) return machine.badargCause(atom('match_spec'));
  const counting = options.count || options.time;
  if (counting && pattern.program !== null && !options.local && !options.metaGiven) {
    return machine.badargCause(atom('call_count'));
  }
  if (target === atom('on_load')) return 0;
  const wanted = parseFunction(target);
  if (wanted === undefined) return machine.badargCause(NONE);
  return changePattern(tracing, wanted, { ...options, action: pattern.action, pattern });
}

type Options = Omit<PatternChange, 'action' | 'pattern'>;

/** The flag list of `trace_pattern/3`; `boolean` atoms stand for lists, as OTP's old form had. */
function parseOptions(machine: Machine, flags: Term): Options | undefined {
  const items = flags === TRUE ? [atom('local')] : flags === FALSE ? [atom('global')] : toArray(flags);
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

function parsePattern(spec: Term): ParsedPattern | undefined {
  if (spec === TRUE || spec === NIL) return { action: 'on', program: null };
  if (spec === FALSE) return { action: 'off', program: null };
  if (spec === atom('pause')) return { action: 'pause', program: null };
  if (spec === atom('restart')) return { action: 'restart', program: null };
  const program = compileMatchSpec(spec, 'trace');
  return 'error' in program ? undefined : { action: 'on', program };
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
    const program = compileMatchSpec(spec, 'trace');
    if ('error' in program) return machine.badargCause(atom('match_spec'));
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
    return answer.wrong === 'item' || !(target instanceof Atom)
      ? machine.badargCause(atom('badopt'))
      : machine.badarg();
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
  if (dialect === 'trace' && toArray(object) === undefined) return machine.badarg();
  const program = compileMatchSpec(spec, dialect);
  if ('error' in program) return [ERROR, listOf([ERROR, listFromString(program.error)])];
  const { services } = installed(machine);
  const outcome = runMatchSpec(program, object, {
    ...pureHost(machine.process.pid, machine.node.name),
    display: (term) => services.display(term),
    processDump: () => processDump(services, machine.process),
  });
  if (outcome === null) return [OK, FALSE, NIL, NIL];
  const flags: Term[] = [];
  if (outcome.returnTrace) flags.push(atom('return_trace'));
  if (outcome.exceptionTrace) flags.push(atom('exception_trace'));
  return [OK, outcome.result, fromArray(flags), NIL];
}

export const rows: BifRows = {
  'trace/3': plain(trace),
  'trace_pattern/2': plain((machine, target, spec) => tracePattern(machine, target, spec, NIL)),
  'trace_pattern/3': plain(tracePattern),
  'trace_info/2': plain(info),
  'trace_delivered/1': plain(traceDelivered),
  'match_spec_test/3': plain(matchSpecTest),
};
