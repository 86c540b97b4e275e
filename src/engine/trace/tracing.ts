/**
 * The tracing of one node: its record, and how it plugs into the runtime's seams. What happens at each
 * point is in breakpoint.ts, process-tap.ts and pattern.ts; this file only ties them together.
 */
import type { FrameCode } from '../compile/abi.ts';
import type { MatchProgram } from '../match-spec/program.ts';
import type { NodeState } from '../runtime/node-state.ts';
import type { CallHook } from '../runtime/seams.ts';
import type { Atom, Pid, Term } from '../terms/term.ts';
import { hitFunction, resumeTracedCall, tellHandler } from './breakpoint.ts';
import type { ExportBreakpoint } from './breakpoint-types.ts';
import { noLoadPattern, traceLoaded } from './on-load.ts';
import type { LoadPattern } from './on-load.ts';
import { processTap } from './process-tap.ts';
import type { TraceServices } from './services.ts';

/** Flags that new processes (or ports) are born with. */
export interface Defaults {
  flags: number;
  tracer: Term | null;
}

export interface Tracing extends CallHook {
  readonly kind: 'tracing';
  readonly services: TraceServices;
  readonly newProcesses: Defaults;
  readonly newPorts: Defaults;
  /** Match specifications on the events `send` and `'receive'`: null lets all pass, `false` none. */
  readonly messagePatterns: Record<'send' | 'receive', MatchProgram | null | false>;
  /** The trace control word (`erlang:system_flag(trace_control_word, W)`). */
  controlWord: number;
  /** Who is told what sequential tracing sees. */
  seqTracer: Pid | null;
  /** Export entries whose code is replaced by the traced one, by `module:name/arity`. */
  readonly exportBreakpoints: Map<string, ExportBreakpoint>;
  /** Modules whose functions may have patterns. */
  readonly patterned: Set<Atom>;
  /** Continues a traced call that was suspended. */
  readonly frame: FrameCode;
  tracesInlined: boolean;
  /** What `on_load` asks for. */
  readonly loadPattern: LoadPattern;
}

/** Installs tracing on a node: fills its seams `callHook` and `tap`. */
export function installTracing(node: NodeState, services: TraceServices): Tracing {
  const tracing: Tracing = {
    kind: 'tracing',
    services,
    newProcesses: { flags: 0, tracer: null },
    newPorts: { flags: 0, tracer: null },
    messagePatterns: { send: null, receive: null },
    controlWord: 0,
    seqTracer: null,
    exportBreakpoints: new Map(),
    patterned: new Set(),
    tracesInlined: false,
    loadPattern: noLoadPattern(),
    handled: (sp) => tellHandler(tracing, sp),
    loaded: (module) => traceLoaded(tracing, module),
    frame: { resume: (_pc, live, value) => resumeTracedCall(tracing, live, value) },
    call: (entry, args) => hitFunction(tracing, entry, args),
  };
  node.callHook = tracing;
  node.tap = processTap(tracing);
  return tracing;
}

/** The tracing of a node, if it is installed. */
export function tracingOf(node: NodeState): Tracing | undefined {
  return isTracing(node.callHook) ? node.callHook : undefined;
}

function isTracing(hook: CallHook): hook is Tracing {
  return 'kind' in hook && hook.kind === 'tracing';
}
