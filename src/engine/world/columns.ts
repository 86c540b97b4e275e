/** Tables as columns: like stands beside like, which packs better than rows do. */

/** A table by its columns. */
export type Columns<T> = { readonly [K in keyof T]: readonly T[K][] };

/** The columns of rows that all have the properties of the first. */
export function toColumns<T extends object>(rows: readonly T[]): Columns<T> {
  const columns: Partial<Record<keyof T, unknown>> = {};
  for (const key of keysOf(rows[0])) columns[key] = rows.map((row) => row[key]);
  return columns as Columns<T>;
}

export function rowOf<T extends object>(columns: Columns<T>, at: number): T {
  const row: Partial<T> = {};
  for (const key of keysOf(columns)) row[key] = columns[key][at];
  return row as T;
}

function keysOf<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}
