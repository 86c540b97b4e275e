/** Timers of module `erlang`: `send_after`, `start_timer`, cancelling and reading them. */
import type { Result } from '../../compile/abi.ts';
import { makeRef, processOf, refKey } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { deliver } from '../../runtime/mailbox.ts';
import type { Timer } from '../../runtime/process.ts';
import { startTimer, stopTimer } from '../../runtime/timers.ts';
import { atom, FALSE, OK, TRUE } from '../../terms/atoms.ts';
import { toArray } from '../../terms/lists.ts';
import { Atom, NIL, Pid, Ref } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { monotonicStart } from './time.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

const TIMEOUT = atom('timeout');
const ABS = atom('abs');
const ASYNC = atom('async');
const INFO = atom('info');
const MAX_TIME = 2 ** 53 / 1000;

function start(machine: Machine, time: Term, to: Term, message: Term, options: Term, wrapped: boolean): Result {
  const { node } = machine;
  const absolute = isAbsolute(options);
  if (absolute === undefined) return machine.badarg();
  if (typeof time !== 'number' || time > MAX_TIME || (!absolute && time < 0)) return machine.badargCause(atom('time'));
  if (!(to instanceof Atom) && !(to instanceof Pid && to.node === node.name)) return machine.badarg();
  const now = node.clock.now();
  const deadline = absolute ? Math.max(now, (time - monotonicStart('millisecond')) * 1000) : now + time * 1000;
  const ref = makeRef(node);
  const timer: Timer = {
    deadline,
    order: 0,
    index: -1,
    process: null,
    ref,
    to,
    message: wrapped ? [TIMEOUT, ref, message] : message,
  };
  startTimer(node, timer);
  node.timerRefs.set(refKey(node, ref), timer);
  return ref;
}

function isAbsolute(options: Term): boolean | undefined {
  let absolute = false;
  for (const option of toArray(options) ?? [NIL]) {
    if (!Array.isArray(option) || option.length !== 2) return undefined;
    const [key, value] = option as readonly Term[];
    if (key !== ABS || (value !== TRUE && value !== FALSE)) return undefined;
    absolute = value === TRUE;
  }
  return absolute;
}

/** Milliseconds left, or `false` when the timer is over or its process is gone. */
function left(machine: Machine, timer: Timer | undefined): Term {
  if (timer === undefined) return FALSE;
  if (timer.to instanceof Pid && processOf(machine.node, timer.to) === undefined) return FALSE;
  return Math.max(0, Math.ceil((timer.deadline - machine.node.clock.now()) / 1000));
}

interface Options {
  readonly asynchronous: boolean;
  readonly info: boolean;
}

function parse(list: Term): Options | undefined {
  let asynchronous = false;
  let info = true;
  for (const option of toArray(list) ?? [NIL]) {
    if (!Array.isArray(option) || option.length !== 2) return undefined;
    const [key, value] = option as readonly Term[];
    if (value !== TRUE && value !== FALSE) return undefined;
    if (key === ASYNC) asynchronous = value === TRUE;
    else if (key === INFO) info = value === TRUE;
    else return undefined;
  }
  return { asynchronous, info };
}

function cancel(machine: Machine, ref: Term, options: Term): Result {
  const how = parse(options);
  if (!(ref instanceof Ref) || how === undefined) return machine.badarg();
  const { node, process } = machine;
  const key = refKey(node, ref);
  const timer = node.timerRefs.get(key);
  const result = left(machine, timer);
  if (timer !== undefined) {
    node.timerRefs.delete(key);
    stopTimer(node, timer);
  }
  if (!how.asynchronous) return how.info ? result : OK;
  if (how.info) deliver(process, [atom('cancel_timer'), ref, result]);
  return OK;
}

function read(machine: Machine, ref: Term, options: Term): Result {
  const how = parse(options);
  if (!(ref instanceof Ref) || how === undefined) return machine.badarg();
  const { node, process } = machine;
  const result = left(machine, node.timerRefs.get(refKey(node, ref)));
  if (!how.asynchronous) return result;
  deliver(process, [atom('read_timer'), ref, result]);
  return OK;
}

export const rows: BifRows = {
  'send_after/3': plain((m, time, to, message) => start(m, time, to, message, NIL, false)),
  'send_after/4': plain((m, time, to, message, options) => start(m, time, to, message, options, false)),
  'start_timer/3': plain((m, time, to, message) => start(m, time, to, message, NIL, true)),
  'start_timer/4': plain((m, time, to, message, options) => start(m, time, to, message, options, true)),
  'cancel_timer/1': plain((m, ref) => cancel(m, ref, NIL)),
  'cancel_timer/2': plain(cancel),
  'read_timer/1': plain((m, ref) => read(m, ref, NIL)),
  'read_timer/2': plain(read),
};
