/** Built-ins of module `erlang` for links, monitors and aliases. */
import { S } from '../../compile/abi.ts';
import type { Result } from '../../compile/abi.ts';
import { makeRef, refKey, sameRef } from '../../runtime/identifiers.ts';
import { absentDown, addAlias, demonitor, link, monitorProcess, removeAlias, unlink } from '../../runtime/links.ts';
import type { Machine } from '../../runtime/machine.ts';
import { deliver, removeMatching } from '../../runtime/mailbox.ts';
import { parseMonitorOptions } from '../../runtime/monitor-options.ts';
import type { MonitorOptions } from '../../runtime/monitor-options.ts';
import { linkPort, portOf, unlinkPort } from '../../runtime/ports.ts';
import type { AliasMode, Monitor } from '../../runtime/process.ts';
import { atom, bool, ERROR, NOPROC, TRUE } from '../../terms/atoms.ts';
import { toArray } from '../../terms/lists.ts';
import { Atom, Pid, Port, Ref } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain, trap } from '../entry.ts';
import type { BifRows } from '../entry.ts';

const DOWN = atom('DOWN');
const PROCESS = atom('process');
const PORT = atom('port');
const TIME_OFFSET = atom('time_offset');
const CLOCK_SERVICE = atom('clock_service');
const FLUSH = atom('flush');
const INFO = atom('info');
const BADOPT = atom('badopt');
const PLAIN_MONITOR: MonitorOptions = { tag: DOWN, alias: null };
const GONE = { resume: (): Result => TRUE };

function linkRow(machine: Machine, other: Term): Result {
  const { process, node } = machine;
  if (process.trace.flags !== 0) node.tap.linked(process, other, 'link');
  if (other instanceof Port) {
    const record = portOf(node, other);
    if (record !== undefined) linkPort(node, record, process.pid);
    else if (process.trapExit) deliver(process, [atom('EXIT'), other, NOPROC]);
    else return machine.raise(ERROR, NOPROC);
    return TRUE;
  }
  if (!(other instanceof Pid)) return machine.badarg();
  if (link(process, other)) {
    if (process.exitReason === undefined) return TRUE;
    machine.push(GONE, 0, []);
    return S;
  }
  if (process.trapExit) {
    deliver(process, [atom('EXIT'), other, NOPROC]);
    return TRUE;
  }
  return machine.error(NOPROC);
}

function unlinkRow(machine: Machine, other: Term): Result {
  if (machine.process.trace.flags !== 0) machine.node.tap.linked(machine.process, other, 'unlink');
  if (!(other instanceof Pid || other instanceof Port)) return machine.badarg();
  if (other instanceof Pid) unlink(machine.process, other);
  else {
    const record = portOf(machine.node, other);
    if (record !== undefined) unlinkPort(machine.node, record, machine.process);
    for (const [key, id] of machine.process.links ?? []) if (id === other) machine.process.links?.delete(key);
  }
  return TRUE;
}

function monitorRow(machine: Machine, kind: Term, what: Term, options: MonitorOptions): Result {
  const { node, process } = machine;
  if (kind === PROCESS) {
    let target;
    if (what instanceof Pid) target = { pid: what, name: null, node: what.node };
    else if (what instanceof Atom) target = { pid: null, name: what, node: node.name };
    else if (Array.isArray(what) && what.length === 2) {
      const [name, where] = what as readonly Term[];
      if (!(name instanceof Atom) || !(where instanceof Atom)) return machine.badarg();
      target = { pid: null, name, node: where };
    } else return machine.badarg();
    const ref = makeRef(node);
    monitorProcess(process, target, ref, options.tag, options.alias);
    return ref;
  }
  if (kind === PORT) return monitorPort(machine, what, options);
  if (kind === TIME_OFFSET && what === CLOCK_SERVICE) {
    const ref = makeRef(node);
    const monitor: Monitor = {
      ref,
      kind: 'time_offset',
      origin: process.pid,
      target: null,
      name: CLOCK_SERVICE,
      node: node.name,
      tag: options.tag,
      alias: null,
    };
    (process.monitors ??= new Map()).set(refKey(node, ref), monitor);
    return ref;
  }
  return machine.badargCause(atom('badtype'));
}

