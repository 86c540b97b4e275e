/** Built-ins of module `erlang` about loaded code: what is there, loading, purging, funs. */
import type { FunctionEntry, Result } from '../../compile/abi.ts';
import { wholeModule } from '../../runtime/function-entry.ts';
import type { LoadedModule } from '../../runtime/function-entry.ts';
import { processOf } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { exportedFunction, replaceCurrent } from '../../runtime/module-table.ts';
import { makesUse } from '../../runtime/purge.ts';
import { exitProcess } from '../../runtime/exit.ts';
import { atom, bool, FALSE, KILLED, TRUE, UNDEFINED } from '../../terms/atoms.ts';
import { fromBytes } from '../../terms/bits.ts';
import { fromArray } from '../../terms/lists.ts';
import { Atom, ExternalFun, Fun, NIL, Pid } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { moduleInfoTerm, setTermReader } from '../../runtime/module-info.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { readTerm } from '../read-term.ts';

setTermReader((text) => readTerm(text) ?? NIL);

function functionExported(machine: Machine, module: Term, name: Term, arity: Term): Result {
  if (!(module instanceof Atom) || !(name instanceof Atom) || typeof arity !== 'number' || arity < 0)
    return machine.badarg();
  return bool(exportedFunction(machine.node, module, name, arity) !== undefined);
}

function isBuiltin(machine: Machine, module: Term, name: Term, arity: Term): Result {
  if (!(module instanceof Atom) || !(name instanceof Atom) || typeof arity !== 'number') return machine.badarg();
  const rows = machine.node.natives.get(module);
  return bool(rows !== undefined && Object.hasOwn(rows, `${name.name}/${arity}`));
}

function currentOf(machine: Machine, module: Term): LoadedModule | null | undefined {
  return module instanceof Atom ? (machine.node.modules.get(module)?.current ?? null) : undefined;
}

function moduleLoaded(machine: Machine, module: Term): Result {
  const current = currentOf(machine, module);
  return current === undefined ? machine.badarg() : bool(current !== null);
}

function loaded(machine: Machine): Result {
  const names: Term[] = [];
  for (const [name, slot] of machine.node.modules) if (slot.current !== null) names.push(name);
  return fromArray(names.reverse());
}

/** `{Name, Arity}` of functions, as `module_info(functions)` lists them. */
function pairs(entries: readonly FunctionEntry[]): Term {
  return fromArray(entries.map(({ name, arity }): Term => [name, arity]));
}

const INFO: Readonly<Record<string, (current: LoadedModule) => Term>> = {
  module: (current) => current.name,
  exports: (current) => pairs(current.entries.filter((e) => current.exported.has(`${e.name.name}/${e.arity}`))),
  functions: (current) => pairs(current.entries),
  nifs: (current) => pairs(current.entries.filter((e) => current.natives.has(`${e.name.name}/${e.arity}`))),
  attributes: (current) => (current.code === null ? NIL : moduleInfoTerm(current.code.attributes)),
  compile: (current) => (current.code === null ? NIL : moduleInfoTerm(current.code.compileInfo)),
  md5: (current) => (current.code === null ? UNDEFINED : md5Of(current.code.md5)),
  native: () => FALSE,
  native_addresses: () => NIL,
};

function md5Of(hex: string): Term {
  return fromBytes(Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)));
}

function moduleInfo(machine: Machine, module: Term): Result {
  const current = currentOf(machine, module);
  if (current == null) return machine.badarg();
  const items = ['module', 'exports', 'attributes', 'compile', 'md5'];
  return fromArray(items.map((name): Term => [atom(name), INFO[name](wholeModule(current))]));
}

function moduleInfoOf(machine: Machine, module: Term, item: Term): Result {
  const current = currentOf(machine, module);
  if (current == null || !(item instanceof Atom) || !Object.hasOwn(INFO, item.name)) return machine.badarg();
  return INFO[item.name](wholeModule(current));
}

function deleteModule(machine: Machine, module: Term): Result {
  if (!(module instanceof Atom)) return machine.badarg();
  const slot = machine.node.modules.get(module);
  if (slot === undefined || slot.current === null) return UNDEFINED;
  if (slot.old !== null) return machine.badarg();
  replaceCurrent(machine.node, module, null);
  return TRUE;
}

function purgeModule(machine: Machine, module: Term): Result {
  if (!(module instanceof Atom)) return machine.badarg();
  const slot = machine.node.modules.get(module);
  if (slot === undefined || slot.old === null) return machine.badarg();
  slot.old = null;
  return TRUE;
}

function checkOldCode(machine: Machine, module: Term): Result {
  if (!(module instanceof Atom)) return machine.badarg();
  return bool(machine.node.modules.get(module)?.old != null);
}

function checkProcessCode(machine: Machine, pid: Term, module: Term): Result {
  if (!(pid instanceof Pid) || !(module instanceof Atom)) return machine.badarg();
  const process = processOf(machine.node, pid);
  const old = machine.node.modules.get(module)?.old ?? null;
  return bool(process !== undefined && old !== null && makesUse(process, old));
}

