/** All built-ins by Erlang module: what a node is given at boot. */
import type { NativeRows } from '../runtime/function-entry.ts';
import { atom } from '../terms/atoms.ts';
import type { Atom } from '../terms/term.ts';
import { rows as binary } from './binary.ts';
import { rows as erlang } from './erlang.ts';
import { rows as ertsInternal } from './erts_internal.ts';
import { rows as ertsInternalProcesses } from './erts_internal-processes.ts';
import { rows as lists } from './lists.ts';
import { rows as maps } from './maps.ts';
import { rows as math } from './math.ts';
import { rows as unicode } from './unicode.ts';

/** Rows by module. */
export const natives: ReadonlyMap<Atom, NativeRows> = new Map<Atom, NativeRows>([
  [atom('binary'), binary],
  [atom('erlang'), erlang],
  [atom('erts_internal'), { ...ertsInternal, ...ertsInternalProcesses }],
  [atom('lists'), lists],
  [atom('maps'), maps],
  [atom('math'), math],
  [atom('unicode'), unicode],
]);
