/**
 * Runs processes: loads the registers, runs bursts of `BURST` reductions, moves suspended frames to the
 * process and back, ends processes whose last frame has returned or failed.
 * Invariant: between two calls of `runSlice` everything about a process is in its record.
 */
import { BURST, S } from '../compile/abi.ts';
import type { Frame, Result } from '../compile/abi.ts';
import { ERROR, NORMAL, SYSTEM_LIMIT } from '../terms/atoms.ts';
import type { Term } from '../terms/term.ts';
import { exitReasonOf, logCrash } from './crash.ts';
import { exitProcess } from './exit.ts';
import { timedOut } from './mailbox.ts';
import type { NodeState } from './node-state.ts';
import type { Process, Timer } from './process.ts';
import { machine, reserveSites } from './registers.ts';
import { dequeue, enqueue } from './run-queue.ts';
import { deliverTo } from './send.ts';
import { nextDeadline, stopTimer } from './timers.ts';
import { refKey } from './identifiers.ts';

/** Reductions of a scheduling slice, as in OTP. */
export const SLICE = 4000;

/** Whose call sites are in the registers; they are copied out only when another process runs. */
let sitesOwner: Process | null = null;

/** Runs the next process of the node for one slice; the reductions done, 0 when none is runnable. */
export function runSlice(node: NodeState): number {
  const process = dequeue(node.runQueue);
  if (process === null) return 0;
  node.contextSwitches++;
  return runProcess(node, process);
}

/** Lets timers whose time has come take effect. */
export function fireTimers(node: NodeState, now: number): void {
  while (nextDeadline(node) <= now) {
    const timer = node.timers[0];
    stopTimer(node, timer);
    fire(node, timer);
  }
}

function fire(node: NodeState, timer: Timer): void {
  if (timer.process !== null) {
    timedOut(timer.process);
    return;
  }
  if (timer.ref !== null) node.timerRefs.delete(refKey(node, timer.ref));
  if (timer.to !== null) deliverTo(node, timer.to, timer.message, null);
}

function loadSites(process: Process): void {
  if (sitesOwner === process) return;
  saveSites();
  const { sp, sites } = process;
  reserveSites(sp);
  if (sp < 32) for (let i = 0; i < sp; i++) machine.sites[i] = sites[i];
  else machine.sites.set(sites.subarray(0, sp));
  machine.sp = sp;
  sitesOwner = process;
}

function saveSites(): void {
  const owner = sitesOwner;
  if (owner === null) return;
  sitesOwner = null;
  const { sp } = machine;
  owner.sp = sp;
  if (sp === 0) return;
  if (owner.sites.length < sp || owner.sites.length > 4 * sp + 64) owner.sites = new Int32Array(sp + (sp >> 1) + 4);
  if (sp < 32) for (let i = 0; i < sp; i++) owner.sites[i] = machine.sites[i];
  else owner.sites.set(machine.sites.subarray(0, sp));
}

/** The call sites of a process, innermost last, wherever they are now. */
export function sitesOf(process: Process): Int32Array {
  if (sitesOwner === process) return machine.sites.subarray(0, machine.sp);
  return process.sites.subarray(0, process.sp);
}

function runProcess(node: NodeState, process: Process): number {
  const { afterSlice } = node;
  const began = afterSlice === null ? 0 : node.clock.now();
  machine.process = process;
  machine.node = node;
  process.status = 'running';
  loadSites(process);
  machine.catches = process.catches;
  if (process.trace.flags !== 0) node.tap.scheduled(process, 'in');
  let done = 0;
  let over: boolean;
  do {
    reserveSites(machine.sp);
    machine.fuel = BURST;
    machine.burst = BURST;
    machine.allowance = SLICE - done;
    try {
      over = runBurst(process);
    } catch (failure) {
      over = overflowed(process, failure);
    }
    const used = machine.burst - machine.fuel;
    machine.burst = machine.fuel;
    done += used;
    process.reductions += used;
    node.clock.spend(used);
  } while (!over && process.status === 'running' && mayGoOn(process) && done < SLICE && !machine.yielded);
  machine.yielded = false;
  node.reductions += done;
  process.isAhead = false;
  machine.skip = null;
  process.catches = machine.catches;
  settle(node, process, over);
  if (afterSlice !== null) afterSlice(process, node.clock.now() - began);
  return done > 0 ? done : 1;
}

