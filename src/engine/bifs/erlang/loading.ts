/** Built-ins of module `erlang` that load object code without the code server: it does not know such modules. */
import type { Result } from '../../compile/abi.ts';
import { makeRef, refKey } from '../../runtime/identifiers.ts';
import { loadModule } from '../../runtime/load.ts';
import type { Machine } from '../../runtime/machine.ts';
import type { NodeState } from '../../runtime/node-state.ts';
import { atom, ERROR, FALSE, OK } from '../../terms/atoms.ts';
import { toUint8Array } from '../../terms/bits.ts';
import { fromArray, toArray } from '../../terms/lists.ts';
import { Atom, Bits, Ref } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { linkOf } from '../evaluate-link.ts';
import { moduleSupport } from '../module-support.ts';
import { decodeObject } from '../object-code.ts';
import type { ObjectCode } from '../object-code.ts';

const BADFILE = atom('badfile');
const NOT_PURGED = atom('not_purged');
const PART = 'prepared code';

/** Code that was prepared and not yet loaded, by `refKey`. */
function preparedOf(node: NodeState): Map<number | string, ObjectCode> {
  let found = node.parts.get(PART) as Map<number | string, ObjectCode> | undefined;
  if (found === undefined) node.parts.set(PART, (found = new Map()));
  return found;
}

/** The object code of a module; null when it is no good, undefined for arguments of a wrong type. */
function objectOf(module: Term, binary: Term): ObjectCode | null | undefined {
  if (!(module instanceof Atom) || !(binary instanceof Bits)) return undefined;
  const object = decodeObject(toUint8Array(binary));
  return object?.code.name === module.name ? object : null;
}

function hasOld(node: NodeState, name: string): boolean {
  return node.modules.get(atom(name))?.old != null;
}

function load(node: NodeState, { code, body }: ObjectCode): void {
  loadModule(node, moduleSupport(), { code, link: linkOf(code, body) }, '');
}

function loadBinary(machine: Machine, module: Term, binary: Term): Result {
  const object = objectOf(module, binary);
  if (object === undefined) return machine.badarg();
  if (object === null) return [ERROR, BADFILE];
  if (hasOld(machine.node, object.code.name)) return [ERROR, NOT_PURGED];
  load(machine.node, object);
  return [atom('module'), module];
}

function prepare(machine: Machine, module: Term, binary: Term): Result {
  const object = objectOf(module, binary);
  if (object === undefined) return machine.badarg();
  if (object === null) return [ERROR, BADFILE];
  const ref = makeRef(machine.node);
  preparedOf(machine.node).set(refKey(machine.node, ref), object);
  return ref;
}

/** Loads what was prepared, all or nothing. */
function finish(machine: Machine, list: Term): Result {
  const { node } = machine;
  const refs = toArray(list);
  const prepared = preparedOf(node);
  const objects = refs?.map((ref) => (ref instanceof Ref ? prepared.get(refKey(node, ref)) : undefined)) ?? [undefined];
  const found = objects.filter((object) => object !== undefined);
  const names = new Set(found.map(({ code }) => code.name));
  if (names.size < objects.length) return machine.badarg();
  const notPurged = [...names].filter((name) => hasOld(node, name));
  if (notPurged.length > 0) return [NOT_PURGED, fromArray(notPurged.map((name) => atom(name)))];
  for (const object of found) load(node, object);
  for (const ref of refs ?? []) if (ref instanceof Ref) prepared.delete(refKey(node, ref));
  return OK;
}

function isPrepared(machine: Machine, ref: Term): Result {
  const known = ref instanceof Ref && preparedOf(machine.node).has(refKey(machine.node, ref));
  return known ? FALSE : machine.badarg();
}

export const rows: BifRows = {
  'load_module/2': plain(loadBinary),
  'prepare_loading/2': plain(prepare),
  'finish_loading/1': plain(finish),
  'has_prepared_code_on_load/1': plain(isPrepared),
};
