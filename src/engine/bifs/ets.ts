/** The rows of module `ets`, gathered from ets/. The rest of the module is otp/stdlib/ets.erl. */
import type { BifRows } from './entry.ts';
import { rows as counters } from './ets/counters.ts';
import { rows as objects } from './ets/objects.ts';
import { rows as selecting } from './ets/selecting.ts';
import { rows as tables } from './ets/tables.ts';

export const rows: BifRows = { ...counters, ...objects, ...selecting, ...tables };
