// The worlds that sessions open: a bare node with a shell, or the node of cat_traveler with the load agents on a node of
// their own. Both nodes know each other by the network only, as two machines would.
import { natives } from '../bifs/all.ts';
import { moduleSupport } from '../bifs/module-support.ts';
import type { WorldPreset } from '../client/protocol.ts';
import type { NodeState } from '../runtime/node-state.ts';
import type { Terminal } from '../runtime/seams.ts';
import { atom } from '../terms/atoms.ts';
import { fromArray, listFromString } from '../terms/lists.ts';
import { mapFromPairs } from '../terms/maps.ts';
import type { Term } from '../terms/term.ts';
import { addNode, startProcess } from '../world/node.ts';
import { newWorld } from '../world/world.ts';
import type { World } from '../world/world.ts';
import type { CodeStore } from './code-store.ts';

export type Halted = (status: number, slogan: string | null) => void;

export type OpenedWorld = { readonly world: World; readonly node: NodeState };

/** Tools whose modules are loaded beforehand, so that patterns on them match at once. */
const SERVICE_APPLICATIONS = ['cat_traveler'];
const AGENT_APPLICATIONS = ['load_agent'];

/** Makes a world; nothing runs before the world is run. */
export function openWorld(
  preset: WorldPreset,
  seed: number,
  store: CodeStore,
  terminal: Terminal,
  halted: Halted,
  print: (text: string) => void,
): OpenedWorld {
  const world = newWorld({ seed });
  const start = (name: string, applications: readonly string[], own: Partial<{ terminal: Terminal; halted: Halted }>): NodeState => {
    const node = addNode(world, {
      name,
      natives,
      support: moduleSupport(),
      code: store.module,
      applicationSpec: store.applicationSpec,
      print,
      ...own,
    });
    startProcess(node, 'init', 'boot', [bootOptions(applications, own.terminal === undefined)]);
    return node;
  };
  const node = start('nonode@nohost', preset === 'cats' ? SERVICE_APPLICATIONS : [], { terminal, halted });
  if (preset === 'cats') start('load_agent@nohost', AGENT_APPLICATIONS, {});
  return { world, node };
}

/** The options of `init:boot/1`. */
function bootOptions(applications: readonly string[], isWithoutShell: boolean): Term {
  const flags: Term[] = isWithoutShell ? [[atom('noshell'), fromArray([])]] : [];
  return mapFromPairs([
    [atom('flags'), fromArray(flags)],
    [atom('plain'), fromArray([])],
    [atom('applications'), fromArray(applications.map((name) => atom(name)))],
    [atom('eval'), fromArray([])],
    [atom('run'), fromArray([])],
    [atom('progname'), listFromString('erl')],
  ]);
}
