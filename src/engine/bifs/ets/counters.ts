/** `ets:update_counter/3,4` and `update_element/3`. */
import type { Result } from '../../compile/abi.ts';
import { hasKey, insert, lookup, replace } from '../../ets/table.ts';
import type { Table } from '../../ets/table.ts';
import type { Machine } from '../../runtime/machine.ts';
import { atom, FALSE, TRUE } from '../../terms/atoms.ts';
import { fromArray, toArray } from '../../terms/lists.ts';
import { normalise, toBigInt } from '../../terms/numbers.ts';
import type { Int } from '../../terms/numbers.ts';
import type { Term, Tuple } from '../../terms/term.ts';
import { isInteger } from '../../terms/type-tests.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { allowed, refuse } from './access.ts';

const BADKEY = atom('badkey');
const POSITION = atom('position');
const KEYPOS = atom('keypos');

interface Operation {
  readonly position: number;
  readonly step: Int;
  readonly limit: { readonly threshold: Int; readonly value: Int } | null;
}

/** One operation: `Step`, `{Position, Step}` or `{Position, Step, Threshold, Value}`. */
function operation(table: Table, term: Term): Operation | undefined {
  if (isInteger(term)) return { position: table.keyIndex + 2, step: term, limit: null };
  if (!Array.isArray(term)) return undefined;
  const [position, step, threshold, value] = term as readonly Term[];
  if (typeof position !== 'number' || !isInteger(step)) return undefined;
  if (term.length === 2) return { position, step, limit: null };
  if (term.length !== 4 || !isInteger(threshold) || !isInteger(value)) return undefined;
  return { position, step, limit: { threshold, value } };
}

function apply(old: Int, { step, limit }: Operation): Int {
  const sum = typeof old === 'number' && typeof step === 'number' ? old + step : NaN;
  const next = Number.isSafeInteger(sum) ? sum : normalise(toBigInt(old) + toBigInt(step));
  if (limit === null) return next;
  const past = step < 0 ? next < limit.threshold : next > limit.threshold;
  return past ? limit.value : next;
}

function update(machine: Machine, id: Term, key: Term, term: Term, initial: Term | null): Result {
  const table = allowed(machine, id, 'write');
  if (table === undefined) return refuse(machine, id);
  if (table.type !== 'set' && table.type !== 'ordered_set') return machine.badargCause(atom('table_type'));
  const list = isInteger(term) || Array.isArray(term) ? undefined : toArray(term);
  const operations: Operation[] = [];
  for (const item of list ?? [term]) {
    const parsed = operation(table, item);
    if (parsed === undefined) return machine.badarg();
    operations.push(parsed);
  }
  let object: Tuple | undefined = lookup(table, key)[0];
  const isNew = object === undefined;
  if (object === undefined) {
    if (initial === null) return machine.badargCause(BADKEY);
    if (!Array.isArray(initial) || initial.length <= table.keyIndex) return machine.badarg();
    object = (initial as Tuple).with(table.keyIndex, key);
  }
  const changed = [...object];
  const values: Term[] = [];
  for (const item of operations) {
    if (item.position === table.keyIndex + 1) return machine.badargCause(KEYPOS);
    const old = changed[item.position - 1];
    if (item.position < 1 || item.position > changed.length) return machine.badargCause(POSITION);
    if (!isInteger(old)) return machine.badarg();
    const next = apply(old, item);
    changed[item.position - 1] = next;
    values.push(next);
  }
  if (isNew) insert(table, changed);
  else replace(table, key, changed);
  return list === undefined ? values[0] : fromArray(values);
}

function updateElement(machine: Machine, id: Term, key: Term, term: Term): Result {
  const table = allowed(machine, id, 'write');
  if (table === undefined) return refuse(machine, id);
  if (table.type !== 'set' && table.type !== 'ordered_set') return machine.badargCause(atom('table_type'));
  const items = Array.isArray(term) ? [term as Term] : toArray(term);
  if (items === undefined) return machine.badarg();
  for (const item of items) {
    if (!Array.isArray(item) || item.length !== 2) return machine.badarg();
    const position = (item as Tuple)[0];
    if (typeof position !== 'number' || position < 1) return machine.badarg();
    if (position === table.keyIndex + 1) return machine.badargCause(KEYPOS);
  }
  if (!hasKey(table, key)) return FALSE;
  const changed = [...lookup(table, key)[0]];
  for (const item of items) {
    const [position, value] = item as readonly [number, Term];
    if (position > changed.length) return machine.badarg();
    changed[position - 1] = value;
  }
  replace(table, key, changed);
  return TRUE;
}

export const rows: BifRows = {
  'update_counter/3': plain((machine, id, key, term) => update(machine, id, key, term, null)),
  'update_counter/4': plain(update),
  'update_element/3': plain(updateElement),
};
