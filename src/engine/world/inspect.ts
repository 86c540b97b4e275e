// Looks into a world from outside, between its slices: counts for a line of state, and what a node knows of a process, as
// plain data. Looking changes nothing in the world and takes no virtual time.
import { processFact } from '../bifs/erlang/process-info.ts';
import { processOf } from '../runtime/identifiers.ts';
import { messagesOf } from '../runtime/mailbox.ts';
import type { NodeState } from '../runtime/node-state.ts';
import type { Process } from '../runtime/process.ts';
import { machine } from '../runtime/registers.ts';
import { registeredProcess } from '../runtime/send.ts';
import { atom } from '../terms/atoms.ts';
import { formatTerm } from '../terms/format.ts';
import { Pid } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import type { World } from './world.ts';

export interface Figures {
  /** Virtual microseconds since 1970. */
  readonly clock: number;
  readonly processes: number;
  readonly events: number;
  readonly messages: number;
}

/** Counts of all nodes of a world since its boot. */
export function worldFigures(world: World): Figures {
  let processes = 0;
  let events = 0;
  let messages = 0;
  for (const node of world.nodes) {
    processes += node.processes.size;
    events += node.traceMessages;
    messages += node.messages;
  }
  return { clock: Math.floor(world.clock.epoch + world.clock.now()), processes, events, messages: messages - events };
}

export interface Card {
  readonly pid: string;
  readonly isAlive: boolean;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** What is shown of a process, in this order; names are those of `process_info/2`. */
const SHOWN = [
  'registered_name',
  'initial_call',
  'current_function',
  'status',
  'message_queue_len',
  'links',
  'monitors',
  'monitored_by',
  'trap_exit',
  'memory',
  'reductions',
] as const;
/** Characters shown of a value. */
const LONGEST = 400;
/** Messages of a mailbox that are shown. */
const MESSAGES = 5;

/** The card of the process with a pid or registered name, as text. */
export function processCard(node: NodeState, name: string): Card {
  const process = findProcess(node, name);
  if (process === undefined) return { pid: name, isAlive: false, facts: [] };
  const facts = SHOWN.flatMap((fact) => {
    const value = fact === 'initial_call' ? initialCall(process) : processFact(machine, process, fact);
    const text = formatTerm(value);
    return text === '[]' ? [] : [{ name: fact, value: shorten(text) }];
  });
  const messages = messagesOf(process).slice(0, MESSAGES);
  return {
    pid: formatTerm(process.pid),
    isAlive: true,
    facts: [...facts, ...messages.map((message) => ({ name: 'message', value: shorten(formatTerm(message)) }))],
  };
}

function findProcess(node: NodeState, name: string): Process | undefined {
  const [, number] = /^<\d+\.(\d+)\.\d+>$/.exec(name) ?? [];
  if (number === undefined) return registeredProcess(node, atom(name));
  return processOf(node, new Pid(node.name, Number(number), 0, node.creation));
}

/** The function a process was started with; what `proc_lib` started says so in its dictionary. */
function initialCall(process: Process): Term {
  for (const { key, value } of process.dictionary?.values() ?? []) if (key === atom('$initial_call')) return value;
  return processFact(machine, process, 'initial_call');
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
