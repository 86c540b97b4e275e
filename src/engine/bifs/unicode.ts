/** Module `unicode`: conversion of character data. Source: unicode(3), OTP 25. */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom, bool, ERROR, FALSE } from '../terms/atoms.ts';
import { toUint8Array } from '../terms/bits.ts';
import { decodeCharacters, encodeCharacters } from '../terms/characters.ts';
import type { Encoding } from '../terms/characters.ts';
import { fromArray } from '../terms/lists.ts';
import { Atom, Bits } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { isBinary, isTuple } from '../terms/type-tests.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';

const INCOMPLETE = atom('incomplete');
const UNICODE = atom('unicode');

function encodingOf(term: Term): Encoding | undefined {
  const [name, order] = isTuple(term) && term.length === 2 ? term : [term, atom('big')];
  if (!(name instanceof Atom) || !(order instanceof Atom)) return undefined;
  const little = order.name === 'little';
  if (!little && order.name !== 'big') return undefined;
  switch (name.name) {
    case 'utf16':
      return little ? 'utf16le' : 'utf16be';
    case 'utf32':
      return little ? 'utf32le' : 'utf32be';
    case 'latin1':
      return isTuple(term) ? undefined : 'latin1';
    case 'unicode':
    case 'utf8':
      return isTuple(term) ? undefined : 'utf8';
    default:
      return undefined;
  }
}

/** Latin-1 and UTF-8 are built in OTP, the other encodings written in Erlang. */
function isNative(encoding: Encoding): boolean {
  return encoding === 'latin1' || encoding === 'utf8';
}

function convert(machine: Machine, data: Term, from: Term, target: Encoding | null): Result {
  const source = encodingOf(from);
  if (source === undefined) return machine.badarg();
  const wrap = !isNative(source) || (target !== null && target !== 'utf8');
  const most = target === 'latin1' ? 255 : 0x10ffff;
  const decoded = decodeCharacters(data, source, { most, wrap });
  if (decoded === undefined) return machine.badarg();
  machine.bump(decoded.codes.length / 100);
  const result = target === null ? fromArray(decoded.codes) : encodeCharacters(decoded.codes, target);
  if (decoded.kind === 'done') return result;
  return [decoded.kind === 'error' ? ERROR : INCOMPLETE, result, decoded.rest];
}

function toList(machine: Machine, data: Term, from: Term): Result {
  return convert(machine, data, from, null);
}

function toBinary(machine: Machine, data: Term, from: Term, to: Term): Result {
  const target = encodingOf(to);
  return target === undefined ? machine.badarg() : convert(machine, data, from, target);
}

function isSevenBit(binary: Term): Result {
  if (!(binary instanceof Bits) || !isBinary(binary)) return FALSE;
  return bool(toUint8Array(binary).every((byte) => byte < 128));
}

export const rows: BifRows = {
  'characters_to_list/1': plain((machine, data) => toList(machine, data, UNICODE)),
  'characters_to_list/2': plain(toList),
  'characters_to_binary/1': plain((machine, data) => toBinary(machine, data, UNICODE, UNICODE)),
  'characters_to_binary/2': plain((machine, data, from) => toBinary(machine, data, from, UNICODE)),
  'characters_to_binary/3': plain(toBinary),
  'bin_is_7bit/1': plain((_machine, binary) => isSevenBit(binary)),
};
