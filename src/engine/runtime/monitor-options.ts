/** The options of `erlang:monitor/3` and of the spawn option `{monitor, Options}`. */
import { atom } from '../terms/atoms.ts';
import { toArray } from '../terms/lists.ts';
import type { Term } from '../terms/term.ts';
import type { AliasMode } from './process.ts';

export interface MonitorOptions {
  readonly tag: Term;
  readonly alias: AliasMode | null;
}

const TAG = atom('tag');
const ALIAS = atom('alias');
const MODES: readonly (readonly [Term, AliasMode])[] = [
  [atom('explicit_unalias'), 'explicit_unalias'],
  [atom('demonitor'), 'demonitor'],
  [atom('reply_demonitor'), 'reply_demonitor'],
];

/** Reads the list; undefined when it is not one of good options. */
export function parseMonitorOptions(list: Term): MonitorOptions | undefined {
  const items = toArray(list);
  if (items === undefined) return undefined;
  let tag: Term = atom('DOWN');
  let alias: AliasMode | null = null;
  for (const item of items) {
    if (!Array.isArray(item) || item.length !== 2) return undefined;
    const [key, value] = item as readonly Term[];
    if (key === TAG) tag = value;
    else if (key === ALIAS) {
      const mode = MODES.find(([name]) => name === value);
      if (mode === undefined) return undefined;
      alias = mode[1];
    } else return undefined;
  }
  return { tag, alias };
}