/**
 * A native function that follows a term or an expression deeper than JavaScript's stack goes ends its process:
 * the frames of the burst, and with them its handlers, are lost.
 */
function overflowed(process: Process, failure: unknown): true {
  if (!(failure instanceof RangeError) || !failure.message.includes('call stack')) throw failure;
  process.frames = [];
  machine.pushed.length = 0;
  machine.raise(ERROR, SYSTEM_LIMIT);
  return true;
}

/** Clears the registers after a slice that ended in a JavaScript exception; its process must not run again. */
export function abandonSlice(): void {
  sitesOwner = null;
  machine.sp = 0;
  machine.exception = null;
  machine.catches = 0;
  machine.skip = null;
  machine.yielded = false;
  machine.pushed.length = 0;
}

function mayGoOn(process: Process): boolean {
  return process.exitReason === undefined && process.hibernation === null;
}

/** What becomes of a process whose slice is over. */
function settle(node: NodeState, process: Process, over: boolean): void {
  if (process.exitReason !== undefined || over) {
    const { exception } = machine;
    machine.exception = null;
    let reason: Term = NORMAL;
    if (process.exitReason !== undefined) reason = process.exitReason;
    else if (exception !== null) {
      reason = exitReasonOf(exception);
      logCrash(process, exception, reason);
    }
    process.status = 'runnable';
    machine.sp = 0;
    sitesOwner = null;
    endRunning(process, reason);
    return;
  }
  if (process.hibernation !== null) hibernate(process);
  if (process.trace.flags !== 0) node.tap.scheduled(process, 'out');
  process.outOf = process.status === 'running' ? (process.frames.at(-1)?.entry ?? null) : null;
  if (process.status === 'running') {
    if (process.suspended > 0) process.status = 'suspended';
    else enqueue(process);
  }
}

/** Drops the stack; the frame that replaces it runs when there is a message. */
function hibernate(process: Process): void {
  if (process.hibernation === null) return;
  process.frames = [process.hibernation];
  process.hibernation = null;
  machine.sp = 0;
  process.sp = 0;
  process.catches = 0;
  if (process.mailbox.length === process.mailboxStart) process.status = 'waiting';
}

function endRunning(process: Process, reason: Term): void {
  process.status = 'waiting';
  process.frames = [];
  process.exitReason = undefined;
  exitProcess(process, reason);
}

/** Runs until the fuel is used, the process waits, or nothing is left to run (true). */
function runBurst(process: Process): boolean {
  const { frames } = process;
  let value: Result | undefined = process.resumeValue;
  process.resumeValue = undefined;
  if (process.exception !== null) {
    machine.exception = process.exception;
    process.exception = null;
    value = S;
  }
  for (;;) {
    const frame = frames.pop();
    if (frame === undefined) return true;
    machine.floor = machine.sp;
    machine.tails = 0;
    // A frame that never ran gets no value; its resume does not look at it.
    value = frame.entry.resume(frame.pc, frame.live, value as Result);
    if (value === S && machine.exception === null) {
      takePushed(frames);
      return false;
    }
    if ((machine.fuel -= 1) < 0 && frames.length > 0 && atBottom()) {
      if (machine.exception !== null) {
        process.exception = machine.exception;
        machine.exception = null;
      } else process.resumeValue = value;
      return false;
    }
  }
}

/** Between two frames, when nothing is on the native stack: must the process be suspended? */
function atBottom(): boolean {
  machine.floor = machine.sp;
  machine.tails = 0;
  return machine.spent();
}

/** Moves the frames that were pushed, innermost first, on top of the process's frames. */
function takePushed(frames: Frame[]): void {
  const { pushed } = machine;
  for (let i = pushed.length - 1; i >= 0; i--) frames.push(pushed[i]);
  pushed.length = 0;
}
