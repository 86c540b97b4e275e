/** Calls rows of built-ins outside a running node: what they return or raise, as plain data. */
import { S } from '../../../src/engine/compile/abi.ts';
import type { Result } from '../../../src/engine/compile/abi.ts';
import type { BifRow, BifRows } from '../../../src/engine/bifs/entry.ts';
import { rows as binaryRows } from '../../../src/engine/bifs/binary.ts';
import { rows as atoms } from '../../../src/engine/bifs/erlang/atoms.ts';
import { rows as binaries } from '../../../src/engine/bifs/erlang/binaries.ts';
import { rows as conversions } from '../../../src/engine/bifs/erlang/conversions.ts';
import { rows as external } from '../../../src/engine/bifs/erlang/external.ts';
import { rows as hash } from '../../../src/engine/bifs/erlang/hash.ts';
import { rows as lists } from '../../../src/engine/bifs/erlang/lists.ts';
import { rows as numbers } from '../../../src/engine/bifs/erlang/numbers.ts';
import { rows as terms } from '../../../src/engine/bifs/erlang/terms.ts';
import { rows as tuples } from '../../../src/engine/bifs/erlang/tuples.ts';
import { rows as internalRows } from '../../../src/engine/bifs/erts_internal.ts';
import { rows as listsRows } from '../../../src/engine/bifs/lists.ts';
import { rows as mapsRows } from '../../../src/engine/bifs/maps.ts';
import { rows as mathRows } from '../../../src/engine/bifs/math.ts';
import { rows as reRows } from '../../../src/engine/bifs/re.ts';
import { rows as stringRows } from '../../../src/engine/bifs/string.ts';
import { rows as unicodeRows } from '../../../src/engine/bifs/unicode.ts';
import type { Machine } from '../../../src/engine/runtime/machine.ts';
import { atom, BADARG, BADARITH, SYSTEM_LIMIT } from '../../../src/engine/terms/atoms.ts';
import type { Term } from '../../../src/engine/terms/term.ts';

const modules: Readonly<Record<string, BifRows>> = {
  erlang: {
    ...atoms,
    ...binaries,
    ...conversions,
    ...external,
    ...hash,
    ...lists,
    ...numbers,
    ...terms,
    ...tuples,
  },
  binary: binaryRows,
  erts_internal: internalRows,
  lists: listsRows,
  maps: mapsRows,
  math: mathRows,
  re: reRows,
  string: stringRows,
  unicode: unicodeRows,
};

export interface Raised {
  readonly reason: Term;
  /** Whether the top of the stack trace carries `error_info`. */
  readonly explained: boolean;
}

export type Outcome = { readonly value: Term } | { readonly raised: Raised };

/** Runs `module:name(args)`; undefined when there is no such row. */
export function callRow(module: string, name: string, args: readonly Term[]): Outcome | undefined {
  const row: BifRow | undefined = modules[module]?.[`${name}/${args.length}`];
  if (row === undefined) return undefined;
  let raised: Raised | null = null;
  const raise = (reason: Term, explained: boolean): typeof S => {
    raised = { reason, explained };
    return S;
  };
  const machine: Partial<Machine> = {
    badarg: () => raise(BADARG, true),
    badarith: () => raise(BADARITH, true),
    systemLimit: () => raise(SYSTEM_LIMIT, true),
    explained: (reason) => raise(reason, true),
    error: (reason) => raise(reason, false),
    badargCause: () => raise(BADARG, true),
    bump: () => {},
    node: { name: atom('nonode@nohost'), creation: 0, modules: new Map() } as Partial<
      Machine['node']
    > as Machine['node'],
  };
  const result: Result = row.run(machine as Machine, ...args);
  if (result !== S && raised === null) return { value: result as Term };
  if (raised === null) throw new Error('the sentinel without an exception');
  return { raised };
}
