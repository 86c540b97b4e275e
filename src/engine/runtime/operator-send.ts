/** Sending to whatever may stand on the left of `!`. */
import type { Result } from '../compile/abi.ts';
import { atom, ERLANG } from '../terms/atoms.ts';
import { Atom, Port } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import type { Machine } from './machine.ts';
import { blame } from './native.ts';
import { portCommand } from './ports.ts';
import { machine } from './registers.ts';
import { sendFrom } from './send.ts';

const SEND = atom('send');

/** Sends for the running process, to a port too; false when the destination is no good. */
export function sendMessage(running: Machine, to: Term, message: Term): boolean {
  if (to instanceof Port || (to instanceof Atom && running.node.registered.get(to) instanceof Port)) {
    const port = to instanceof Port ? to : running.node.registered.get(to);
    return port instanceof Port && portCommand(running, port, message);
  }
  return sendFrom(running.process, to, message) !== 'badarg';
}

/** `To ! Message` of compiled code: an instruction in OTP and not a call, so no trace shows it as one. */
export function sendOperator(to: Term, message: Term): Result {
  if (sendMessage(machine, to, message)) return message;
  machine.badarg();
  return blame(ERLANG, SEND, [to, message]);
}
