/** The only source of randomness of a world: a seeded generator (xorshift, 32 bits of state in four words). */
import type { Entropy } from '../runtime/seams.ts';

export interface Random extends Entropy {
  readonly state: Uint32Array;
}

export function newRandom(seed: number): Random {
  const state = new Uint32Array(4);
  let word = seed >>> 0;
  for (let i = 0; i < 4; i++) {
    word = (word + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    state[i] = mixed ^ (mixed >>> 16);
  }
  return { state, next: () => step(state) };
}

function step(state: Uint32Array): number {
  let t = state[3];
  const s = state[0];
  state[3] = state[2];
  state[2] = state[1];
  state[1] = s;
  t ^= t << 11;
  t ^= t >>> 8;
  state[0] = t ^ s ^ (s >>> 19);
  return state[0];
}

/** A number in [0, 1). */
export function fraction(random: Entropy): number {
  return random.next() / 2 ** 32;
}
