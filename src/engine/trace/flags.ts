/**
 * The trace flags of a process: names, bits, and the order in which `erlang:trace_info/2` lists them
 * (erlang:trace/3). One table; the rest is derived from it.
 */
import { atom } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import { Atom } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

/** In the order in which OTP lists them. */
const NAMES = [
  'running_procs',
  'running_ports',
  'ports',
  'scheduler_id',
  'silent',
  'return_to',
  'arity',
  'garbage_collection',
  'exiting',
  'running',
  'set_on_first_link',
  'set_on_link',
  'set_on_first_spawn',
  'procs',
  'call',
  'set_on_spawn',
  'receive',
  'send',
  'monotonic_timestamp',
  'strict_monotonic_timestamp',
  'timestamp',
] as const;

export type FlagName = (typeof NAMES)[number];

const BITS = new Map<string, number>(NAMES.map((name, index) => [name, 1 << index]));

/** The bit of a flag. */
export function bit(name: FlagName): number {
  return BITS.get(name) as number;
}

export const CALL = bit('call');
export const SEND = bit('send');
export const RECEIVE = bit('receive');
export const PROCS = bit('procs');
export const RUNNING = bit('running') | bit('running_procs');
export const EXITING = bit('exiting');
export const GARBAGE_COLLECTION = bit('garbage_collection');
export const ARITY = bit('arity');
export const SILENT = bit('silent');
export const RETURN_TO = bit('return_to');
export const SCHEDULER_ID = bit('scheduler_id');
export const TIMESTAMP = bit('timestamp');
export const MONOTONIC_TIMESTAMP = bit('monotonic_timestamp');
export const STRICT_MONOTONIC_TIMESTAMP = bit('strict_monotonic_timestamp');
export const SET_ON_SPAWN = bit('set_on_spawn');
export const SET_ON_FIRST_SPAWN = bit('set_on_first_spawn');
export const SET_ON_LINK = bit('set_on_link');
export const SET_ON_FIRST_LINK = bit('set_on_first_link');
export const TIMESTAMPS = TIMESTAMP | MONOTONIC_TIMESTAMP | STRICT_MONOTONIC_TIMESTAMP;
/** What the flag `all` stands for. */
export const ALL = NAMES.reduce((bits, name) => bits | bit(name), 0);

/** The bit that a term names; 0 when it names none. `all` gives every bit. */
export function bitOf(term: Term): number {
  if (!(term instanceof Atom)) return 0;
  return term.name === 'all' ? ALL : (BITS.get(term.name) ?? 0);
}

/** The list of the names of the bits that are set. */
export function flagList(bits: number): Term {
  return fromArray(NAMES.filter((name) => (bits & bit(name)) !== 0).map((name) => atom(name)));
}
