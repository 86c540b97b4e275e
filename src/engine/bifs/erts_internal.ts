/** The built-ins of module `erts_internal` that only look at terms. */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom } from '../terms/atoms.ts';
import { entriesOf } from '../terms/map-tree.ts';
import { mapKeys, mapToList } from '../terms/maps.ts';
import { compareExact } from '../terms/order.ts';
import { Cons, ErlMap } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { isList } from '../terms/type-tests.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';

const ITERATOR = atom('iterator');
const NONE = atom('none');
/** Pairs handed out at once by the iterator of a large map. */
const CHUNK = 2000;

/**
 * `erts_internal:map_next/3`: from a position (0 at first), either the nested pairs
 * `{K1,V1,{K2,V2,Next}}` where `Next` is `none` or `[Position|Map]`, or all pairs before a list.
 */
function mapNext(machine: Machine, position: Term, map: Term, form: Term): Result {
  if (!(map instanceof ErlMap) || typeof position !== 'number' || position < 0) return machine.badarg();
  if (isList(form)) return position === 0 ? mapToList(map, form) : machine.badarg();
  if (form !== ITERATOR) return machine.badarg();
  const { keys, values } = entriesOf(map);
  const end = Math.min(position + CHUNK, keys.length);
  let next: Term = end < keys.length ? new Cons(end, map) : NONE;
  for (let i = end - 1; i >= position; i--) next = [keys[i], values[i], next];
  return next;
}

export const rows: BifRows = {
  'cmp_term/2': plain((_machine, a, b) => Math.sign(compareExact(a, b))),
  'map_next/3': plain(mapNext),
  'map_to_tuple_keys/1': plain((machine, map) =>
    map instanceof ErlMap && map.keys !== null ? [...mapKeys(map)] : machine.badarg(),
  ),
};
