// Tells the processes that the reader started on a node from those of the service and of the shell itself, and whether
// any of them, or a trace, still has something to do.
import type { NodeState } from '../runtime/node-state.ts';
import type { Process, Timer } from '../runtime/process.ts';
import { processOf, samePid } from '../runtime/identifiers.ts';
import { atom } from '../terms/atoms.ts';
import { Pid } from '../terms/term.ts';
import { tracingOf } from '../trace/tracing.ts';

/** `group`: a shell's group leader; `shell`: the shell under it; `evaluator`: what a shell starts; `reader`: the rest. */
type Role = 'group' | 'shell' | 'evaluator' | 'reader';

const GROUP = atom('group');
const USER = atom('user');

function isShellGroup(process: Process): boolean {
  return process.initialCall.module === GROUP && process.registeredName !== USER;
}

/** The part a process plays around a shell; null for processes of the node's own. */
function roleOf(node: NodeState, process: Process): Role | null {
  if (isShellGroup(process)) return 'group';
  const leader = processOf(node, process.groupLeader);
  if (leader === undefined || !isShellGroup(leader)) return null;
  if (process.parent === null) return 'reader';
  if (samePid(process.parent, leader.pid)) return 'shell';
  const grandparent = processOf(node, process.parent)?.parent ?? null;
  return grandparent !== null && samePid(grandparent, leader.pid) ? 'evaluator' : 'reader';
}

/** Whether something is being traced, or a process that the reader started has work or waits for a time to come. */
export function goesOn(node: NodeState): boolean {
  const tracing = tracingOf(node);
  if (tracing !== undefined && tracing.newProcesses.flags !== 0) return true;
  for (const process of node.processes.values()) {
    if (process.trace.flags !== 0 && isTraced(node, process)) return true;
    const hasWork = process.status !== 'waiting' || process.timeout === 'running';
    if (hasWork && roleOf(node, process) === 'reader') return true;
  }
  return node.timers.some((timer) => timer.process === null && isForReader(node, timer));
}

/** The living processes around the shell that play one of these parts. */
export function playing(node: NodeState, roles: readonly Role[]): Process[] {
  return [...node.processes.values()].filter((process) => {
    const role = roleOf(node, process);
    return role !== null && roles.includes(role);
  });
}

/** A tracer that has died leaves flags behind until the next event. */
function isTraced(node: NodeState, process: Process): boolean {
  const { tracer } = process.trace;
  return !(tracer instanceof Pid) || processOf(node, tracer) !== undefined;
}

function isForReader(node: NodeState, { to }: Timer): boolean {
  const process = to instanceof Pid ? processOf(node, to) : undefined;
  return process !== undefined && roleOf(node, process) === 'reader';
}
