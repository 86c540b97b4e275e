/** Arrays of 64-bit words behind references, as `atomics` and `counters` have them. */
import { refKey, makeRef } from '../runtime/identifiers.ts';
import type { NodeState } from '../runtime/node-state.ts';
import { normalise } from '../terms/numbers.ts';
import type { Int } from '../terms/numbers.ts';
import { Ref } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

export interface WordArray {
  readonly signed: boolean;
  readonly words: Int[];
}

const PART = 'word arrays';

interface Held {
  readonly arrays: Map<number | string, WordArray>;
}

function arraysOf(node: NodeState): Map<number | string, WordArray> {
  let found = node.parts.get(PART) as Held | undefined;
  if (found === undefined) {
    found = { arrays: new Map() };
    node.parts.set(PART, found);
  }
  return found.arrays;
}

/** A new array of zeros; its reference. */
export function newWordArray(node: NodeState, size: number, signed: boolean): Ref {
  const ref = makeRef(node);
  arraysOf(node).set(refKey(node, ref), { signed, words: new Array<Int>(size).fill(0) });
  return ref;
}

export function arrayOf(node: NodeState, ref: Term): WordArray | undefined {
  return ref instanceof Ref ? arraysOf(node).get(refKey(node, ref)) : undefined;
}

/** Whether a word of the array may be this value. */
export function fits(value: Int, signed: boolean): boolean {
  return wrap(value, signed) === value;
}

/** Whether the value has 64 bits at most, with a sign or without one: what may be added. */
export function fitsEither(value: Int): boolean {
  return fits(value, true) || fits(value, false);
}

/** The integer with the other sign. */
export function negated(n: Int): Int {
  return typeof n === 'number' ? -n : -n;
}

/** The integer modulo 2^64, signed or not. */
export function wrap(value: Int, signed: boolean): Int {
  if (typeof value === 'number' && (signed || value >= 0)) return value;
  return normalise(signed ? BigInt.asIntN(64, BigInt(value)) : BigInt.asUintN(64, BigInt(value)));
}
