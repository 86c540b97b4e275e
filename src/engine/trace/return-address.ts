/** Where a call returns to, read off the stack of call sites. */
import { UNDEFINED } from '../terms/atoms.ts';
import { Atom } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import type { Tracing } from './tracing.ts';

/** The function that a call made at stack depth `sp` returns to; `undefined` at the bottom. */
export function returnAddress(tracing: Tracing, sp: number): Term {
  const { machine } = tracing.services;
  if (sp <= 0) return UNDEFINED;
  const site = tracing.services.site(machine.sites[sp - 1]);
  return site.module instanceof Atom ? [site.module, site.name, site.arity] : UNDEFINED;
}
