// The labs of the page: each has one store, and labs that go on from each other share a world.
import type { WorldPreset } from '../engine/client/protocol.ts';
import { engine } from './engine.ts';
import { createLabStore, type LabStore, type Predecessor } from './lab.ts';
import { createWorldStore, type WorldStore } from './world.ts';

const worlds = new Map<string, WorldStore>();

export type UsedLab = { readonly id: string; readonly store: LabStore };

/** The labs that the reader has come to, the one that ran last first. */
let used: readonly UsedLab[] = [];

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
  const store = createLabStore(
    { lab: id, before },
    { world: shared, nextFrame: (draw) => requestAnimationFrame(draw) },
  );
  const mine = { id, store };
  used = [...used, mine];
  let runs = 0;
  store.state.listen(({ run }) => {
    if (run === runs) return;
    runs = run;
    used = [mine, ...used.filter((one) => one !== mine)];
  });
  return store;
}

/** The labs whose nodes could load something: the one that ran last first, those that have not run last. */
export function usedLabs(): readonly UsedLab[] {
  return used;
}
