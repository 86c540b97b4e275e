/** The rows of `erts_debug` that tools use: sizes of terms in words of 8 bytes, as a 64-bit OTP lays them out. */
import { tablesOf } from '../ets/registry.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom, bool, FALSE, OK, TRUE, UNDEF, UNDEFINED } from '../terms/atoms.ts';
import { mapEntries } from '../terms/maps.ts';
import { toBigInt } from '../terms/numbers.ts';
import { Atom, Bits, Cons, ErlMap, ExternalFun, Float, Fun, Ref } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';

/** Integers up to here are held in the word itself. */
const SMALL_BITS = 60;
/** Longer binaries live outside the heap. */
const HEAP_BINARY = 64;

/** Words on the heap; parts that are shared are counted each time unless `seen` collects them. */
export function heapWords(term: Term, seen: Set<object> | null): number {
  const waiting: Term[] = [term];
  let words = 0;
  while (waiting.length > 0) {
    const one = waiting.pop() as Term;
    if (typeof one === 'object' && seen !== null) {
      if (seen.has(one)) continue;
      seen.add(one);
    }
    words += ownWords(one, waiting);
  }
  return words;
}

/** Words of a term itself; its parts are put on `waiting`. */
function ownWords(term: Term, waiting: Term[]): number {
  if (typeof term === 'number' || typeof term === 'bigint') return integerWords(term);
  if (term instanceof Cons) {
    waiting.push(term.head, term.tail);
    return 2;
  }
  if (Array.isArray(term)) {
    const elements = term as readonly Term[];
    for (const element of elements) waiting.push(element);
    return elements.length === 0 ? 1 : elements.length + 1;
  }
  if (term instanceof Float) return 2;
  if (term instanceof Bits) return binaryWords(term);
  if (term instanceof ErlMap) {
    for (const [key, value] of mapEntries(term)) waiting.push(key, value);
    // A flat map has its keys in a tuple; a large one has a cons for each pair and nodes over them.
    return term.size <= 32 ? 4 + 2 * term.size : Math.round(term.size * 3.5) + 3;
  }
  if (term instanceof Ref) return 3;
  if (term instanceof Fun) {
    for (const value of term.env) waiting.push(value);
    return 5 + term.env.length;
  }
  return term instanceof ExternalFun ? 2 : 0;
}

function integerWords(value: number | bigint): number {
  if (typeof value === 'number') return 0;
  if (BigInt.asIntN(SMALL_BITS, value) === value) return 0;
  const size = value < 0n ? -toBigInt(value) : value;
  let words = 1;
  for (let rest = size; rest > 0n; rest >>= 64n) words += 1;
  return words;
}

function binaryWords(bits: Bits): number {
  const bytes = Math.ceil(bits.bitLength / 8);
  if (bits.bitLength % 8 !== 0) return 5 + binaryWords(new Bits(bits.bytes, 0, bytes * 8));
  return bytes <= HEAP_BINARY ? 2 + Math.ceil(bytes / 8) : 6;
}

const AVAILABLE = atom('available_internal_state');

/** Whether this node shows its insides, as `set_internal_state(available_internal_state, true)` asks. */
function isAvailable(machine: Machine): boolean {
  return machine.node.flags.get(AVAILABLE) === TRUE;
}

/** What a table and one of its counters take by themselves in OTP. */
const TABLE_WORDS = 49;
const COUNTER_WORDS = 6;

/** How far natives go before they give way, and ways to make tables fail or split: accepted, and without an effect. */
const LIMITS: ReadonlySet<string> = new Set(['binary_loop_limit', 're_loop_limit', 'unicode_loop_limit']);
const TABLE_TESTS: ReadonlySet<string> = new Set(['ets_force_trap', 'ets_force_split', 'ets_debug_random_split_join']);

/**
 * Missing of the internal states: all but these, `available_internal_state`, `force_heap_frags`, `reds_left` and `wait`,
 * which are those that have a meaning here.
 */
export const rows: BifRows = {
  'flat_size/1': plain((machine, term) => counted(machine, heapWords(term, null))),
  'size/1': plain((machine, term) => counted(machine, heapWords(term, new Set()))),
  'alloc_blocks_size/1': plain((machine, allocator) =>
    allocator === atom('ets_alloc') ? tablesOf(machine.node).objects : UNDEFINED,
  ),
  'size_shared/1': plain((machine, term) => counted(machine, heapWords(term, new Set()))),
  'copy_shared/1': plain((_machine, term) => term),
  'same/2': plain((_machine, a, b) => bool(a === b)),
  'get_internal_state/1': plain((machine, item) => {
    if (!isAvailable(machine)) return machine.error(UNDEF);
    if (item === AVAILABLE) return TRUE;
    if (item === atom('force_heap_frags')) return FALSE;
    if (item === atom('DbTable_words')) return [TABLE_WORDS, COUNTER_WORDS];
    return machine.badarg();
  }),
  'set_internal_state/2': plain((machine, item, value) => {
    const was = isAvailable(machine);
    if (item === AVAILABLE && (value === TRUE || value === FALSE)) {
      machine.node.flags.set(AVAILABLE, value);
      return bool(was);
    }
    if (!was) return machine.error(UNDEF);
    if (!(item instanceof Atom)) return machine.badarg();
    if (item.name === 'reds_left' && typeof value === 'number') {
      machine.bump(Math.max(machine.fuel - value, 0));
      return TRUE;
    }
    if (LIMITS.has(item.name) && (typeof value === 'number' || value === atom('default'))) return TRUE;
    if (TABLE_TESTS.has(item.name)) return OK;
    // Nothing of this happens behind the back of a process here, so there is nothing to wait for.
    if (item.name === 'wait' && value instanceof Atom) return OK;
    return machine.badarg();
  }),
};

function counted(machine: Machine, words: number): Term {
  machine.bump(words >> 4);
  return words;
}
