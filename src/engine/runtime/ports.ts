/**
 * Ports of a node: native drivers behind identifiers (the terminal, sockets of the virtual network).
 * A driver is a record of functions supplied by the floor that opens the port; its state is data.
 */
import { atom, NORMAL } from '../terms/atoms.ts';
import { fromBytes } from '../terms/bits.ts';
import { ioListBytes } from '../terms/iolists.ts';
import { listOf } from '../terms/lists.ts';
import { NIL, Pid, Port } from '../terms/term.ts';
import type { Atom, Term } from '../terms/term.ts';
import { exitSignal, monitorDown } from './exit.ts';
import { idKey, makePort, processOf } from './identifiers.ts';
import type { Machine } from './machine.ts';
import { deliver } from './mailbox.ts';
import type { NodeState } from './node-state.ts';
import type { Monitor, Process } from './process.ts';
import type { PortEvent } from './seams.ts';
import type { Traceable } from './trace-flags.ts';

/** What a port does with commands; `name` is shown by `erlang:port_info/1`. */
export interface PortDriver {
  readonly name: string;
  /** `Port ! {Owner, {command, Data}}`; false when the data is no good. */
  command(node: NodeState, port: PortRecord, data: Term): boolean;
  closed(node: NodeState, port: PortRecord): void;
  /** A trace message for the port as a tracer. */
  traced?(node: NodeState, port: PortRecord, message: Term): void;
  /** `port_control/3`; undefined when it cannot. */
  control?(node: NodeState, port: PortRecord, operation: number): Term | undefined;
}

export interface PortRecord extends Traceable {
  readonly port: Port;
  readonly driver: PortDriver;
  owner: Pid;
  links: Map<number | string, Pid>;
  monitoredBy: Map<number | string, Monitor>;
  readonly sensitive: false;
  readonly trace: Traceable['trace'];
  input: number;
  output: number;
  /** Private to the driver. */
  readonly state: object;
}

const PART = 'ports';
const CONNECTED = atom('connected');
const CLOSED = atom('closed');

/** The open ports of a node by number. */
export function portsOf(node: NodeState): Map<number, PortRecord> {
  let found = node.parts.get(PART) as Map<number, PortRecord> | undefined;
  if (found === undefined) {
    found = new Map();
    node.parts.set(PART, found);
  }
  return found;
}

/** Opens a port for a process and links the two. */
export function openPort(node: NodeState, driver: PortDriver, owner: Pid, state: object): PortRecord {
  const record = addPort(node, driver, owner, state);
  linkPort(node, record, owner);
  return record;
}

/** Opens a port that is not linked. */
export function addPort(node: NodeState, driver: PortDriver, owner: Pid, state: object): PortRecord {
  const record: PortRecord = {
    port: makePort(node),
    driver,
    owner,
    links: new Map(),
    monitoredBy: new Map(),
    sensitive: false,
    trace: { flags: 0, hidden: 0, tracer: null },
    input: 0,
    output: 0,
    state,
  };
  portsOf(node).set(record.port.number, record);
  node.tap.port(record, 'open', [owner, atom(driver.name)]);
  return record;
}

/** Tells tracing what happens to a port. */
export function tellOfPort(node: NodeState, record: PortRecord, event: PortEvent, ...items: Term[]): void {
  if (record.trace.flags !== 0) node.tap.port(record, event, items);
}

/** A port sends a message; `shown` is what tracing sees of it where that is something else. */
export function sendFromPort(node: NodeState, record: PortRecord, to: Pid, message: Term, shown = message): void {
  tellOfPort(node, record, 'send', shown, to);
  const process = processOf(node, to);
  if (process !== undefined) deliver(process, message);
}

/** Links a local process with a port. */
export function linkPort(node: NodeState, record: PortRecord, pid: Pid): void {
  const process = processOf(node, pid);
  if (process === undefined) return;
  if (!record.links.has(process.key)) tellOfPort(node, record, 'getting_linked', pid);
  record.links.set(process.key, process.pid);
  (process.links ??= new Map()).set(idKey(node, record.port), record.port);
}

