/**
 * TCP sockets of a world: ports of nodes, joined in pairs. The contract is in otp/kernel/prim_inet.erl. Bytes
 * arrive at once; what a socket's owner has not taken waits in the socket.
 * Invariant: `peer` is mutual, or null on both sides.
 */
import { atom, ERROR, NORMAL, OK } from '../terms/atoms.ts';
import { fromBytes } from '../terms/bits.ts';
import { fromArray } from '../terms/lists.ts';
import type { Pid, Ref, Term } from '../terms/term.ts';
import type { NodeState } from './node-state.ts';
import { closePort, openPort, portsOf, sendFromPort } from './ports.ts';
import { processOf } from './identifiers.ts';
import type { PortDriver, PortRecord } from './ports.ts';

export interface Asker {
  readonly pid: Pid;
  readonly ref: Ref;
  /** Bytes wanted; 0 for what there is. */
  readonly length: number;
}

export interface Socket {
  readonly node: NodeState;
  readonly host: string;
  port: number;
  /** As set; `mode`, `active` and `packet` have a value always. */
  readonly options: Map<string, Term>;
  listening: boolean;
  /** Connections that nobody has accepted yet. */
  readonly backlog: Socket[];
  askers: Asker[];
  peer: Socket | null;
  /** Address of the other end, kept after it is gone. */
  remote: { readonly host: string; readonly port: number } | null;
  input: Uint8Array;
  /** The other end sends no more. */
  ended: boolean;
  readShut: boolean;
  writeShut: boolean;
  readonly counts: { packetsIn: number; bytesIn: number; packetsOut: number; bytesOut: number };
  record: PortRecord | null;
}

export interface SocketHosts {
  readonly kind: 'hosts';
  /** Listening sockets by `host:port`. */
  readonly listeners: Map<string, Socket>;
  /** Hosts in the order of their first appearance: the last number of their address. */
  readonly hosts: string[];
  nextPort: number;
}

const PART = 'hosts';
const FIRST_FREE_PORT = 32768;
const TCP = atom('tcp');
const TCP_CLOSED = atom('tcp_closed');
const TCP_PASSIVE = atom('tcp_passive');
const INET_ASYNC = atom('inet_async');
const CLOSED = atom('closed');
const ACTIVE = atom('true');
const PASSIVE = atom('false');
const ONCE = atom('once');
const BINARY = atom('binary');
const NOTHING = new Uint8Array(0);

/** Hosts and listeners of the world. */
export function hostsOf(node: NodeState): SocketHosts {
  let found = node.transport.shared.get(PART) as SocketHosts | undefined;
  if (found === undefined) {
    found = { kind: 'hosts', listeners: new Map(), hosts: [], nextPort: FIRST_FREE_PORT };
    node.transport.shared.set(PART, found);
  }
  return found;
}

/** The host a node runs on: its name behind the `@`. */
export function hostName(node: NodeState): string {
  return node.name.name.slice(node.name.name.indexOf('@') + 1);
}

/** The number of a host, from 1; hosts are known from their first socket or look-up. */
export function hostNumber(node: NodeState, host: string): number {
  const { hosts } = hostsOf(node);
  const at = hosts.indexOf(host);
  return at >= 0 ? at + 1 : hosts.push(host);
}

const driver: PortDriver = {
  name: 'tcp_inet',
  command: () => false,
  closed: (_node, record) => hangUp(record.state as Socket),
};

/** A socket as a port of its owner. */
export function newSocket(node: NodeState, owner: Pid, options: ReadonlyMap<string, Term>): Socket {
  const socket: Socket = {
    node,
    host: hostName(node),
    port: 0,
    options: new Map<string, Term>([['mode', atom('list')], ['active', ACTIVE], ['packet', 0], ...options]),
    listening: false,
    backlog: [],
    askers: [],
    peer: null,
    remote: null,
    input: NOTHING,
    ended: false,
    readShut: false,
    writeShut: false,
    counts: { packetsIn: 0, bytesIn: 0, packetsOut: 0, bytesOut: 0 },
    record: null,
  };
  hostNumber(node, socket.host);
  socket.record = openPort(node, driver, owner, socket);
  return socket;
}

/** The socket of an open port. */
export function socketOf(node: NodeState, number: number): Socket | undefined {
  const record = portsOf(node).get(number);
  return record?.driver === driver ? (record.state as Socket) : undefined;
}

/** A port number that nobody listens on. */
export function freePort(node: NodeState): number {
  return hostsOf(node).nextPort++;
}

export function tell(socket: Socket, pid: Pid, ref: Ref, result: Term): void {
  const { node, record } = socket;
  if (record !== null) sendFromPort(node, record, pid, [INET_ASYNC, record.port, ref, result]);
}

/** Joins two sockets. */
export function join(a: Socket, b: Socket): void {
  a.peer = b;
  b.peer = a;
  a.remote = { host: b.host, port: b.port };
  b.remote = { host: a.host, port: a.port };
}

