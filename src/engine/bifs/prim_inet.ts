/** The rows of `prim_inet`: reading arguments for the sockets of runtime/sockets.ts. */
import type { Result } from '../compile/abi.ts';
import { makeRef, processOf } from '../runtime/identifiers.ts';
import type { Machine } from '../runtime/machine.ts';
import { closePort, commandData, linkPort, tellOfPort, unlinkPort } from '../runtime/ports.ts';
import {
  endOutput,
  freePort,
  handOut,
  hostName,
  hostNumber,
  hostsOf,
  newSocket,
  sendBytes,
  serveAskers,
  socketOf,
  tell,
} from '../runtime/sockets.ts';
import type { Socket } from '../runtime/sockets.ts';
import { atom, bool, ERROR, FALSE, NORMAL, OK, TRUE, UNDEFINED } from '../terms/atoms.ts';
import { ioListBytes } from '../terms/iolists.ts';
import { fromArray, stringFromList, toArray } from '../terms/lists.ts';
import { mapFromPairs } from '../terms/maps.ts';
import { Atom, Pid, Port, Ref } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRow, BifRows } from './entry.ts';

const EINVAL: Term = [ERROR, atom('einval')];
const CLOSED: Term = [ERROR, atom('closed')];

function socketAt(machine: Machine, port: Term): Socket | undefined {
  return port instanceof Port && port.node === machine.node.name ? socketOf(machine.node, port.number) : undefined;
}

/** A row on an open socket; a closed one gives `{error, Reason}`. */
function onSocket(closed: Term, body: (machine: Machine, socket: Socket, rest: readonly Term[]) => Result): BifRow {
  return plain((machine, port, ...rest) => {
    if (!(port instanceof Port)) return machine.badarg();
    const socket = socketAt(machine, port);
    return socket === undefined ? closed : body(machine, socket, rest);
  });
}

const PACKETS: readonly Term[] = [0, 1, 2, 4, atom('raw'), atom('line')];

/** Options as a map; undefined when one has a bad value. */
function optionsIn(list: Term): Map<string, Term> | undefined {
  const options = new Map<string, Term>();
  for (const item of toArray(list) ?? []) {
    if (!Array.isArray(item) || item.length !== 2) continue;
    const [key, value] = item as readonly Term[];
    if (!(key instanceof Atom)) continue;
    if (key.name === 'mode' && value !== atom('binary') && value !== atom('list')) return undefined;
    if (key.name === 'packet' && !PACKETS.includes(value)) return undefined;
    if (key.name === 'active' && typeof value !== 'number' && ![TRUE, FALSE, atom('once')].includes(value as Atom))
      return undefined;
    options.set(key.name, key.name === 'packet' && value === atom('raw') ? 0 : value);
  }
  return options;
}

function resolve(machine: Machine, host: Term): Result {
  const name = stringFromList(host) ?? (host instanceof Atom ? host.name : undefined);
  if (name === undefined) return machine.badarg();
  if (name === 'localhost' || name === hostName(machine.node)) return [OK, [127, 0, 0, 1]];
  const numbers = name.split('.').map(Number);
  if (numbers.length === 4 && numbers.every((n) => Number.isInteger(n) && n >= 0 && n < 256)) return [OK, numbers];
  if (!knownHosts(machine).includes(name)) return [ERROR, atom('nxdomain')];
  return [OK, [10, 0, 0, hostNumber(machine.node, name)]];
}

function knownHosts(machine: Machine): readonly string[] {
  return hostsOf(machine.node).hosts;
}

/** The host behind an address, as seen from a node. */
function hostAt(machine: Machine, address: Term): string | undefined {
  if (!Array.isArray(address) || address.length !== 4) return undefined;
  const [a, b, c, d] = address as readonly Term[];
  if (a === 127 || (a === 0 && d === 0)) return hostName(machine.node);
  if (a === 10 && b === 0 && c === 0 && typeof d === 'number') return knownHosts(machine)[d - 1];
  return undefined;
}

