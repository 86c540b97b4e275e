/**
 * What compiled code uses, made once for the worker when the first module is loaded. The tests of guard
 * built-ins come from the rows of module `erlang`, which use this file in turn; hence the late making.
 */
import type { Support } from '../compile/abi.ts';
import { createSupport } from '../runtime/support.ts';
import type { NativeRows } from '../runtime/function-entry.ts';
import { atom } from '../terms/atoms.ts';
import type { Atom } from '../terms/term.ts';
import type { BifKind, BifRows } from './entry.ts';

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

let tables: ReadonlyMap<Atom, NativeRows> = new Map();

/** Plugs in the rows of all modules. */
export function setNatives(natives: ReadonlyMap<Atom, NativeRows>): void {
  tables = natives;
}

/** How a function is built in, for the compiler; null when it is not. */
export function bifKind(module: string, name: string, arity: number): BifKind | null {
  const rows = tables.get(atom(module));
  const key = `${name}/${arity}`;
  return rows !== undefined && Object.hasOwn(rows, key) ? (rows[key]?.kind ?? null) : null;
}