/** Ends the link of a local process with a port, if there is one. */
export function unlinkPort(node: NodeState, record: PortRecord, process: Process): void {
  if (record.links.delete(process.key)) tellOfPort(node, record, 'getting_unlinked', process.pid);
}

/** The open port of an identifier. */
export function portOf(node: NodeState, port: Port): PortRecord | undefined {
  return port.node === node.name ? portsOf(node).get(port.number) : undefined;
}

/** Closes a port: links get an exit signal, monitors their message. */
export function closePort(node: NodeState, record: PortRecord, reason: Term): void {
  if (!portsOf(node).delete(record.port.number)) return;
  tellOfPort(node, record, 'closed', reason);
  record.driver.closed(node, record);
  for (const [name, id] of node.registered) if (id === record.port) node.registered.delete(name);
  for (const monitor of record.monitoredBy.values()) monitorDown(node, monitor, reason);
  for (const pid of record.links.values()) {
    const process = processOf(node, pid);
    if (process !== undefined) exitSignal(process, record.port, reason, true);
  }
}

/** What tracing shows of data for a port: one binary if there is any, or the term when it is no data. */
export function commandData(data: Term): Term {
  const bytes = ioListBytes(data);
  if (bytes === undefined) return data;
  return bytes.length === 0 ? NIL : listOf(fromBytes(bytes));
}

/** Gives a port, by order of a process, another owner. */
export function connectPort(node: NodeState, record: PortRecord, from: Pid, owner: Pid): void {
  linkPort(node, record, owner);
  tellOfPort(node, record, 'receive', [from, [atom('connect'), owner]]);
  record.owner = owner;
}

/** `Port ! Message`: `{Owner, {command, Data}}`, `{Owner, close}`, `{Owner, {connect, Pid}}`. */
export function portCommand(machine: Machine, port: Port, message: Term): boolean {
  const record = portOf(machine.node, port);
  if (record === undefined || !Array.isArray(message) || message.length !== 2) return true;
  const [owner, what] = message as readonly Term[];
  if (!(owner instanceof Pid)) return true;
  const { node } = machine;
  if (Array.isArray(what) && what.length === 2) {
    const [verb, data] = what as readonly Term[];
    const { name } = verb as Atom;
    if (name === 'command') {
      tellOfPort(node, record, 'receive', [owner, [verb, commandData(data)]]);
      if (!record.driver.command(node, record, data)) closePort(node, record, NORMAL);
    } else if (name === 'connect' && data instanceof Pid) {
      connectPort(node, record, owner, data);
      sendFromPort(node, record, owner, [record.port, CONNECTED]);
    }
  } else if ((what as Atom).name === 'close') {
    tellOfPort(node, record, 'receive', message);
    closePort(node, record, NORMAL);
    sendFromPort(node, record, owner, [record.port, CLOSED], CLOSED);
  }
  return true;
}

function closeBySignal(node: NodeState, record: PortRecord, from: Pid, reason: Term): void {
  tellOfPort(node, record, 'receive', [from, atom('close')]);
  closePort(node, record, reason);
}

/** `exit(Port, Reason)`; false when the port is none of this node. */
export function portExit(machine: Machine, port: Port, reason: Term): boolean {
  const record = portOf(machine.node, port);
  if (record !== undefined) closeBySignal(machine.node, record, machine.process.pid, reason);
  return true;
}

/** Closes the ports a process is linked to when it ends, but not those of others at a normal end; an exit hook of the node. */
export function closePortsOf(process: Process, reason: Term): void {
  if (process.links === null) return;
  for (const other of [...process.links.values()]) {
    const record = other instanceof Port ? portOf(process.node, other) : undefined;
    if (record === undefined) continue;
    if (reason === NORMAL && record.owner !== process.pid) unlinkPort(process.node, record, process);
    else closeBySignal(process.node, record, process.pid, reason);
  }
}
