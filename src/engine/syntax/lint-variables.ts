/**
 * What the linter knows of variables at a point of a function: bound or unsafe, used or not, and
 * where bound. Tables never change; the checks of an expression return the entries it adds or
 * touches, which the caller merges, so each construct decides what its variables mean outside.
 */
import type { Origin } from './messages.ts';
import type { Position } from './position.ts';

export interface Variable {
  /** `null` when bound; otherwise the construct that may leave it unbound. */
  readonly unsafe: Origin | null;
  /** The construct whose clauses all bind it, until it is read outside. */
  readonly from?: Origin | null;
  readonly used: boolean;
  readonly places: readonly Position[];
}
export type Variables = ReadonlyMap<string, Variable>;

export const NO_VARIABLES: Variables = new Map();

function joinPlaces(a: readonly Position[], b: readonly Position[]): readonly Position[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const extra = b.filter((pos) => !a.some((known) => known.line === pos.line && known.column === pos.column));
  return extra.length === 0 ? a : a.concat(extra);
}

function combine(newer: Variables, older: Variables, keepUnsafe: boolean): Variables {
  if (newer.size === 0) return older;
  if (older.size === 0) return newer;
  const result = new Map(older);
  for (const [name, variable] of newer) {
    const other = result.get(name);
    if (other === undefined) result.set(name, variable);
    else {
      const unsafe = keepUnsafe ? (variable.unsafe ?? other.unsafe) : variable.unsafe;
      result.set(name, {
        unsafe,
        from: keepUnsafe && other.from == null ? null : (variable.from ?? null),
        used: variable.used || other.used,
        places: joinPlaces(variable.places, other.places),
      });
    }
  }
  return result;
}

/** `older` with the entries of `newer`, whose states win. */
export function updated(newer: Variables, older: Variables): Variables {
  return combine(newer, older, false);
}

/** Both tables; unsafe in one is unsafe. */
export function merged(a: Variables, b: Variables): Variables {
  return combine(a, b, true);
}

/** Entries of `table` that `base` knows (`inBase`) or does not. */
function filtered(table: Variables, base: Variables, inBase: boolean): Variables {
  if (table.size === 0) return table;
  const result = new Map<string, Variable>();
  for (const [name, variable] of table) if (base.has(name) === inBase) result.set(name, variable);
  return result;
}

export function knownIn(table: Variables, base: Variables): Variables {
  return filtered(table, base, true);
}

export function newIn(table: Variables, base: Variables): Variables {
  return filtered(table, base, false);
}

/** The entries of `table` new to `base`, marked unsafe. */
export function unsafeNew(origin: Origin, table: Variables, base: Variables): Variables {
  if (table.size === 0) return table;
  const result = new Map<string, Variable>();
  for (const [name, variable] of table) {
    if (!base.has(name)) result.set(name, { ...variable, unsafe: origin });
  }
  return result;
}

/**
 * What the clauses of a `case`, `if`, `receive` or `try` leave behind: a new variable is bound
 * only when every clause binds it, and is unused where a clause binds it and does not read it.
 */
export function exported(clauses: readonly Variables[], base: Variables, origin: Origin): Variables {
  const byName = new Map<string, Variable[]>();
  for (const clause of clauses) {
    for (const [name, variable] of clause) {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [variable]);
      else list.push(variable);
    }
  }
  const result = new Map<string, Variable>();
  for (const [name, found] of byName) {
    const before = base.get(name);
    if (before !== undefined) result.set(name, usedAgain(before, found));
    else result.set(name, bornIn(found, clauses.length, origin));
  }
  return result;
}

/** A variable from before the clauses, which some of them have read or matched. */
function usedAgain(before: Variable, found: readonly Variable[]): Variable {
  const stays = before.from != null && found[0].from != null;
  const last = stays ? found.findLast((one) => one.from != null) : undefined;
  return { unsafe: null, from: last === undefined ? null : (before.from ?? null), used: true, places: before.places };
}

function bornIn(found: readonly Variable[], wanted: number, origin: Origin): Variable {
  let unsafe: Origin | null = null;
  let places: readonly Position[] = [];
  for (const one of found) {
    if (one.unsafe !== null) unsafe = unsafe === null ? one.unsafe : origin;
    if (!one.used) places = joinPlaces(places, one.places);
  }
  const isSafe = found.length === wanted && unsafe === null;
  if (found.length !== wanted) unsafe = origin;
  return { unsafe, from: isSafe ? origin : null, used: places.length === 0, places };
}
