/** Registered names of a node. Invariant: a process has at most one name, and the two agree. */
import { Pid } from '../terms/term.ts';
import type { Atom, Port } from '../terms/term.ts';
import { processOf } from './identifiers.ts';
import type { NodeState } from './node-state.ts';
import { portOf, tellOfPort } from './ports.ts';

/** Registers a living process or a port; false when the name or the process is taken. */
export function registerName(node: NodeState, name: Atom, id: Pid | Port): boolean {
  if (node.registered.has(name)) return false;
  if (id instanceof Pid) {
    const process = processOf(node, id);
    if (process === undefined || process.registeredName !== null) return false;
    process.registeredName = name;
    node.registered.set(name, id);
    if (process.trace.flags !== 0) node.tap.registered(process, name, 'register');
    return true;
  }
  node.registered.set(name, id);
  tellName(node, id, 'register', name);
  return true;
}

function tellName(node: NodeState, id: Port, event: 'register' | 'unregister', name: Atom): void {
  const port = portOf(node, id);
  if (port !== undefined) tellOfPort(node, port, event, name);
}

/** Takes a name back; false when nobody has it. */
export function unregisterName(node: NodeState, name: Atom): boolean {
  const id = node.registered.get(name);
  if (id === undefined) return false;
  node.registered.delete(name);
  if (id instanceof Pid) {
    const process = processOf(node, id);
    if (process !== undefined) {
      process.registeredName = null;
      if (process.trace.flags !== 0) node.tap.registered(process, name, 'unregister');
    }
  } else tellName(node, id, 'unregister', name);
  return true;
}