function addressOf(socket: Socket, host: string): Term {
  return host === socket.host ? [127, 0, 0, 1] : [10, 0, 0, hostNumber(socket.node, host)];
}

function listen(machine: Machine, port: Term, _backlog: Term, list: Term): Result {
  const options = optionsIn(list);
  if (typeof port !== 'number' || port < 0 || port > 65535) return machine.badarg();
  if (options === undefined) return EINVAL;
  const { listeners } = hostsOf(machine.node);
  const number = port === 0 ? freePort(machine.node) : port;
  const key = `${hostName(machine.node)}:${number}`;
  if (listeners.has(key)) return [ERROR, atom('eaddrinuse')];
  const socket = newSocket(machine.node, machine.process.pid, options);
  socket.port = number;
  socket.listening = true;
  listeners.set(key, socket);
  return [OK, portOf(socket)];
}

function portOf(socket: Socket): Term {
  return socket.record === null ? UNDEFINED : socket.record.port;
}

function asyncAccept(machine: Machine, socket: Socket): Result {
  if (!socket.listening) return EINVAL;
  const ref = makeRef(machine.node);
  socket.askers.push({ pid: machine.process.pid, ref, length: 0 });
  serveAskers(socket);
  return [OK, ref];
}

function asyncConnect(machine: Machine, address: Term, port: Term, list: Term): Result {
  const options = optionsIn(list);
  if (typeof port !== 'number' || options === undefined) return EINVAL;
  const socket = newSocket(machine.node, machine.process.pid, options);
  socket.port = freePort(machine.node);
  const ref = makeRef(machine.node);
  const host = hostAt(machine, address);
  const listener = host === undefined ? undefined : hostsOf(machine.node).listeners.get(`${host}:${port}`);
  if (host === undefined) tell(socket, machine.process.pid, ref, [ERROR, atom('ehostunreach')]);
  else if (listener === undefined) tell(socket, machine.process.pid, ref, [ERROR, atom('econnrefused')]);
  else {
    socket.remote = { host, port };
    listener.backlog.push(socket);
    tell(socket, machine.process.pid, ref, OK);
    serveAskers(listener);
  }
  return [OK, portOf(socket), ref];
}

function asyncRecv(machine: Machine, socket: Socket, [length]: readonly Term[]): Result {
  if (typeof length !== 'number' || length < 0) return machine.badarg();
  if (socket.options.get('active') !== FALSE || socket.listening) return EINVAL;
  if (socket.remote === null) return [ERROR, atom('enotconn')];
  if (socket.askers.length > 0) return [ERROR, atom('ealready')];
  const ref = makeRef(machine.node);
  socket.askers.push({ pid: machine.process.pid, ref, length });
  handOut(socket);
  return [OK, ref];
}

function cancel(_machine: Machine, socket: Socket, [ref]: readonly Term[]): Result {
  const before = socket.askers.length;
  socket.askers = socket.askers.filter((asker) => !(ref instanceof Ref) || asker.ref.words.join() !== ref.words.join());
  return bool(socket.askers.length < before);
}

function send(machine: Machine, socket: Socket, [data]: readonly Term[]): Result {
  const bytes = ioListBytes(data);
  if (bytes === undefined) return machine.badarg();
  if (socket.remote === null) return [ERROR, atom('enotconn')];
  if (socket.writeShut || (socket.peer === null && socket.ended)) return CLOSED;
  const packet = socket.options.get('packet');
  const header = packet === 1 || packet === 2 || packet === 4 ? packet : 0;
  const { node, process } = machine;
  const { record } = socket;
  if (record !== null) tellOfPort(node, record, 'receive', [process.pid, [atom('command'), commandData(data)]]);
  const whole = new Uint8Array(header + bytes.length);
  for (let i = 0, size = bytes.length; i < header; i++, size = Math.floor(size / 256))
    whole[header - 1 - i] = size % 256;
  whole.set(bytes, header);
  machine.bump(Math.ceil(bytes.length / 100));
  if (record !== null) tellOfPort(node, record, 'send', [atom('inet_reply'), record.port, OK], process.pid);
  sendBytes(socket, whole);
  return OK;
}

