/** Ending a burst early, without counting the unused fuel as work. */
import type { Machine } from './machine.ts';

/** The running process gives way at the next function entry (or as soon as a built-in returns `S`). */
export function giveWay(machine: Machine): void {
  machine.burst -= machine.fuel + 1;
  machine.fuel = -1;
}
