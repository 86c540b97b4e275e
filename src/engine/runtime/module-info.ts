/**
 * The terms of `module_info(attributes)` and `(compile)`: kept as text in a module's code and read on demand.
 * Reading needs the parser, which is another floor, so it is plugged in once by `world/`.
 */
import { NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

const cache = new Map<string, Term>();
let reader: ((text: string) => Term) | null = null;

/** Plugs in the reader of Erlang terms. */
export function setTermReader(read: (text: string) => Term): void {
  reader = read;
}

/** The term of a text such as `[{vsn,[1]}]`. */
export function moduleInfoTerm(text: string): Term {
  if (text === '' || text === '[]') return NIL;
  let term = cache.get(text);
  if (term === undefined) {
    if (reader === null) throw new Error('no reader of terms is plugged in');
    term = reader(text);
    cache.set(text, term);
  }
  return term;
}
