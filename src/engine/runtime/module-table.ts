/**
 * Modules of a node: current and old code, and the export entries that remote calls go through.
 * An entry may exist before its function does: its code then loads the module or raises `undef`.
 * Invariant: an exported function of current code has an entry as soon as anybody asks for it.
 */
import { S } from '../compile/abi.ts';
import type { ExportEntry, FunctionEntry, Result } from '../compile/abi.ts';
import { atom, ERROR, UNDEF } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import { NIL } from '../terms/term.ts';
import type { Atom, Term } from '../terms/term.ts';
import { callCode, findExport, functionKey, functionNamed, wholeModule } from './function-entry.ts';
import type { LoadedModule } from './function-entry.ts';
import type { Machine } from './machine.ts';
import type { ModuleSlot, NodeState } from './node-state.ts';
import { machine } from './registers.ts';

const UNDEFINED_FUNCTION = atom('undefined_function');

/** The entry of `module:name/arity`, made on first use. */
export function exportEntry(node: NodeState, module: Atom, name: Atom, arity: number): ExportEntry {
  const found = findExport(node.exports, module, name, arity);
  if (found !== undefined) return found;
  let names = node.exports.get(module);
  if (names === undefined) {
    names = new Map();
    node.exports.set(module, names);
  }
  let arities = names.get(name);
  if (arities === undefined) {
    arities = [];
    names.set(name, arities);
  }
  const entry: ExportEntry = { module, name, arity, code: () => S };
  arities[arity] = entry;
  bindExport(node, entry);
  return entry;
}

/** Points an entry at current code, or at the code for unknown functions. Clears global tracing. */
export function bindExport(node: NodeState, entry: ExportEntry): void {
  const current = node.modules.get(entry.module)?.current;
  if (current?.complete != null && !current.byName.has(functionKey(entry.name, entry.arity))) {
    bindLater(node, entry, current);
    return;
  }
  const target = exportedFunction(node, entry.module, entry.name, entry.arity);
  entry.code = target !== undefined ? target.code : (...args: Term[]) => unknown(node, entry, args);
}

/** Points an entry at code that finds out what the module has, when it is called. */
function bindLater(node: NodeState, entry: ExportEntry, current: LoadedModule): void {
  const later = (...args: Term[]): Result => {
    wholeModule(current);
    if (entry.code === later) bindExport(node, entry);
    return callCode(entry.code, args);
  };
  entry.code = later;
}

/** The function behind an exported name in current code. */
export function exportedFunction(node: NodeState, module: Atom, name: Atom, arity: number): FunctionEntry | undefined {
  const current = node.modules.get(module)?.current;
  if (current == null) return undefined;
  const key = functionKey(name, arity);
  const found = functionNamed(current, key);
  return current.exported.has(key) ? found : undefined;
}

/** Any function of current code, exported or not. */
export function functionOf(node: NodeState, module: Atom, name: Atom, arity: number): FunctionEntry | undefined {
  const current = node.modules.get(module)?.current;
  return current == null ? undefined : functionNamed(current, functionKey(name, arity));
}

/** The slot of a module, made empty on first use. */
export function moduleSlot(node: NodeState, name: Atom): ModuleSlot {
  let slot = node.modules.get(name);
  if (slot === undefined) {
    slot = { name, current: null, old: null };
    node.modules.set(name, slot);
  }
  return slot;
}

/** Makes `loaded` (or nothing) the current code and the present one old, which is traced no more; rebinds all entries. */
export function replaceCurrent(node: NodeState, name: Atom, loaded: LoadedModule | null): void {
  const slot = moduleSlot(node, name);
  if (slot.current !== null && slot.current.code !== null) {
    slot.old = slot.current;
    for (const entry of slot.old.entries) if (entry !== undefined) entry.bp = null;
  }
  slot.current = loaded;
  const names = node.exports.get(name);
  if (names === undefined) return;
  for (const arities of names.values()) {
    for (const entry of arities) if (entry !== undefined) bindExport(node, entry);
  }
}

/** Loads the module if it is not; true when it is there afterwards. */
export function ensureLoaded(node: NodeState, module: Atom): boolean {
  if (node.modules.get(module)?.current != null) return true;
  return node.host.loadModule(module);
}

function unknown(node: NodeState, entry: ExportEntry, args: Term[]): Result {
  const isNew = node.modules.get(entry.module)?.current == null;
  if (isNew && node.host.loadModule(entry.module)) {
    const target = exportedFunction(node, entry.module, entry.name, entry.arity);
    if (target !== undefined) return callCode(entry.code, args);
  }
  const handler = machine.process.errorHandler;
  // A handler that is not there cannot be asked what to do about it.
  if (!ensureLoaded(node, handler) || entry.module === handler) {
    return raiseUndefined(machine, entry.module, entry.name, args);
  }
  return machine.call(handler, UNDEFINED_FUNCTION, [entry.module, entry.name, fromArray(args)]);
}

/** `error:undef` with `{M,F,Args,[]}` on top of the stack trace. */
export function raiseUndefined(machine: Machine, module: Atom, name: Atom, args: readonly Term[]): Result {
  machine.raise(ERROR, UNDEF);
  const { exception } = machine;
  if (exception !== null) {
    exception.stack = [{ module, name, arityOrArgs: fromArray(args), location: NIL }, ...exception.stack];
  }
  return S;
}
