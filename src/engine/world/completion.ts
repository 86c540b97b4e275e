// What the word before the caret may become: modules that there are, functions that a module exports, and the commands of
// the shell. Only looked up; nothing is loaded into a world.
import { natives } from '../bifs/core.ts';
import { atom } from '../terms/atoms.ts';
import type { CodeStore } from './code-store.ts';

export interface Candidate {
  readonly kind: 'module' | 'function';
  readonly word: string;
  readonly arities: readonly number[];
}

export interface Completions {
  /** Where the word begins in the text. */
  readonly from: number;
  readonly items: readonly Candidate[];
}

const MOST = 100;

/** Completes the end of `text`: `lists:ke` to functions of lists, `cat_t` to modules, commands of the shell and built-ins. */
export function completions(store: Pick<CodeStore, 'module' | 'names'>, text: string): Completions {
  const remote = /(?<![\w@])([a-z][\w@]*):([a-z][\w@]*)?$/.exec(text);
  if (remote !== null) {
    const [, module, begun = ''] = remote;
    return { from: text.length - begun.length, items: functions(store, module, begun) };
  }
  const [begun] = /(?<![\w@:#?])[a-z][\w@]*$/.exec(text) ?? [''];
  const from = text.length - begun.length;
  if (begun === '') return { from, items: [] };
  const modules = [...new Set([...store.names(), ...[...natives.keys()].map(({ name }) => name)])]
    .filter((name) => name.startsWith(begun))
    .sort()
    .map((word): Candidate => ({ kind: 'module', word, arities: [] }));
  const commands = functions(store, 'shell_default', begun).filter(({ word }) => word !== 'module_info');
  const builtIns = functions(store, 'erlang', begun).filter(({ word }) => /^[a-z]/.test(word));
  const known = new Set(commands.map(({ word }) => word));
  return { from, items: [...commands, ...builtIns.filter(({ word }) => !known.has(word)), ...modules].slice(0, MOST) };
}

/** The exported functions of a module that begin so, each name once. */
function functions(store: Pick<CodeStore, 'module'>, module: string, begun: string): Candidate[] {
  const arities = new Map<string, Set<number>>();
  const add = (name: string, arity: number): void => {
    if (!name.startsWith(begun)) return;
    arities.set(name, (arities.get(name) ?? new Set()).add(arity));
  };
  const code = store.module(module)?.code;
  for (const index of code?.exports ?? []) {
    const info = code?.functions[index];
    if (info !== undefined) add(info.name, info.arity);
  }
  for (const key of Object.keys(natives.get(atom(module)) ?? {})) {
    const slash = key.lastIndexOf('/');
    add(key.slice(0, slash), Number(key.slice(slash + 1)));
  }
  return [...arities]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, found]) => ({ kind: 'function', word, arities: [...found].sort((a, b) => a - b) }));
}
