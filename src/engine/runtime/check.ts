/** A walk over a node that checks the invariants its files promise; for tests, never in the page. */
import { Pid } from '../terms/term.ts';
import { processOf, refKey } from './identifiers.ts';
import type { NodeState } from './node-state.ts';
import type { Process } from './process.ts';

/** What is wrong with a node between two slices; empty when nothing is. */
export function checkNode(node: NodeState): string[] {
  const found: string[] = [];
  const complain = (process: Process, text: string): void => {
    found.push(`<0.${process.pid.number}.${process.pid.serial}> ${text}`);
  };
  const queued = new Set<Process>();
  for (const priority of ['max', 'high', 'normal', 'low'] as const) {
    for (let process = node.runQueue[priority].first; process !== null; process = process.nextInQueue)
      queued.add(process);
  }
  if (queued.size !== node.runQueue.length) found.push('the run queue does not count right');
  for (const [key, process] of node.processes) {
    if (process.key !== key) complain(process, 'stands under another key');
    if ((process.status === 'runnable') !== queued.has(process))
      complain(process, `is ${process.status}, and the run queue disagrees`);
    if (process.mailboxStart > process.savePointer || process.savePointer > process.mailbox.length) {
      complain(process, 'has a save pointer outside its mailbox');
    }
    if (process.registeredName !== null && node.registered.get(process.registeredName) !== process.pid) {
      complain(process, 'has a name that is registered for another');
    }
    checkBonds(node, process, complain);
  }
  node.timers.forEach((timer, index) => {
    if (timer.index !== index) found.push(`a timer stands at ${index} and believes ${timer.index}`);
    const above = node.timers[(index - 1) >> 1];
    if (index > 0 && above.deadline > timer.deadline) found.push(`a timer at ${index} is due before the one above it`);
  });
  for (const [name, id] of node.registered) {
    if (id instanceof Pid && processOf(node, id)?.registeredName !== name)
      found.push(`the name ${name.name} has no process`);
  }
  return found;
}

function checkBonds(node: NodeState, process: Process, complain: (process: Process, text: string) => void): void {
  for (const other of process.links?.values() ?? []) {
    if (!(other instanceof Pid) || other.node !== node.name) continue;
    if (processOf(node, other)?.links?.has(process.key) !== true)
      complain(process, 'is linked to one that is not linked back');
  }
  for (const monitor of process.monitors?.values() ?? []) {
    if (monitor.kind !== 'process' || monitor.node !== node.name || !(monitor.target instanceof Pid)) continue;
    const target = processOf(node, monitor.target);
    if (target?.monitoredBy?.has(refKey(node, monitor.ref)) !== true)
      complain(process, 'monitors one that does not know');
  }
  for (const key of process.aliases?.keys() ?? []) {
    if (node.aliases.get(key) !== process) complain(process, 'has an alias that leads elsewhere');
  }
}
