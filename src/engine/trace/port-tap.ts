/**
 * The events of ports (erlang:trace/3):
 *   {trace, Port, open, Pid, Driver}           {trace, Port, closed, Reason}
 *   {trace, Port, getting_linked | getting_unlinked, Pid}       {trace, Port, register | unregister, Name}
 *   {trace, Port, 'receive', {Pid, {command, [Binary]} | {control, {Operation, Binary}} | {connect, Pid} | close}}
 *   {trace, Port, send, Message, Pid}
 * Neither the specifications on `send` and `'receive'` nor the flag `silent` have a say in them.
 */
import type { PortRecord } from '../runtime/ports.ts';
import type { PortEvent } from '../runtime/seams.ts';
import { atom } from '../terms/atoms.ts';
import type { Term } from '../terms/term.ts';
import { liveDefaults } from './defaults.ts';
import { bit } from './flags.ts';
import { emit } from './message.ts';
import type { Tracing } from './tracing.ts';

const PORTS = bit('ports');

/** Something happened to a port. */
export function portEvent(tracing: Tracing, port: PortRecord, event: PortEvent, items: readonly Term[]): void {
  if (event === 'open' && tracing.newPorts.flags !== 0)
    Object.assign(port.trace, liveDefaults(tracing, tracing.newPorts));
  const flag = event === 'send' || event === 'receive' ? bit(event) : PORTS;
  if ((port.trace.flags & flag) !== 0) emit(tracing.services, port, atom(event), ...items);
}
