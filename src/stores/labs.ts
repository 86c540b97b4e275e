// The labs of the page: each has one store, and labs that go on from each other share a world.
import type { WorldPreset } from '../engine/client/protocol.ts';
import { engine } from './engine.ts';
import { createLabStore, type LabStore, type Predecessor } from './lab.ts';
import { createWorldStore, type WorldStore } from './world.ts';

const worlds = new Map<string, WorldStore>();

export type PageLab = {
  readonly id: string;
  readonly world: WorldPreset;
  readonly seed: number;
  readonly before: readonly Predecessor[];
};

/** The store of a lab on this page, over the world of the lab that begins its chain. */
export function labOf({ id, world, seed, before }: PageLab): LabStore {
  const root = before[0]?.id ?? id;
  const shared = worlds.get(root) ?? createWorldStore({ lab: root, world, seed }, engine);
  worlds.set(root, shared);
  return createLabStore({ lab: id, before }, { world: shared, nextFrame: (draw) => requestAnimationFrame(draw) });
}
