/**
 * Mailboxes: delivering a message, and what `receive` asks for. A receive looks from `savePointer` on;
 * taking a message near either end costs little, another one shifts the fewer of those around it.
 * Invariant: `mailboxStart <= savePointer <= mailbox.length`; slots before `mailboxStart` hold nothing;
 * `markAt <= mailbox.length`, and what arrived after the mark is not before it.
 */
import type { ReceiveSupport, Sentinel } from '../compile/abi.ts';
import { ERROR, INFINITY, TIMEOUT_VALUE } from '../terms/atoms.ts';
import { NIL } from '../terms/term.ts';
import type { Ref, Term } from '../terms/term.ts';
import type { Process, Timer } from './process.ts';
import { machine } from './registers.ts';
import { enqueue, enqueueBeforeTracer, isTracerWoken } from './run-queue.ts';
import { startTimer, stopTimer } from './timers.ts';

/** Free slots at the front before they are given back. */
const COMPACT_AT = 512;
const MAX_TIMEOUT = 0xffffffff;

/** Puts a message into the mailbox of a living process and wakes it. */
export function deliver(process: Process, message: Term): void {
  process.node.messages++;
  process.mailbox.push(message);
  if (process.mailTokens !== null) process.mailTokens.push(null);
  if (process.trace.flags !== 0) process.node.tap.arrived(process, message);
  if (process.status === 'waiting') wake(process);
}

/** As `deliver`, with the sender's sequential trace token. */
export function deliverWithToken(process: Process, message: Term, token: Term): void {
  if (process.mailTokens === null) process.mailTokens = new Array<Term | null>(process.mailbox.length).fill(null);
  process.node.messages++;
  process.mailbox.push(message);
  process.mailTokens.push(token);
  if (process.trace.flags !== 0) process.node.tap.arrived(process, message);
  if (process.status === 'waiting') wake(process);
}

/** Makes a waiting process run again, unless it is suspended. */
export function wake(process: Process): void {
  if (process.suspended > 0) {
    process.status = 'suspended';
    return;
  }
  const waker = machine.process;
  const isTraced = waker !== null && waker.trace.flags !== 0 && waker.status === 'running' && !waker.isAhead;
  if (
    isTraced &&
    process.priority === 'normal' &&
    waker.node === process.node &&
    isTracerWoken(process.node.runQueue)
  ) {
    enqueueBeforeTracer(process);
    return;
  }
  enqueue(process);
}

/** Messages that have not been received, oldest first. */
export function messagesOf(process: Process): Term[] {
  return process.mailboxStart === 0 ? process.mailbox : process.mailbox.slice(process.mailboxStart);
}

/** How many messages wait. */
export function messageCount(process: Process): number {
  return process.mailbox.length - process.mailboxStart;
}

/** Removes the message at an index of `mailbox`, at or after the start. */
export function removeAt(process: Process, index: number): void {
  const box = process.mailbox;
  const start = process.mailboxStart;
  const tokens = process.mailTokens;
  if (index === box.length - 1) {
    box.pop();
    tokens?.pop();
    if (start === box.length && start > 0) {
      box.length = 0;
      if (tokens !== null) tokens.length = 0;
      process.mailboxStart = 0;
    }
  } else if (index - start > box.length - index) {
    box.splice(index, 1);
    tokens?.splice(index, 1);
    if (process.savePointer > index) process.savePointer--;
    if (process.markAt > index) process.markAt--;
  } else {
    for (let i = index; i > start; i--) box[i] = box[i - 1];
    box[start] = 0;
    if (tokens !== null) {
      for (let i = index; i > start; i--) tokens[i] = tokens[i - 1];
      tokens[start] = null;
    }
    process.mailboxStart = start + 1;
    if (start >= COMPACT_AT && start * 2 > box.length) {
      process.mailbox = box.slice(start + 1);
      if (tokens !== null) process.mailTokens = tokens.slice(start + 1);
      process.markAt = Math.max(0, process.markAt - start - 1);
      process.mailboxStart = 0;
    }
  }
  if (process.markAt > process.mailbox.length) process.markAt = process.mailbox.length;
  if (process.savePointer < process.mailboxStart || process.savePointer > process.mailbox.length) {
    process.savePointer = process.mailboxStart;
  }
  if (tokens !== null && process.mailbox.length === process.mailboxStart) process.mailTokens = null;
}

