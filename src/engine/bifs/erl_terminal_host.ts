/** The rows of `erl_terminal_host`: the terminal that the node's host provides. */
import { atom, OK, TRUE, UNDEFINED } from '../terms/atoms.ts';
import { decodeUtf8, fromBytes, toUint8Array } from '../terms/bits.ts';
import { ioListBytes } from '../terms/iolists.ts';
import { stringFromList } from '../terms/lists.ts';
import { Bits } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { portsOf } from '../runtime/ports.ts';
import type { NodeState } from '../runtime/node-state.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';

function textOf(term: Term): string | undefined {
  if (term instanceof Bits) return decodeUtf8(term) ?? latin1(toUint8Array(term));
  const plainText = stringFromList(term);
  if (plainText !== undefined) return plainText;
  const bytes = ioListBytes(term);
  return bytes === undefined ? undefined : (decodeUtf8(fromBytes(bytes)) ?? latin1(bytes));
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** What is printed goes through the terminal's port. */
function countOutput(node: NodeState, bytes: number): void {
  for (const port of portsOf(node).values()) if (port.driver.name.startsWith('tty_sl ')) port.output += bytes;
}

export const rows: BifRows = {
  'put_chars/2': plain((machine, source, utf8) => {
    const text = textOf(utf8);
    if (text === undefined) return machine.badarg();
    countOutput(machine.node, text.length);
    machine.node.host.terminal.putChars(source === atom('shell') ? 'shell' : 'user', text);
    return OK;
  }),
  'read_line/2': plain((machine, prompt, echo) => {
    const text = textOf(prompt);
    if (text === undefined) return machine.badarg();
    machine.node.host.terminal.readLine(text, echo === TRUE);
    return OK;
  }),
  'columns/0': plain((machine) => machine.node.host.terminal.size() ?? UNDEFINED),
};
