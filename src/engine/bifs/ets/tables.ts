/** Built-ins of `ets` on whole tables: making, deleting, describing, handing over. */
import type { Result } from '../../compile/abi.ts';
import { createTable, deleteTable, giveAway, noteFixed, renameTable, tableOf, tablesOf } from '../../ets/registry.ts';
import type { HashStore } from '../../ets/hash-store.ts';
import { clear, fix, forEach, tableSize, unfix } from '../../ets/table.ts';
import type { Protection, Table, TableType } from '../../ets/table.ts';
import { deliver } from '../../runtime/mailbox.ts';
import { makeRef, processOf, samePid } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { atom, bool, FALSE, TRUE, UNDEFINED } from '../../terms/atoms.ts';
import { fromArray, toArray } from '../../terms/lists.ts';
import { Atom, Float, NIL, Pid, Ref } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { systemMicros } from '../erlang/time.ts';
import { wordsOf } from '../erlang/sizes.ts';
import { allowed, refuse } from './access.ts';

const NONE = atom('none');
const OWNER = atom('owner');
const TYPES: Readonly<Record<string, TableType>> = {
  set: 'set',
  ordered_set: 'ordered_set',
  bag: 'bag',
  duplicate_bag: 'duplicate_bag',
};
const PROTECTIONS: Readonly<Record<string, Protection>> = {
  public: 'public',
  protected: 'protected',
  private: 'private',
};

interface Wanted {
  type: TableType;
  protection: Protection;
  named: boolean;
  keyIndex: number;
  heir: Table['heir'];
  readConcurrency: boolean;
  writeConcurrency: Term;
  decentralizedCounters: boolean;
  compressed: boolean;
}

/** `{debug_hash_fixed_number_of_locks, N}`, with which OTP tests itself. */
function isLockCount(value: Term): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  return value[0] === atom('debug_hash_fixed_number_of_locks') && typeof value[1] === 'number' && value[1] > 0;
}

function option(machine: Machine, wanted: Wanted, item: Term): boolean {
  if (item instanceof Atom) {
    if (Object.hasOwn(TYPES, item.name)) wanted.type = TYPES[item.name];
    else if (Object.hasOwn(PROTECTIONS, item.name)) wanted.protection = PROTECTIONS[item.name];
    else if (item.name === 'named_table') wanted.named = true;
    else if (item.name === 'compressed') wanted.compressed = true;
    else return false;
    return true;
  }
  if (!Array.isArray(item)) return false;
  const [key, value, data] = item as readonly Term[];
  if (!(key instanceof Atom)) return false;
  if (key.name === 'heir') {
    if (item.length === 2 && value === NONE) wanted.heir = null;
    else if (item.length === 3 && value instanceof Pid && value.node === machine.node.name)
      wanted.heir = { pid: value, data };
    else return false;
    return true;
  }
  if (item.length !== 2) return false;
  switch (key.name) {
    case 'keypos':
      if (typeof value !== 'number' || value < 1) return false;
      wanted.keyIndex = value - 1;
      return true;
    case 'read_concurrency':
      wanted.readConcurrency = value === TRUE;
      return value === TRUE || value === FALSE;
    case 'write_concurrency':
      wanted.writeConcurrency = value;
      return value === TRUE || value === FALSE || value === atom('auto') || isLockCount(value);
    case 'decentralized_counters':
      wanted.decentralizedCounters = value === TRUE;
      return value === TRUE || value === FALSE;
    default:
      return false;
  }
}

function create(machine: Machine, name: Term, options: Term): Result {
  const items = toArray(options);
  if (!(name instanceof Atom) || items === undefined) return machine.badarg();
  const wanted: Wanted = {
    type: 'set',
    protection: 'protected',
    named: false,
    keyIndex: 0,
    heir: null,
    readConcurrency: false,
    writeConcurrency: FALSE,
    decentralizedCounters: false,
    compressed: false,
  };
  for (const item of items) if (!option(machine, wanted, item)) return machine.badarg();
  const table = createTable(machine.node, { ...wanted, name, owner: machine.process.pid });
  if (table === undefined) return machine.badargCause(atom('already_exists'));
  return table.named ? table.name : table.id;
}

