/** The built-ins of module `erlang` that turn atoms to text and back. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { atom, existingAtom } from '../../terms/atoms.ts';
import { bitsFromString, decodeUtf8, latin1Of } from '../../terms/bits.ts';
import { listFromString, stringFromList } from '../../terms/lists.ts';
import { Atom, Bits } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { isBinary } from '../../terms/type-tests.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { textBinary } from './numbers.ts';

const MAX_CHARACTERS = 255;
const LATIN1 = atom('latin1');
const UTF8 = atom('utf8');
const UNICODE = atom('unicode');

function characters(text: string): number {
  return text.length <= MAX_CHARACTERS ? text.length : [...text].length;
}

function toAtom(machine: Machine, text: string | undefined, existing: boolean): Result {
  if (text === undefined) return machine.badarg();
  if (characters(text) > MAX_CHARACTERS) return existing ? machine.badarg() : machine.systemLimit();
  return existing ? (existingAtom(text) ?? machine.badarg()) : atom(text);
}

function textOf(binary: Term, encoding: Term): string | undefined {
  if (!(binary instanceof Bits) || !isBinary(binary)) return undefined;
  if (encoding === LATIN1) return latin1Of(binary);
  return encoding === UTF8 || encoding === UNICODE ? decodeUtf8(binary) : undefined;
}

function atomToBinary(machine: Machine, term: Term, encoding: Term): Result {
  if (!(term instanceof Atom)) return machine.badarg();
  if (encoding === UTF8 || encoding === UNICODE) return bitsFromString(term.name);
  for (let i = 0; i < term.name.length; i++) if (term.name.charCodeAt(i) > 255) return machine.badarg();
  return encoding === LATIN1 ? textBinary(term.name) : machine.badarg();
}

export const rows: BifRows = {
  'atom_to_list/1': plain((machine, term) => (term instanceof Atom ? listFromString(term.name) : machine.badarg())),
  'atom_to_binary/1': plain((machine, term) => atomToBinary(machine, term, UTF8)),
  'atom_to_binary/2': plain(atomToBinary),
  'list_to_atom/1': plain((machine, list) => toAtom(machine, stringFromList(list), false)),
  'list_to_existing_atom/1': plain((machine, list) => toAtom(machine, stringFromList(list), true)),
  'binary_to_atom/1': plain((machine, binary) => toAtom(machine, textOf(binary, UTF8), false)),
  'binary_to_atom/2': plain((machine, binary, encoding) => toAtom(machine, textOf(binary, encoding), false)),
  'binary_to_existing_atom/1': plain((machine, binary) => toAtom(machine, textOf(binary, UTF8), true)),
  'binary_to_existing_atom/2': plain((machine, binary, encoding) => toAtom(machine, textOf(binary, encoding), true)),
};
