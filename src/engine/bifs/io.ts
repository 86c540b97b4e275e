/** The row of module `io`: which characters print as text (`erl +pc latin1`, the default). */
import { atom } from '../terms/atoms.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';

const LATIN1 = atom('latin1');

export const rows: BifRows = {
  'printable_range/0': plain(() => LATIN1),
};