function remove(machine: Machine, id: Term): Result {
  const table = allowed(machine, id, 'write');
  if (table === undefined) return refuse(machine, id);
  deleteTable(machine.node, table);
  return TRUE;
}

function deleteAll(machine: Machine, id: Term): Result {
  const table = allowed(machine, id, 'write');
  if (table === undefined) return refuse(machine, id);
  const size = tableSize(table);
  clear(table);
  machine.bump(size / 10);
  return size;
}

/** Buckets past the first come in segments, with a longer list of segments. */
function segmentWords(buckets: number): number {
  return buckets <= 0 ? 0 : 262 + Math.ceil(buckets / 2048) * 2048;
}

/** Words of a table: the record's own, and per object its overhead and terms. */
export function tableWords(table: Table): number {
  const ordered = table.type === 'ordered_set';
  let words = ordered ? 139 : 305 + (table.store.kind === 'hash' ? segmentWords(table.store.buckets.length - 256) : 0);
  forEach(table, (object) => {
    words += (ordered ? 5 : 4) + wordsOf(object, 100000);
  });
  return words;
}

type Item = (table: Table, machine: Machine) => Term;

const ITEMS: Readonly<Record<string, Item>> = {
  id: (table) => table.id,
  decentralized_counters: (table) => bool(table.decentralizedCounters),
  read_concurrency: (table) => bool(table.readConcurrency),
  write_concurrency: (table) => table.writeConcurrency,
  compressed: (table) => bool(table.compressed),
  memory: tableWords,
  owner: (table) => table.owner,
  heir: (table) => table.heir?.pid ?? NONE,
  name: (table) => table.name,
  size: tableSize,
  node: (_table, machine) => machine.node.name,
  named_table: (table) => bool(table.named),
  type: (table) => atom(table.type),
  keypos: (table) => table.keyIndex + 1,
  protection: (table) => atom(table.protection),
  binary: () => NIL,
  fixed: (table) => bool(table.fixed !== null),
  safe_fixed: (table) => fixedBy(table, micros(table.fixedSince)),
  safe_fixed_monotonic_time: (table) => fixedBy(table, table.fixedSince),
  stats: ({ store }) => (store.kind === 'hash' ? chainStatistics(store) : FALSE),
};

/** What `ets:info/1` shows, in its order. */
const SHOWN = [
  'id',
  'decentralized_counters',
  'read_concurrency',
  'write_concurrency',
  'compressed',
  'memory',
  'owner',
  'heir',
  'name',
  'size',
  'node',
  'named_table',
  'type',
  'keypos',
  'protection',
];

/** Buckets, mean length of a chain, its deviation, the one expected, the shortest and longest chain, dead objects, locks. */
function chainStatistics({ buckets, dead }: HashStore): Term {
  let sum = 0;
  let squares = 0;
  let shortest = Infinity;
  let longest = 0;
  for (const bucket of buckets) {
    let length = 0;
    for (let entry = bucket; entry !== null; entry = entry.next) length++;
    sum += length;
    squares += length * length;
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
  }
  const mean = Math.fround(sum / buckets.length);
  const deviation = Math.sqrt((squares - sum * mean) / buckets.length);
  const expected = Math.sqrt(mean * (1 - 1 / buckets.length));
  const single = (value: number): Float => new Float(Math.fround(value));
  return [buckets.length, single(mean), single(deviation), single(expected), shortest, longest, dead, 1];
}

function micros(time: number): Term {
  return [Math.floor(time / 1e12), Math.floor(time / 1e6) % 1e6, time % 1e6];
}

function fixedBy(table: Table, since: Term): Term {
  if (table.fixed === null) return FALSE;
  return [since, fromArray([...table.fixed.values()].map(({ pid, count }): Term => [pid, count]))];
}

function info(machine: Machine, id: Term): Result {
  if (!(id instanceof Atom || id instanceof Ref)) return machine.badarg();
  const table = tableOf(machine.node, id);
  if (table === undefined) return UNDEFINED;
  return fromArray(SHOWN.map((name): Term => [atom(name), ITEMS[name](table, machine)]));
}