function shutdown(machine: Machine, socket: Socket, [how]: readonly Term[]): Result {
  if (socket.remote === null) return [ERROR, atom('enotconn')];
  const what = how instanceof Atom ? how.name : '';
  if (what !== 'read' && what !== 'write' && what !== 'read_write') return machine.badarg();
  if (what !== 'write') socket.readShut = true;
  if (what !== 'read') endOutput(socket);
  return OK;
}

function setOptions(_machine: Machine, socket: Socket, [list]: readonly Term[]): Result {
  const options = optionsIn(list);
  if (options === undefined) return EINVAL;
  for (const [name, value] of options) {
    const old = socket.options.get(name);
    // {active, N} adds to what is left of an earlier N.
    const adds = name === 'active' && typeof value === 'number' && typeof old === 'number';
    const next = adds ? old + value : value;
    socket.options.set(name, name === 'active' && typeof next === 'number' && next <= 0 ? FALSE : next);
  }
  handOut(socket);
  return OK;
}

function getOptions(machine: Machine, socket: Socket, [names]: readonly Term[]): Result {
  const list = toArray(names);
  if (list === undefined) return machine.badarg();
  const found: Term[] = [];
  for (const name of list) {
    const value = name instanceof Atom ? socket.options.get(name.name) : undefined;
    if (value !== undefined) found.push([name, value]);
  }
  return [OK, fromArray(found)];
}

function setOwner(machine: Machine, socket: Socket, [pid]: readonly Term[]): Result {
  const { record } = socket;
  const process = pid instanceof Pid ? processOf(machine.node, pid) : undefined;
  if (process === undefined || record === null) return [ERROR, atom('badarg')];
  const old = processOf(machine.node, record.owner);
  if (old !== undefined && old !== process) {
    unlinkPort(machine.node, record, old);
    for (const [key, id] of old.links ?? []) if (id === record.port) old.links?.delete(key);
  }
  record.owner = process.pid;
  linkPort(machine.node, record, process.pid);
  return OK;
}

function stat({ counts }: Socket): Term {
  return mapFromPairs([
    [atom('recv_cnt'), counts.packetsIn],
    [atom('recv_oct'), counts.bytesIn],
    [atom('send_cnt'), counts.packetsOut],
    [atom('send_oct'), counts.bytesOut],
  ]);
}

export const rows: BifRows = {
  'resolve/1': plain(resolve),
  'listen/3': plain(listen),
  'async_accept/1': onSocket(CLOSED, asyncAccept),
  'async_connect/3': plain(asyncConnect),
  'async_recv/2': onSocket(CLOSED, asyncRecv),
  'cancel/2': onSocket(FALSE, cancel),
  'send/2': onSocket(CLOSED, send),
  'shutdown/2': onSocket(CLOSED, shutdown),
  'close/1': onSocket(OK, (machine, socket) => {
    if (socket.record !== null) {
      tellOfPort(machine.node, socket.record, 'receive', [machine.process.pid, atom('close')]);
      socket.record.links.delete(machine.process.key);
      closePort(machine.node, socket.record, NORMAL);
    }
    return OK;
  }),
  'setopts/2': onSocket(EINVAL, setOptions),
  'getopts/2': onSocket(EINVAL, getOptions),
  'owner/1': onSocket(UNDEFINED, (_machine, socket) => socket.record?.owner ?? UNDEFINED),
  'set_owner/2': onSocket([ERROR, atom('badarg')], setOwner),
  'sockname/1': onSocket(EINVAL, (_machine, socket) => [OK, [addressOf(socket, socket.host), socket.port]]),
  'peername/1': onSocket(EINVAL, (_machine, socket) =>
    socket.remote === null
      ? [ERROR, atom('enotconn')]
      : [OK, [addressOf(socket, socket.remote.host), socket.remote.port]],
  ),
  'getstat/1': onSocket(EINVAL, (_machine, socket) => [OK, stat(socket)]),
};
