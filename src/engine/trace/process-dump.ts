/**
 * The text that `{process_dump}` and `erlang:process_display/2` give: OTP's layout of a process in a crash
 * dump. DIFFERS: stack variables (the lines `y(N)`) are not shown, since a running frame's
 * values live in JavaScript; addresses are made from names and lines, the same in every world.
 */
import type { Site } from '../compile/abi.ts';
import type { Process } from '../runtime/process.ts';
import { displayText } from '../terms/display-text.ts';
import { fromArray } from '../terms/lists.ts';
import { fromBytes } from '../terms/bits.ts';
import type { Atom, Bits, Term } from '../terms/term.ts';
import { isNamed } from './current-function.ts';
import type { TraceServices } from './services.ts';

/** Words that a small process of OTP has on its heap; shown where the engine has no such figure. */
const HEAP_WORDS = 233;

/** The dump as a binary of Latin-1 text. */
export function processDump(services: TraceServices, process: Process): Bits {
  const { machine } = services;
  const running = machine.process === process;
  const sites = running ? machine.sites : process.sites;
  const depth = running ? machine.sp : process.sp;
  const words = HEAP_WORDS + depth * 4;
  const priority = process.priority.toUpperCase();
  const links = [...(process.links?.values() ?? [])];
  const lines = [
    `=proc:${displayText(process.pid)}`,
    `State: ${running ? 'Running' : 'Waiting'}`,
    ...(process.registeredName === null ? [] : [`Name: ${displayText(process.registeredName)}`]),
    `Spawned as: ${functionText(process.initialCall)}`,
    ...lastScheduled(process, running),
    `Spawned by: ${process.parent === null ? '[]' : displayText(process.parent)}`,
    `Message queue length: ${process.mailbox.length - process.mailboxStart}`,
    // OTP's own list here never names a message.
    ...(process.mailbox.length === process.mailboxStart ? [] : ['Message queue: []']),
    'Number of heap fragments: 0',
    'Heap fragment data: 0',
    ...(links.length === 0 ? [] : [`Link list: ${displayText(fromArray(links))}`]),
    ...dictionaryLines(process),
    `Reductions: ${Math.floor(process.reductions)}`,
    `Stack+heap: ${words}`,
    'OldHeap: 0',
    `Heap unused: ${words - depth * 4}`,
    'OldHeap unused: 0',
    'BinVHeap: 0',
    'OldBinVHeap: 0',
    'BinVHeap unused: 46422',
    'OldBinVHeap unused: 46422',
    `Memory: ${words * 8 + 800}`,
    'Stack dump:',
    ...stackLines(services, process, sites, depth),
    `Internal State: ACT_PRIO_${priority} | USR_PRIO_${priority} | PRQ_PRIO_${priority} | ${running ? 'ACTIVE | RUNNING' : '0'}`,
  ];
  return fromBytes(latin1(`${lines.join('\n')}\n`));
}

/** What the process was doing when it was last switched out, unless it waited. */
function lastScheduled(process: Process, running: boolean): string[] {
  const entry = process.outOf;
  const isNew = process.waitSite < 0;
  if (entry === null && !isNew) return [];
  const called = entry !== null && isNamed(entry) ? entry : process.initialCall;
  return [`${running ? 'Last scheduled in for' : 'Current call'}: ${functionText(called)}`];
}

function dictionaryLines(process: Process): string[] {
  if (process.dictionary === null || process.dictionary.size === 0) return [];
  const pairs: Term[] = [...process.dictionary.values()].map(({ key, value }): Term => [key, value]);
  return [`Dictionary: ${displayText(fromArray(pairs))}`];
}

function functionText({
  module,
  name,
  arity,
}: {
  readonly module: Atom;
  readonly name: Atom;
  readonly arity: number;
}): string {
  return `${displayText(module)}:${displayText(name)}/${arity}`;
}

/**
 * The program counter, which is where the process was last switched in, then every function that will be
 * returned to, innermost first.
 */
function stackLines(services: TraceServices, process: Process, sites: Int32Array, depth: number): string[] {
  const lines: string[] = [];
  const place = (number: number): string => {
    const site: Site = services.site(number);
    const name = functionText(site);
    const offset = (site.line % 64) * 8 + 8;
    return `${address(codeStart(name) + offset)} (${name} + ${offset})`;
  };
  lines.push(`Program counter: ${counter(process, place)}`, '');
  for (let index = depth - 1; index >= 0; index--) {
    lines.push(`${address(0x7f41_0000_0000 + (depth - index) * 32)} Return addr ${place(sites[index])}`, '');
  }
  const bottom = address(0x7f41_0000_0000 + (depth + 1) * 32);
  lines.push(`${bottom} Return addr ${address(0x7f42_0000_0000)} (<terminate process normally>)`);
  return lines;
}

function counter(process: Process, place: (site: number) => string): string {
  const entry = process.outOf;
  if (entry !== null && isNamed(entry)) return `${address(0x7f42_0000_0000)} (${functionText(entry)} + 8)`;
  return process.waitSite < 0 ? `${address(0x7f42_0000_0000)} (unknown function)` : place(process.waitSite);
}

/**
 * Where the code of a function seems to begin. Made of its name (FNV-1a), for numbers of call sites depend on what else
 * was loaded before, and the same session has to print the same dump.
 */
function codeStart(name: string): number {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x0100_0193);
  return 0x7f42_0000_0000 + (hash >>> 8) * 64;
}

function address(value: number): string {
  return `0x${value.toString(16).padStart(16, '0')}`;
}

function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    bytes[index] = code < 256 ? code : 63;
  }
  return bytes;
}
