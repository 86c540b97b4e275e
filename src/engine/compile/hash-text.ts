/** A hash of a module's code: stands for its MD5, its version and the number in its funs' names. */

export interface Digest {
  /** 32 hexadecimal digits. */
  readonly hex: string;
  /** The same as a decimal number. */
  readonly decimal: string;
  /** Below 2^27, as OTP's `fun_info(F, uniq)` prints. */
  readonly small: number;
}

function mix(text: string, seed: number): number {
  let h = seed | 0;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h ^= h >>> 15;
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Hashes a text; equal texts give equal digests on every machine. */
export function hashText(text: string): Digest {
  const words = [0x811c9dc5, 0x9e3779b9, 0x7f4a7c15, 0x2545f491].map((seed) => mix(text, seed));
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return { hex, decimal: BigInt(`0x${hex}`).toString(), small: words[0] % 134217728 };
}
