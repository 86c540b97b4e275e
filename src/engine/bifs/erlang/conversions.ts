/** The built-ins of module `erlang` on maps and funs as values, and on the text of identifiers. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { BADKEY, BADMAP, bool } from '../../terms/atoms.ts';
import { formatFun, formatPid, formatPort, formatRef } from '../../terms/format.ts';
import { listFromString, stringFromList } from '../../terms/lists.ts';
import { mapGet, mapHas } from '../../terms/maps.ts';
import { Atom, ErlMap, ExternalFun, Fun, Pid, Port, Ref } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRow, BifRows } from '../entry.ts';

/** A guard built-in whose last argument must be a map; in bodies `{badmap,_}` tells otherwise. */
function mapGuard(test: (...args: Term[]) => Term | undefined): BifRow {
  return {
    kind: 'guard',
    test,
    run: (machine, ...args) => {
      const map = args[args.length - 1];
      if (!(map instanceof ErlMap)) return machine.explained([BADMAP, map]);
      return test(...args) ?? machine.explained([BADKEY, args[0]]);
    },
  };
}

function makeFun(machine: Machine, module: Term, name: Term, arity: Term): Result {
  const legal = typeof arity === 'number' && arity >= 0 && arity <= 255;
  if (!(module instanceof Atom) || !(name instanceof Atom) || !legal) return machine.badarg();
  return new ExternalFun(module, name, arity);
}

function textRow(format: (term: Term) => string | undefined): BifRow {
  return plain((machine, term) => {
    const text = format(term);
    return text === undefined ? machine.badarg() : listFromString(text);
  });
}

function numbersIn(list: Term, shape: RegExp): number[] | undefined {
  const match = shape.exec(stringFromList(list) ?? '');
  return match === null ? undefined : match.slice(1).map(Number);
}

function listToPid(machine: Machine, list: Term): Result {
  const parts = numbersIn(list, /^<0\.(\d+)\.(\d+)>$/);
  if (parts === undefined || parts[0] >= 2 ** 28 || parts[1] >= 8192) return machine.badarg();
  return new Pid(machine.node.name, parts[0], parts[1], machine.node.creation);
}

function listToPort(machine: Machine, list: Term): Result {
  const parts = numbersIn(list, /^#Port<0\.(\d+)>$/);
  if (parts === undefined || !Number.isSafeInteger(parts[0])) return machine.badarg();
  return new Port(machine.node.name, parts[0], machine.node.creation);
}

function listToRef(machine: Machine, list: Term): Result {
  const parts = numbersIn(list, /^#Ref<0\.(\d+)\.(\d+)\.(\d+)>$/);
  if (parts === undefined || parts.some((part) => part >= 4294967296)) return machine.badarg();
  return new Ref(machine.node.name, [parts[2], parts[1], parts[0]], machine.node.creation);
}

export const rows: BifRows = {
  'map_size/1': mapGuard((map) => (map instanceof ErlMap ? map.size : undefined)),
  'map_get/2': mapGuard((key, map) => (map instanceof ErlMap ? mapGet(map, key) : undefined)),
  'is_map_key/2': mapGuard((key, map) => (map instanceof ErlMap ? bool(mapHas(map, key)) : undefined)),
  'make_fun/3': plain(makeFun),
  'fun_to_list/1': textRow((fun) => (fun instanceof Fun || fun instanceof ExternalFun ? formatFun(fun) : undefined)),
  'pid_to_list/1': textRow((pid) => (pid instanceof Pid ? formatPid(pid) : undefined)),
  'port_to_list/1': textRow((port) => (port instanceof Port ? formatPort(port) : undefined)),
  'ref_to_list/1': textRow((ref) => (ref instanceof Ref ? formatRef(ref) : undefined)),
  'list_to_pid/1': plain(listToPid),
  'list_to_port/1': plain(listToPort),
  'list_to_ref/1': plain(listToRef),
};
