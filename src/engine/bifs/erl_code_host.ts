/** The rows of `erl_code_host`: finding and loading code; see otp/kernel/erl_code_host.erl. */
import type { Result } from '../compile/abi.ts';
import { absolute, filesOf } from '../runtime/files.ts';
import { loadModule } from '../runtime/load.ts';
import type { NodeState } from '../runtime/node-state.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom, ERROR, FALSE, OK } from '../terms/atoms.ts';
import { fromBytes, toUint8Array } from '../terms/bits.ts';
import { listFromString, stringFromList } from '../terms/lists.ts';
import { Atom, Bits } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { linkOf } from './evaluate-link.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { decodeObject } from './object-code.ts';
import { readTerm } from './read-term.ts';
import { moduleSupport } from './module-support.ts';

const BADFILE = atom('badfile');
const NOFILE = atom('nofile');
const PRELOADED = atom('preloaded');

function objectFile(machine: Machine, path: string): Uint8Array | undefined {
  const files = filesOf(machine.node);
  return files.files.get(absolute(files, path))?.bytes;
}

function loadBytes(machine: Machine, module: Atom, file: string, bytes: Uint8Array): Term {
  const object = decodeObject(bytes);
  if (object === undefined || object.code.name !== module.name) return [ERROR, BADFILE];
  loadModule(machine.node, moduleSupport(), { code: object.code, link: linkOf(object.code, object.body) }, file);
  return [OK, listFromString(file)];
}

/** Loads a module from an object file in the working folder of the node; false when there is none. */
export function loadFromFolder(node: NodeState, module: Atom): boolean {
  const files = filesOf(node);
  const path = absolute(files, `${module.name}.beam`);
  const bytes = files.files.get(path)?.bytes;
  const object = bytes === undefined ? undefined : decodeObject(bytes);
  if (object === undefined || object.code.name !== module.name) return false;
  loadModule(node, moduleSupport(), { code: object.code, link: linkOf(object.code, object.body) }, path);
  return true;
}

function load(machine: Machine, module: Term): Result {
  if (!(module instanceof Atom)) return machine.badarg();
  const file = `${module.name}.beam`;
  const bytes = objectFile(machine, file);
  if (bytes !== undefined) return loadBytes(machine, module, absolute(filesOf(machine.node), file), bytes);
  const source = machine.node.host.sourceForms(module);
  if (source !== undefined) return [atom('forms'), source.forms, listFromString(source.path)];
  const path = machine.node.host.modulePath(module);
  if (path === undefined || !machine.node.host.loadModule(module)) return [ERROR, NOFILE];
  return [OK, path === 'preloaded' ? PRELOADED : listFromString(path)];
}

function loadFile(machine: Machine, module: Term, name: Term): Result {
  const path = stringFromList(name);
  if (!(module instanceof Atom) || path === undefined) return machine.badarg();
  const bytes = objectFile(machine, `${path}.beam`);
  if (bytes === undefined) return [ERROR, NOFILE];
  return loadBytes(machine, module, absolute(filesOf(machine.node), `${path}.beam`), bytes);
}

function loadBinary(machine: Machine, module: Term, file: Term, binary: Term): Result {
  const path = file instanceof Atom ? file.name : stringFromList(file);
  if (!(module instanceof Atom) || !(binary instanceof Bits) || path === undefined) return machine.badarg();
  return loadBytes(machine, module, path, toUint8Array(binary));
}

function which(machine: Machine, module: Term): Result {
  if (!(module instanceof Atom)) return machine.badarg();
  const file = `${module.name}.beam`;
  if (objectFile(machine, file) !== undefined) return listFromString(absolute(filesOf(machine.node), file));
  const path = machine.node.host.modulePath(module);
  if (path === undefined) return atom('non_existing');
  return path === 'preloaded' ? PRELOADED : listFromString(path);
}

function loadedFile(machine: Machine, module: Term): Result {
  if (!(module instanceof Atom)) return machine.badarg();
  const current = machine.node.modules.get(module)?.current;
  if (current == null || current.path === '') return FALSE;
  return [atom('file'), current.path === 'preloaded' ? PRELOADED : listFromString(current.path)];
}

function objectCode(machine: Machine, module: Term): Result {
  if (!(module instanceof Atom)) return machine.badarg();
  const file = `${module.name}.beam`;
  const bytes = objectFile(machine, file);
  if (bytes === undefined) return ERROR;
  return [OK, fromBytes(bytes), listFromString(absolute(filesOf(machine.node), file))];
}

function applicationSpec(machine: Machine, name: Term): Result {
  if (!(name instanceof Atom)) return machine.badarg();
  const files = filesOf(machine.node);
  const own = files.files.get(absolute(files, `${name.name}.app`))?.bytes;
  const text = own === undefined ? machine.node.host.applicationSpec(name.name) : String.fromCharCode(...own);
  if (text === undefined) {
    return [ERROR, [listFromString('no such file or directory'), listFromString(`${name.name}.app`)]];
  }
  const spec = readTerm(text);
  return spec === undefined ? [ERROR, [atom('bad_application'), name]] : [OK, spec];
}

export const rows: BifRows = {
  'load/1': plain(load),
  'load_file/2': plain(loadFile),
  'load_binary/3': plain(loadBinary),
  'which/1': plain(which),
  'loaded_file/1': plain(loadedFile),
  'object_code/1': plain(objectCode),
  'application_spec/1': plain(applicationSpec),
};
