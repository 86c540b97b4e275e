// Tells the processes that the reader started on a node from those of the service and of the shell itself, and whether
// any of them, or a trace, still has something to do.
import type { NodeState } from '../runtime/node-state.ts';
import type { Process, Timer } from '../runtime/process.ts';
import { exitSignal } from '../runtime/exit.ts';
import { processOf, samePid } from '../runtime/identifiers.ts';
import { atom, KILL } from '../terms/atoms.ts';
import { Pid } from '../terms/term.ts';
import { stopTracing } from '../trace/stop.ts';
import { tracingOf } from '../trace/tracing.ts';
import { startProcess } from './node.ts';
import { sendInterrupt } from './terminal.ts';

/** `group`: a shell's group leader; `shell`: the shell under it; `evaluator`: what a shell starts; `reader`: the rest. */
type Role = 'group' | 'shell' | 'evaluator' | 'reader';

/** Tools that print a last line of their own when they are stopped: the process they register, and how to stop them. */
const TOOLS: readonly (readonly [string, string, string])[] = [
  ['redbug', 'redbug', 'stop'],
  ['recon_trace_tracer', 'recon_trace', 'clear'],
  ['dbg', 'dbg', 'stop'],
];

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

/** Kills the living processes around the shell that play one of these parts. */
export function killPlaying(node: NodeState, roles: readonly Role[]): void {
  const doomed = [...node.processes.values()].filter((process) => {
    const role = roleOf(node, process);
    return role !== null && roles.includes(role);
  });
  for (const process of doomed) exitSignal(process, process.pid, KILL, false);
}

/**
 * What a Stop asks for first: tools that trace end with a last line of their own, every trace is switched off, and a
 * running evaluation is interrupted.
 */
export function askToStop(node: NodeState, isEvaluating: boolean): void {
  for (const [registered, module, name] of TOOLS) {
    if (node.registered.has(atom(registered))) startProcess(node, module, name, []);
  }
  stopTracing(node);
  if (isEvaluating) sendInterrupt(node);
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
