/**
 * Weighing terms a little at a time: how many bytes of JavaScript they take, about. What is shared counts each time
 * it is met; only when that seems to pass the bound is everything weighed once more, with a memory of what was met.
 */
import type { Frame } from '../compile/abi.ts';
import { Branch, Collision, Leaf } from '../terms/map-tree.ts';
import { Atom, Bits, Cons, ErlMap, Fun, NIL } from '../terms/term.ts';

const CELL = 32;
const WORD = 8;
const HEADER = 48;
/** Parts remembered when sharing matters, and how many times slower that is. */
const REMEMBERED = 1_000_000;
const SLOWER = 4;

/** A weighing under way. */
export interface Weighing {
  /** What is to be weighed, the last list first; the lists may change meanwhile. */
  readonly roots: readonly (readonly unknown[])[];
  /** Elements of the roots still to come. */
  root: number;
  element: number;
  waiting: unknown[];
  /** Parts already met; null in the first round. */
  met: Set<object> | null;
  /** Found so far, or at the end. */
  bytes: number;
}

/** A weighing of all that these lists hold. */
export function newWeighing(roots: readonly (readonly unknown[])[]): Weighing {
  const last = roots.length - 1;
  return { roots, root: last, element: roots[last].length, waiting: [], met: null, bytes: 0 };
}

/** Weighs about so many parts more; true when all is weighed. Stops soon after `bound` bytes. */
export function weigh(weighing: Weighing, parts: number, bound: number): boolean {
  let left = weighing.met === null ? parts : parts / SLOWER;
  while (left > 0) {
    const part = nextPart(weighing);
    if (part === undefined) return true;
    left -= weighPart(weighing, part, left);
    if (weighing.bytes <= bound) continue;
    if (weighing.met !== null) return true;
    again(weighing);
    return false;
  }
  return false;
}

/** Begins once more, now with a memory. */
function again(weighing: Weighing): void {
  weighing.met = new Set();
  weighing.bytes = 0;
  weighing.waiting = [];
  weighing.root = weighing.roots.length - 1;
  weighing.element = weighing.roots[weighing.root].length;
}

/** The next object to weigh; undefined at the end. */
function nextPart(weighing: Weighing): object | undefined {
  for (;;) {
    let part: unknown = weighing.waiting.pop();
    if (part === undefined) {
      if (weighing.element === 0) {
        if (weighing.root === 0) return undefined;
        weighing.element = weighing.roots[--weighing.root].length;
        continue;
      }
      part = weighing.roots[weighing.root][--weighing.element];
    }
    if (typeof part === 'object' && part !== null && isNew(weighing, part)) return part;
    if (typeof part === 'bigint') weighing.bytes += HEADER;
  }
}

function isNew({ met }: Weighing, part: object): boolean {
  if (met === null) return true;
  if (met.has(part)) return false;
  if (met.size < REMEMBERED) met.add(part);
  return true;
}

/** Weighs one part (of a list, as many cells as are left); gives how many parts that were. */
function weighPart(weighing: Weighing, part: object, left: number): number {
  const { waiting } = weighing;
  if (part instanceof Cons) return weighList(weighing, part, left);
  if (Array.isArray(part)) {
    const elements = part as readonly unknown[];
    for (const element of elements) if (typeof element === 'object') waiting.push(element);
    weighing.bytes += HEADER + elements.length * WORD;
    return 1 + elements.length / 4;
  }
  if (part === NIL || part instanceof Atom) return 1;
  weighing.bytes += HEADER;
  if (part instanceof Bits) weighing.bytes += Math.ceil(part.bitLength / 8);
  else if (part instanceof ErlMap) waiting.push(part.keys, part.values, part.root);
  else if (part instanceof Branch) waiting.push(part.children);
  else if (part instanceof Leaf) waiting.push(part.key, part.value);
  else if (part instanceof Collision) waiting.push(part.leaves);
  else if (part instanceof Fun) waiting.push(part.env);
  else if ('live' in part && 'pc' in part) waiting.push((part as Frame).live);
  return 1;
}

function weighList(weighing: Weighing, list: Cons, left: number): number {
  const { waiting, met } = weighing;
  let cells = 0;
  let part: unknown = list;
  while (part instanceof Cons && cells <= left) {
    cells++;
    if (typeof part.head === 'object') waiting.push(part.head);
    part = part.tail;
    if (met !== null && part instanceof Cons && !isNew(weighing, part)) part = null;
  }
  if (part instanceof Cons) {
    // Met just now, if remembered, but still to be weighed.
    met?.delete(part);
    waiting.push(part);
  } else if (typeof part === 'object' && part !== null && part !== NIL) waiting.push(part);
  weighing.bytes += cells * CELL;
  return cells;
}
