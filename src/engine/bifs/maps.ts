/** What OTP 25 builds into module `maps`; the rest of it is Erlang. */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { BADKEY, BADMAP, bool, ERROR, OK } from '../terms/atoms.ts';
import { fromArray, toArray } from '../terms/lists.ts';
import * as maps from '../terms/maps.ts';
import { ErlMap } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { isTuple } from '../terms/type-tests.ts';
import { plain } from './entry.ts';
import type { BifRow, BifRows } from './entry.ts';

/** A row whose last argument must be a map. */
function onMap(run: (machine: Machine, map: ErlMap, first: Term, second: Term) => Result): BifRow {
  return plain((machine, ...args) => {
    const map = args[args.length - 1];
    if (!(map instanceof ErlMap)) return machine.explained([BADMAP, map]);
    return run(machine, map, args[0], args[1]);
  });
}

function fromList(machine: Machine, list: Term): Result {
  const items = toArray(list);
  if (items === undefined) return machine.badarg();
  const keys: Term[] = [];
  const values: Term[] = [];
  for (const item of items) {
    if (!isTuple(item) || item.length !== 2) return machine.badarg();
    keys.push(item[0]);
    values.push(item[1]);
  }
  return maps.mapFromArrays(keys, values);
}

function fromKeys(machine: Machine, list: Term, value: Term): Result {
  const keys = toArray(list);
  if (keys === undefined) return machine.badarg();
  return maps.mapFromArrays(
    keys,
    keys.map(() => value),
  );
}

function merge(machine: Machine, a: Term, b: Term): Result {
  if (!(a instanceof ErlMap)) return machine.explained([BADMAP, a]);
  if (!(b instanceof ErlMap)) return machine.explained([BADMAP, b]);
  return maps.mapMerge(a, b);
}

export const rows: BifRows = {
  'get/2': onMap((machine, map, key) => maps.mapGet(map, key) ?? machine.explained([BADKEY, key])),
  'find/2': onMap((_machine, map, key) => {
    const value = maps.mapGet(map, key);
    return value === undefined ? ERROR : [OK, value];
  }),
  'is_key/2': onMap((_machine, map, key) => bool(maps.mapHas(map, key))),
  'put/3': onMap((_machine, map, key, value) => maps.mapPut(map, key, value)),
  'update/3': onMap((machine, map, key, value) => maps.mapUpdate(map, key, value) ?? machine.explained([BADKEY, key])),
  'remove/2': onMap((_machine, map, key) => maps.mapRemove(map, key)),
  'take/2': onMap((_machine, map, key) => {
    const value = maps.mapGet(map, key);
    return value === undefined ? ERROR : [value, maps.mapRemove(map, key)];
  }),
  'keys/1': onMap((_machine, map) => fromArray(maps.mapKeys(map))),
  'values/1': onMap((_machine, map) => fromArray(maps.mapValues(map))),
  'merge/2': plain(merge),
  'from_list/1': plain(fromList),
  'from_keys/2': plain(fromKeys),
};
