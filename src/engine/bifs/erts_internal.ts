/** The built-ins of module `erts_internal` that only look at terms. */
import { mapKeys } from '../terms/maps.ts';
import { compareExact } from '../terms/order.ts';
import { Atom, Bits, Cons, ErlMap, ExternalFun, Float, Fun, Nil, Pid, Port, Ref } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { atom } from '../terms/atoms.ts';
import { isWholeBytes } from '../terms/bits.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { mapNext } from './erts_internal-map_next.ts';

const MAX_FIXNUM = 2 ** 59;
/** Bytes that a binary on the heap has at most. */
const MAX_HEAP_BINARY = 64;

/** What the emulator calls the kind of a term; binaries are taken for what they would be had they just been made. */
function termType(term: Term): string {
  if (typeof term === 'number' || typeof term === 'bigint')
    return term >= MAX_FIXNUM || term < -MAX_FIXNUM ? 'bignum' : 'fixnum';
  if (term instanceof Atom) return 'atom';
  if (term instanceof Cons) return 'list';
  if (term instanceof Nil) return 'nil';
  if (term instanceof Float) return 'hfloat';
  if (term instanceof ErlMap) return term.keys !== null ? 'flatmap' : 'hashmap';
  if (term instanceof Bits) {
    if (!isWholeBytes(term)) return 'sub_binary';
    return term.bitLength <= 8 * MAX_HEAP_BINARY ? 'heap_binary' : 'refc_binary';
  }
  if (term instanceof Ref) return 'reference';
  if (term instanceof Pid) return 'pid';
  if (term instanceof Port) return 'port';
  if (term instanceof Fun) return 'fun';
  return term instanceof ExternalFun ? 'export' : 'tuple';
}

export const rows: BifRows = {
  'cmp_term/2': plain((_machine, a, b) => Math.sign(compareExact(a, b))),
  'map_next/3': plain(mapNext),
  'map_to_tuple_keys/1': plain((machine, map) =>
    map instanceof ErlMap && map.keys !== null ? [...mapKeys(map)] : machine.badarg(),
  ),
  'term_type/1': plain((_machine, term) => atom(termType(term))),
};
