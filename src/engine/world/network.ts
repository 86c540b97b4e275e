/**
 * The network between the nodes of a world: connections, delay, loss and partitions, all on the virtual
 * clock and the seed. Signals of one pair of nodes arrive in the order of sending.
 */
import { connectionLost } from '../runtime/exit.ts';
import type { NodeState } from '../runtime/node-state.ts';
import { receiveSignal } from '../runtime/receive-signal.ts';
import type { Entropy, Transport } from '../runtime/seams.ts';
import type { Signal } from '../runtime/signal.ts';
import { deliverTo } from '../runtime/send.ts';
import { atom } from '../terms/atoms.ts';
import { listOf } from '../terms/lists.ts';
import type { Atom } from '../terms/term.ts';
import { fraction } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';

interface Parcel {
  readonly time: number;
  readonly from: Atom;
  readonly to: Atom;
  readonly signal: Signal;
}

export interface Network extends Transport {
  readonly nodes: Map<Atom, NodeState>;
  readonly clock: VirtualClock;
  readonly entropy: Entropy;
  /** Microseconds a signal travels, and how much more at random. */
  delay: number;
  jitter: number;
  /** Share of signals that never arrive, 0 to 1. */
  loss: number;
  /** Pairs of nodes that cannot reach each other, by `pairKey`. */
  readonly cuts: Set<string>;
  /** Signals under way, by time of arrival. */
  parcels: Parcel[];
  /** Time of the last arrival for each ordered pair. */
  readonly lastArrival: Map<string, number>;
}

const NET_KERNEL = atom('net_kernel');
const NODEUP = atom('nodeup');
const NODEDOWN = atom('nodedown');
const CONNECTION_CLOSED = atom('connection_closed');

export function newNetwork(clock: VirtualClock, entropy: Entropy): Network {
  const network: Network = {
    nodes: new Map(),
    clock,
    entropy,
    delay: 200,
    jitter: 0,
    loss: 0,
    cuts: new Set(),
    parcels: [],
    lastArrival: new Map(),
    shared: new Map(),
    deliver: (from, to, signal) => post(network, from, to, signal as Signal),
    connected: (from, to) => network.nodes.get(from)?.connections.has(to) ?? false,
    connect: (from, to) => connect(network, from, to),
    disconnect: (from, to) => disconnect(network, from, to),
  };
  return network;
}

function pairKey(a: Atom, b: Atom): string {
  return a.name < b.name ? `${a.name} ${b.name}` : `${b.name} ${a.name}`;
}

function connect(network: Network, from: Atom, to: Atom): boolean {
  const a = network.nodes.get(from);
  const b = network.nodes.get(to);
  if (a === undefined || b === undefined || a === b || a.halted || b.halted) return false;
  if (a.connections.has(to)) return true;
  if (a.name.name === 'nonode@nohost' || network.cuts.has(pairKey(from, to)) || a.cookie !== b.cookie) return false;
  a.connections.add(to);
  b.connections.add(from);
  tell(a, NODEUP, to);
  tell(b, NODEUP, from);
  return true;
}

function disconnect(network: Network, from: Atom, to: Atom): boolean {
  const a = network.nodes.get(from);
  const b = network.nodes.get(to);
  if (a === undefined || !a.connections.delete(to)) return false;
  network.parcels = network.parcels.filter(
    (p) => !((p.from === from && p.to === to) || (p.from === to && p.to === from)),
  );
  lose(a, to);
  if (b !== undefined && b.connections.delete(from)) lose(b, from);
  return true;
}

function lose(node: NodeState, other: Atom): void {
  connectionLost(node, other);
  const watchers = node.nodeMonitors.get(other);
  if (watchers !== undefined) {
    node.nodeMonitors.delete(other);
    for (const [process, times] of watchers) {
      for (let i = 0; i < times; i++) deliverTo(node, process.pid, [NODEDOWN, other], null);
    }
  }
  tell(node, NODEDOWN, other);
}

/** `net_kernel` learns of connections as in OTP and tells who asked by `monitor_nodes`. */
function tell(node: NodeState, what: Atom, other: Atom): void {
  const message =
    what === NODEUP
      ? [NODEUP, other, listOf()]
      : [NODEDOWN, other, listOf([atom('nodedown_reason'), CONNECTION_CLOSED])];
  deliverTo(node, NET_KERNEL, message, null);
}

function post(network: Network, from: Atom, to: Atom, signal: Signal): void {
  if (network.loss > 0 && fraction(network.entropy) < network.loss) return;
  const key = `${from.name} ${to.name}`;
  const jitter = network.jitter > 0 ? fraction(network.entropy) * network.jitter : 0;
  const time = Math.max(network.clock.now() + network.delay + jitter, network.lastArrival.get(key) ?? 0);
  network.lastArrival.set(key, time);
  const { parcels } = network;
  let at = parcels.length;
  while (at > 0 && parcels[at - 1].time > time) at--;
  parcels.splice(at, 0, { time, from, to, signal });
}

/** When the next signal arrives, or Infinity. */
export function nextArrival(network: Network): number {
  return network.parcels.length === 0 ? Infinity : network.parcels[0].time;
}

/** Lets all signals arrive whose time has come. */
export function deliverArrived(network: Network, now: number): void {
  while (network.parcels.length > 0 && network.parcels[0].time <= now) {
    const parcel = network.parcels[0];
    network.parcels.shift();
    const node = network.nodes.get(parcel.to);
    if (node !== undefined && !node.halted) receiveSignal(node, parcel.signal);
  }
}

/** Cuts or mends the way between two nodes; cutting breaks their connection. */
export function setPartition(network: Network, a: Atom, b: Atom, cut: boolean): void {
  if (cut) {
    network.cuts.add(pairKey(a, b));
    disconnect(network, a, b);
  } else {
    network.cuts.delete(pairKey(a, b));
  }
}