function monitorPort(machine: Machine, what: Term, options: MonitorOptions): Result {
  const { node, process } = machine;
  const id = what instanceof Atom ? node.registered.get(what) : what;
  if (!(what instanceof Port) && !(what instanceof Atom)) return machine.badarg();
  const ref = makeRef(node);
  const record = id instanceof Port ? portOf(node, id) : undefined;
  if (options.alias !== null) addAlias(process, ref, options.alias);
  if (record === undefined) {
    absentDown(process, options.tag, ref, what instanceof Atom ? [what, node.name] : what, true);
    return ref;
  }
  const key = refKey(node, ref);
  const monitor: Monitor = {
    ref,
    kind: 'port',
    origin: process.pid,
    target: record.port,
    name: what instanceof Atom ? what : null,
    node: node.name,
    tag: options.tag,
    alias: options.alias,
  };
  (process.monitors ??= new Map()).set(key, monitor);
  record.monitoredBy.set(key, monitor);
  return ref;
}

function monitorWithOptions(machine: Machine, kind: Term, what: Term, options: Term): Result {
  const parsed = parseMonitorOptions(options);
  if (parsed === undefined) return machine.badargCause(BADOPT);
  return monitorRow(machine, kind, what, parsed);
}

function demonitorRow(machine: Machine, ref: Term, flush: boolean, info: boolean): Result {
  if (!(ref instanceof Ref)) return machine.badarg();
  const { node, process } = machine;
  const monitor = demonitor(process, ref);
  if (monitor === undefined) {
    if (flush) removeMatching(process, ref, (message) => isDown(message, ref));
  } else if (monitor.kind === 'port' && monitor.target instanceof Port) {
    portOf(node, monitor.target)?.monitoredBy.delete(refKey(node, ref));
  }
  const active = monitor !== undefined;
  return info ? bool(active) : TRUE;
}

function isDown(message: Term, ref: Ref): boolean {
  return Array.isArray(message) && message.length === 5 && sameRef((message as readonly Term[])[1], ref);
}

function demonitorWithOptions(machine: Machine, ref: Term, options: Term): Result {
  const list = toArray(options);
  if (list === undefined || !list.every((o) => o === FLUSH || o === INFO)) return machine.badarg();
  return demonitorRow(machine, ref, list.includes(FLUSH), list.includes(INFO));
}

const ALIAS_MODES: Readonly<Record<string, AliasMode>> = {
  explicit_unalias: 'explicit_unalias',
  reply: 'reply_demonitor',
};

function alias(machine: Machine, options: Term): Result {
  const list = toArray(options);
  if (list === undefined) return machine.badarg();
  let mode: AliasMode = 'explicit_unalias';
  for (const option of list) {
    if (!(option instanceof Atom) || !Object.hasOwn(ALIAS_MODES, option.name)) return machine.badarg();
    mode = ALIAS_MODES[option.name];
  }
  const ref = makeRef(machine.node);
  addAlias(machine.process, ref, mode);
  return ref;
}

function unalias(machine: Machine, ref: Term): Result {
  if (!(ref instanceof Ref)) return machine.badarg();
  return bool(removeAlias(machine.process, ref));
}

export const rows: BifRows = {
  'link/1': trap(linkRow),
  'unlink/1': plain(unlinkRow),
  'monitor/2': plain((machine, kind, what) => monitorRow(machine, kind, what, PLAIN_MONITOR)),
  'monitor/3': plain(monitorWithOptions),
  'demonitor/1': plain((machine, ref) => demonitorRow(machine, ref, false, false)),
  'demonitor/2': plain(demonitorWithOptions),
  'alias/0': plain((machine) => {
    const ref = makeRef(machine.node);
    addAlias(machine.process, ref, 'explicit_unalias');
    return ref;
  }),
  'alias/1': plain(alias),
  'unalias/1': plain(unalias),
  'make_ref/0': plain((machine) => makeRef(machine.node)),
};
