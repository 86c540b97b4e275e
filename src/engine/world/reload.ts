// Makes new code of a module current in a running world, as `l/1` does after a compilation: what runs goes on in the old
// code, fully qualified calls go to the new one.
import { bifKind, moduleSupport } from '../bifs/module-support.ts';
import { linkOf } from '../bifs/evaluate-link.ts';
import { compile } from '../compile/compile.ts';
import { loadModule } from '../runtime/load.ts';
import { atom } from '../terms/atoms.ts';
import type { World } from './world.ts';

export type ModuleForms = Parameters<typeof compile>[0];

/**
 * Compiles forms that lint has accepted and loads them on each node where the module is loaded; where none has it, on all.
 * @returns the module's name
 */
export function reload(world: World, forms: ModuleForms): string {
  const { code, body } = compile(forms, { bifKind });
  const name = atom(code.name);
  const having = world.nodes.filter((node) => node.modules.get(name)?.current != null);
  for (const node of having.length > 0 ? having : world.nodes) {
    const path = node.modules.get(name)?.current?.path ?? `${code.name}.beam`;
    loadModule(node, moduleSupport(), { code, link: linkOf(code, body) }, path);
  }
  return code.name;
}
