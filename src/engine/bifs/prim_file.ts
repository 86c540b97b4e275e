/** The rows of `prim_file`: whole files and folders in the node's memory; see otp/kernel/prim_file.erl. */
import type { Result } from '../compile/abi.ts';
import { absolute, filesOf, folderOf, writeFile } from '../runtime/files.ts';
import type { Files } from '../runtime/files.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom, ERROR, OK } from '../terms/atoms.ts';
import { decodeUtf8, fromBytes, toUint8Array } from '../terms/bits.ts';
import { ioListBytes } from '../terms/iolists.ts';
import { fromArray, listFromString, stringFromList } from '../terms/lists.ts';
import { Atom, Bits } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { dateTime } from './erlang/time.ts';
import { plain } from './entry.ts';
import type { BifRow, BifRows } from './entry.ts';

function pathOf(term: Term): string | undefined {
  if (term instanceof Bits) return decodeUtf8(term);
  if (term instanceof Atom) return term.name;
  return stringFromList(term);
}

function failed(posix: string): Term {
  return [ERROR, atom(posix)];
}

/** A row whose first argument is a path. */
function onPath(body: (machine: Machine, files: Files, path: string, rest: readonly Term[]) => Result): BifRow {
  return plain((machine, name, ...rest) => {
    const path = pathOf(name);
    if (path === undefined) return machine.badarg();
    const files = filesOf(machine.node);
    return body(machine, files, absolute(files, path), rest);
  });
}

function children(files: Files, folder: string): string[] {
  const names: string[] = [];
  for (const path of [...files.folders, ...files.files.keys()]) {
    if (path !== '/' && folderOf(path) === folder) names.push(path.slice(folder === '/' ? 1 : folder.length + 1));
  }
  return names;
}

function write(machine: Machine, files: Files, path: string, [data, how]: readonly Term[]): Result {
  const bytes = data instanceof Bits ? toUint8Array(data) : ioListBytes(data);
  if (bytes === undefined) return machine.badarg();
  if (files.folders.has(path)) return failed('eisdir');
  const old = how === atom('append') ? files.files.get(path)?.bytes : undefined;
  const whole = old === undefined ? bytes : Uint8Array.from([...old, ...bytes]);
  return writeFile(machine.node, path, whole) ? OK : failed('enoent');
}

function rename(files: Files, from: string, to: string): Term {
  const entry = files.files.get(from);
  if (entry !== undefined) {
    if (!files.folders.has(folderOf(to))) return failed('enoent');
    files.files.delete(from);
    files.files.set(to, entry);
    return OK;
  }
  if (!files.folders.has(from)) return failed('enoent');
  for (const path of [...files.folders]) {
    if (path === from || path.startsWith(`${from}/`)) {
      files.folders.delete(path);
      files.folders.add(to + path.slice(from.length));
    }
  }
  for (const [path, moved] of [...files.files]) {
    if (path.startsWith(`${from}/`)) {
      files.files.delete(path);
      files.files.set(to + path.slice(from.length), moved);
    }
  }
  return OK;
}

export const rows: BifRows = {
  'read_file/1': onPath((_m, files, path) => {
    const entry = files.files.get(path);
    if (entry !== undefined) return [OK, fromBytes(entry.bytes)];
    return failed(files.folders.has(path) ? 'eisdir' : 'enoent');
  }),
  'write_file/3': onPath(write),
  'list_dir/1': onPath((_m, files, path) => {
    if (!files.folders.has(path)) return failed(files.files.has(path) ? 'enotdir' : 'enoent');
    return [OK, fromArray(children(files, path).map((name) => listFromString(name)))];
  }),
  'file_type/1': onPath((_m, files, path) => {
    if (files.files.has(path)) return atom('regular');
    return atom(files.folders.has(path) ? 'directory' : 'none');
  }),
  'file_size/1': onPath((_m, files, path) => {
    const entry = files.files.get(path);
    if (entry !== undefined) return [OK, entry.bytes.length];
    return files.folders.has(path) ? [OK, 4096] : failed('enoent');
  }),
  'delete/1': onPath((_m, files, path) => {
    if (files.files.delete(path)) return OK;
    return failed(files.folders.has(path) ? 'eperm' : 'enoent');
  }),
  'make_dir/1': onPath((_m, files, path) => {
    if (files.folders.has(path) || files.files.has(path)) return failed('eexist');
    if (!files.folders.has(folderOf(path))) return failed('enoent');
    files.folders.add(path);
    return OK;
  }),
  'del_dir/1': onPath((_m, files, path) => {
    if (!files.folders.has(path)) return failed(files.files.has(path) ? 'enotdir' : 'enoent');
    if (children(files, path).length > 0) return failed('eexist');
    files.folders.delete(path);
    return OK;
  }),
  'rename/2': onPath((machine, files, path, [to]) => {
    const target = pathOf(to);
    return target === undefined ? machine.badarg() : rename(files, path, absolute(files, target));
  }),
  'get_cwd/0': plain((machine) => [OK, listFromString(filesOf(machine.node).cwd)]),
  'set_cwd/1': onPath((_m, files, path) => {
    if (!files.folders.has(path)) return failed(files.files.has(path) ? 'enotdir' : 'enoent');
    files.cwd = path;
    return OK;
  }),
  'modified/1': onPath((machine, files, path) => {
    const entry = files.files.get(path);
    const micros = entry?.modified ?? (files.folders.has(path) ? machine.node.clock.epoch : undefined);
    return micros === undefined ? failed('enoent') : [OK, dateTime(Math.floor(micros / 1e6))];
  }),
};
