/**
 * The hash that places keys in large maps: the emulator's internal one, so that maps are walked in the
 * order of a real node. Terms are hashed as the words that a 64-bit emulator holds them in.
 * DIFFERS: an atom's word, and so the order of keys with atoms in them, depends in OTP on how many atoms
 * existed before it; here the hash of its text stands for its index. The same goes for `fun M:F/A` and for
 * identifiers of other nodes, whose addresses OTP hashes.
 */
import { toUint8Array } from './bits.ts';
import { atomHash, blockHash, mix, mix2, salt } from './hash.ts';
import { entriesOf } from './map-tree.ts';
import { Atom, Bits, Cons, ErlMap, ExternalFun, Float, Nil, Pid, Port, Ref } from './term.ts';
import type { Term, Fun } from './term.ts';
import { isTuple } from './type-tests.ts';

const GOLDEN = 0x9e3779b9;
/** Keeps the values apart from those of `phash2`. */
const START = 3432918353 | 0;
const SALT_STRING = salt(4);
const SALT_REF = salt(7);
const SALT_REF_REST = salt(8);
const SALT_TUPLE = salt(9);
const SALT_NEGATIVE_BIG = salt(10);
const SALT_BIG = salt(11);
const SALT_FLOAT = salt(12);
const SALT_BINARY = salt(13);
const SALT_EXPORT = salt(14);
const SALT_TAIL_BITS = salt(15);
const SALT_MAP = salt(16);
const SALT_HEAD = salt(17);
const SALT_TAIL = salt(18);
const SALT_FUN = salt(20);
const SALT_FUN_CODE = salt(21);
const SALT_STRING_END = salt(22);

/** Tags in the low bits of a word. */
const TAG_PID = 3;
const TAG_PORT = 7;
const TAG_ATOM = 11;
const TAG_INTEGER = 15;
const NIL_WORD = 59;
/** Processes and ports lie in tables of 2^18 and 2^16 slots, spread over lines of eight slots. */
const PID_LINES = 0x7fff;
const PORT_LINES = 0x1fff;
/** Integers below this are held in a word. */
const WORD_LIMIT = 1n << 59n;
const MASK_32 = 0xffffffffn;

const LOW_BITS = 268435456;

/** An integer of at most 53 bits: its word is the number shifted by the four bits of the tag. */
function hashWordInteger(hash: number, value: number): number {
  const low = (value % LOW_BITS) * 16 + TAG_INTEGER;
  return mix((GOLDEN + low) | 0, (GOLDEN + Math.floor(value / LOW_BITS)) | 0, hash);
}

function hashAtom(hash: number, atom: Atom): number {
  const index = atomHash(atom);
  return mix((GOLDEN + ((index << 6) | TAG_ATOM)) | 0, (GOLDEN + (index >>> 26)) | 0, hash);
}

/** The word holds the number and, above it, the slot in the table of processes or ports. */
function hashIdentifier(hash: number, id: number, tag: number, lines: number): number {
  const slot = ((id & lines) << 3) + ((tag === TAG_PID ? id >> 15 : id >> 13) & 7);
  return mix2(hash, (id << 4) | tag, slot, GOLDEN);
}

function hashBig(hash: number, value: bigint): number {
  if (value < WORD_LIMIT && value >= -WORD_LIMIT) {
    const word = BigInt.asUintN(64, (value << 4n) | BigInt(TAG_INTEGER));
    return mix2(hash, Number(word & MASK_32), Number(word >> 32n), GOLDEN);
  }
  const constant = value < 0n ? SALT_NEGATIVE_BIG : SALT_BIG;
  let rest = value < 0n ? -value : value;
  do {
    hash = mix2(hash, Number(rest & MASK_32), Number((rest >> 32n) & MASK_32), constant);
    rest >>= 64n;
  } while (rest > 0n);
  return hash;
}

/** Light mixing of a constant that tells what follows. */
function mark(hash: number, constant: number): number {
  const mixed = hash ^ constant;
  return (mixed << 17) ^ (mixed >>> 15);
}

function isByte(term: Term): term is number {
  return typeof term === 'number' && term >= 0 && term < 256;
}

