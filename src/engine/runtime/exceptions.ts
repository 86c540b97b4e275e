/** Exceptions as terms: stack traces from call sites, with file and line where they are known. */
import type { Exception, StackItem } from '../compile/abi.ts';
import { atom } from '../terms/atoms.ts';
import { fromArray, listFromString, listOf } from '../terms/lists.ts';
import { NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { backtraceDepth } from './registers.ts';
import { siteAt } from './sites.ts';

const FILE = atom('file');
const LINE = atom('line');
/** The stack trace of an exception as Erlang code sees it. */
export function stackTrace(exception: Exception): Term {
  return exception.given ?? fromArray(exception.stack.slice(0, backtraceDepth()).map(stackItem));
}

/** One `{Module, Function, Arity | Args, Location}`. */
export function stackItem(item: StackItem): Term {
  if (typeof item !== 'number') return [item.module, item.name, item.arityOrArgs, item.location];
  const site = siteAt(item);
  const location = site.file === '' ? NIL : listOf([FILE, listFromString(site.file)], [LINE, site.line]);
  return [site.module, site.name, site.arity, location];
}
