/**
 * Loading: turns the compiler's output into function entries on a node, puts built-ins in the place of
 * their stubs, and swaps current and old code.
 */
import { S } from '../compile/abi.ts';
import type { Code, FunctionEntry, FunctionInfo, Link, LinkContext, ModuleCode, Support } from '../compile/abi.ts';
import { atom } from '../terms/atoms.ts';
import type { Atom } from '../terms/term.ts';
import { findExport, functionKey, noResume } from './function-entry.ts';
import type { LoadedModule, NativeRows } from './function-entry.ts';
import { bindExport, exportEntry, replaceCurrent } from './module-table.ts';
import { nativeCode } from './native.ts';
import type { NodeState } from './node-state.ts';
import { registerSites } from './sites.ts';

const ERLANG = atom('erlang');
const GET_MODULE_INFO = atom('get_module_info');

/** A compiled module: its description and the function that makes its code. */
export interface ModuleText {
  readonly code: ModuleCode;
  readonly link: Link;
}

/** Loads a module as current code; the code it replaces becomes old. */
export function loadModule(node: NodeState, support: Support, text: ModuleText, path: string): LoadedModule {
  const { code, link } = text;
  const module = atom(code.name);
  const loaded = emptyModule(module, code, registerSites(code), path);
  const { outline } = code;
  if (outline === undefined) {
    code.functions.forEach((info, index) => {
      addEntry(loaded, code, index, info);
    });
  } else {
    loaded.entries.length = outline.functionCount;
    for (const [index, info] of outline.functions) addEntry(loaded, code, index, info);
  }
  for (const index of outline?.exports ?? code.exports) exportIndex(loaded, index);
  const context: LinkContext = {
    base: loaded.base,
    entries: loaded.entries,
    complete: () => loaded.complete?.(),
    remote: (m, name, arity) => exportEntry(node, atom(m), atom(name), arity),
    replace: (entry, code) => {
      const exported = findExport(node.exports, entry.module, entry.name, entry.arity);
      if (exported !== undefined && exported.code === entry.code) exported.code = code;
      entry.code = code;
    },
  };
  const codeOf = link(support, context);
  loaded.entries.forEach((entry, index) => {
    [entry.code, entry.resume] = codeOf(index);
  });
  if (outline !== undefined && outline.functions.size < outline.functionCount) {
    loaded.complete = () => {
      complete(node, loaded, code, codeOf);
    };
  }
  addNatives(loaded, node.natives.get(module) ?? {});
  replaceCurrent(node, module, loaded);
  node.callHook.loaded(module);
  return loaded;
}

/** Adds the functions that the outline of a module lacks. */
function complete(node: NodeState, loaded: LoadedModule, code: ModuleCode, codeOf: ReturnType<Link>): void {
  loaded.complete = null;
  const added = new Set<number>();
  code.functions.forEach((info, index) => {
    if (index in loaded.entries) return;
    const entry = addEntry(loaded, code, index, info);
    [entry.code, entry.resume] = codeOf(index);
    added.add(index);
  });
  const isCurrent = node.modules.get(loaded.name)?.current === loaded;
  for (const index of code.exports) {
    if (!added.has(index)) continue;
    const { name, arity } = exportIndex(loaded, index);
    const asked = findExport(node.exports, loaded.name, name, arity);
    if (isCurrent && asked !== undefined) bindExport(node, asked);
  }
}

function addEntry(loaded: LoadedModule, code: ModuleCode, index: number, info: FunctionInfo): FunctionEntry {
  const { name, arity, fun } = info;
  const entry = newEntry(loaded.name, atom(name), arity, fun?.env ?? -1, fun?.index ?? -1, code.uniq);
  loaded.entries[index] = entry;
  loaded.byName.set(functionKey(entry.name, arity), entry);
  return entry;
}

function exportIndex(loaded: LoadedModule, index: number): FunctionEntry {
  const entry = loaded.entries[index];
  loaded.exported.add(functionKey(entry.name, entry.arity));
  return entry;
}

/** Loads a module that consists of built-ins only; false when there are none for it. */
export function loadNatives(node: NodeState, module: Atom): boolean {
  if (!node.natives.has(module)) return false;
  const loaded = emptyModule(module, null, -1, 'preloaded');
  addNatives(loaded, node.natives.get(module) ?? {});
  const informed = moduleInfo(module);
  addNatives(loaded, informed);
  // They are exported, but no built-ins: in OTP the compiler writes them.
  for (const key of Object.keys(informed)) loaded.natives.delete(key);
  replaceCurrent(node, module, loaded);
  return true;
}

function emptyModule(name: Atom, code: ModuleCode | null, base: number, path: string): LoadedModule {
  return {
    name,
    code,
    base,
    complete: null,
    entries: [],
    byName: new Map(),
    exported: new Set(),
    natives: new Set(),
    path,
  };
}

function newEntry(
  module: Atom,
  name: Atom,
  arity: number,
  envSize: number,
  funIndex: number,
  funUniq: number,
): FunctionEntry {
  const code: Code = () => S;
  return { module, name, arity, code, resume: noResume, bp: null, envSize, funIndex, funUniq };
}

function addNatives(loaded: LoadedModule, rows: NativeRows): void {
  for (const key of Object.keys(rows)) {
    const slash = key.lastIndexOf('/');
    const name = atom(key.slice(0, slash));
    const arity = Number(key.slice(slash + 1));
    let entry = loaded.byName.get(key);
    if (entry === undefined) {
      entry = newEntry(loaded.name, name, arity, -1, -1, 0);
      loaded.entries.push(entry);
      loaded.byName.set(key, entry);
      loaded.exported.add(key);
    }
    loaded.natives.add(key);
    entry.code = nativeCode(entry, rows[key]);
    entry.resume = noResume;
  }
}

/** `module_info/0,1` of a module without Erlang text. */
function moduleInfo(module: Atom): NativeRows {
  return {
    'module_info/0': { kind: 'trap', run: (machine) => machine.call(ERLANG, GET_MODULE_INFO, [module]) },
    'module_info/1': { kind: 'trap', run: (machine, item) => machine.call(ERLANG, GET_MODULE_INFO, [module, item]) },
  };
}
