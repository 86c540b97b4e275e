/** Built-ins of module `erlang` that start processes, here and on other nodes. */
import type { Result } from '../../compile/abi.ts';
import { makeRef, refKey } from '../../runtime/identifiers.ts';
import { addAlias } from '../../runtime/links.ts';
import type { Machine } from '../../runtime/machine.ts';
import { logError } from '../../runtime/crash.ts';
import { answerSpawn, pendingSpawns, SPAWN_REPLY } from '../../runtime/remote-spawn.ts';
import type { PendingSpawn } from '../../runtime/remote-spawn.ts';
import { sendSignal } from '../../runtime/signal.ts';
import {
  LINKED_SPAWN,
  MONITORED_SPAWN,
  parseSpawnOptions,
  PLAIN_SPAWN,
  PROCESS_LIMIT,
  spawnCall,
  spawnedRef,
  spawnFun,
} from '../../runtime/spawn.ts';
import type { SpawnOptions } from '../../runtime/spawn.ts';
import { atom, ERLANG, FALSE, NOCONNECTION, TRUE } from '../../terms/atoms.ts';
import { fromArray, listOf, toArray } from '../../terms/lists.ts';
import { Atom, ExternalFun, Fun, NIL, Ref } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { isFunctionOfArity } from '../../terms/type-tests.ts';
import { plain, trap } from '../entry.ts';
import type { BifRow, BifRows } from '../entry.ts';

const APPLY = atom('apply');
const BADOPT = atom('badopt');
const LINK = atom('link');
const MONITOR = atom('monitor');

/** `Pid`, or `{Pid, Ref}` when a monitor was asked for. */
function started(pid: Term, options: SpawnOptions): Result {
  return options.monitor !== null && spawnedRef !== null ? [pid, spawnedRef] : pid;
}

/** Whether the node is full; that is logged. */
function isFull({ node, process }: Machine): boolean {
  if (node.processes.size < PROCESS_LIMIT) return false;
  logError(process, node, 'Too many processes\n', NIL);
  return true;
}

function startFun(machine: Machine, fun: Term, options: SpawnOptions): Result {
  if (!isFunctionOfArity(fun, 0)) {
    if (!(fun instanceof Fun || fun instanceof ExternalFun)) return machine.badarg();
    return machine.badarg();
  }
  if (isFull(machine)) return machine.systemLimit();
  return started(spawnFun(machine.node, machine.process, fun, options).pid, options);
}

function startCall(machine: Machine, module: Term, name: Term, args: Term, options: SpawnOptions): Result {
  const list = toArray(args);
  if (!(module instanceof Atom) || !(name instanceof Atom) || list === undefined) return machine.badarg();
  if (isFull(machine)) return machine.systemLimit();
  return started(spawnCall(machine.node, machine.process, module, name, list, args, options).pid, options);
}

/** Starts on another node and waits for its answer, as `spawn/4` does on top of `spawn_request/5`. */
function startOn(machine: Machine, node: Term, module: Term, name: Term, args: Term, options: Term): Result {
  const parsed = parseSpawnOptions(machine.node, options);
  const list = toArray(args);
  if (
    !(node instanceof Atom) ||
    !(module instanceof Atom) ||
    !(name instanceof Atom) ||
    list === undefined ||
    parsed === undefined
  ) {
    return machine.badarg();
  }
  if (node === machine.node.name) return startCall(machine, module, name, args, parsed);
  return machine.call(atom('erts_internal'), atom('remote_spawn'), [node, module, name, args, options]);
}

function funOn(machine: Machine, node: Term, fun: Term, options: Term): Result {
  if (!isFunctionOfArity(fun, 0)) return machine.badarg();
  const parsed = parseSpawnOptions(machine.node, options);
  if (node === machine.node.name && parsed !== undefined) return startFun(machine, fun, parsed);
  return startOn(machine, node, ERLANG, APPLY, listOf(fun, NIL), options);
}

/** Options of `spawn_request`: those that concern the answer apart, the others undefined when they are no good. */
interface RequestOptions {
  readonly reply: PendingSpawn['reply'];
  readonly replyTag: Term;
  readonly spawn: SpawnOptions | undefined;
  readonly rest: Term;
}

function requestOptions(machine: Machine, items: readonly Term[]): RequestOptions {
  let reply: PendingSpawn['reply'] = 'yes';
  let replyTag: Term = SPAWN_REPLY;
  const rest: Term[] = [];
  for (const item of items) {
    if (Array.isArray(item) && item.length === 2 && item[0] === atom('reply_tag')) replyTag = item[1] as Term;
    else if (Array.isArray(item) && item.length === 2 && item[0] === atom('reply')) {
      const how = item[1] as Term;
      const name = how instanceof Atom ? how.name : '';
      if (name === 'yes' || name === 'no' || name === 'error_only' || name === 'success_only') reply = name;
      else rest.push(item);
    } else rest.push(item);
  }
  return { reply, replyTag, spawn: parseSpawnOptions(machine.node, fromArray(rest)), rest: fromArray(rest) };
}

