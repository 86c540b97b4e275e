/** Sizes of heaps in words: the steps in which they grow, and the limit that a process may be given. */
import { atom, bool, FALSE, TRUE } from '../terms/atoms.ts';
import { mapFromPairs, mapGet } from '../terms/maps.ts';
import { ErlMap } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

/** `max_heap_size` of a process; a size of 0 is no limit. */
export interface HeapLimit {
  readonly size: number;
  readonly kill: boolean;
  readonly errorLogger: boolean;
}

/** What processes get that are not told otherwise: `erlang:system_flag/2`. */
export interface HeapDefaults {
  minHeapSize: number;
  minBinVheapSize: number;
  fullsweepAfter: number;
  maxHeapSize: HeapLimit;
}

const LARGE = 1_000_000;
const SIZE = atom('size');
const KILL = atom('kill');
const ERROR_LOGGER = atom('error_logger');

export const NO_LIMIT: HeapLimit = { size: 0, kill: true, errorLogger: true };

/**
 * The steps below a number of words, and the first that is not: each one more than the sum of the two before it, and
 * a fifth more than the one before it when they are large.
 */
export function heapSizesUpTo(words: number): number[] {
  const sizes = [12];
  let before = 38 - 12 - 1;
  for (let size = 12; size < words;) {
    const sum = size + before + 1;
    const next = sum <= LARGE ? sum : size + Math.floor(size / 5);
    before = size;
    size = next;
    sizes.push(size);
  }
  return sizes;
}

/** The smallest heap that holds so many words. */
export function heapSizeFor(words: number): number {
  return heapSizesUpTo(words).at(-1) as number;
}

/** `max_heap_size` as given, a number of words or a map, next to the least heap; undefined when it is no good. */
export function parseMaxHeapSize(term: Term, minHeapSize: number, defaults: HeapLimit): HeapLimit | undefined {
  const isMap = term instanceof ErlMap;
  const size = isMap ? mapGet(term, SIZE) : term;
  const kill = isMap ? mapGet(term, KILL) : undefined;
  const errorLogger = isMap ? mapGet(term, ERROR_LOGGER) : undefined;
  if (typeof size !== 'number' || size < 0 || (size > 0 && size < minHeapSize)) return undefined;
  if (![kill, errorLogger].every((value) => value === undefined || value === TRUE || value === FALSE)) return undefined;
  return {
    size,
    kill: kill === undefined ? defaults.kill : kill === TRUE,
    errorLogger: errorLogger === undefined ? defaults.errorLogger : errorLogger === TRUE,
  };
}

/** A limit as `process_info`, `process_flag` and `system_info` show it. */
export function heapLimitMap({ size, kill, errorLogger }: HeapLimit): Term {
  return mapFromPairs([
    [ERROR_LOGGER, bool(errorLogger)],
    [KILL, bool(kill)],
    [SIZE, size],
  ]);
}
