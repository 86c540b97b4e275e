/** The built-ins of module `erts_internal` for processes: what OTP's own Erlang code asks the emulator for. */
import { S } from '../compile/abi.ts';
import type { Live, Result } from '../compile/abi.ts';
import { processOf, sameRef } from '../runtime/identifiers.ts';
import type { Machine } from '../runtime/machine.ts';
import { removeAt } from '../runtime/mailbox.ts';
import { machine as theMachine } from '../runtime/registers.ts';
import { parseSpawnOptions, PLAIN_SPAWN, spawnCall, spawnedRef } from '../runtime/spawn.ts';
import { atom, bool, ERLANG, ERROR, OK, TRUE } from '../terms/atoms.ts';
import { listOf } from '../terms/lists.ts';
import { Atom, Pid, Ref } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { makesUse } from '../runtime/purge.ts';
import { plain, trap } from './entry.ts';
import type { BifRows } from './entry.ts';

const SPAWN_REQUEST = atom('spawn_request');
const SPAWN_REPLY = atom('spawn_reply');
const NOCONNECTION = atom('noconnection');

/** Waits for `{spawn_reply, Ref, ok | error, Result}` and gives what `spawn/4` and kin give. */
const AWAIT_REPLY = {
  resume(_pc: number, live: Live): Result {
    const [ref, options] = live as readonly [Ref, Term];
    const { process } = theMachine;
    for (let i = process.mailboxStart; i < process.mailbox.length; i++) {
      const message = process.mailbox[i];
      if (!Array.isArray(message) || message.length !== 4) continue;
      const [tag, of, how, result] = message as readonly Term[];
      if (tag !== SPAWN_REPLY || !sameRef(of, ref)) continue;
      removeAt(process, i);
      return how === OK ? withRef(theMachine, result, ref, options) : failed(theMachine, result, options);
    }
    process.status = 'waiting';
    theMachine.push(AWAIT_REPLY, 0, live);
    return S;
  },
};

function withRef(machine: Machine, pid: Term, ref: Ref, options: Term): Term {
  return parseSpawnOptions(machine.node, options)?.monitor != null ? [pid, ref] : pid;
}

/** As OTP: without a connection a local process stands in, which exits at once with the reason. */
function failed(machine: Machine, reason: Term, options: Term): Result {
  if (reason !== NOCONNECTION) return machine.raise(ERROR, reason);
  const parsed = parseSpawnOptions(machine.node, options) ?? PLAIN_SPAWN;
  const child = spawnCall(machine.node, machine.process, ERLANG, atom('exit'), [reason], listOf(reason), parsed);
  return parsed.monitor !== null && spawnedRef !== null ? [child.pid, spawnedRef] : child.pid;
}

/** Body of `spawn/4` and its kin when the node is another one. */
function remoteSpawn(machine: Machine, node: Term, module: Term, name: Term, args: Term, options: Term): Result {
  const ref = machine.call(ERLANG, SPAWN_REQUEST, [node, module, name, args, options]);
  if (!(ref instanceof Ref)) return ref;
  return AWAIT_REPLY.resume(0, [ref, options]);
}

/** `erts_internal:set_next_pid/1`: the next process gets this number, so that pids look as on a real node. */
function setNextPid(machine: Machine, number: Term): Result {
  if (typeof number !== 'number' || number < machine.node.nextPid) return machine.badarg();
  machine.node.nextPid = number;
  return TRUE;
}

function isProcessAlive(machine: Machine, pid: Term): Result {
  if (!(pid instanceof Pid)) return machine.badarg();
  return bool(processOf(machine.node, pid) !== undefined);
}

function checkProcessCode(machine: Machine, module: Term): Result {
  if (!(module instanceof Atom)) return machine.badarg();
  const old = machine.node.modules.get(module)?.old ?? null;
  return bool(old !== null && makesUse(machine.process, old));
}

export const rows: BifRows = {
  'remote_spawn/5': trap(remoteSpawn),
  'set_next_pid/1': plain(setNextPid),
  'is_process_alive/1': plain(isProcessAlive),
  'check_process_code/1': plain(checkProcessCode),
};