function infoOf(machine: Machine, id: Term, item: Term): Result {
  if (!(id instanceof Atom || id instanceof Ref)) return machine.badarg();
  const table = tableOf(machine.node, id);
  if (table === undefined) return UNDEFINED;
  if (!(item instanceof Atom) || !Object.hasOwn(ITEMS, item.name)) return machine.badarg();
  return ITEMS[item.name](table, machine);
}

function whereis(machine: Machine, name: Term): Result {
  if (!(name instanceof Atom)) return machine.badarg();
  return tableOf(machine.node, name)?.id ?? UNDEFINED;
}

function rename(machine: Machine, id: Term, name: Term): Result {
  const table = allowed(machine, id, 'write');
  if (table === undefined) return refuse(machine, id);
  if (!(name instanceof Atom)) return machine.badarg();
  if (!renameTable(machine.node, table, name)) return machine.badarg();
  return table.named ? name : table.id;
}

function giveAwayRow(machine: Machine, id: Term, pid: Term, data: Term): Result {
  const table = tableOf(machine.node, id);
  if (table === undefined) return refuse(machine, id);
  if (!(pid instanceof Pid)) return machine.badarg();
  if (!samePid(table.owner, machine.process.pid)) return machine.badargCause(atom('access'));
  if (samePid(pid, table.owner)) return machine.badargCause(OWNER);
  const to = processOf(machine.node, pid);
  if (to === undefined) return machine.badarg();
  giveAway(machine.node, table, to, data);
  return TRUE;
}

function setOptions(machine: Machine, id: Term, options: Term): Result {
  const table = allowed(machine, id, 'owner');
  if (table === undefined || !samePid(table.owner, machine.process.pid)) {
    return tableOf(machine.node, id) === undefined ? refuse(machine, id) : machine.badargCause(atom('access'));
  }
  const items = Array.isArray(options) ? [options as Term] : toArray(options);
  if (items === undefined) return machine.badarg();
  for (const item of items) {
    if (!Array.isArray(item)) return machine.badarg();
    const [key, value, data] = item as readonly Term[];
    if (key === atom('heir') && item.length === 2 && value === NONE) table.heir = null;
    else if (key === atom('heir') && item.length === 3 && value instanceof Pid) table.heir = { pid: value, data };
    else if (key === atom('protection') && value instanceof Atom && Object.hasOwn(PROTECTIONS, value.name)) {
      table.protection = PROTECTIONS[value.name];
    } else return machine.badarg();
  }
  return TRUE;
}

function safeFixtable(machine: Machine, id: Term, on: Term): Result {
  const table = allowed(machine, id, 'read');
  if (table === undefined) return refuse(machine, id);
  const { process } = machine;
  if (on === TRUE) {
    fix(table, process.key, process.pid, systemMicros(machine));
    noteFixed(machine.node, process, table);
  } else if (on === FALSE) unfix(table, process.key, false);
  else return machine.badarg();
  return TRUE;
}

function allTables(machine: Machine): Term {
  return fromArray([...tablesOf(machine.node).byId.values()].map((table) => (table.named ? table.name : table.id)));
}

export const rows: BifRows = {
  'new/2': plain(create),
  'delete/1': plain(remove),
  'delete_all_objects/1': plain((machine, id) => {
    const count = deleteAll(machine, id);
    return typeof count === 'number' ? TRUE : count;
  }),
  'internal_delete_all/2': plain((machine, id) => deleteAll(machine, id)),
  'info/1': plain(info),
  'info/2': plain(infoOf),
  'whereis/1': plain(whereis),
  'rename/2': plain(rename),
  'give_away/3': plain(giveAwayRow),
  'setopts/2': plain(setOptions),
  'safe_fixtable/2': plain(safeFixtable),
  'all/0': plain(allTables),
  /** The answer comes at once as `{Ref, Tables}`. */
  'internal_request_all/0': plain((machine) => {
    const ref = makeRef(machine.node);
    deliver(machine.process, [ref, allTables(machine)]);
    return ref;
  }),
};
