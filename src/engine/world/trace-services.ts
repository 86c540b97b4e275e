/** Installs tracing on a node: what trace/ needs to know of the runtime, as its services ask. */
import type { FunctionEntry } from '../compile/abi.ts';
import { wholeModule } from '../runtime/function-entry.ts';
import type { LoadedModule } from '../runtime/function-entry.ts';
import { makeRef, processOf } from '../runtime/identifiers.ts';
import type { NodeState } from '../runtime/node-state.ts';
import { deliver } from '../runtime/mailbox.ts';
import { exportEntry } from '../runtime/module-table.ts';
import { portOf, portsOf } from '../runtime/ports.ts';
import { machine } from '../runtime/registers.ts';
import { siteAt } from '../runtime/sites.ts';
import { logError } from '../runtime/crash.ts';
import { displayText } from '../terms/display-text.ts';
import { listOf, listFromString } from '../terms/lists.ts';
import { Pid, Port } from '../terms/term.ts';
import { installTracing } from '../trace/tracing.ts';
import type { TraceServices } from '../trace/services.ts';

/** The function that the compiler makes of `fun name/arity`; OTP's code for it is that of the function itself. */
function isMade(name: string): boolean {
  return name.startsWith('-fun.');
}

/** Functions of loaded modules that are not built in; a loading never changes. */
const erlangFunctions = new WeakMap<LoadedModule, readonly FunctionEntry[]>();

/** Fills the seams `callHook` and `tap` of a node. */
export function traceNode(node: NodeState): void {
  const services: TraceServices = {
    machine,
    nodeName: () => node.name,
    modules: function* () {
      for (const [name, slot] of node.modules) if (slot.current !== null) yield name;
    },
    functions: (module) => {
      const current = node.modules.get(module)?.current;
      if (current == null) return [];
      let found = erlangFunctions.get(current);
      if (found === undefined) {
        found = wholeModule(current).entries.filter(
          ({ name, arity }) => !isMade(name.name) && !current.natives.has(`${name.name}/${arity}`),
        );
        erlangFunctions.set(current, found);
      }
      return found;
    },
    exports: (module) => {
      const current = node.modules.get(module)?.current;
      if (current == null) return [];
      return wholeModule(current)
        .entries.filter(({ name, arity }) => current.exported.has(`${name.name}/${arity}`))
        .map(({ name, arity }) => exportEntry(node, module, name, arity));
    },
    isBuiltIn: ({ module, name, arity }) =>
      node.modules.get(module)?.current?.natives.has(`${name.name}/${arity}`) ?? false,
    site: siteAt,
    process: (pid) => processOf(node, pid),
    registered: (name) => {
      const found = node.registered.get(name);
      return found instanceof Pid ? processOf(node, found) : undefined;
    },
    processes: () => node.processes.values(),
    ports: () => portsOf(node).values(),
    port: (port) => portOf(node, port),
    post: (tracer, message) => {
      node.traceMessages++;
      if (tracer instanceof Port) {
        const record = portOf(node, tracer);
        record?.driver.traced?.(node, record, message);
        return;
      }
      const { flags } = tracer.trace;
      tracer.trace.flags = 0;
      deliver(tracer, message);
      tracer.trace.flags = flags;
    },
    cpuTime: false,
    makeRef: () => makeRef(node),
    now: () => {
      node.lastNow = Math.max(node.lastNow + 1, Math.floor(node.clock.epoch + node.clock.now()));
      return node.lastNow;
    },
    monotonicMicros: () => node.clock.now(),
    uniqueInteger: () => node.nextUnique++,
    logError: (text) => logError(machine.process, node, '~ts', listOf(listFromString(text))),
    display: (term) => node.host.print(`${displayText(term)}\r\n`),
  };
  installTracing(node, services);
}
