/** The built-ins of module `erlang` for hashes and checksums. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { fromBytes, toUint8Array } from '../../terms/bits.ts';
import * as sums from '../../terms/checksums.ts';
import { phash2 } from '../../terms/hash.ts';
import { ioListBytes } from '../../terms/iolists.ts';
import { phash } from '../../terms/phash.ts';
import { Bits } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRow, BifRows } from '../entry.ts';

const WORD = 4294967296;
/** Bytes of a context of md5_update/2: four words, the length in bits, and one block. */
const MD5_CONTEXT = 88;

function isWord(term: Term): term is number {
  return typeof term === 'number' && term >= 0 && term < WORD;
}

function hashInRange(machine: Machine, term: Term, range: Term): Result {
  if (typeof range !== 'number' || range < 1 || range > WORD) return machine.badarg();
  return phash2(term, range);
}

function olderHash(machine: Machine, term: Term, range: Term): Result {
  if (typeof range !== 'number' || range < 1 || range > WORD) return machine.badarg();
  return phash(term, range);
}

function checksum(sum: (bytes: Uint8Array, from?: number) => number): BifRow {
  return plain((machine, data) => {
    const bytes = ioListBytes(data);
    return bytes === undefined ? machine.badarg() : sum(bytes);
  });
}

function checksumFrom(sum: (bytes: Uint8Array, from?: number) => number): BifRow {
  return plain((machine, from, data) => {
    const bytes = ioListBytes(data);
    return bytes === undefined || !isWord(from) ? machine.badarg() : sum(bytes, from);
  });
}

function combined(combine: (first: number, second: number, size: number) => number): BifRow {
  return plain((machine, first, second, size) =>
    isWord(first) && isWord(second) && isWord(size) ? combine(first, second, size) : machine.badarg(),
  );
}

function saveMd5(state: sums.Md5State): Bits {
  const bytes = new Uint8Array(MD5_CONTEXT);
  const view = new DataView(bytes.buffer);
  state.words.forEach((word, i) => view.setInt32(i * 4, word, true));
  view.setBigUint64(16, BigInt(state.length) * 8n, true);
  bytes.set(state.pending, 24);
  return fromBytes(bytes);
}

function loadMd5(context: Term): sums.Md5State | undefined {
  if (!(context instanceof Bits) || context.bitLength !== MD5_CONTEXT * 8) return undefined;
  const bytes = toUint8Array(context).slice();
  const view = new DataView(bytes.buffer);
  const length = Number(view.getBigUint64(16, true) >> 3n);
  const words = Int32Array.from({ length: 4 }, (_, i) => view.getInt32(i * 4, true));
  return { words, length, pending: bytes.slice(24, 24 + (length % 64)) };
}

function md5Update(machine: Machine, context: Term, data: Term): Result {
  const state = loadMd5(context);
  const bytes = ioListBytes(data);
  if (state === undefined || bytes === undefined) return machine.badarg();
  return saveMd5(sums.md5Update(state, bytes));
}

function md5Final(machine: Machine, context: Term): Result {
  const state = loadMd5(context);
  return state === undefined ? machine.badarg() : fromBytes(sums.md5Final(state));
}

export const rows: BifRows = {
  'phash/2': plain(olderHash),
  'phash2/1': plain((_machine, term) => phash2(term)),
  'phash2/2': plain(hashInRange),
  'crc32/1': checksum(sums.crc32),
  'crc32/2': checksumFrom(sums.crc32),
  'crc32_combine/3': combined(sums.crc32Combine),
  'adler32/1': checksum(sums.adler32),
  'adler32/2': checksumFrom(sums.adler32),
  'adler32_combine/3': combined(sums.adler32Combine),
  'md5/1': plain((machine, data) => {
    const bytes = ioListBytes(data);
    return bytes === undefined ? machine.badarg() : fromBytes(sums.md5(bytes));
  }),
  'md5_init/0': plain(() => saveMd5(sums.md5Init())),
  'md5_update/2': plain(md5Update),
  'md5_final/1': plain(md5Final),
};
