/** `erlang:decode_packet/3`: looks at its arguments; the packets are cut off by `erl_packet`, which comes when it is needed. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { atom } from '../../terms/atoms.ts';
import { slice } from '../../terms/bits.ts';
import { toArray } from '../../terms/lists.ts';
import { Atom, Bits } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

const NAMED = 'raw asn1 sunrm cdr fcgi tpkt line http http_bin httph httph_bin ssl_tls'.split(' ');
const NEWLINE = 10;

function isType(type: Term): boolean {
  return type instanceof Atom ? NAMED.includes(type.name) : type === 0 || type === 1 || type === 2 || type === 4;
}

/** The options by name; undefined when one is no good. */
function optionsOf(list: Term): Record<string, number> | undefined {
  const options: Record<string, number> = { packet_size: 0, line_length: 0, line_delimiter: NEWLINE };
  for (const option of toArray(list) ?? [undefined]) {
    if (!Array.isArray(option) || option.length !== 2) return undefined;
    const [name, value] = option as readonly Term[];
    if (!(name instanceof Atom) || !Object.hasOwn(options, name.name)) return undefined;
    if (typeof value !== 'number' || value < 0) return undefined;
    if (name.name === 'line_delimiter' && value > 255) return undefined;
    options[name.name] = value;
  }
  return options;
}

function decodePacket(machine: Machine, type: Term, data: Term, list: Term): Result {
  const options = optionsOf(list);
  if (!isType(type) || !(data instanceof Bits) || options === undefined) return machine.badarg();
  const whole = data.bitLength - (data.bitLength & 7);
  const bytes = slice(data, 0, whole) as Bits;
  const tail = slice(data, whole, data.bitLength & 7) as Bits;
  const { packet_size: most, line_length: length, line_delimiter: delimiter } = options;
  return machine.call(atom('erl_packet'), atom('decode'), [type, bytes, tail, most, length, delimiter]);
}

export const rows: BifRows = { 'decode_packet/3': plain(decodePacket) };
