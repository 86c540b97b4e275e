/** Finding a table and checking the right to use it, with the causes that OTP gives in `error_info`. */
import type { Sentinel } from '../../compile/abi.ts';
import { tableOf } from '../../ets/registry.ts';
import type { Table } from '../../ets/table.ts';
import type { Machine } from '../../runtime/machine.ts';
import { samePid } from '../../runtime/identifiers.ts';
import { atom } from '../../terms/atoms.ts';
import type { Term } from '../../terms/term.ts';

const ID = atom('id');
const ACCESS = atom('access');

export type Right = 'read' | 'write' | 'owner' | 'any';

/** The table if the running process has the right; else undefined, and `refuse` raises. */
export function allowed(machine: Machine, id: Term, right: Right): Table | undefined {
  const table = tableOf(machine.node, id);
  if (table === undefined || right === 'any' || table.protection === 'public') return table;
  if (samePid(table.owner, machine.process.pid)) return table;
  return right === 'read' && table.protection === 'protected' ? table : undefined;
}

/** Raises what a missing table or a missing right raises. */
export function refuse(machine: Machine, id: Term): Sentinel {
  return machine.badargCause(tableOf(machine.node, id) === undefined ? ID : ACCESS);
}
