/**
 * Sequential tracing: the token a process carries, how messages take it along, and what the system tracer is
 * told (module seq_trace). A token is `{Flags, Label, Serial, From, Previous}`; a process has two counters:
 * the last serial it sent or saw, and the serial of the token it received last.
 *
 *   {seq_trace, Label, {send | 'receive', {Previous, Serial}, From, To, Message} [, Timestamp]}
 *   {seq_trace, Label, {print, {Previous, Serial}, From, [], Term} [, Timestamp]}
 */
import type { Process } from '../runtime/process.ts';
import type { SpawnRequest } from '../runtime/seams.ts';
import { atom, bool, ERLANG, FALSE, OK, TRUE } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import { Atom, NIL, Pid } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { equalsExact } from '../terms/order.ts';
import { MONOTONIC_TIMESTAMP, STRICT_MONOTONIC_TIMESTAMP, TIMESTAMP } from './flags.ts';
import { timestamp } from './message.ts';
import type { Tracing } from './tracing.ts';

/** The bits of a token's flags, by the names of `seq_trace:set_token/2`. */
const BITS: Readonly<Record<string, number>> = {
  send: 1,
  receive: 2,
  print: 4,
  timestamp: 8,
  strict_monotonic_timestamp: 16,
  monotonic_timestamp: 32,
};
const STAMPS: readonly (readonly [number, number])[] = [
  [8, TIMESTAMP],
  [16, STRICT_MONOTONIC_TIMESTAMP],
  [32, MONOTONIC_TIMESTAMP],
];
const SEQ_TRACE = atom('seq_trace');
const SPAWN_REQUEST = atom('spawn_request');
const SPAWN_REPLY = atom('spawn_reply');

interface Token {
  readonly flags: number;
  readonly label: Term;
  readonly serial: number;
  readonly from: Term;
  readonly previous: number;
}

function read(token: Term): Token | null {
  if (!Array.isArray(token)) return null;
  const [flags, label, serial, from, previous] = token as readonly Term[];
  return { flags: flags as number, label, serial: serial as number, from, previous: previous as number };
}

function write({ flags, label, serial, from, previous }: Token): Term {
  return [flags, label, serial, from, previous];
}

/** An event that `process` has part in; of a sensitive one nothing is told. */
function tell(tracing: Tracing, process: Process, token: Token, event: Term): void {
  if (process.sensitive) return;
  const { services, seqTracer } = tracing;
  const tracer = seqTracer === null ? undefined : services.process(seqTracer);
  if (tracer === undefined) {
    tracing.seqTracer = null;
    return;
  }
  const stamp = STAMPS.find(([own]) => (token.flags & own) !== 0);
  const message: Term[] = [SEQ_TRACE, token.label, event];
  if (stamp !== undefined) message.push(timestamp(services, stamp[1]));
  services.post(tracer, message);
}

/** The next serial of a process that sends or prints, put into its token. */
function advance(process: Process, token: Token): Token {
  process.seqClock++;
  const next = { ...token, serial: process.seqClock, from: process.pid, previous: process.seqLast };
  process.seqToken = write(next);
  return next;
}

function isSystemTracer(tracing: Tracing, process: Process): boolean {
  return tracing.seqTracer !== null && equalsExact(tracing.seqTracer, process.pid);
}

/** A process with a token sends: gives the token that the message takes along. */
export function carryToken(tracing: Tracing, sender: Process, message: Term, to: Term): Term {
  const token = read(sender.seqToken);
  if (token === null || isSystemTracer(tracing, sender)) return NIL;
  const next = advance(sender, token);
  if ((next.flags & BITS.send) !== 0) {
    tell(tracing, sender, next, [atom('send'), [next.previous, next.serial], sender.pid, to, message]);
  }
  return write(next);
}

/** A message with a token is received: the token becomes the process's. */
export function receiveToken(tracing: Tracing, process: Process, received: Term, message: Term): void {
  const token = read(received);
  if (token === null) return;
  process.seqToken = received;
  process.seqLast = token.serial;
  if (process.seqClock < token.serial) process.seqClock = token.serial;
  if ((token.flags & BITS.receive) === 0 || isSystemTracer(tracing, process)) return;
  tell(tracing, process, token, [atom('receive'), [token.previous, token.serial], token.from, process.pid, message]);
}

