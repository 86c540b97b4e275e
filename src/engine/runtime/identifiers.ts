/**
 * Making pids, ports and references of a node, and the keys under which tables hold them. Own
 * identifiers have number keys, those of other nodes string keys.
 */
import { Pid, Port, Ref } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import type { NodeState } from './node-state.ts';
import type { Process } from './process.ts';
import { machine } from './registers.ts';

const PID_BITS = 15;
/** Numbers of 15 bits, serials of 13, as the emulator prints them. */
const PID_KEYS = 2 ** 28;
const REF_LOW = 2 ** 18;

/** A pid that no living process has. */
export function makePid(node: NodeState): Pid {
  while (node.processes.has(node.nextPid)) node.nextPid = (node.nextPid + 1) % PID_KEYS;
  const key = node.nextPid;
  node.nextPid = (key + 1) % PID_KEYS;
  return new Pid(node.name, key & ((1 << PID_BITS) - 1), key >> PID_BITS, node.creation);
}

/** A fresh port identifier. */
export function makePort(node: NodeState): Port {
  return new Port(node.name, node.nextPort++, node.creation);
}

/** A fresh reference. */
export function makeRef(node: NodeState): Ref {
  const count = node.nextRef++;
  const middle = (Math.imul(node.salt, 0x9e3779b1) + Math.floor(count / REF_LOW)) >>> 0;
  const ref = new Ref(node.name, [count % REF_LOW, middle, node.salt], node.creation);
  const { process } = machine;
  process.markRef = ref;
  process.markAt = process.mailbox.length;
  return ref;
}

/** Whether an identifier belongs to this incarnation of the node. */
export function isLocal(node: NodeState, id: Pid | Port | Ref): boolean {
  return id.node === node.name && id.creation === node.creation;
}

/** Key of a reference in the tables of `node`. */
export function refKey(node: NodeState, ref: Ref): number | string {
  const [low, middle, high] = ref.words;
  if (ref.node === node.name && ref.creation === node.creation) return middle * REF_LOW + low;
  return `${ref.node.name} ${ref.creation} ${high} ${middle} ${low}`;
}

/** Key of a pid or port in the tables of `node`. */
export function idKey(node: NodeState, id: Pid | Port): number | string {
  if (id instanceof Pid) {
    if (id.node === node.name && id.creation === node.creation) return id.serial * 32768 + id.number;
    return `${id.node.name} ${id.creation} ${id.serial} ${id.number}`;
  }
  return `port ${id.node.name} ${id.creation} ${id.number}`;
}

/** The living process of a local pid. */
export function processOf(node: NodeState, pid: Pid): Process | undefined {
  if (pid.node !== node.name || pid.creation !== node.creation) return undefined;
  return node.processes.get(pid.serial * 32768 + pid.number);
}

/** Equality of pids by their fields. */
export function samePid(a: Term, b: Pid): boolean {
  return (
    a === b ||
    (a instanceof Pid &&
      a.number === b.number &&
      a.serial === b.serial &&
      a.node === b.node &&
      a.creation === b.creation)
  );
}

/** Equality of references by their fields. */
export function sameRef(a: Term, b: Ref): boolean {
  if (a === b) return true;
  if (!(a instanceof Ref) || a.node !== b.node || a.creation !== b.creation) return false;
  return a.words[0] === b.words[0] && a.words[1] === b.words[1] && a.words[2] === b.words[2];
}

/** Key of a local pid in the table of processes. */
export function pidKeyOf(pid: Pid): number {
  return pid.serial * 32768 + pid.number;
}
