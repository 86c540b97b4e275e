/**
 * Searching bytes for one of several patterns: the earliest match, and of those at one place the
 * longest. A pattern is never empty.
 */

/** A match: where it begins and how long it is, in bytes. */
export interface ByteMatch {
  readonly at: number;
  readonly length: number;
}

function findOne(bytes: Uint8Array, pattern: Uint8Array, from: number, to: number): number {
  const last = to - pattern.length;
  const first = pattern[0];
  for (let at = bytes.indexOf(first, from); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let i = 1;
    while (i < pattern.length && bytes[at + i] === pattern[i]) i++;
    if (i === pattern.length) return at;
  }
  return -1;
}

/** The first match that lies within `from` and `to`, or null. */
export function findBytes(
  bytes: Uint8Array,
  patterns: readonly Uint8Array[],
  from: number,
  to: number,
): ByteMatch | null {
  let best: ByteMatch | null = null;
  for (const pattern of patterns) {
    const at = findOne(bytes, pattern, from, best === null ? to : Math.min(to, best.at + pattern.length));
    if (at < 0) continue;
    if (best === null || at < best.at || (at === best.at && pattern.length > best.length)) {
      best = { at, length: pattern.length };
    }
  }
  return best;
}

/** All matches in order, none overlapping another. */
export function findAllBytes(
  bytes: Uint8Array,
  patterns: readonly Uint8Array[],
  from: number,
  to: number,
): ByteMatch[] {
  const found: ByteMatch[] = [];
  for (let match = findBytes(bytes, patterns, from, to); match !== null;) {
    found.push(match);
    match = findBytes(bytes, patterns, match.at + match.length, to);
  }
  return found;
}
