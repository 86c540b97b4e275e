/** What a person does at a node's terminal, as messages to `user_drv`; see otp/kernel/erl_terminal_host.erl. */
import type { NodeState } from '../runtime/node-state.ts';
import { deliverTo } from '../runtime/send.ts';
import { atom } from '../terms/atoms.ts';
import { bitsFromString } from '../terms/bits.ts';

const USER_DRV = atom('user_drv');

/** A whole line, with its newline. False when nobody listens. */
export function sendLine(node: NodeState, line: string): boolean {
  return deliverTo(node, USER_DRV, [atom('terminal_line'), bitsFromString(line)], null);
}

/** The end of input. */
export function sendEndOfInput(node: NodeState): boolean {
  return deliverTo(node, USER_DRV, atom('terminal_eof'), null);
}

/** Ends the running evaluation, as the shell's interrupt does. */
export function sendInterrupt(node: NodeState): boolean {
  return deliverTo(node, USER_DRV, atom('terminal_interrupt'), null);
}