/** A child gets the token of its maker by a pair of messages, as between nodes. */
export function spawnWithToken(
  tracing: Tracing,
  parent: Process,
  child: Process,
  mfa: readonly Term[],
  linked: boolean,
  asked: SpawnRequest | null,
): void {
  const [module, name, args] = mfa;
  const { ref, replyTag } = asked ?? { ref: tracing.services.makeRef(), replyTag: SPAWN_REPLY };
  const { initialCall } = child;
  const called: Term = [module, name, module === ERLANG ? 2 : initialCall.arity];
  const options = linked ? fromArray([atom('link')]) : NIL;
  const request: Term = [SPAWN_REQUEST, ref, parent.pid, parent.groupLeader, called, options, replyTag, args];
  receiveToken(tracing, child, carryToken(tracing, parent, request, child.pid), request);
  const reply: Term = [replyTag, ref, OK, child.pid];
  receiveToken(tracing, parent, carryToken(tracing, child, reply, parent.pid), reply);
}

/** `seq_trace_print/1,2`: whether it was printed. A label other than the token's prints nothing. */
export function printToken(tracing: Tracing, process: Process, label: Term | null, term: Term): boolean {
  const token = read(process.seqToken);
  if (token === null || (token.flags & BITS.print) === 0) return false;
  if (label !== null && !equalsExact(label, token.label)) return false;
  const next = advance(process, token);
  tell(tracing, process, next, [atom('print'), [next.previous, next.serial], process.pid, NIL, term]);
  return true;
}

/** `erlang:seq_trace/2`: sets one component and gives its old value; undefined for a wrong argument. */
export function setToken(process: Process, item: Term, value: Term): Term | undefined {
  if (!(item instanceof Atom)) return undefined;
  if (item.name === 'sequential_trace_token') {
    if (value !== NIL) return undefined;
    const old = process.seqToken;
    process.seqToken = NIL;
    return old;
  }
  const given = read(process.seqToken);
  const token = given ?? { flags: 0, label: 0, serial: 0, from: process.pid, previous: process.seqLast };
  if (item.name === 'label') {
    process.seqToken = write({ ...token, label: value });
    return token.label;
  }
  if (item.name === 'serial') {
    if (!Array.isArray(value) || value.length !== 2) return undefined;
    const [previous, serial] = value as readonly Term[];
    if (typeof previous !== 'number' || typeof serial !== 'number') return undefined;
    process.seqToken = write({ ...token, previous, serial });
    process.seqClock = serial;
    process.seqLast = previous;
    return [token.previous, token.serial];
  }
  const bit = Object.hasOwn(BITS, item.name) ? BITS[item.name] : 0;
  if (bit === 0 || (value !== TRUE && value !== FALSE)) return undefined;
  process.seqToken = write({ ...token, flags: value === TRUE ? token.flags | bit : token.flags & ~bit });
  return bool((token.flags & bit) !== 0);
}

/** `erlang:seq_trace_info/1`; undefined for an unknown item. */
export function tokenInfo(process: Process, item: Term): Term | undefined {
  if (!(item instanceof Atom)) return undefined;
  if (item.name === 'sequential_trace_token') return process.seqToken;
  const isFlag = Object.hasOwn(BITS, item.name);
  if (!isFlag && item.name !== 'label' && item.name !== 'serial') return undefined;
  const token = read(process.seqToken);
  if (token === null) return NIL;
  if (item.name === 'label') return [item, token.label];
  if (item.name === 'serial') return [item, [token.previous, token.serial]];
  return [item, bool((token.flags & BITS[item.name]) !== 0)];
}

/** `system_flag(sequential_tracer, …)`: the old tracer or false; undefined for what cannot be one. */
export function setSystemTracer(tracing: Tracing, value: Term): Term | undefined {
  const old = systemTracer(tracing);
  if (value === FALSE) tracing.seqTracer = null;
  else if (value instanceof Pid && tracing.services.process(value) !== undefined) tracing.seqTracer = value;
  else return undefined;
  return old;
}

/** The system tracer, or false. */
export function systemTracer(tracing: Tracing): Term {
  const { seqTracer, services } = tracing;
  return seqTracer !== null && services.process(seqTracer) !== undefined ? seqTracer : FALSE;
}

/** Takes all tokens away, from processes and from messages that wait. */
export function resetTokens(tracing: Tracing): void {
  for (const process of tracing.services.processes()) {
    process.seqToken = NIL;
    process.seqClock = 0;
    process.seqLast = 0;
    process.mailTokens = null;
  }
}
