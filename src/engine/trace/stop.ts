/** Ends all tracing of a node at once: flags of processes, defaults, patterns on functions and events. */
import type { NodeState } from '../runtime/node-state.ts';
import { portsOf } from '../runtime/ports.ts';
import { setTraceFlags } from '../runtime/trace-flags.ts';
import { changePattern } from './pattern.ts';
import type { PatternChange } from './pattern.ts';
import { tracingOf } from './tracing.ts';

const OFF: PatternChange = {
  action: 'off',
  global: false,
  local: true,
  meta: null,
  metaGiven: true,
  count: true,
  time: true,
  pattern: { program: null },
};

const OFF_GLOBAL: PatternChange = { ...OFF, global: true, local: false, metaGiven: false, count: false, time: false };

export function stopTracing(node: NodeState): void {
  const tracing = tracingOf(node);
  if (tracing === undefined) return;
  for (const process of [...node.processes.values(), ...portsOf(node).values()]) {
    setTraceFlags(process, 0);
    process.trace.tracer = null;
  }
  for (const defaults of [tracing.newProcesses, tracing.newPorts]) {
    defaults.flags = 0;
    defaults.tracer = null;
  }
  tracing.messagePatterns.send = null;
  tracing.messagePatterns.receive = null;
  for (const module of tracing.patterned) {
    const all = { module, name: null, arity: null };
    changePattern(tracing, all, OFF_GLOBAL);
    changePattern(tracing, all, OFF);
  }
  tracing.patterned.clear();
}
