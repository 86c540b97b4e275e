/**
 * What compiled code uses, made once for the worker when the first module is loaded. The tests of guard
 * built-ins come from the rows of module `erlang`, which use this file in turn; hence the late making.
 */
import type { Support } from '../compile/abi.ts';
import { createSupport } from '../runtime/support.ts';
import type { BifRows } from './entry.ts';

let support: Support | null = null;
let guards: BifRows = {};

/** Plugs in the rows of module `erlang`. */
export function setGuardRows(rows: BifRows): void {
  guards = rows;
}

export function moduleSupport(): Support {
  support ??= createSupport((key) => guards[key]?.test);
  return support;
}
