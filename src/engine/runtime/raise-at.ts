/**
 * Raising from compiled code: the stack of an exception is what is on top, then the call sites.
 * Equal neighbours are kept once and no more than `backtraceDepth` are kept, as OTP does.
 */
import { S } from '../compile/abi.ts';
import type { Sentinel, StackItem } from '../compile/abi.ts';
import { listFromString, listOf } from '../terms/lists.ts';
import { atom } from '../terms/atoms.ts';
import { NIL } from '../terms/term.ts';
import type { Atom, Term } from '../terms/term.ts';
import { backtraceDepth, machine, uncaught } from './registers.ts';
import { siteAt } from './sites.ts';

const FILE = atom('file');
const LINE = atom('line');

/** A place whose function stands in the trace with its arguments. */
export interface SiteWithArgs {
  readonly site: number;
  readonly args: Term;
}

function itemOf({ site, args }: SiteWithArgs): StackItem {
  const { module, name, file, line } = siteAt(site);
  const location = file === '' ? NIL : listOf([FILE, listFromString(file)], [LINE, line]);
  return { module, name, arityOrArgs: args, location };
}

/** Raises with these items on top of the present call sites. */
export function raiseAt(top: readonly (StackItem | SiteWithArgs)[], cls: Atom, reason: Term): Sentinel {
  const stack = top.map((item) => (typeof item !== 'number' && 'site' in item ? itemOf(item) : item));
  const { sites } = machine;
  const depth = backtraceDepth() + top.length;
  let last: StackItem | number = -1;
  for (let i = machine.sp - 1; i >= 0 && stack.length < depth; i--) {
    const site = sites[i];
    if (site !== last) stack.push(site);
    last = site;
  }
  machine.exception = uncaught({ class: cls, reason, stack, given: null });
  return S;
}
