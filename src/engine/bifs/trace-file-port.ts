/**
 * The driver `trace_file_drv`: a port that, as a tracer, writes trace messages to a file, each as a byte 0, its size in
 * four bytes, and the term in the external format. Its command is `trace_file_drv [w Size Count Time Length ]n Name[Tail]`:
 * with `w` there are at most Count files Name0Tail, Name1Tail, …, numbered modulo Count + 1, each of about Size bytes or
 * of Time milliseconds.
 * What has been written reaches the file with `port_control(Port, $f, "")`, when much has gathered, and at the end.
 * DIFFERS: trace ports over IP (`trace_ip_drv`) do not exist.
 */
import { filesOf, readFile, writeFile } from '../runtime/files.ts';
import type { NodeState } from '../runtime/node-state.ts';
import type { PortDriver, PortRecord } from '../runtime/ports.ts';
import { fromBytes } from '../terms/bits.ts';
import { encodeTerm } from '../terms/etf-encode.ts';
import { listFromString } from '../terms/lists.ts';
import type { Term } from '../terms/term.ts';

interface Wrap {
  /** Bytes, where there is no time. */
  readonly size: number;
  /** Microseconds; 0: files follow each other by size. */
  readonly time: number;
  readonly count: number;
  readonly tail: string;
}

interface TraceFile {
  readonly name: string;
  readonly wrap: Wrap | null;
  /** Number of the file of a wrap log that is written. */
  current: number;
  /** Bytes in the current file, `pending` among them. */
  length: number;
  /** When the current file was begun. */
  begun: number;
  pending: Uint8Array[];
  pendingLength: number;
}

const HEAD = 5;
const MUCH = 64 * 1024;
const FLUSH = 'f'.charCodeAt(0);
const COMMAND = /^trace_file_drv (?:w (\d+) (\d+) (\d+) (\d+) )?n (.+)$/s;

function pathOf({ name, wrap, current }: TraceFile): string {
  return wrap === null ? name : `${name}${current}${wrap.tail}`;
}

function flush(node: NodeState, file: TraceFile): boolean {
  if (file.pendingLength === 0) return true;
  const path = pathOf(file);
  const old = readFile(node, path) ?? new Uint8Array();
  const whole = new Uint8Array(old.length + file.pendingLength);
  whole.set(old);
  let at = old.length;
  for (const part of file.pending) {
    whole.set(part, at);
    at += part.length;
  }
  file.pending = [];
  file.pendingLength = 0;
  return writeFile(node, path, whole);
}

function nextFile(node: NodeState, file: TraceFile, wrap: Wrap): void {
  const { count } = wrap;
  flush(node, file);
  file.current = (file.current + 1) % (count + 1);
  file.length = 0;
  file.begun += wrap.time;
  const gap = { ...file, current: (file.current + 1) % (count + 1) };
  filesOf(node).files.delete(pathOf(gap));
  writeFile(node, pathOf(file), new Uint8Array());
}

/** Goes on to the file of the present, for logs whose files last some time. */
function keepUp(node: NodeState, file: TraceFile): void {
  const { wrap } = file;
  if (wrap === null || wrap.time === 0) return;
  while (node.clock.now() - file.begun >= wrap.time) nextFile(node, file, wrap);
}

function fileOf({ state }: PortRecord): TraceFile {
  return state as TraceFile;
}

function driverOf(name: string): PortDriver {
  return {
    name,
    command: () => false,
    closed: (node, port) => {
      keepUp(node, fileOf(port));
      flush(node, fileOf(port));
    },
    control: (node, port, operation) => {
      if (operation === FLUSH)
        return flush(node, fileOf(port)) ? fromBytes(Uint8Array.of(0)) : fromBytes(Uint8Array.of(1));
      return listFromString('');
    },
    traced: (node, port, message) => {
      const file = fileOf(port);
      keepUp(node, file);
      const part = entryOf(message);
      file.pending.push(part);
      file.pendingLength += part.length;
      file.length += part.length;
      port.output += part.length;
      if (file.wrap?.time === 0 && file.length >= file.wrap.size) nextFile(node, file, file.wrap);
      else if (file.pendingLength > MUCH) flush(node, file);
    },
  };
}

function entryOf(message: Term): Uint8Array {
  const term = encodeTerm(message);
  const part = new Uint8Array(HEAD + term.length);
  new DataView(part.buffer).setUint32(1, term.length);
  part.set(term, HEAD);
  return part;
}

/** The driver and its state for a command; undefined when the command is none of its, or its file cannot be written. */
export function traceFileDriver(node: NodeState, command: string): { driver: PortDriver; state: object } | undefined {
  const [, size, count, time, length, rest] = COMMAND.exec(command) ?? [];
  if (rest === undefined) return undefined;
  const isWrap = length !== undefined;
  const file: TraceFile = {
    name: isWrap ? rest.slice(0, Number(length)) : rest,
    wrap: isWrap
      ? { size: Number(size), time: Number(time) * 1000, count: Number(count), tail: rest.slice(Number(length)) }
      : null,
    current: 0,
    length: 0,
    begun: node.clock.now(),
    pending: [],
    pendingLength: 0,
  };
  return writeFile(node, pathOf(file), new Uint8Array()) ? { driver: driverOf(command), state: file } : undefined;
}
