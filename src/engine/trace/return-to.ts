/**
 * Which traced calls of a process will report where they return to. OTP marks the return address; a
 * tail call made by a marked function finds the mark already there and adds none. Here the marks are the
 * stack depths of such calls, innermost last.
 */
import type { Process } from '../runtime/process.ts';
import { detailOf } from './process-detail.ts';

/** Marks a call at stack depth `sp`; false when the same return is marked already. */
export function enterReturnTo(process: Process, sp: number): boolean {
  const { returnMarks } = detailOf(process);
  if (returnMarks.at(-1) === sp) return false;
  returnMarks.push(sp);
  return true;
}

/** The innermost marked call has ended. */
export function leaveReturnTo(process: Process): void {
  detailOf(process).returnMarks.pop();
}
