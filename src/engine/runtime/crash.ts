/**
 * What an uncaught exception makes of a process: its exit reason, and the report that the emulator
 * sends to the process `logger` for errors and throws (not for exits), as OTP does.
 */
import type { Exception } from '../compile/abi.ts';
import { atom, ERROR, NOCATCH, THROW, TRUE } from '../terms/atoms.ts';
import { formatTerm } from '../terms/format.ts';
import { fromArray, listFromString, listOf } from '../terms/lists.ts';
import { mapFromPairs } from '../terms/maps.ts';
import type { Term } from '../terms/term.ts';
import { stackTrace } from './exceptions.ts';
import { deliver } from './mailbox.ts';
import type { NodeState } from './node-state.ts';
import type { Process } from './process.ts';
import { registeredProcess } from './send.ts';

const LOGGER = atom('logger');
const LOG = atom('log');
const FORMAT = 'Error in process ~p with exit value:~n~p~n';
const FORMAT_ON_NODE = 'Error in process ~p on node ~p with exit value:~n~p~n';

/** `{Reason, Stack}` for errors, `{{nocatch, T}, Stack}` for throws, the reason itself for exits. */
export function exitReasonOf(exception: Exception): Term {
  if (exception.class === ERROR) return [exception.reason, stackTrace(exception)];
  if (exception.class === THROW) return [[NOCATCH, exception.reason], stackTrace(exception)];
  return exception.reason;
}

/** Reports a crash to `logger`; nothing when no such process is registered. */
export function logCrash(process: Process, exception: Exception, reason: Term): void {
  if (exception.class !== ERROR && exception.class !== THROW) return;
  const { node, pid } = process;
  const args = node.name.name === 'nonode@nohost' ? listOf(pid, reason) : listOf(pid, node.name, reason);
  logError(process, node, node.name.name === 'nonode@nohost' ? FORMAT : FORMAT_ON_NODE, args);
}

/** Sends an error of the emulator to `logger`, as `{log, error, Format, Args, Metadata}`. */
export function logError(process: Process, node: NodeState, format: string, args: Term): void {
  const logger = registeredProcess(node, LOGGER);
  if (logger === undefined) {
    // As the emulator does before the logger runs: plain text on standard error.
    node.host.print(`${formatTerm(fromArray([listFromString(format), args]))}\n`);
    return;
  }
  const time = Math.floor(node.clock.epoch + node.clock.now());
  const metadata = mapFromPairs([
    [
      atom('error_logger'),
      mapFromPairs([
        [atom('emulator'), TRUE],
        [atom('tag'), ERROR],
      ]),
    ],
    [atom('gl'), process.groupLeader],
    [atom('pid'), process.pid],
    [atom('time'), time],
  ]);
  deliver(logger, [LOG, ERROR, listFromString(format), args, metadata]);
}
