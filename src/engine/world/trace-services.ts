/** Gives tracing its view of a node: loaded code, processes, clocks, posting. */
import type { ExportEntry, Site } from '../compile/abi.ts';
import { logError } from '../runtime/crash.ts';
import { functionKey } from '../runtime/function-entry.ts';
import { makeRef, processOf } from '../runtime/identifiers.ts';
import { deliver } from '../runtime/mailbox.ts';
import { exportEntry } from '../runtime/module-table.ts';
import type { NodeState } from '../runtime/node-state.ts';
import { machine } from '../runtime/registers.ts';
import { formatTerm } from '../terms/format.ts';
import { listFromString, listOf } from '../terms/lists.ts';
import type { Atom } from '../terms/term.ts';
import type { TraceServices } from '../trace/services.ts';

/** What world/ knows besides the node itself. */
export interface TraceSources {
  /** The place behind a call-site number. */
  site(number: number): Site;
  portCount(): number;
}

/** The services of one node. */
export function traceServices(node: NodeState, sources: TraceSources): TraceServices {
  const loaded = (module: Atom) => node.modules.get(module)?.current ?? null;
  return {
    machine,
    nodeName: () => node.name,
    *modules() {
      for (const slot of node.modules.values()) if (slot.current !== null) yield slot.name;
    },
    functions: (module) => {
      const current = loaded(module);
      if (current === null) return [];
      return current.entries.filter((entry) => !current.natives.has(functionKey(entry.name, entry.arity)));
    },
    exports: (module) => {
      const current = loaded(module);
      if (current === null) return [];
      const found: ExportEntry[] = [];
      for (const key of current.exported) {
        const entry = current.byName.get(key);
        if (entry !== undefined) found.push(exportEntry(node, module, entry.name, entry.arity));
      }
      return found;
    },
    isBuiltIn: (entry) => loaded(entry.module)?.natives.has(functionKey(entry.name, entry.arity)) ?? false,
    site: sources.site,
    process: (pid) => processOf(node, pid),
    processes: () => node.processes.values(),
    portCount: sources.portCount,
    post: (tracer, message) => deliver(tracer, message),
    makeRef: () => makeRef(node),
    systemMicros: () => node.clock.epoch + node.clock.now(),
    monotonicMicros: () => node.clock.now(),
    uniqueInteger: () => node.nextUnique++,
    logError: (text) => logError(machine.process, node, '~ts~n', listOf(listFromString(text))),
    display: (term) => node.host.print(`${formatTerm(term)}\n`),
  };
}
