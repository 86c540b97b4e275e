/** The native of module beam_lib: what the engine's object code holds (see otp/stdlib/beam_lib.erl). */
import type { Machine } from '../runtime/machine.ts';
import type { Result } from '../compile/abi.ts';
import { moduleInfoTerm } from '../runtime/module-info.ts';
import { atom, ERROR, OK } from '../terms/atoms.ts';
import { fromBytes, toUint8Array } from '../terms/bits.ts';
import { decodeTerm } from '../terms/etf.ts';
import { fromArray } from '../terms/lists.ts';
import { Bits } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { abstractOf, decodeObject } from './object-code.ts';

/** `read(Bytes)`: `{ok, Module, [{Chunk, Data}]}` or `error`. */
function read(machine: Machine, bytes: Term): Result {
  if (!(bytes instanceof Bits)) return machine.badarg();
  const raw = toUint8Array(bytes);
  const object = decodeObject(raw);
  if (object === undefined) return ERROR;
  const { code } = object;
  const forms = abstractOf(raw);
  const abstract = forms === undefined ? undefined : decodeTerm(forms)?.term;
  const exports = code.exports.map((index): Term => [atom(code.functions[index].name), code.functions[index].arity]);
  const md5 = new Uint8Array((code.md5.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
  const chunks: Term[] = [
    [atom('abstract_code'), abstract === undefined ? atom('no_abstract_code') : [atom('raw_abstract_v1'), abstract]],
    [atom('exports'), fromArray(exports)],
    [atom('attributes'), moduleInfoTerm(code.attributes)],
    [atom('compile_info'), moduleInfoTerm(code.compileInfo)],
    [atom('md5'), fromBytes(md5)],
  ];
  return [OK, atom(code.name), fromArray(chunks)];
}

export const rows: BifRows = { 'read/1': plain(read) };
