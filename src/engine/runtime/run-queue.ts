/**
 * Which process runs next: first-in first-out by priority, as OTP has it. `max` goes before `high`,
 * `high` before the rest, and eight `normal` ones run for each `low` one.
 * Whom a traced process wakes while a `max` one (dbg's tracer) waits for its turn goes before that once: on a machine
 * with several schedulers they begin at the same time, and a tracer has more to do before it prints.
 * Invariant: exactly the processes with status `runnable` are in it, linked by `nextInQueue` and `previousInQueue`.
 */
import type { Priority, Process } from './process.ts';

interface Fifo {
  first: Process | null;
  last: Process | null;
  length: number;
}

export interface RunQueue {
  readonly max: Fifo;
  readonly high: Fifo;
  readonly normal: Fifo;
  readonly low: Fifo;
  /** Normal ones that may still run before a low one does. */
  normalTurns: number;
  length: number;
}

const NORMAL_TURNS = 8;

function fifo(): Fifo {
  return { first: null, last: null, length: 0 };
}

export function newRunQueue(): RunQueue {
  return { max: fifo(), high: fifo(), normal: fifo(), low: fifo(), normalTurns: NORMAL_TURNS, length: 0 };
}

/** Puts a process at the end of its queue and marks it runnable. */
export function enqueue(process: Process): void {
  const queue = process.node.runQueue;
  const list = queue[process.isAhead ? 'max' : process.priority];
  process.status = 'runnable';
  process.nextInQueue = null;
  process.previousInQueue = list.last;
  if (list.last === null) list.first = process;
  else list.last.nextInQueue = process;
  list.last = process;
  list.length++;
  queue.length++;
}

/** Whether a `max` process waits for its turn. */
export function isTracerWoken(queue: RunQueue): boolean {
  return queue.max.first !== null;
}

/** Puts a process in front of the `max` ones, for one turn. */
export function enqueueBeforeTracer(process: Process): void {
  const queue = process.node.runQueue;
  process.isAhead = true;
  process.status = 'runnable';
  process.nextInQueue = queue.max.first;
  process.previousInQueue = null;
  if (queue.max.first === null) queue.max.last = process;
  else queue.max.first.previousInQueue = process;
  queue.max.first = process;
  queue.max.length++;
  queue.length++;
}

function take(queue: RunQueue, list: Fifo): Process | null {
  const process = list.first;
  if (process === null) return null;
  list.first = process.nextInQueue;
  if (list.first === null) list.last = null;
  else list.first.previousInQueue = null;
  process.nextInQueue = null;
  list.length--;
  queue.length--;
  return process;
}

/** Takes the process that runs next. */
export function dequeue(queue: RunQueue): Process | null {
  if (queue.length === 0) return null;
  if (queue.max.first !== null) return take(queue, queue.max);
  if (queue.high.first !== null) return take(queue, queue.high);
  if (queue.normal.first !== null && (queue.low.first === null || queue.normalTurns > 0)) {
    if (queue.low.first !== null) queue.normalTurns--;
    return take(queue, queue.normal);
  }
  queue.normalTurns = NORMAL_TURNS;
  return take(queue, queue.low);
}

/** Takes a runnable process out (it exits, is suspended or changes its priority). */
export function removeFromQueue(process: Process): void {
  const queue = process.node.runQueue;
  const list = queue[process.isAhead ? 'max' : process.priority];
  const { previousInQueue: before, nextInQueue: after } = process;
  if (before === null && list.first !== process) return;
  if (before === null) list.first = after;
  else before.nextInQueue = after;
  if (after === null) list.last = before;
  else after.previousInQueue = before;
  process.nextInQueue = null;
  process.previousInQueue = null;
  list.length--;
  queue.length--;
}

/** Changes the priority, keeping the queue right. */
export function setPriority(process: Process, priority: Priority): void {
  if (process.priority === priority) return;
  if (process.status !== 'runnable') {
    process.priority = priority;
    return;
  }
  removeFromQueue(process);
  process.isAhead = false;
  process.priority = priority;
  enqueue(process);
}

/** Lengths of the queues, for `erlang:statistics(run_queue_lengths)`. */
export function queueLength(queue: RunQueue): number {
  return queue.length;
}
