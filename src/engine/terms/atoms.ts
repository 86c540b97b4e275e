/**
 * Interning of atoms, and the atoms the engine itself uses by name.
 * The table is shared by all worlds of a worker: an atom is its name and holds no state.
 */
import { Atom } from './term.ts';

const table = new Map<string, Atom>();

/** The atom with this text; the same text gives the same object. */
export function atom(name: string): Atom {
  let found = table.get(name);
  if (found === undefined) {
    found = new Atom(name, table.size);
    table.set(name, found);
  }
  return found;
}

/** The atom with this text if it was interned before (`list_to_existing_atom/1`). */
export function existingAtom(name: string): Atom | undefined {
  return table.get(name);
}

/** How many atoms exist (`erlang:system_info(atom_count)`). */
export function atomCount(): number {
  return table.size;
}

export const TRUE = atom('true');
export const FALSE = atom('false');
export const OK = atom('ok');
export const ERROR = atom('error');
export const EXIT = atom('exit');
export const THROW = atom('throw');
export const UNDEFINED = atom('undefined');
export const NORMAL = atom('normal');
export const KILL = atom('kill');
export const KILLED = atom('killed');
export const NOPROC = atom('noproc');
export const NOCONNECTION = atom('noconnection');
export const INFINITY = atom('infinity');
export const BADARG = atom('badarg');
export const BADARITH = atom('badarith');
export const BADMATCH = atom('badmatch');
export const CASE_CLAUSE = atom('case_clause');
export const IF_CLAUSE = atom('if_clause');
export const TRY_CLAUSE = atom('try_clause');
export const FUNCTION_CLAUSE = atom('function_clause');
export const UNDEF = atom('undef');
export const BADFUN = atom('badfun');
export const BADARITY = atom('badarity');
export const BADMAP = atom('badmap');
export const BADKEY = atom('badkey');
export const BADRECORD = atom('badrecord');
export const SYSTEM_LIMIT = atom('system_limit');
export const NOCATCH = atom('nocatch');
export const TIMEOUT_VALUE = atom('timeout_value');
export const ERLANG = atom('erlang');

/** The Erlang atom for a JavaScript boolean. */
export function bool(value: boolean): Atom {
  return value ? TRUE : FALSE;
}
