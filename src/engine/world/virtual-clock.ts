/**
 * The clock of a world: virtual microseconds that pass by work (each reduction costs a little) and by
 * waiting (the world moves it on when nobody has anything to do). It never goes back.
 */
import { machine } from '../runtime/registers.ts';
import type { Clock } from '../runtime/seams.ts';

export interface VirtualClock extends Clock {
  /** Virtual microseconds since the world began, up to the last ended burst. */
  time: number;
  /** Virtual microseconds a reduction takes. */
  readonly reductionCost: number;
  /** Whether a process runs: then `now` counts the fuel it has used. */
  busy: boolean;
}

/** A tenth of a microsecond: about a real node's speed on a laptop with some other load. */
export const REDUCTION_COST = 0.1;

export function newVirtualClock(epoch: number, reductionCost: number): VirtualClock {
  const clock: VirtualClock = {
    time: 0,
    epoch,
    reductionCost,
    busy: false,
    now: () => (clock.busy ? clock.time + (machine.burst - machine.fuel) * reductionCost : clock.time),
    spend: (reductions) => {
      clock.time += reductions * reductionCost;
    },
  };
  return clock;
}
