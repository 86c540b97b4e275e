/** The built-ins of module `erts_internal` that only look at terms. */
import { mapKeys } from '../terms/maps.ts';
import { compareExact } from '../terms/order.ts';
import { ErlMap } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { mapNext } from './erts_internal-map_next.ts';

export const rows: BifRows = {
  'cmp_term/2': plain((_machine, a, b) => Math.sign(compareExact(a, b))),
  'map_next/3': plain(mapNext),
  'map_to_tuple_keys/1': plain((machine, map) =>
    map instanceof ErlMap && map.keys !== null ? [...mapKeys(map)] : machine.badarg(),
  ),
};
