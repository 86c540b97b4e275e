/** `erlang:apply`. Compiled code calls funs and known functions directly; these are for the rest. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { toArray } from '../../terms/lists.ts';
import { Atom } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { trap } from '../entry.ts';
import type { BifRows } from '../entry.ts';

function applyFun(machine: Machine, fun: Term, list: Term): Result {
  const args = toArray(list);
  return args === undefined ? machine.badarg() : machine.applyFun(fun, args);
}

function applyName(machine: Machine, module: Term, name: Term, list: Term): Result {
  const args = toArray(list);
  if (!(module instanceof Atom) || !(name instanceof Atom) || args === undefined) return machine.badarg();
  return machine.call(module, name, args);
}

export const rows: BifRows = {
  'apply/2': trap(applyFun),
  'apply/3': trap(applyName),
};