function hashList(hash: number, list: Cons): number {
  let rest: Term = list;
  while (rest instanceof Cons) {
    let count = 0;
    let word = 0;
    while (rest instanceof Cons && isByte(rest.head)) {
      word = (word << 8) + rest.head;
      if (++count === 4) {
        hash = mix2(hash, word, 0, SALT_STRING);
        count = 0;
        word = 0;
      }
      rest = rest.tail;
    }
    if (count > 0) hash = mix2(hash, word, count, SALT_STRING_END);
    if (!(rest instanceof Cons)) break;
    hash = hashInto(mark(hash, SALT_HEAD), rest.head);
    rest = rest.tail;
    if (!(rest instanceof Cons)) hash = mark(hash, SALT_TAIL);
  }
  return hashInto(hash, rest);
}

const doubleView = new DataView(new ArrayBuffer(8));

function hashBits(hash: number, bits: Bits): number {
  const constant = (SALT_BINARY + hash) | 0;
  if (bits.bitLength === 0) return constant;
  const bytes = toUint8Array(bits);
  const whole = bits.bitLength >> 3;
  const left = bits.bitLength & 7;
  const result = blockHash(bytes, whole, constant);
  return left === 0 ? result : mix2(result, left, bytes[whole] >> (8 - left), SALT_TAIL_BITS);
}

function hashMap(hash: number, map: ErlMap): number {
  hash = mix2(hash, map.size, 0, SALT_MAP);
  const { keys, values } = entriesOf(map);
  if (map.keys !== null) {
    for (let i = 0; i < keys.length; i++) hash = hashInto(hashInto(hash, keys[i]), values[i]);
  } else {
    for (let i = keys.length - 1; i >= 0; i--) hash = hashInto(hashInto(hash, keys[i]), values[i]);
  }
  return hash;
}

function hashInto(hash: number, term: Term): number {
  if (typeof term === 'number') return hashWordInteger(hash, term);
  if (term instanceof Atom) return hashAtom(hash, term);
  if (term instanceof Cons) return hashList(hash, term);
  if (isTuple(term)) {
    hash = mix2(hash, term.length, 0, SALT_TUPLE);
    for (let i = 0; i < term.length; i++) hash = hashInto(hash, term[i]);
    return hash;
  }
  if (term instanceof Bits) return hashBits(hash, term);
  if (term instanceof Nil) return mix2(hash, NIL_WORD, 0, GOLDEN);
  if (typeof term === 'bigint') return hashBig(hash, term);
  if (term instanceof Float) {
    doubleView.setFloat64(0, term.value + 0);
    return mix2(hash, doubleView.getInt32(4), doubleView.getInt32(0), SALT_FLOAT);
  }
  if (term instanceof ErlMap) return hashMap(hash, term);
  if (term instanceof Pid) return hashIdentifier(hash, term.serial * 32768 + term.number, TAG_PID, PID_LINES);
  if (term instanceof Port) return hashIdentifier(hash, term.number, TAG_PORT, PORT_LINES);
  if (term instanceof Ref) {
    return mix2(mix2(hash, term.words[0], 0, SALT_REF), term.words[1], term.words[2], SALT_REF_REST);
  }
  if (term instanceof ExternalFun) {
    return mix2(hashAtom(hashAtom(hash, term.module), term.name), term.arity, 0, SALT_EXPORT);
  }
  return hashFun(hash, term);
}

function hashFun(hash: number, fun: Fun): number {
  hash = mix2(hash, fun.env.length, (atomHash(fun.code.module) << 6) | TAG_ATOM, SALT_FUN);
  hash = mix2(hash, fun.code.funIndex, fun.code.funUniq, SALT_FUN_CODE);
  for (const value of fun.env) hash = hashInto(hash, value);
  return hash;
}

/** The internal hash of a term, 32 bits, signed; equal terms (`=:=`) have equal hashes. */
export function internalHash(term: Term): number {
  return hashInto(START, term);
}

/** The hash that places a map key. */
export function keyHash(key: Term): number {
  return typeof key === 'number' ? hashWordInteger(START, key) : hashInto(START, key);
}

/** The second hash of keys whose first ones are equal: their order in the tree follows it. */
export function rehash(key: Term): number {
  return hashInto(START, new Cons(1, key));
}
