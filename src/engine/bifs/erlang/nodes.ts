/** Built-ins of module `erlang` about nodes and connections. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { deliver } from '../../runtime/mailbox.ts';
import { NONODE } from '../../runtime/node-state.ts';
import type { NodeState } from '../../runtime/node-state.ts';
import { atom, bool, FALSE, TRUE } from '../../terms/atoms.ts';
import { fromArray, toArray } from '../../terms/lists.ts';
import { Atom, Pid, Port, Ref } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

function nodeOf(machine: Machine, id: Term): Result {
  return id instanceof Pid || id instanceof Port || id instanceof Ref ? id.node : machine.badarg();
}

function others(node: NodeState): Term[] {
  return [...node.connections].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function nodes(machine: Machine, which: Term): Result {
  const { node } = machine;
  const kinds = which instanceof Atom ? [which] : (toArray(which) ?? []);
  if (kinds.length === 0 && which instanceof Atom === false && toArray(which) === undefined) return machine.badarg();
  const found = new Set<Term>();
  for (const kind of kinds) {
    switch (kind instanceof Atom ? kind.name : '') {
      case 'visible':
      case 'connected':
        for (const other of others(node)) found.add(other);
        break;
      case 'this':
        found.add(node.name);
        break;
      case 'known':
        found.add(node.name);
        for (const other of others(node)) found.add(other);
        break;
      case 'hidden':
        break;
      default:
        return machine.badarg();
    }
  }
  return fromArray([...found]);
}

function monitorNode(machine: Machine, name: Term, on: Term): Result {
  if (!(name instanceof Atom) || (on !== TRUE && on !== FALSE)) return machine.badarg();
  const { node, process } = machine;
  if (node.name === NONODE) return machine.explained(atom('notalive'));
  let watchers = node.nodeMonitors.get(name);
  if (watchers === undefined) {
    watchers = new Map();
    node.nodeMonitors.set(name, watchers);
  }
  const times = watchers.get(process) ?? 0;
  if (on === FALSE) {
    if (times > 1) watchers.set(process, times - 1);
    else watchers.delete(process);
    return TRUE;
  }
  if (name !== node.name && !node.transport.connect(node.name, name)) {
    deliver(process, [atom('nodedown'), name]);
    return TRUE;
  }
  watchers.set(process, times + 1);
  return TRUE;
}

function setCookie(machine: Machine, of: Term, cookie: Term): Result {
  if (!(of instanceof Atom) || !(cookie instanceof Atom)) return machine.badarg();
  if (of === machine.node.name) machine.node.cookie = cookie;
  return TRUE;
}

export const rows: BifRows = {
  'node/0': { kind: 'guard', run: (machine) => machine.node.name },
  'node/1': {
    kind: 'guard',
    test: (id) => (id instanceof Pid || id instanceof Port || id instanceof Ref ? id.node : undefined),
    run: nodeOf,
  },
  'nodes/0': plain((machine) => nodes(machine, atom('visible'))),
  'nodes/1': plain(nodes),
  'is_alive/0': plain((machine) => bool(machine.node.name !== NONODE)),
  'monitor_node/2': plain(monitorNode),
  'monitor_node/3': plain((machine, name, on) => monitorNode(machine, name, on)),
  'disconnect_node/1': plain((machine, name) =>
    name instanceof Atom ? bool(machine.node.transport.disconnect(machine.node.name, name)) : machine.badarg(),
  ),
  'get_cookie/0': plain((machine) => machine.node.cookie),
  'get_cookie/1': plain((machine, of) => (of instanceof Atom ? machine.node.cookie : machine.badarg())),
  'set_cookie/1': plain((machine, cookie) => setCookie(machine, machine.node.name, cookie)),
  'set_cookie/2': plain(setCookie),
};
