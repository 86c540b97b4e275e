/**
 * The tables of a node: by identifier, by name and by owner. When a process ends, its tables go to their
 * heirs or vanish.
 */
import { deliver } from '../runtime/mailbox.ts';
import { makeRef, pidKeyOf, processOf, refKey } from '../runtime/identifiers.ts';
import type { NodeState } from '../runtime/node-state.ts';
import type { Process } from '../runtime/process.ts';
import { atom } from '../terms/atoms.ts';
import { Atom, Ref } from '../terms/term.ts';
import type { Pid, Term } from '../terms/term.ts';
import { newStore, sampleOf, unfix } from './table.ts';
import type { Table } from './table.ts';

export interface Tables {
  readonly byId: Map<number | string, Table>;
  readonly named: Map<Atom, Table>;
  /** Tables of each owner, by the owner's key. */
  readonly owned: Map<number, Set<Table>>;
  /** Tables that a process has fixed, by its key. */
  readonly fixedBy: Map<number, Set<Table>>;
  readonly count: number;
  /** Objects in all tables. */
  readonly objects: number;
  /** An object of the largest table, another one with each turn. */
  readonly sample: (turn: number) => object | null;
}

const PART = 'ets';
const TRANSFER = atom('ETS-TRANSFER');

/** The tables of a node; installs the exit hook on first use. */
export function tablesOf(node: NodeState): Tables {
  const found = node.parts.get(PART) as Tables | undefined;
  if (found !== undefined) return found;
  const byId = new Map<number | string, Table>();
  const tables: Tables = {
    byId,
    named: new Map(),
    owned: new Map(),
    fixedBy: new Map(),
    get count() {
      return byId.size;
    },
    get objects() {
      let sum = 0;
      for (const table of byId.values()) sum += table.store.size;
      return sum;
    },
    sample: (turn) => {
      let largest: Table | null = null;
      for (const table of byId.values()) if (table.store.size > (largest?.store.size ?? 0)) largest = table;
      return largest === null ? null : sampleOf(largest, turn);
    },
  };
  node.parts.set(PART, tables);
  node.exitHooks.push((process) => ownerGone(tables, process));
  return tables;
}

export type NewTable = Omit<Table, 'id' | 'store' | 'fixed' | 'fixedSince' | 'deleted'>;

/** Makes a table; undefined when its name is taken. */
export function createTable(node: NodeState, description: NewTable): Table | undefined {
  const tables = tablesOf(node);
  if (description.named && tables.named.has(description.name)) return undefined;
  const table: Table = {
    ...description,
    id: makeRef(node),
    store: newStore(description.type),
    fixed: null,
    fixedSince: 0,
    deleted: false,
  };
  tables.byId.set(refKey(node, table.id), table);
  if (table.named) tables.named.set(table.name, table);
  addTo(tables.owned, pidKeyOf(table.owner), table);
  return table;
}

/** The table behind an identifier or a name. */
export function tableOf(node: NodeState, id: Term): Table | undefined {
  const tables = tablesOf(node);
  if (id instanceof Atom) return tables.named.get(id);
  return id instanceof Ref ? tables.byId.get(refKey(node, id)) : undefined;
}

export function deleteTable(node: NodeState, table: Table): void {
  const tables = tablesOf(node);
  table.deleted = true;
  tables.byId.delete(refKey(node, table.id));
  if (table.named) tables.named.delete(table.name);
  tables.owned.get(pidKeyOf(table.owner))?.delete(table);
}

/** Gives a table to another living process and tells it. */
export function giveAway(node: NodeState, table: Table, to: Process, data: Term): void {
  const tables = tablesOf(node);
  const from = table.owner;
  tables.owned.get(pidKeyOf(from))?.delete(table);
  table.owner = to.pid;
  addTo(tables.owned, to.key, table);
  deliver(to, [TRANSFER, table.named ? table.name : table.id, from, data]);
}

/** Changes a table's name; false when it is taken. */
export function renameTable(node: NodeState, table: Table, name: Atom): boolean {
  const tables = tablesOf(node);
  if (table.named) {
    if (name !== table.name && tables.named.has(name)) return false;
    tables.named.delete(table.name);
    tables.named.set(name, table);
  }
  table.name = name;
  return true;
}

/** Remembers that a process has fixed a table, to undo it when it ends. */
export function noteFixed(node: NodeState, process: Process, table: Table): void {
  addTo(tablesOf(node).fixedBy, process.key, table);
}

function addTo(map: Map<number, Set<Table>>, key: number, table: Table): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([table]));
  else set.add(table);
}

function ownerGone(tables: Tables, process: Process): void {
  const { node } = process;
  for (const table of tables.fixedBy.get(process.key) ?? []) unfix(table, process.key, true);
  tables.fixedBy.delete(process.key);
  const owned = tables.owned.get(process.key);
  if (owned === undefined) return;
  for (const table of [...owned]) {
    const heir = table.heir === null ? undefined : heirOf(node, table.heir.pid, process);
    if (heir !== undefined && table.heir !== null) giveAway(node, table, heir, table.heir.data);
    else deleteTable(node, table);
  }
  tables.owned.delete(process.key);
}

function heirOf(node: NodeState, pid: Pid, owner: Process): Process | undefined {
  const process = processOf(node, pid);
  return process === owner ? undefined : process;
}