/** Hands waiting connections to who asked for them, in order. */
export function serveAskers(listener: Socket): void {
  while (listener.backlog.length > 0 && listener.askers.length > 0) {
    const asker = listener.askers.shift() as Asker;
    if (processOf(listener.node, asker.pid) === undefined) continue;
    const waiting = listener.backlog.shift() as Socket;
    const accepted = newSocket(listener.node, asker.pid, listener.options);
    accepted.port = listener.port;
    join(accepted, waiting);
    if (accepted.record !== null) tell(listener, asker.pid, asker.ref, [OK, accepted.record.port]);
    if (waiting.input.length > 0) {
      receiveBytes(accepted, waiting.input);
      waiting.input = NOTHING;
    }
  }
}

/** Bytes to the other end; a connection not yet accepted keeps them. */
export function sendBytes(socket: Socket, bytes: Uint8Array): void {
  socket.counts.packetsOut++;
  socket.counts.bytesOut += bytes.length;
  if (socket.record !== null) socket.record.output += bytes.length;
  if (socket.peer !== null) receiveBytes(socket.peer, bytes);
  else socket.input = concat(socket.input, bytes);
}

function receiveBytes(socket: Socket, bytes: Uint8Array): void {
  if (socket.readShut) return;
  socket.counts.packetsIn++;
  socket.counts.bytesIn += bytes.length;
  if (socket.record !== null) socket.record.input += bytes.length;
  socket.input = socket.input.length === 0 ? bytes : concat(socket.input, bytes);
  handOut(socket);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The first packet of the input and how many bytes it takes, or null while it is not complete. */
function nextPacket(socket: Socket, wanted: number): { readonly data: Uint8Array; readonly used: number } | null {
  const { input } = socket;
  const packet = socket.options.get('packet');
  if (input.length === 0) return null;
  if (packet === 1 || packet === 2 || packet === 4) {
    if (input.length < packet) return null;
    let size = 0;
    for (let i = 0; i < packet; i++) size = size * 256 + input[i];
    if (input.length < packet + size) return null;
    return { data: input.slice(packet, packet + size), used: packet + size };
  }
  if (packet === atom('line')) {
    const end = input.indexOf(10);
    if (end < 0) return socket.ended ? { data: input, used: input.length } : null;
    return { data: input.slice(0, end + 1), used: end + 1 };
  }
  if (wanted > 0) return input.length < wanted ? null : { data: input.slice(0, wanted), used: wanted };
  return { data: input, used: input.length };
}

function dataTerm(socket: Socket, bytes: Uint8Array): Term {
  return socket.options.get('mode') === BINARY ? fromBytes(bytes) : fromArray(Array.from(bytes));
}

/** Gives input to the owner of an active socket, or to who asked on a passive one. */
export function handOut(socket: Socket): void {
  const { record } = socket;
  if (record === null) return;
  for (;;) {
    const active = socket.options.get('active');
    const asker = socket.askers[0];
    if (active === PASSIVE && asker === undefined) return;
    const packet = nextPacket(socket, active === PASSIVE && asker !== undefined ? asker.length : 0);
    if (packet === null) break;
    socket.input = socket.input.subarray(packet.used);
    const data = dataTerm(socket, packet.data);
    if (active === PASSIVE) {
      socket.askers.shift();
      tell(socket, asker.pid, asker.ref, [OK, data]);
    } else {
      post(socket, [TCP, record.port, data]);
      countDown(socket, active);
    }
  }
  if (!socket.ended) return;
  if (socket.options.get('active') === PASSIVE) {
    for (const asker of socket.askers) tell(socket, asker.pid, asker.ref, [ERROR, CLOSED]);
    socket.askers = [];
  } else {
    post(socket, [TCP_CLOSED, record.port]);
    closePort(socket.node, record, NORMAL);
  }
}

function post(socket: Socket, message: Term): void {
  const { node, record } = socket;
  if (record !== null) sendFromPort(node, record, record.owner, message);
}

function countDown(socket: Socket, active: Term | undefined): void {
  if (active === ONCE) socket.options.set('active', PASSIVE);
  else if (typeof active === 'number') {
    if (active > 1) socket.options.set('active', active - 1);
    else {
      socket.options.set('active', PASSIVE);
      if (socket.record !== null) post(socket, [TCP_PASSIVE, socket.record.port]);
    }
  }
}

/** The other end learns that no more will come. */
export function endOutput(socket: Socket): void {
  socket.writeShut = true;
  const { peer } = socket;
  if (peer !== null && !peer.ended) {
    peer.ended = true;
    handOut(peer);
  }
}

/** What the closing of a socket's port does to the world. */
function hangUp(socket: Socket): void {
  for (const asker of socket.askers) tell(socket, asker.pid, asker.ref, [ERROR, CLOSED]);
  socket.askers = [];
  if (socket.listening) {
    hostsOf(socket.node).listeners.delete(`${socket.host}:${socket.port}`);
    for (const waiting of socket.backlog) {
      waiting.ended = true;
      handOut(waiting);
    }
    socket.backlog.length = 0;
  }
  const { peer } = socket;
  socket.peer = null;
  if (peer !== null) {
    peer.peer = null;
    peer.ended = true;
    handOut(peer);
  }
}
