/** Source text out of the node's own files: includes and macros for the natives that compile and preprocess. */
import { readFile } from '../runtime/files.ts';
import type { Machine } from '../runtime/machine.ts';
import type { IncludeReader } from '../syntax/preprocess.ts';
import { atom } from '../terms/atoms.ts';
import { decodeUtf8, fromBytes, latin1Of } from '../terms/bits.ts';
import { formatTerm } from '../terms/format.ts';
import { toArray } from '../terms/lists.ts';
import { Atom } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

/** Text of a source file: UTF-8, or Latin-1 where it is not. */
export function sourceTextOf(bytes: Uint8Array): string {
  const bits = fromBytes(bytes);
  return decodeUtf8(bits) ?? latin1Of(bits);
}

/** Finds included files beside the including one, then in the working folder. */
export function includesOf(machine: Machine): IncludeReader {
  return (path, _kind, fromFile) => {
    const folder = fromFile.includes('/') ? fromFile.slice(0, fromFile.lastIndexOf('/') + 1) : '';
    for (const candidate of [folder + path, path]) {
      const bytes = readFile(machine.node, candidate);
      if (bytes !== undefined) return { text: sourceTextOf(bytes), file: candidate };
    }
    return null;
  };
}

/** Macros from `{d, Name}` and `{d, Name, Value}` of an option list. */
export function macrosOf(options: Term): [string, string][] {
  const macros: [string, string][] = [];
  for (const item of toArray(options) ?? []) {
    if (!Array.isArray(item) || item[0] !== atom('d')) continue;
    const [, name, value] = item as Term[];
    if (name instanceof Atom) macros.push([name.name, value === undefined ? 'true' : formatTerm(value)]);
  }
  return macros;
}