/** Ends all processes that run old code of a module, then drops it: `code:purge/1`. */
function purge(machine: Machine, module: Term): Result {
  if (!(module instanceof Atom)) return machine.badarg();
  const slot = machine.node.modules.get(module);
  const old = slot?.old ?? null;
  if (slot === undefined || old === null) return FALSE;
  let killed = false;
  for (const process of [...machine.node.processes.values()]) {
    if (process !== machine.process && makesUse(process, old)) {
      killed = true;
      exitProcess(process, KILLED);
    }
  }
  slot.old = null;
  return bool(killed);
}

/** As `purge`, but leaves everything when a process would have to die: `code:soft_purge/1`. */
function softPurge(machine: Machine, module: Term): Result {
  if (!(module instanceof Atom)) return machine.badarg();
  const slot = machine.node.modules.get(module);
  const old = slot?.old ?? null;
  if (slot === undefined || old === null) return TRUE;
  for (const process of machine.node.processes.values()) if (makesUse(process, old)) return FALSE;
  slot.old = null;
  return TRUE;
}

/** `fun f/1` is known by the name of `f`, not of `-fun.f/1-` behind it; a fun whose code is absent has no name. */
function nameOf({ code: { name } }: Fun): Term {
  const found = /^-fun\.(.*)\/\d+-$/s.exec(name.name);
  return found !== null ? atom(found[1]) : name.name === '' ? NIL : name;
}

const FUN_ITEMS: Readonly<Record<string, (fun: Fun) => Term>> = {
  pid: (fun) => fun.pid ?? atom('undefined'),
  module: (fun) => fun.code.module,
  name: nameOf,
  arity: (fun) => fun.arity,
  env: (fun) => fromArray(fun.env),
  index: (fun) => fun.code.funIndex,
  new_index: (fun) => fun.code.funIndex,
  uniq: (fun) => fun.code.funUniq,
  new_uniq: (fun) => md5Of(fun.code.funUniq.toString(16).padStart(32, '0')),
  refc: () => 1,
  type: () => atom('local'),
};

const EXTERNAL_ITEMS: Readonly<Record<string, (fun: ExternalFun) => Term>> = {
  module: (fun) => fun.module,
  name: (fun) => fun.name,
  arity: (fun) => fun.arity,
  env: () => NIL,
  type: () => atom('external'),
  pid: () => UNDEFINED,
  index: () => UNDEFINED,
  new_index: () => UNDEFINED,
  uniq: () => UNDEFINED,
  new_uniq: () => UNDEFINED,
  refc: () => UNDEFINED,
};

function funInfoOf(machine: Machine, fun: Term, item: Term): Result {
  if (!(item instanceof Atom)) return machine.badarg();
  if (fun instanceof Fun && Object.hasOwn(FUN_ITEMS, item.name)) return [item, FUN_ITEMS[item.name](fun)];
  if (fun instanceof ExternalFun && Object.hasOwn(EXTERNAL_ITEMS, item.name))
    return [item, EXTERNAL_ITEMS[item.name](fun)];
  return machine.badarg();
}

function funInfo(machine: Machine, fun: Term): Result {
  if (fun instanceof Fun) {
    const names = ['pid', 'module', 'new_index', 'new_uniq', 'index', 'uniq', 'name', 'arity', 'env', 'type'];
    return fromArray(names.map((name): Term => [atom(name), FUN_ITEMS[name](fun)]));
  }
  if (fun instanceof ExternalFun) {
    const names = ['module', 'name', 'arity', 'env', 'type'];
    return fromArray(names.map((name): Term => [atom(name), EXTERNAL_ITEMS[name](fun)]));
  }
  return machine.badarg();
}

function funMfa(machine: Machine, fun: Term): Result {
  if (fun instanceof Fun) return [fun.code.module, nameOf(fun), fun.arity];
  if (fun instanceof ExternalFun) return [fun.module, fun.name, fun.arity];
  return machine.badarg();
}

function funToList(machine: Machine, module: Term, name: Term, arity: Term): Result {
  if (!(module instanceof Atom) || !(name instanceof Atom) || typeof arity !== 'number' || arity < 0 || arity > 255) {
    return machine.badarg();
  }
  return new ExternalFun(module, name, arity);
}

export const rows: BifRows = {
  'function_exported/3': plain(functionExported),
  'is_builtin/3': plain(isBuiltin),
  'module_loaded/1': plain(moduleLoaded),
  'loaded/0': plain(loaded),
  'pre_loaded/0': plain(() =>
    fromArray(['erlang', 'erts_internal', 'init', 'persistent_term'].map((name) => atom(name))),
  ),
  'get_module_info/1': plain(moduleInfo),
  'get_module_info/2': plain(moduleInfoOf),
  'delete_module/1': plain(deleteModule),
  'purge_module/1': plain(purgeModule),
  'purge_old_code/1': plain(purge),
  'soft_purge_old_code/1': plain(softPurge),
  'check_old_code/1': plain(checkOldCode),
  'check_process_code/2': plain(checkProcessCode),
  'check_process_code/3': plain((machine, pid, module) => checkProcessCode(machine, pid, module)),
  'fun_info/1': plain(funInfo),
  'fun_info/2': plain(funInfoOf),
  'fun_info_mfa/1': plain(funMfa),
  'make_fun/3': plain(funToList),
};
