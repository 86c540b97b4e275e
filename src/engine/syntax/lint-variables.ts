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
 * only when every clause binds it.
 */
export function exported(clauses: readonly Variables[], base: Variables, origin: Origin): Variables {
  const result = new Map<string, Variable>();
  const count = new Map<string, number>();
  for (const clause of clauses) {
    for (const [name, variable] of clause) {
      count.set(name, (count.get(name) ?? 0) + 1);
      const other = result.get(name);
      result.set(
        name,
        other === undefined
          ? variable
          : {
              unsafe: other.unsafe ?? variable.unsafe,
              used: other.used || variable.used,
              places: joinPlaces(other.places, variable.places),
            },
      );
    }
  }
  for (const [name, variable] of result) {
    if (base.has(name) || variable.unsafe !== null) continue;
    if (count.get(name) !== clauses.length) result.set(name, { ...variable, unsafe: origin });
    else result.set(name, { ...variable, from: origin });
  }
  return result;
}
