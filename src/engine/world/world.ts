/**
 * A world: nodes under one virtual clock and one seed. `run` is all that makes time pass. Given the same
 * seed and the same inputs at the same virtual times, a world does the same.
 */
import type { NodeState } from '../runtime/node-state.ts';
import { machine } from '../runtime/registers.ts';
import { abandonSlice, fireTimers, runSlice } from '../runtime/scheduler.ts';
import { nextDeadline } from '../runtime/timers.ts';
import { atomCount } from '../terms/atoms.ts';
import { enforceHeapLimit } from './heap-limit.ts';
import { enforceBound, MEMORY_BOUND } from './memory.ts';
import { deliverArrived, newNetwork, nextArrival } from './network.ts';
import type { Network } from './network.ts';
import { newRandom } from './random.ts';
import type { Random } from './random.ts';
import { newVirtualClock, REDUCTION_COST } from './virtual-clock.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface World {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly network: Network;
  /** In the order of starting; they take turns. */
  nodes: NodeState[];
  /** Whose turn is next. */
  turn: number;
  /** Bytes a node may hold. */
  readonly memoryBound: number;
  /** Atoms of the worker when the world began; those made since are its own. */
  readonly atomsBefore: number;
  /** Reductions until memory is looked at again. */
  untilMemoryCheck: number;
}

export interface WorldOptions {
  readonly seed: number;
  /** Virtual microseconds since 1970 at the beginning. */
  readonly epoch?: number;
  /** Virtual microseconds a reduction takes. */
  readonly reductionCost?: number;
  /** Bytes a node may hold. */
  readonly memoryBound?: number;
}

/** 1 March 2024, noon UTC: when worlds begin unless told otherwise. */
const EPOCH = 1_709_294_400_000_000;

export function newWorld(options: WorldOptions): World {
  const clock = newVirtualClock(options.epoch ?? EPOCH, options.reductionCost ?? REDUCTION_COST);
  const random = newRandom(options.seed);
  return {
    clock,
    random,
    network: newNetwork(clock, random),
    nodes: [],
    turn: 0,
    memoryBound: options.memoryBound ?? MEMORY_BOUND,
    atomsBefore: atomCount(),
    untilMemoryCheck: CHECK_AFTER,
  };
}

/** Looking at memory costs some time, so it is done after so many reductions. */
const CHECK_AFTER = 64_000;

/** Why `run` came back: nothing left to do, the time reached, the reductions used up. */
export type Stopped = 'idle' | 'time' | 'budget';

/**
 * Runs until the virtual time `until` (microseconds, may be Infinity) or for about `budget` reductions.
 * When nobody can run, the clock jumps to the next event; when there is none, to `until` if that is finite.
 */
export function run(world: World, until: number, budget: number): Stopped {
  const { clock, network } = world;
  let left = budget;
  while (left > 0) {
    const now = clock.time;
    let next = nextArrival(network);
    if (next <= now) {
      deliverArrived(network, now);
      next = nextArrival(network);
    }
    for (const node of world.nodes) {
      let deadline = nextDeadline(node);
      if (deadline <= now) {
        fireTimers(node, now);
        deadline = nextDeadline(node);
      }
      if (deadline < next) next = deadline;
    }
    if (now >= until) return 'time';
    const node = nextToRun(world);
    if (node !== null) {
      clock.busy = true;
      const done = runSafely(node);
      if (machine.process.maxHeapSize.size > 0) enforceHeapLimit(machine.process);
      left -= done;
      clock.busy = false;
      world.untilMemoryCheck -= done;
      if (world.untilMemoryCheck <= 0) {
        const work = CHECK_AFTER - world.untilMemoryCheck;
        world.untilMemoryCheck = CHECK_AFTER;
        if (enforceBound(node, world.memoryBound, machine.process, work)) enforceAtomLimit(world, node);
      }
    } else if (next > until) {
      clock.time = until;
      return 'time';
    } else if (next === Infinity) {
      return 'idle';
    } else {
      clock.time = next;
    }
  }
  return 'budget';
}

/** A term too large for JavaScript takes its node down, as an allocation that fails does to a real one. */
function runSafely(node: NodeState): number {
  try {
    return runSlice(node);
  } catch (failure) {
    if (!(failure instanceof RangeError) || failure.message.includes('call stack')) throw failure;
    abandonSlice();
    node.halted = true;
    node.host.halt(1, 'binary_alloc: Cannot allocate memory (of type "binary").');
    return 1;
  }
}

/** Atoms that a node may make, and about how many a booted one has. */
const ATOM_LIMIT = 1_048_576;
const BOOTED_ATOMS = 12_000;

/** The table of atoms belongs to the worker; a world that has filled it up to what a node may hold loses the node at work. */
function enforceAtomLimit(world: World, node: NodeState): void {
  if (atomCount() - world.atomsBefore < ATOM_LIMIT - BOOTED_ATOMS) return;
  node.halted = true;
  node.host.halt(1, `no more index entries in atom_tab (max=${ATOM_LIMIT})`);
}

function nextToRun(world: World): NodeState | null {
  const { nodes } = world;
  const count = nodes.length;
  for (let i = 0; i < count; i++) {
    const index = (world.turn + i) % count;
    const node = nodes[index];
    if (!node.halted && node.runQueue.length > 0) {
      world.turn = (index + 1) % count;
      return node;
    }
  }
  return null;
}

/** Whether some process could run now. */
export function isBusy(world: World): boolean {
  return world.nodes.some((node) => !node.halted && node.runQueue.length > 0);
}

/** When something happens next: now while a process can run, Infinity as null when nothing ever will by itself. */
export function nextEvent(world: World): number | null {
  if (isBusy(world)) return world.clock.time;
  let next = nextArrival(world.network);
  for (const node of world.nodes) next = Math.min(next, nextDeadline(node));
  return next === Infinity ? null : Math.max(next, world.clock.time);
}
