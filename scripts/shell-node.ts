/** A node with a shell behind a terminal that is text: what `npm run erl` and the replay of cases share. */
import '../src/engine/bifs/all.ts';
import type { WorldPreset } from '../src/engine/client/protocol.ts';
import { openWorld } from '../src/engine/world/cats-world.ts';
import type { Halted, NodeStart, OpenedWorld } from '../src/engine/world/cats-world.ts';
import type { Terminal } from '../src/engine/runtime/seams.ts';
import { applicationSpec, headerText, moduleText, untransformedForms } from './erlang-sources.ts';
import type { Sources } from './erlang-sources.ts';

export interface ShellOptions extends Partial<NodeStart> {
  readonly sources: Sources;
  readonly terminal: Terminal;
  readonly print: (text: string) => void;
  readonly halted?: Halted;
  readonly seed?: number;
  readonly world?: WorldPreset;
  readonly agentTerminal?: Terminal | undefined;
  readonly cats?: number | undefined;
}

/** Makes the world and starts `init:boot/1`; nothing runs before the world is run. */
export function bootShell({
  sources,
  terminal,
  print,
  halted,
  seed,
  world,
  agentTerminal,
  cats,
  ...start
}: ShellOptions): OpenedWorld {
  return openWorld({
    preset: world ?? 'bare',
    seed: seed ?? 1,
    code: {
      module: (module) => moduleText(sources, module),
      applicationSpec: (name) => applicationSpec(sources, name),
      header: headerText,
      sourceForms: (module) => untransformedForms(sources, module),
    },
    terminal,
    agentTerminal,
    cats,
    print,
    halted,
    start,
  });
}
