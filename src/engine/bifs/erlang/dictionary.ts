/** The process dictionary: `put`, `get`, `get_keys`, `erase`. Lists show the newest key first. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import type { DictionaryEntry, Process } from '../../runtime/process.ts';
import { termKey } from '../../runtime/term-key.ts';
import type { TermKey } from '../../runtime/term-key.ts';
import { UNDEFINED } from '../../terms/atoms.ts';
import { equalsExact } from '../../terms/order.ts';
import { Cons, NIL } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

function put(machine: Machine, key: Term, value: Term): Result {
  const dictionary = (machine.process.dictionary ??= new Map<TermKey, DictionaryEntry>());
  const at = termKey(key);
  const entry = dictionary.get(at);
  if (entry === undefined) {
    dictionary.set(at, { key, value });
    return UNDEFINED;
  }
  const old = entry.value;
  entry.value = value;
  return old;
}

function get(machine: Machine, key: Term): Result {
  return machine.process.dictionary?.get(termKey(key))?.value ?? UNDEFINED;
}

/** All pairs of a process, newest key first. */
export function dictionaryOf(process: Process): Term {
  let list: Term = NIL;
  if (process.dictionary !== null) {
    for (const { key, value } of process.dictionary.values()) list = new Cons([key, value], list);
  }
  return list;
}

function keys(process: Process, wanted: (value: Term) => boolean): Term {
  let list: Term = NIL;
  if (process.dictionary !== null) {
    for (const { key, value } of process.dictionary.values()) if (wanted(value)) list = new Cons(key, list);
  }
  return list;
}

function erase(machine: Machine, key: Term): Result {
  const { dictionary } = machine.process;
  const at = termKey(key);
  const entry = dictionary?.get(at);
  if (entry === undefined) return UNDEFINED;
  dictionary?.delete(at);
  return entry.value;
}

function eraseAll(machine: Machine): Result {
  const all = dictionaryOf(machine.process);
  machine.process.dictionary = null;
  return all;
}

export const rows: BifRows = {
  'put/2': plain(put),
  'get/0': plain((machine) => dictionaryOf(machine.process)),
  'get/1': plain(get),
  'get_keys/0': plain((machine) => keys(machine.process, () => true)),
  'get_keys/1': plain((machine, value) => keys(machine.process, (held) => equalsExact(held, value))),
  'erase/0': plain(eraseAll),
  'erase/1': plain(erase),
};
