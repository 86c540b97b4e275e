/** The rows of module `erlang`, gathered from erlang/. */
import { rows as apply } from './erlang/apply.ts';
import { rows as atoms } from './erlang/atoms.ts';
import { rows as binaries } from './erlang/binaries.ts';
import { rows as code } from './erlang/code.ts';
import { rows as conversions } from './erlang/conversions.ts';
import { rows as dictionary } from './erlang/dictionary.ts';
import { rows as errors } from './erlang/errors.ts';
import { rows as external } from './erlang/external.ts';
import { rows as gc } from './erlang/gc.ts';
import { rows as hash } from './erlang/hash.ts';
import { rows as links } from './erlang/links.ts';
import { rows as lists } from './erlang/lists.ts';
import { rows as nodes } from './erlang/nodes.ts';
import { rows as numbers } from './erlang/numbers.ts';
import { rows as packets } from './erlang/packets.ts';
import { rows as ports } from './erlang/ports.ts';
import { rows as processInfo } from './erlang/process-info.ts';
import { rows as processes } from './erlang/processes.ts';
import { rows as sequentialTracing } from './erlang/sequential-tracing.ts';
import { rows as signals } from './erlang/signals.ts';
import { rows as spawning } from './erlang/spawning.ts';
import { rows as system } from './erlang/system.ts';
import { rows as terms } from './erlang/terms.ts';
import { rows as time } from './erlang/time.ts';
import { rows as timers } from './erlang/timers.ts';
import { rows as tracing } from './erlang/tracing.ts';
import { rows as tuples } from './erlang/tuples.ts';
import type { BifRows } from './entry.ts';
import { late } from './late-rows.ts';

export const rows: BifRows = {
  ...apply,
  ...atoms,
  ...binaries,
  ...code,
  ...conversions,
  ...dictionary,
  ...errors,
  ...external,
  ...gc,
  ...hash,
  ...links,
  ...lists,
  ...nodes,
  ...numbers,
  ...packets,
  ...ports,
  ...processInfo,
  ...processes,
  ...sequentialTracing,
  ...signals,
  ...spawning,
  ...system,
  ...terms,
  ...time,
  ...timers,
  ...tracing,
  ...tuples,
  'load_module/2': late('erlang', 'load_module/2'),
  'prepare_loading/2': late('erlang', 'prepare_loading/2'),
  'finish_loading/1': late('erlang', 'finish_loading/1'),
  'has_prepared_code_on_load/1': late('erlang', 'has_prepared_code_on_load/1'),
  'system_monitor/0': late('erlang', 'system_monitor/0'),
  'system_monitor/1': late('erlang', 'system_monitor/1'),
  'system_monitor/2': late('erlang', 'system_monitor/2'),
  'system_profile/0': late('erlang', 'system_profile/0'),
  'system_profile/2': late('erlang', 'system_profile/2'),
};
