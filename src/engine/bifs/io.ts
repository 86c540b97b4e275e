/** The row of module `io`: which characters print as text (`erl +pc unicode`; latin1 is the default). */
import { atom } from '../terms/atoms.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';

const LATIN1 = atom('latin1');
const PRINTABLE_RANGE = atom('printable_range');

export const rows: BifRows = {
  'printable_range/0': plain((machine) => machine.node.flags.get(PRINTABLE_RANGE) ?? LATIN1),
};
