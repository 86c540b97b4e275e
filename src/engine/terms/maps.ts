/**
 * Maps: flat and sorted up to 32 keys, a hash tree (map-tree.ts) above.
 * Invariant: a map is flat exactly when it has at most 32 keys, so equal maps have one
 * representation; flat keys are in the exact term order. Arrays given to a map are its own.
 */
import { keyHash, rehash } from './internal-hash.ts';
import { Branch, Collision, Leaf, entriesOf, treeOf, walkTree } from './map-tree.ts';
import type { TreeNode } from './map-tree.ts';
import { compareExact, equalsExact } from './order.ts';
import { Atom, Cons, ErlMap } from './term.ts';
import type { Term } from './term.ts';

const FLAT_LIMIT = 32;

export const EMPTY_MAP: ErlMap = new ErlMap(0, [], [], null);

function sameKey(a: Term, b: Term): boolean {
  return a === b || equalsExact(a, b);
}

function flatIndex(keys: readonly Term[], key: Term): number {
  if (typeof key === 'number' || key instanceof Atom) return keys.indexOf(key);
  for (let i = 0; i < keys.length; i++) if (equalsExact(keys[i], key)) return i;
  return -1;
}

function insertionPoint(keys: readonly Term[], key: Term): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareExact(keys[middle], key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const popcount16 = (bits: number): number => {
  bits -= (bits >> 1) & 0x5555;
  bits = (bits & 0x3333) + ((bits >> 2) & 0x3333);
  bits = (bits + (bits >> 4)) & 0x0f0f;
  return (bits + (bits >> 8)) & 0x1f;
};

function treeGet(root: TreeNode, hash: number, key: Term): Term | undefined {
  let node = root;
  let rest = hash;
  while (node instanceof Branch) {
    const bit = 1 << (rest & 15);
    if ((node.bitmap & bit) === 0) return undefined;
    node = node.children[popcount16(node.bitmap & (bit - 1))];
    rest >>>= 4;
  }
  if (node instanceof Leaf) {
    return node.hash === hash && sameKey(node.key, key) ? node.value : undefined;
  }
  for (const leaf of node.leaves) {
    if (leaf.hash === hash && equalsExact(leaf.key, key)) return leaf.value;
  }
  return undefined;
}

/** Keys of one hash, in the order of their second hashes, four bits at a time, as OTP's deeper levels have them. */
function collision(hash: number, leaves: readonly Leaf[]): Collision {
  const order = leaves.map((leaf) => {
    const digits = (rehash(leaf.key) >>> 0).toString(16).padStart(8, '0');
    return { leaf, text: digits.split('').reverse().join('') };
  });
  order.sort((a, b) => (a.text < b.text ? -1 : 1));
  return new Collision(
    hash,
    order.map((item) => item.leaf),
  );
}

function join(a: Leaf | Collision, b: Leaf, depth: number): TreeNode {
  if (a.hash === b.hash) {
    return collision(a.hash, a instanceof Leaf ? [a, b] : [...a.leaves, b]);
  }
  const x = (a.hash >>> depth) & 15;
  const y = (b.hash >>> depth) & 15;
  if (x === y) return new Branch(1 << x, [join(a, b, depth + 4)]);
  return new Branch((1 << x) | (1 << y), x < y ? [a, b] : [b, a]);
}

function replaced<T>(items: readonly T[], index: number, item: T): T[] {
  const copy = items.slice();
  copy[index] = item;
  return copy;
}

/** A tree with the leaf put in; the same node when key and value were there already. */
function treePut(node: TreeNode, leaf: Leaf, depth: number): TreeNode {
  if (node instanceof Branch) {
    const bit = 1 << ((leaf.hash >>> depth) & 15);
    const index = popcount16(node.bitmap & (bit - 1));
    if ((node.bitmap & bit) === 0) {
      const children = node.children.slice();
      children.splice(index, 0, leaf);
      return new Branch(node.bitmap | bit, children);
    }
    const child = node.children[index];
    const changed = treePut(child, leaf, depth + 4);
    return changed === child ? node : new Branch(node.bitmap, replaced(node.children, index, changed));
  }
  if (node instanceof Leaf) {
    if (node.hash === leaf.hash && sameKey(node.key, leaf.key)) {
      return node.value === leaf.value ? node : new Leaf(node.hash, node.key, leaf.value);
    }
    return join(node, leaf, depth);
  }
  if (node.hash === leaf.hash) {
    const index = node.leaves.findIndex((one) => equalsExact(one.key, leaf.key));
    if (index >= 0) return new Collision(node.hash, replaced(node.leaves, index, leaf));
  }
  return join(node, leaf, depth);
}

/** The tree without the key (null when nothing is left), or the same node when it had none. */
function treeRemove(node: TreeNode, hash: number, key: Term, depth: number): TreeNode | null {
  if (node instanceof Leaf) return node.hash === hash && sameKey(node.key, key) ? null : node;
  if (node instanceof Collision) {
    const left = node.leaves.filter((leaf) => !equalsExact(leaf.key, key));
    if (left.length === node.leaves.length || node.hash !== hash) return node;
    return left.length === 1 ? left[0] : new Collision(hash, left);
  }
  const bit = 1 << ((hash >>> depth) & 15);
  if ((node.bitmap & bit) === 0) return node;
  const index = popcount16(node.bitmap & (bit - 1));
  const child = node.children[index];
  const changed = treeRemove(child, hash, key, depth + 4);
  if (changed === child) return node;
  const children = node.children.slice();
  if (changed !== null) {
    if (children.length === 1 && !(changed instanceof Branch) && depth > 0) return changed;
    children[index] = changed;
    return new Branch(node.bitmap, children);
  }
  children.splice(index, 1);
  if (children.length === 1 && !(children[0] instanceof Branch) && depth > 0) return children[0];
  return children.length === 0 ? null : new Branch(node.bitmap & ~bit, children);
}

function hashed(size: number, root: TreeNode): ErlMap {
  return new ErlMap(size, null, null, root);
}

function treeFrom(keys: readonly Term[], values: readonly Term[]): TreeNode {
  let root: TreeNode = new Branch(0, []);
  for (let i = 0; i < keys.length; i++) {
    root = treePut(root, new Leaf(keyHash(keys[i]), keys[i], values[i]), 0);
  }
  return root;
}

/** The value of the key, or undefined. */
export function mapGet(map: ErlMap, key: Term): Term | undefined {
  const keys = map.keys;
  if (keys === null) return treeGet(treeOf(map), keyHash(key), key);
  const index = flatIndex(keys, key);
  return index < 0 ? undefined : (map.values as readonly Term[])[index];
}

/** Whether the map has the key. */
export function mapHas(map: ErlMap, key: Term): boolean {
  return mapGet(map, key) !== undefined;
}

/** `Map#{Key => Value}` */
export function mapPut(map: ErlMap, key: Term, value: Term): ErlMap {
  const { keys, values } = map;
  if (keys === null || values === null) {
    const hash = keyHash(key);
    const root = treeOf(map);
    const changed = treePut(root, new Leaf(hash, key, value), 0);
    if (changed === root) return map;
    return hashed(treeGet(root, hash, key) === undefined ? map.size + 1 : map.size, changed);
  }
  const index = flatIndex(keys, key);
  if (index >= 0) {
    return values[index] === value ? map : new ErlMap(map.size, keys, replaced(values, index, value), null);
  }
  if (map.size === FLAT_LIMIT) {
    return hashed(FLAT_LIMIT + 1, treePut(treeFrom(keys, values), new Leaf(keyHash(key), key, value), 0));
  }
  const at = insertionPoint(keys, key);
  const newKeys = keys.slice();
  const newValues = values.slice();
  newKeys.splice(at, 0, key);
  newValues.splice(at, 0, value);
  return new ErlMap(map.size + 1, newKeys, newValues, null);
}

/** `Map#{Key := Value}`, or undefined when the key is missing. */
export function mapUpdate(map: ErlMap, key: Term, value: Term): ErlMap | undefined {
  return mapHas(map, key) ? mapPut(map, key, value) : undefined;
}

/** The map without the key; the same map when it had none. */
export function mapRemove(map: ErlMap, key: Term): ErlMap {
  const { keys, values } = map;
  if (keys === null || values === null) {
    const root = treeOf(map);
    const changed = treeRemove(root, keyHash(key), key, 0);
    if (changed === root || changed === null) return map;
    if (map.size > FLAT_LIMIT + 1) return hashed(map.size - 1, changed);
    const left: [Term, Term][] = [];
    walkTree(changed, (leaf) => left.push([leaf.key, leaf.value]));
    return mapFromPairs(left);
  }
  const index = flatIndex(keys, key);
  if (index < 0) return map;
  if (map.size === 1) return EMPTY_MAP;
  return new ErlMap(map.size - 1, keys.toSpliced(index, 1), values.toSpliced(index, 1), null);
}

/** A map of pairs; of equal keys the last wins. */
export function mapFromPairs(pairs: readonly (readonly [Term, Term])[]): ErlMap {
  return mapFromArrays(
    pairs.map((pair) => pair[0]),
    pairs.map((pair) => pair[1]),
  );
}

/** A map of keys and values side by side; of equal keys the last wins. */
export function mapFromArrays(keys: readonly Term[], values: readonly Term[]): ErlMap {
  const count = keys.length;
  if (count === 0) return EMPTY_MAP;
  if (count <= FLAT_LIMIT) {
    let sorted = true;
    for (let i = 1; i < count && sorted; i++) sorted = compareExact(keys[i - 1], keys[i]) < 0;
    if (sorted) return new ErlMap(count, keys.slice(), values.slice(), null);
    const order = Array.from(keys, (_, i) => i);
    order.sort((a, b) => compareExact(keys[a], keys[b]) || b - a);
    const kept = order.filter((at, i) => i === 0 || compareExact(keys[order[i - 1]], keys[at]) !== 0);
    return new ErlMap(
      kept.length,
      kept.map((i) => keys[i]),
      kept.map((i) => values[i]),
      null,
    );
  }
  const root = treeFrom(keys, values);
  let size = 0;
  walkTree(root, () => size++);
  if (size > FLAT_LIMIT) return hashed(size, root);
  const unique: [Term, Term][] = [];
  walkTree(root, (leaf) => unique.push([leaf.key, leaf.value]));
  return mapFromPairs(unique);
}

/** Both maps together; `b` wins. */
export function mapMerge(a: ErlMap, b: ErlMap): ErlMap {
  if (a.size === 0) return b;
  if (b.size === 0 || a === b) return a;
  const { keys, values } = entriesOf(b);
  if (a.size + b.size <= FLAT_LIMIT * 2 && a.keys !== null && a.values !== null && b.keys !== null) {
    return mapFromArrays([...a.keys, ...keys], [...a.values, ...values]);
  }
  let merged = a;
  for (let i = 0; i < keys.length; i++) merged = mapPut(merged, keys[i], values[i]);
  return merged;
}

/** The keys as `maps:keys/1` lists them: flat maps in term order, large ones from the end of their tree. */
export function mapKeys(map: ErlMap): readonly Term[] {
  return map.keys ?? entriesOf(map).keys.toReversed();
}

/** The values, in the order of `mapKeys`. */
export function mapValues(map: ErlMap): readonly Term[] {
  return map.values ?? entriesOf(map).values.toReversed();
}

/** Visits every pair in iteration order. */
export function mapForEach(map: ErlMap, visit: (key: Term, value: Term) => void): void {
  const { keys, values } = entriesOf(map);
  for (let i = 0; i < keys.length; i++) visit(keys[i], values[i]);
}

/** A list `[{K,V}|...]` in the order of `mapKeys`, as `maps:to_list/1`. */
export function mapToList(map: ErlMap, tail: Term): Term {
  const keys = mapKeys(map);
  const values = mapValues(map);
  let list = tail;
  for (let i = keys.length - 1; i >= 0; i--) list = new Cons([keys[i], values[i]], list);
  return list;
}

/** The pairs in iteration order. */
export function mapEntries(map: ErlMap): [Term, Term][] {
  const { keys, values } = entriesOf(map);
  return keys.map((key, i) => [key, values[i]]);
}
