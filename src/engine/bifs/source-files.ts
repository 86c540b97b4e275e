/** Source text out of the node's own files: includes and macros for the natives that compile and preprocess. */
import { readFile } from '../runtime/files.ts';
import type { Machine } from '../runtime/machine.ts';
import type { IncludeReader } from '../syntax/preprocess.ts';
import { atom } from '../terms/atoms.ts';
import { decodeUtf8, fromBytes, latin1Of } from '../terms/bits.ts';
import { environment } from './os.ts';
import { formatTerm } from '../terms/format.ts';
import { stringFromList, toArray } from '../terms/lists.ts';
import { Atom } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

/** Text of a source file: UTF-8, or Latin-1 where it is not. */
export function sourceTextOf(bytes: Uint8Array): string {
  const bits = fromBytes(bytes);
  return decodeUtf8(bits) ?? latin1Of(bits);
}

/** `$NAME/…`: a path that begins with a variable of the environment. */
function withVariable(machine: Machine, path: string): string {
  const name = /^\$(\w+)/.exec(path)?.[1];
  const value = name === undefined ? undefined : environment(machine.node).get(name);
  return name === undefined || value === undefined ? path : value + path.slice(name.length + 1);
}

const OTP_LIBRARIES = '/otp/lib/';

/** Finds included files beside the including one, then in the given folders, then among the headers of OTP. */
export function includesOf(machine: Machine, folders: readonly string[] = []): IncludeReader {
  return (wanted, kind, fromFile) => {
    const path = withVariable(machine, wanted);
    const folder = fromFile.includes('/') ? fromFile.slice(0, fromFile.lastIndexOf('/') + 1) : '';
    const places = path.startsWith('/') ? [''] : [folder, '', ...folders.map((one) => `${one}/`)];
    for (const place of places) {
      const bytes = readFile(machine.node, place + path);
      if (bytes !== undefined) return { text: sourceTextOf(bytes), file: place + path };
    }
    // Headers of OTP include their neighbours by name alone.
    const own = kind === 'include' && fromFile.startsWith(OTP_LIBRARIES) ? folder.slice(OTP_LIBRARIES.length) : null;
    const header = (own ?? '') + path;
    const text = kind === 'include_lib' || own !== null ? machine.node.host.header(header) : undefined;
    return text === undefined ? null : { text, file: OTP_LIBRARIES + header };
  };
}

/** The folders of `{i, Folder}` in an option list. */
export function includeFolders(options: Term): string[] {
  return (toArray(options) ?? []).flatMap((item) => {
    if (!Array.isArray(item) || item.length !== 2 || item[0] !== atom('i')) return [];
    const folder = item[1] instanceof Atom ? item[1].name : stringFromList(item[1] as Term);
    return folder === undefined ? [] : [folder];
  });
}

/** Macros from `{d, Name}` and `{d, Name, Value}` of an option list. */
export function macrosOf(options: Term): [string, string][] {
  const macros: [string, string][] = [];
  for (const item of toArray(options) ?? []) {
    if (!Array.isArray(item) || item[0] !== atom('d')) continue;
    const given = item as readonly Term[];
    const [, name, value] = Array.isArray(given[1]) ? [given[0], ...(given[1] as readonly Term[])] : given;
    if (name instanceof Atom) macros.push([name.name, value === undefined ? 'true' : formatTerm(value)]);
  }
  return macros;
}
