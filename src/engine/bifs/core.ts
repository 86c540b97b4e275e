/** Built-ins by Erlang module: what a node is given at boot. Those of late.ts join them when their code has come. */
import type { NativeRows } from '../runtime/function-entry.ts';
import { atom } from '../terms/atoms.ts';
import type { Atom } from '../terms/term.ts';
import { rows as beamLib } from './beam_lib.ts';
import { rows as erlCodeHost } from './erl_code_host.ts';
import { rows as erlTerminalHost } from './erl_terminal_host.ts';
import { rows as epp } from './epp.ts';
import { rows as erlLint } from './erl_lint.ts';
import { rows as erlParse } from './erl_parse.ts';
import { rows as erlScan } from './erl_scan.ts';
import { rows as ertsDebug } from './erts_debug.ts';
import { rows as ets } from './ets.ts';
import { rows as os } from './os.ts';
import { rows as persistentTerm } from './persistent_term.ts';
import { rows as primEval } from './prim_eval.ts';
import { rows as primInet } from './prim_inet.ts';
import { rows as primFile } from './prim_file.ts';
import { rows as binary } from './binary.ts';
import { rows as erlang } from './erlang.ts';
import { rows as ertsInternal } from './erts_internal.ts';
import { rows as ertsInternalProcesses } from './erts_internal-processes.ts';
import { rows as io } from './io.ts';
import { rows as lists } from './lists.ts';
import { rows as maps } from './maps.ts';
import { rows as math } from './math.ts';
import { setGuardRows, setNatives } from './module-support.ts';
import { rows as re } from './re.ts';
import { rows as string } from './string.ts';
import { rows as unicode } from './unicode.ts';
import { rows as unicodeUtil } from './unicode_util.ts';

/** Rows by module. */
export const natives: Map<Atom, NativeRows> = new Map<Atom, NativeRows>([
  [atom('erl_code_host'), erlCodeHost],
  [atom('erl_terminal_host'), erlTerminalHost],
  [atom('beam_lib'), beamLib],
  [atom('epp'), epp],
  [atom('erl_lint'), erlLint],
  [atom('erl_parse'), erlParse],
  [atom('erl_scan'), erlScan],
  [atom('erts_debug'), ertsDebug],
  [atom('ets'), ets],
  [atom('os'), os],
  [atom('persistent_term'), persistentTerm],
  [atom('prim_eval'), primEval],
  [atom('prim_file'), primFile],
  [atom('prim_inet'), primInet],
  [atom('binary'), binary],
  [atom('erlang'), erlang],
  [atom('erts_internal'), { ...ertsInternal, ...ertsInternalProcesses }],
  [atom('io'), io],
  [atom('lists'), lists],
  [atom('maps'), maps],
  [atom('math'), math],
  [atom('re'), re],
  [atom('string'), string],
  [atom('unicode'), unicode],
  [atom('unicode_util'), unicodeUtil],
]);

setGuardRows(erlang);
setNatives(natives);
