/** A node with a shell behind a terminal that is text: what `npm run erl` and the replay of cases share. */
import { natives } from '../src/engine/bifs/all.ts';
import { support } from '../src/engine/bifs/compile-source.ts';
import type { NodeState } from '../src/engine/runtime/node-state.ts';
import type { Terminal } from '../src/engine/runtime/seams.ts';
import { atom } from '../src/engine/terms/atoms.ts';
import { fromArray, listFromString } from '../src/engine/terms/lists.ts';
import { mapFromPairs } from '../src/engine/terms/maps.ts';
import type { Term } from '../src/engine/terms/term.ts';
import { addNode, startProcess } from '../src/engine/world/node.ts';
import { newWorld } from '../src/engine/world/world.ts';
import type { World } from '../src/engine/world/world.ts';
import { applicationSpec, moduleText } from './erlang-sources.ts';
import type { Sources } from './erlang-sources.ts';

export interface ShellOptions {
  readonly sources: Sources;
  readonly terminal: Terminal;
  readonly print: (text: string) => void;
  readonly halted?: (status: number, slogan: string | null) => void;
  readonly flags?: readonly (readonly [string, readonly string[]])[];
  readonly plain?: readonly string[];
  readonly applications?: readonly string[];
  readonly evaluate?: readonly string[];
  /** `[Module, Function, Arguments]`, called after the applications have started. */
  readonly call?: readonly (readonly [string, string, readonly Term[]])[];
  readonly noShell?: boolean;
  readonly name?: string;
  readonly seed?: number;
}

export interface ShellNode {
  readonly world: World;
  readonly node: NodeState;
}

/** Makes the world and starts `init:boot/1`; nothing runs before the world is run. */
export function bootShell(options: ShellOptions): ShellNode {
  const world = newWorld({ seed: options.seed ?? 1 });
  const node = addNode(world, {
    name: options.name ?? 'nonode@nohost',
    natives,
    support,
    code: (module) => moduleText(options.sources, module),
    applicationSpec: (name) => applicationSpec(options.sources, name),
    terminal: options.terminal,
    print: options.print,
    ...(options.halted === undefined ? {} : { halted: options.halted }),
  });
  startProcess(node, 'init', 'boot', [bootOptions(options)]);
  return { world, node };
}

function strings(texts: readonly string[]): Term {
  return fromArray(texts.map((text) => listFromString(text)));
}

function bootOptions(options: ShellOptions): Term {
  const flags = [...(options.flags ?? []), ...(options.noShell === true ? [['noshell', []] as const] : [])];
  return mapFromPairs([
    [atom('flags'), fromArray(flags.map(([flag, values]): Term => [atom(flag), strings(values)]))],
    [atom('plain'), strings(options.plain ?? [])],
    [atom('applications'), fromArray((options.applications ?? []).map((name) => atom(name)))],
    [atom('eval'), strings(options.evaluate ?? [])],
    [atom('run'), fromArray((options.call ?? []).map(([m, f, args]): Term => [atom(m), atom(f), fromArray(args)]))],
  ]);
}
