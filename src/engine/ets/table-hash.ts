/**
 * The hash that places keys in hash tables. For small integers, atoms and pids it is the emulator's own
 * (Bob Jenkins' mix, 1996), so that tables of such keys are walked in the order of a real node; for other
 * keys only the value's own hash counts.
 */
import { atomHash, keyHash } from '../terms/hash.ts';
import { Atom, Pid } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

const GOLDEN = 0x9e3779b9;
const SALT = 3432918353 | 0;
const IMMEDIATE = 2 ** 59;

/** Jenkins' mix of the two halves of a 64-bit word with the salt. */
function mixWord(low: number, high: number): number {
  let a = (GOLDEN + low) | 0;
  let b = (GOLDEN + high) | 0;
  let c = SALT;
  a = (a - b - c) ^ (c >>> 13);
  b = (b - c - a) ^ (a << 8);
  c = (c - a - b) ^ (b >>> 13);
  a = (a - b - c) ^ (c >>> 12);
  b = (b - c - a) ^ (a << 16);
  c = (c - a - b) ^ (b >>> 5);
  a = (a - b - c) ^ (c >>> 3);
  b = (b - c - a) ^ (a << 10);
  return (c - a - b) ^ (b >>> 15);
}

/** 31 bits; keys that are `=:=` have the same. */
export function tableHash(key: Term): number {
  if (typeof key === 'number' && key < IMMEDIATE && key >= -IMMEDIATE) {
    // The emulator's word is the integer shifted by four bits, with the tag 15.
    const low = (key % 268435456) * 16 + 15;
    return mixWord(low, Math.floor(key / 268435456)) & 0x7fffffff;
  }
  if (key instanceof Atom) return atomHash(key) & 0x7fffffff;
  if (key instanceof Pid) return mixWord((key.serial * 32768 + key.number) * 16 + 3, 0) & 0x7fffffff;
  return keyHash(key) & 0x7fffffff;
}
