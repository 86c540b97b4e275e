/** Garbage collection: JavaScript's own. The built-ins keep their results and trace what OTP traces. */
import type { Result } from '../../compile/abi.ts';
import { processOf } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { deliver } from '../../runtime/mailbox.ts';
import type { Process } from '../../runtime/process.ts';
import { atom, bool, FALSE, TRUE } from '../../terms/atoms.ts';
import { toArray } from '../../terms/lists.ts';
import { NIL, Pid } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

function collect(process: Process): void {
  if (process.trace.flags !== 0) {
    process.node.tap.garbageCollected(process, 'gc_major_start');
    process.node.tap.garbageCollected(process, 'gc_major_end');
  }
}

function collectOther(machine: Machine, pid: Term, options: Term): Result {
  const list = toArray(options);
  if (!(pid instanceof Pid) || pid.node !== machine.node.name || list === undefined) return machine.badarg();
  let request: Term | null = null;
  for (const option of list) {
    if (!Array.isArray(option) || option.length !== 2) return machine.badarg();
    const [key, value] = option as readonly Term[];
    if (key === atom('async')) request = value;
    else if (key !== atom('type') || (value !== atom('major') && value !== atom('minor'))) return machine.badarg();
  }
  const process = processOf(machine.node, pid);
  if (process !== undefined) collect(process);
  if (request === null) return bool(process !== undefined);
  deliver(machine.process, [atom('garbage_collect'), request, bool(process !== undefined)]);
  return atom('async');
}

export const rows: BifRows = {
  'garbage_collect/0': plain((machine) => {
    collect(machine.process);
    return TRUE;
  }),
  'garbage_collect/1': plain((machine, pid) => collectOther(machine, pid, NIL)),
  'garbage_collect/2': plain(collectOther),
  'garbage_collect_message_area/0': plain(() => FALSE),
};
