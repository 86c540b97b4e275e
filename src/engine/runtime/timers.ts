/**
 * Timers of a node on the virtual clock: a binary heap on (deadline, order of making) in which
 * each timer knows its place, so that stopping one is cheap and leaves nothing behind.
 * Invariant: `timers[t.index] === t` for every running timer.
 */
import type { NodeState } from './node-state.ts';
import type { Timer } from './process.ts';

function before(a: Timer, b: Timer): boolean {
  return a.deadline < b.deadline || (a.deadline === b.deadline && a.order < b.order);
}

function siftUp(heap: Timer[], timer: Timer, from: number): void {
  let i = from;
  while (i > 0) {
    const up = (i - 1) >> 1;
    const parent = heap[up];
    if (!before(timer, parent)) break;
    heap[i] = parent;
    parent.index = i;
    i = up;
  }
  heap[i] = timer;
  timer.index = i;
}

function siftDown(heap: Timer[], timer: Timer, from: number): void {
  let i = from;
  const half = heap.length >> 1;
  while (i < half) {
    let down = 2 * i + 1;
    let child = heap[down];
    if (down + 1 < heap.length && before(heap[down + 1], child)) child = heap[++down];
    if (!before(child, timer)) break;
    heap[i] = child;
    child.index = i;
    i = down;
  }
  heap[i] = timer;
  timer.index = i;
}

/** Starts a timer that does not run; its deadline is set by the caller. */
export function startTimer(node: NodeState, timer: Timer): void {
  timer.order = node.nextTimer++;
  node.timers.push(timer);
  siftUp(node.timers, timer, node.timers.length - 1);
}

/** Stops a timer; false when it did not run. */
export function stopTimer(node: NodeState, timer: Timer): boolean {
  const { index } = timer;
  if (index < 0) return false;
  const heap = node.timers;
  timer.index = -1;
  const last = heap.pop();
  if (last !== undefined && last !== timer) {
    if (before(last, timer)) siftUp(heap, last, index);
    else siftDown(heap, last, index);
  }
  return true;
}

/** The deadline of the next timer in virtual microseconds, or Infinity. */
export function nextDeadline(node: NodeState): number {
  return node.timers.length === 0 ? Infinity : node.timers[0].deadline;
}
