/** For tests: a bare node with modules given as source text, and what `erlang:display/1` printed. */
import { natives } from '../../../src/engine/bifs/all.ts';
import { compileSource, support } from '../../../src/engine/bifs/compile-source.ts';
import type { ModuleText } from '../../../src/engine/runtime/load.ts';
import type { NodeState } from '../../../src/engine/runtime/node-state.ts';
import { addNode, startProcess } from '../../../src/engine/world/node.ts';
import { newWorld, run } from '../../../src/engine/world/world.ts';
import type { World } from '../../../src/engine/world/world.ts';
import type { Term } from '../../../src/engine/terms/term.ts';

export interface Bare {
  readonly world: World;
  readonly node: NodeState;
  readonly printed: string[];
}

/** Compiles modules; throws with the messages when one has errors. */
export function compileAll(sources: Readonly<Record<string, string>>): Map<string, ModuleText> {
  const modules = new Map<string, ModuleText>();
  for (const [name, text] of Object.entries(sources)) {
    const result = compileSource(text, `${name}.erl`);
    if ('errors' in result) throw new Error(result.errors.join('\n'));
    if (!('module' in result)) throw new Error(`${name} asks for a parse transform`);
    modules.set(name, result.module);
  }
  return modules;
}

/** A world with one node. */
export function bareNode(sources: Readonly<Record<string, string>>, name = 'nonode@nohost', seed = 1): Bare {
  const world = newWorld({ seed });
  return { ...addBare(world, compileAll(sources), name), world };
}

/** Adds a node to a world. */
export function addBare(world: World, modules: ReadonlyMap<string, ModuleText>, name: string): Omit<Bare, 'world'> {
  const printed: string[] = [];
  const node = addNode(world, {
    name,
    natives,
    support,
    code: (module) => modules.get(module),
    print: (text) => printed.push(text.trimEnd()),
  });
  return { node, printed };
}

/** Runs `module:main()` of one source until nothing is left to do; what was displayed. */
export function displayed(source: string, args: readonly Term[] = []): string[] {
  const bare = bareNode({ m: `-module(m). -export([main/${args.length}]).\n-compile(export_all).\n${source}` });
  startProcess(bare.node, 'm', 'main', args);
  run(bare.world, Infinity, 1e8);
  return bare.printed;
}