function spawnRequest(machine: Machine, node: Term, module: Term, name: Term, args: Term, options: Term): Result {
  const list = toArray(args);
  if (!(node instanceof Atom) || !(module instanceof Atom) || !(name instanceof Atom) || list === undefined) {
    return machine.badarg();
  }
  const items = toArray(options);
  if (items === undefined) return machine.badarg();
  const { process } = machine;
  const ref = makeRef(machine.node);
  const { spawn, reply, replyTag, rest } = requestOptions(machine, items);
  const request: PendingSpawn = { owner: process, ref, options: spawn ?? PLAIN_SPAWN, replyTag, reply };
  if (spawn === undefined) {
    answerSpawn(process, request, BADOPT);
    return ref;
  }
  if (request.options.monitor?.alias != null) addAlias(process, ref, request.options.monitor.alias);
  if (node === machine.node.name) {
    const child = spawnCall(machine.node, process, module, name, list, args, {
      ...request.options,
      monitor: null,
      request,
    });
    if (request.options.monitor !== null) watchSpawned(machine, request, child);
    answerSpawn(process, request, child.pid);
    return ref;
  }
  pendingSpawns(machine.node).set(refKey(machine.node, ref), request);
  const sent = sendSignal(machine.node, node, {
    kind: 'spawn_request',
    from: process.pid,
    ref,
    module,
    name,
    args,
    options: rest,
    groupLeader: process.groupLeader,
  });
  if (!sent) {
    pendingSpawns(machine.node).delete(refKey(machine.node, ref));
    answerSpawn(process, request, NOCONNECTION);
  }
  return ref;
}

function requestFun(machine: Machine, node: Term, fun: Term, options: Term): Result {
  if (!isFunctionOfArity(fun, 0)) return machine.badarg();
  return spawnRequest(machine, node, ERLANG, APPLY, listOf(fun, NIL), options);
}

function watchSpawned(machine: Machine, request: PendingSpawn, child: ReturnType<typeof spawnCall>): void {
  const { monitor } = request.options;
  if (monitor === null) return;
  (child.monitoredBy ??= new Map()).set(refKey(machine.node, request.ref), {
    ref: request.ref,
    kind: 'process',
    origin: machine.process.pid,
    target: child.pid,
    name: null,
    node: machine.node.name,
    tag: monitor.tag,
    alias: monitor.alias,
  });
}

function abandon(machine: Machine, ref: Term): Result {
  if (!(ref instanceof Ref)) return machine.badarg();
  const pending = pendingSpawns(machine.node);
  const key = refKey(machine.node, ref);
  if (pending.get(key)?.owner !== machine.process) return FALSE;
  pending.delete(key);
  return TRUE;
}

function withOptions(run: (machine: Machine, options: SpawnOptions, args: Term[]) => Result): BifRow {
  return plain((machine, ...args) => {
    const list = args.pop();
    const options = list === undefined ? undefined : parseSpawnOptions(machine.node, list);
    if (options === undefined) return machine.badargCause(BADOPT);
    return run(machine, options, args);
  });
}

const here = (machine: Machine): Atom => machine.node.name;

export const rows: BifRows = {
  'spawn/1': plain((machine, fun) => startFun(machine, fun, PLAIN_SPAWN)),
  'spawn/2': trap((machine, node, fun) => funOn(machine, node, fun, NIL)),
  'spawn/3': plain((machine, m, f, a) => startCall(machine, m, f, a, PLAIN_SPAWN)),
  'spawn/4': trap((machine, node, m, f, a) => startOn(machine, node, m, f, a, NIL)),
  'spawn_link/1': plain((machine, fun) => startFun(machine, fun, LINKED_SPAWN)),
  'spawn_link/2': trap((machine, node, fun) => funOn(machine, node, fun, listOf(LINK))),
  'spawn_link/3': plain((machine, m, f, a) => startCall(machine, m, f, a, LINKED_SPAWN)),
  'spawn_link/4': trap((machine, node, m, f, a) => startOn(machine, node, m, f, a, listOf(LINK))),
  'spawn_monitor/1': plain((machine, fun) => startFun(machine, fun, MONITORED_SPAWN)),
  'spawn_monitor/2': trap((machine, node, fun) => funOn(machine, node, fun, listOf(MONITOR))),
  'spawn_monitor/3': plain((machine, m, f, a) => startCall(machine, m, f, a, MONITORED_SPAWN)),
  'spawn_monitor/4': trap((machine, node, m, f, a) => startOn(machine, node, m, f, a, listOf(MONITOR))),
  'spawn_opt/2': withOptions((machine, options, [fun]) => startFun(machine, fun, options)),
  'spawn_opt/3': trap((machine, node, fun, options) => funOn(machine, node, fun, options)),
  'spawn_opt/4': withOptions((machine, options, [m, f, a]) => startCall(machine, m, f, a, options)),
  'spawn_opt/5': trap((machine, node, m, f, a, options) => startOn(machine, node, m, f, a, options)),
  'spawn_request/1': plain((m, fun) => requestFun(m, here(m), fun, NIL)),
  'spawn_request/2': plain((m, a, b) => (a instanceof Atom ? requestFun(m, a, b, NIL) : requestFun(m, here(m), a, b))),
  'spawn_request/3': plain((m, a, b, c) =>
    b instanceof Atom ? spawnRequest(m, here(m), a, b, c, NIL) : requestFun(m, a, b, c),
  ),
  'spawn_request/4': plain((m, a, b, c, d) =>
    c instanceof Atom ? spawnRequest(m, a, b, c, d, NIL) : spawnRequest(m, here(m), a, b, c, d),
  ),
  'spawn_request/5': plain(spawnRequest),
  'spawn_request_abandon/1': plain(abandon),
};
