/** The built-ins of module `erlang` for the external term format. */
import type { FunctionEntry, Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { Atom, Bits, Fun } from '../../terms/term.ts';
import type { Pid, Term } from '../../terms/term.ts';
import { atom, BADFUN, ERROR } from '../../terms/atoms.ts';
import { fromBytes, isWholeBytes, toUint8Array } from '../../terms/bits.ts';
import { deflate, inflate } from '../../terms/deflate.ts';
import { decodeTerm, encodeTerm } from '../../terms/etf.ts';
import type { DecodeOptions } from '../../terms/etf.ts';
import { fromArray, listOf, toArray } from '../../terms/lists.ts';
import { isTuple } from '../../terms/type-tests.ts';
import { callCode, noResume, wholeModule } from '../../runtime/function-entry.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

const SAFE = atom('safe');
const ERROR_HANDLER = atom('error_handler');
const UNDEFINED_LAMBDA = atom('undefined_lambda');
const USED = atom('used');
const COMPRESSED_TAG = 80;
/** The version byte, the tag and the size before compressed data. */
const COMPRESSED_HEAD = 6;

interface Settings {
  minorVersion: 0 | 1 | 2;
  compressed: boolean;
  deterministic: boolean;
}

function settingsOf(options: Term): Settings | undefined {
  const settings: Settings = { minorVersion: 1, compressed: false, deterministic: false };
  const list = toArray(options);
  if (list === undefined) return undefined;
  for (const option of list) {
    const name = isTuple(option) && option.length === 2 ? option[0] : option;
    const value = isTuple(option) ? option[1] : undefined;
    if (!(name instanceof Atom)) return undefined;
    if (
      name.name === 'compressed' &&
      (value === undefined || (typeof value === 'number' && value >= 0 && value <= 9))
    ) {
      settings.compressed = value !== 0;
    } else if (name.name === 'minor_version' && (value === 0 || value === 1 || value === 2)) {
      settings.minorVersion = value;
    } else if (name.name === 'deterministic' && value === undefined) settings.deterministic = true;
    else return undefined;
  }
  return settings;
}

function encode(term: Term, settings: Settings): Uint8Array {
  const plainBytes = encodeTerm(term, settings);
  if (!settings.compressed) return plainBytes;
  const packed = deflate(plainBytes.subarray(1));
  if (packed.length + COMPRESSED_HEAD >= plainBytes.length) return plainBytes;
  const bytes = new Uint8Array(packed.length + COMPRESSED_HEAD);
  bytes[0] = plainBytes[0];
  bytes[1] = COMPRESSED_TAG;
  new DataView(bytes.buffer).setUint32(2, plainBytes.length - 1);
  bytes.set(packed, COMPRESSED_HEAD);
  return bytes;
}

function termToBinary(machine: Machine, term: Term, options: Term): Result {
  const settings = settingsOf(options);
  return settings === undefined ? machine.badarg() : fromBytes(encode(term, settings));
}

function termToVector(machine: Machine, term: Term, options: Term): Result {
  const settings = settingsOf(options);
  return settings === undefined ? machine.badarg() : listOf(fromBytes(encode(term, settings)));
}

function externalSize(machine: Machine, term: Term, options: Term): Result {
  const settings = settingsOf(options);
  return settings === undefined || settings.deterministic ? machine.badarg() : encode(term, settings).length;
}

/** What a loaded module has for a fun by the index and the hash that it was sent with. */
function funEntry(machine: Machine, module: Atom, index: number, uniq: number): FunctionEntry | undefined {
  const loaded = machine.node.modules.get(module)?.current;
  const found =
    loaded == null ? undefined : wholeModule(loaded).entries.find((one) => one.envSize >= 0 && one.funIndex === index);
  return found?.funUniq === uniq ? found : undefined;
}

/** A fun whose code is not here: it is looked for when the fun is called, as `error_handler` has it. */
function absentFun(
  machine: Machine,
  module: Atom,
  index: number,
  uniq: number,
  arity: number,
  env: readonly Term[],
  pid: Pid,
): Fun {
  const code = (...args: Term[]): Result => {
    const entry = funEntry(machine, module, index, uniq);
    if (entry !== undefined) return callCode(entry.code, args);
    if (machine.node.modules.get(module)?.current != null) return machine.raise(ERROR, [BADFUN, fun]);
    return machine.call(ERROR_HANDLER, UNDEFINED_LAMBDA, [module, fun, fromArray(args.slice(0, arity))]);
  };
  const entry: FunctionEntry = {
    module,
    name: atom(''),
    arity: arity + env.length,
    code,
    resume: noResume,
    bp: null,
    envSize: env.length,
    funIndex: index,
    funUniq: uniq,
  };
  const fun = new Fun(entry, arity, env, pid);
  return fun;
}

function unpack(bytes: Uint8Array): { bytes: Uint8Array; end: number } | undefined {
  if (bytes.length < COMPRESSED_HEAD) return undefined;
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(2);
  const unpacked = inflate(bytes, COMPRESSED_HEAD);
  if (unpacked === undefined || unpacked.bytes.length !== size) return undefined;
  const whole = new Uint8Array(size + 1);
  whole[0] = bytes[0];
  whole.set(unpacked.bytes, 1);
  return { bytes: whole, end: unpacked.end };
}

function binaryToTerm(machine: Machine, binary: Term, options: Term): Result {
  const list = toArray(options);
  if (list === undefined || !list.every((option) => option === SAFE || option === USED)) return machine.badarg();
  if (!(binary instanceof Bits) || !isWholeBytes(binary)) return machine.badarg();
  const decode: DecodeOptions = {
    safe: list.includes(SAFE),
    resolveFun: (module, index, uniq, arity, env, pid) => {
      const entry = funEntry(machine, module, index, uniq);
      return entry === undefined
        ? absentFun(machine, module, index, uniq, arity, env, pid)
        : new Fun(entry, arity, env, pid);
    },
  };
  let bytes = toUint8Array(binary);
  let end: number | undefined;
  if (bytes[1] === COMPRESSED_TAG) {
    const unpacked = unpack(bytes);
    if (unpacked === undefined) return machine.badarg();
    bytes = unpacked.bytes;
    end = unpacked.end;
  }
  const decoded = decodeTerm(fromBytes(bytes), decode);
  if (decoded === undefined) return machine.badarg();
  return list.includes(USED) ? [decoded.term, end ?? decoded.used] : decoded.term;
}

const NO_OPTIONS = listOf();

export const rows: BifRows = {
  'term_to_binary/1': plain((machine, term) => termToBinary(machine, term, NO_OPTIONS)),
  'term_to_binary/2': plain(termToBinary),
  'term_to_iovec/1': plain((machine, term) => termToVector(machine, term, NO_OPTIONS)),
  'term_to_iovec/2': plain(termToVector),
  'external_size/1': plain((machine, term) => externalSize(machine, term, NO_OPTIONS)),
  'external_size/2': plain(externalSize),
  'binary_to_term/1': plain((machine, binary) => binaryToTerm(machine, binary, NO_OPTIONS)),
  'binary_to_term/2': plain(binaryToTerm),
};