/** Removes the first message with a reference that `matches` says (`demonitor` with `flush`). */
export function removeMatching(process: Process, ref: Ref, matches: (message: Term) => boolean): void {
  const from = process.markRef === ref ? process.markAt : 0;
  for (let i = Math.max(from, process.mailboxStart); i < process.mailbox.length; i++) {
    if (matches(process.mailbox[i])) {
      removeAt(process, i);
      return;
    }
  }
}

/** Called by the scheduler when the timeout of a receive is over. */
export function timedOut(process: Process): void {
  process.timeout = 'fired';
  if (process.status === 'waiting') wake(process);
}

/** Stops the timeout of the running receive. */
export function endTimeout(process: Process): void {
  if (process.timer !== null && process.timer.index >= 0) stopTimer(process.node, process.timer);
  process.timeout = 'none';
}

function beginTimeout(process: Process, milliseconds: number): void {
  const { node } = process;
  let { timer } = process;
  if (timer === null) {
    timer = { deadline: 0, order: 0, index: -1, process, ref: null, to: null, message: NIL } satisfies Timer;
    process.timer = timer;
  }
  timer.deadline = node.clock.now() + milliseconds * 1000;
  startTimer(node, timer);
  process.timeout = 'running';
}

function takeToken(process: Process, at: number): void {
  const token = process.mailTokens?.[at] ?? null;
  if (token === NIL) process.seqToken = NIL;
  else if (token !== null) process.node.tap.tokenReceived(process, token, process.mailbox[at]);
}

/** What compiled code calls for `receive`; on the running process. */
export const receive: ReceiveSupport = {
  since(term: Term): void {
    const { process } = machine;
    if (process.markRef === term && process.savePointer < process.markAt) process.savePointer = process.markAt;
  },

  next(): Term | undefined {
    const { process } = machine;
    const at = process.savePointer;
    return at < process.mailbox.length ? process.mailbox[at] : undefined;
  },

  skip(): void {
    machine.process.savePointer++;
  },

  accept(): void {
    const { process } = machine;
    const at = process.savePointer;
    if (process.arrivals !== null) process.node.tap.received(process);
    if (process.mailTokens !== null) takeToken(process, at);
    removeAt(process, at);
    process.savePointer = process.mailboxStart;
    if (process.timeout !== 'none') endTimeout(process);
  },

  wait(timeout: Term, site: number): boolean | Sentinel {
    const { process } = machine;
    process.waitSite = site;
    if (process.exitReason !== undefined) return true;
    if (process.arrivals !== null) process.node.tap.received(process);
    if (timeout === INFINITY) {
      process.status = 'waiting';
      return true;
    }
    if (process.timeout === 'running') {
      process.status = 'waiting';
      return true;
    }
    if (process.timeout === 'fired') {
      process.timeout = 'none';
      process.savePointer = process.mailboxStart;
      if (process.trace.flags !== 0) process.node.tap.timedOut(process);
      return false;
    }
    if (timeout === 0) {
      process.savePointer = process.mailboxStart;
      if (process.trace.flags !== 0) process.node.tap.timedOut(process);
      return false;
    }
    if (typeof timeout !== 'number' || timeout < 0 || timeout > MAX_TIMEOUT) {
      return machine.raise(ERROR, TIMEOUT_VALUE);
    }
    beginTimeout(process, timeout);
    process.status = 'waiting';
    return true;
  },
};
