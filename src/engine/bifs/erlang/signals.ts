/** Built-ins of module `erlang` that send messages and exit signals. */
import { S } from '../../compile/abi.ts';
import type { Result } from '../../compile/abi.ts';
import { exitSignal } from '../../runtime/exit.ts';
import { processOf } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { sendMessage } from '../../runtime/operator-send.ts';
import { sendSignal } from '../../runtime/signal.ts';
import { atom, OK, TRUE } from '../../terms/atoms.ts';
import { toArray } from '../../terms/lists.ts';
import { Atom, Pid, Port } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { portExit } from '../../runtime/ports.ts';
import { plain, trap } from '../entry.ts';
import type { BifRows } from '../entry.ts';

const NOCONNECT = atom('noconnect');
const NOSUSPEND = atom('nosuspend');

function send(machine: Machine, to: Term, message: Term): Result {
  if (!sendMessage(machine, to, message)) return machine.badarg();
  return message;
}

function sendWithOptions(machine: Machine, to: Term, message: Term, options: Term): Result {
  const list = toArray(options);
  if (list === undefined || !list.every((o) => o === NOCONNECT || o === NOSUSPEND)) {
    return machine.badargCause(atom('badopt'));
  }
  if (list.includes(NOCONNECT)) {
    const node = to instanceof Pid ? to.node : Array.isArray(to) && to.length === 2 ? (to as readonly Term[])[1] : null;
    if (
      node instanceof Atom &&
      node !== machine.node.name &&
      !machine.node.transport.connected(machine.node.name, node)
    ) {
      return NOCONNECT;
    }
  }
  return sendMessage(machine, to, message) ? OK : machine.badarg();
}

const GONE = { resume: (): Result => TRUE };

function exit(machine: Machine, to: Term, reason: Term): Result {
  if (to instanceof Port) return portExit(machine, to, reason) ? TRUE : machine.badarg();
  if (!(to instanceof Pid)) return machine.badarg();
  const { node, process } = machine;
  if (to.node !== node.name) {
    sendSignal(node, to.node, { kind: 'exit', to, from: process.pid, reason, byLink: false });
    return TRUE;
  }
  const target = processOf(node, to);
  if (target === undefined) return TRUE;
  exitSignal(target, target === process ? target.pid : process.pid, reason, false);
  if (process.exitReason !== undefined) {
    machine.push(GONE, 0, []);
    return S;
  }
  return TRUE;
}

export const rows: BifRows = {
  '!/2': plain(send),
  'send/2': plain(send),
  'send/3': plain(sendWithOptions),
  'send_nosuspend/2': plain((machine, to, message) => (sendMessage(machine, to, message) ? TRUE : machine.badarg())),
  'send_nosuspend/3': plain((machine, to, message) => (sendMessage(machine, to, message) ? TRUE : machine.badarg())),
  'exit/2': trap(exit),
};
