/**
 * The hash that places keys in hash tables: the emulator's own, so that tables are walked in the order of a
 * real node. Atoms are placed by their text, everything else by the internal hash.
 */
import { atomHash } from '../terms/hash.ts';
import { internalHash } from '../terms/internal-hash.ts';
import { Atom } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

/** 31 bits; keys that are `=:=` have the same. */
export function tableHash(key: Term): number {
  return (key instanceof Atom ? atomHash(key) : internalHash(key)) & 0x7fffffff;
}
