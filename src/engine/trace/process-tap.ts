/** The events of processes other than calls: messages, life, links, names, scheduling, collection. */
import { runMatchSpec } from '../match-spec/run.ts';
import type { Process } from '../runtime/process.ts';
import type { Tap } from '../runtime/seams.ts';
import { atom, FALSE, TRUE, UNDEFINED } from '../terms/atoms.ts';
import { listOf } from '../terms/lists.ts';
import { NIL } from '../terms/term.ts';
import type { Pid, Term } from '../terms/term.ts';
import {
  EXITING,
  GARBAGE_COLLECTION,
  PROCS,
  RECEIVE,
  RUNNING,
  SEND,
  SET_ON_FIRST_LINK,
  SET_ON_FIRST_SPAWN,
  SET_ON_LINK,
  SET_ON_SPAWN,
  SILENT,
} from './flags.ts';
import { switchClock } from './call-time.ts';
import { carryToken, receiveToken, spawnWithToken } from './seq-token.ts';
import { callMatchHost } from './match-host.ts';
import { emit } from './message.ts';
import { currentFunction } from './current-function.ts';
import { portEvent } from './port-tap.ts';
import { liveDefaults } from './defaults.ts';
import type { Tracing } from './tracing.ts';

const SENT = atom('send');
const SENT_TO_NOBODY = atom('send_to_non_existing_process');
const RECEIVED = atom('receive');
const SPAWN = atom('spawn');
const SPAWNED = atom('spawned');
const EXIT = atom('exit');
const LINK = atom('link');
const GETTING_LINKED = atom('getting_linked');
const TIMEOUT = atom('timeout');
const CLOCK_SERVICE = atom('clock_service');

/** The tap that a node with tracing has. */
export function processTap(tracing: Tracing): Tap {
  const { services } = tracing;
  return {
    sent: (process, message, to, exists) => {
      if ((process.trace.flags & SEND) === 0) return;
      const extra = askPattern(tracing, process, 'send', listOf(to, message));
      if (extra !== null) emit(services, process, exists ? SENT : SENT_TO_NOBODY, message, to, ...extra);
    },
    arrived: (process, message) => {
      if ((process.trace.flags & RECEIVE) === 0) return;
      const running = services.machine.process;
      const sender = running !== null && running.status === 'running' ? running.pid : null;
      (process.arrivals ??= []).push({ message, sender });
    },
    received: (process) => {
      const arrivals = process.arrivals ?? [];
      process.arrivals = null;
      for (const arrival of arrivals) {
        if ('message' in arrival) received(tracing, process, arrival.message, arrival.sender);
        else if ((process.trace.flags & PROCS) !== 0) emit(services, process, atom(arrival.kind), arrival.other);
      }
    },
    timedOut: (process) => received(tracing, process, TIMEOUT, null),
    tokenSent: (sender, message, to) => carryToken(tracing, sender, message, to),
    tokenReceived: (process, token, message) => receiveToken(tracing, process, token, message),
    spawned: (parent, child, module, name, args, linked, request) => {
      if (parent.seqToken !== NIL) spawnWithToken(tracing, parent, child, [module, name, args], linked, request);
      spawned(tracing, parent, child, [module, name, args], linked);
    },
    exiting: (process, reason) => {
      if ((process.trace.flags & PROCS) !== 0) emit(services, process, EXIT, reason);
    },
    linked: (process, other, kind) => {
      if ((process.trace.flags & PROCS) === 0) return;
      const isAsked = kind === 'getting_linked' || kind === 'getting_unlinked';
      if (isAsked && process.arrivals !== null) process.arrivals.push({ kind, other });
      else emit(services, process, atom(kind), other);
    },
    registered: (process, name, kind) => {
      if ((process.trace.flags & PROCS) !== 0) emit(services, process, atom(kind), name);
    },
    scheduled: (process, kind) => scheduled(tracing, process, kind),
    port: (port, event, items) => portEvent(tracing, port, event, items),
    garbageCollected: (process, kind, info) => {
      if ((process.trace.flags & GARBAGE_COLLECTION) !== 0) emit(services, process, atom(kind), info);
    },
  };
}

/** Asks the specification on `send` or `'receive'`; null when the event is not wanted, else extra items. */
function askPattern(tracing: Tracing, process: Process, event: 'send' | 'receive', args: Term): Term[] | null {
  const pattern = tracing.messagePatterns[event];
  if (pattern === false) return null;
  if (pattern === null) return [];
  const outcome = runMatchSpec(pattern, args, callMatchHost(tracing, process));
  if (outcome === null || outcome.result === FALSE || (process.trace.flags & SILENT) !== 0) return null;
  return outcome.result === TRUE ? [] : [outcome.result];
}

/** A message was received; it is told now that the process looks at it. */
function received(tracing: Tracing, process: Process, message: Term, sender: Pid | null): void {
  if ((process.trace.flags & RECEIVE) === 0) return;
  const from = sender === null ? CLOCK_SERVICE : tracing.services.nodeName();
  const extra = askPattern(tracing, process, 'receive', listOf(from, sender ?? UNDEFINED, message));
  if (extra !== null) emit(tracing.services, process, RECEIVED, message, ...extra);
}

/**
 * Flags go to a child by `set_on_spawn`, and by `set_on_link` when it is born linked; a later link/1 gives
 * none, as in OTP.
 */
function spawned(tracing: Tracing, parent: Process, child: Process, mfa: readonly Term[], linked: boolean): void {
  const { services } = tracing;
  const { flags } = parent.trace;
  const bySpawn = (flags & (SET_ON_SPAWN | SET_ON_FIRST_SPAWN)) !== 0;
  const byLink = linked && (flags & (SET_ON_LINK | SET_ON_FIRST_LINK)) !== 0;
  if (bySpawn || byLink) {
    let dropped = (flags & SET_ON_FIRST_SPAWN) !== 0 ? SET_ON_SPAWN | SET_ON_FIRST_SPAWN : 0;
    if (linked && (flags & SET_ON_FIRST_LINK) !== 0) dropped |= SET_ON_LINK | SET_ON_FIRST_LINK;
    child.trace.flags = flags & ~dropped;
    child.trace.tracer = parent.trace.tracer;
    parent.trace.flags &= ~dropped;
  } else if (tracing.newProcesses.flags !== 0) {
    const { flags: bits, tracer } = liveDefaults(tracing, tracing.newProcesses);
    child.trace.flags = bits;
    child.trace.tracer = tracer;
  }
  if ((parent.trace.flags & PROCS) !== 0) {
    emit(services, parent, SPAWN, child.pid, mfa);
    if (linked) emit(services, parent, LINK, child.pid);
  }
  if ((child.trace.flags & PROCS) !== 0) {
    emit(services, child, SPAWNED, parent.pid, mfa);
    if (linked) emit(services, child, GETTING_LINKED, parent.pid);
  }
}

function scheduled(tracing: Tracing, process: Process, kind: 'in' | 'out' | 'in_exiting' | 'out_exited'): void {
  const { flags, detail } = process.trace;
  if (detail !== null) switchClock(tracing.services, process, kind === 'in' || kind === 'in_exiting');
  const ending = kind === 'in_exiting' || kind === 'out_exited';
  if ((flags & (ending ? EXITING : RUNNING)) === 0) return;
  emit(tracing.services, process, atom(kind), ending ? 0 : currentFunction(tracing, process));
}
