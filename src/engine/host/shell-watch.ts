// Tells whether what the reader started on a node still goes on: processes that descend from the shell, or tracing.
import type { NodeState } from '../runtime/node-state.ts';
import type { Process } from '../runtime/process.ts';
import { processOf, samePid } from '../runtime/identifiers.ts';
import { atom } from '../terms/atoms.ts';
import { Pid } from '../terms/term.ts';
import { tracingOf } from '../trace/tracing.ts';

/** The shell of a node as it stood at its first prompt. */
export type ShellWatch = {
  /** The shell's group leader. */
  readonly leader: Pid | null;
  /** Keys of the processes that were there before the reader typed anything. */
  readonly before: ReadonlySet<number>;
  /** Key of the shell process: what it spawns (evaluators, readers) is its machinery. */
  readonly shell: ReadonlySet<number>;
};

/** Looks at a node that shows its first prompt. */
export function watchShell(node: NodeState): ShellWatch {
  const user = node.registered.get(atom('user'));
  let leader: Pid | null = null;
  for (const process of node.processes.values()) {
    const { groupLeader } = process;
    if (user !== undefined && samePid(user, groupLeader)) continue;
    const group = processOf(node, groupLeader);
    if (group?.initialCall.module === atom('group')) leader = groupLeader;
  }
  const shell = new Set<number>();
  const { processes } = node;
  const isOfShell = (process: Process | undefined): process is Process =>
    process !== undefined && leader !== null && samePid(process.groupLeader, leader) && !samePid(process.pid, leader);
  for (const process of processes.values()) {
    const parent = process.parent === null ? undefined : processOf(node, process.parent);
    if (isOfShell(process) && !isOfShell(parent)) shell.add(process.key);
  }
  return { leader, before: new Set(node.processes.keys()), shell };
}

/** Whether a process that the reader started lives, or anything is being traced. */
export function goesOn(node: NodeState, watch: ShellWatch): boolean {
  const tracing = tracingOf(node);
  if (tracing !== undefined && tracing.newProcesses.flags !== 0) return true;
  for (const process of node.processes.values()) {
    if (process.trace.flags !== 0 && isTraced(node, process)) return true;
    if (isReaders(node, watch, process)) return true;
  }
  return false;
}

/** The living processes that the reader started from the shell. */
export function startedByReader(node: NodeState, watch: ShellWatch): Process[] {
  return [...node.processes.values()].filter((process) => isReaders(node, watch, process));
}

function isReaders(node: NodeState, watch: ShellWatch, process: Process): boolean {
  if (watch.leader === null || watch.before.has(process.key) || !samePid(process.groupLeader, watch.leader)) return false;
  const parent = process.parent === null ? undefined : processOf(node, process.parent);
  return parent === undefined || !watch.shell.has(parent.key);
}

/** A tracer that has died leaves flags behind until the next event. */
function isTraced(node: NodeState, process: Process): boolean {
  const { tracer } = process.trace;
  return !(tracer instanceof Pid) || processOf(node, tracer) !== undefined;
}
