/**
 * The one door for calls whose target is known at run time only: `apply`, funs, built-ins that go on
 * in Erlang code. Compiled code with a known target calls the export entry's code directly.
 * Fills `machine.call` and `machine.applyFun`: registers.ts, which everything imports, cannot import this.
 */
import type { Result } from '../compile/abi.ts';
import { BADARITY, BADFUN, ERROR } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import { ExternalFun, Fun } from '../terms/term.ts';
import type { Atom, Term } from '../terms/term.ts';
import type { FunctionEntry } from '../compile/abi.ts';
import { callCode } from './function-entry.ts';
import { exportEntry } from './module-table.ts';
import type { Machine } from './machine.ts';
import { machine } from './registers.ts';

machine.call = (module, name, args) => callExport(machine, module, name, args);
machine.applyFun = (fun, args) => callFun(machine, fun, args);

/** `module:name(args)` through the export entry. */
export function callExport(machine: Machine, module: Atom, name: Atom, args: readonly Term[]): Result {
  machine.tails++;
  return callCode(exportEntry(machine.node, module, name, args.length).code, args);
}

/** Calls a fun; raises `{badfun,_}` and `{badarity,_}`. */
export function callFun(machine: Machine, fun: Term, args: readonly Term[]): Result {
  if (fun instanceof Fun) {
    if (fun.arity !== args.length) return badArity(machine, fun, args);
    const entry = fun.code as FunctionEntry;
    machine.tails++;
    return callCode(entry.code, entry.envSize < 0 ? args : [...args, fun.env]);
  }
  if (fun instanceof ExternalFun) {
    if (fun.arity !== args.length) return badArity(machine, fun, args);
    return callExport(machine, fun.module, fun.name, args);
  }
  return machine.raise(ERROR, [BADFUN, fun]);
}

function badArity(machine: Machine, fun: Term, args: readonly Term[]): Result {
  return machine.raise(ERROR, [BADARITY, [fun, fromArray(args)]]);
}
