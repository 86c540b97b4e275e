/**
 * The hash tree behind maps of more than 32 keys: its node shapes, and walking it.
 * A tree branches 16 ways on four bits of the key's 32-bit hash at a time, low bits first.
 * Invariant: the shape depends only on the set of keys, so equal maps have equal trees: a
 * branch with a single leaf below never exists except at the root. Nodes never change.
 */
import type { ErlMap, Term } from './term.ts';

/** One key and its value. */
export class Leaf {
  readonly hash: number;
  readonly key: Term;
  readonly value: Term;
  constructor(hash: number, key: Term, value: Term) {
    this.hash = hash;
    this.key = key;
    this.value = value;
  }
}

/** `bitmap` has bit i set when a child for the nibble i exists; children are packed in order. */
export class Branch {
  readonly bitmap: number;
  readonly children: readonly TreeNode[];
  constructor(bitmap: number, children: readonly TreeNode[]) {
    this.bitmap = bitmap;
    this.children = children;
  }
}

/** Keys whose whole hashes are equal; at least two. */
export class Collision {
  readonly hash: number;
  readonly leaves: readonly Leaf[];
  constructor(hash: number, leaves: readonly Leaf[]) {
    this.hash = hash;
    this.leaves = leaves;
  }
}

export type TreeNode = Leaf | Branch | Collision;

/** The keys and values of a map, side by side. */
export interface Entries {
  readonly keys: readonly Term[];
  readonly values: readonly Term[];
}

/** The tree of a large map. */
export function treeOf(map: ErlMap): TreeNode {
  return map.root as TreeNode;
}

/** All leaves below a node, in the order of the tree, which is that of OTP's iterators. */
export function walkTree(node: TreeNode, visit: (leaf: Leaf) => void): void {
  if (node instanceof Leaf) {
    visit(node);
  } else if (node instanceof Branch) {
    for (let i = 0; i < node.children.length; i++) walkTree(node.children[i], visit);
  } else {
    node.leaves.forEach(visit);
  }
}

/** Keys and values in iteration order; the arrays may be the map's own. */
export function entriesOf(map: ErlMap): Entries {
  if (map.keys !== null && map.values !== null) return { keys: map.keys, values: map.values };
  const keys: Term[] = [];
  const values: Term[] = [];
  walkTree(treeOf(map), (leaf) => {
    keys.push(leaf.key);
    values.push(leaf.value);
  });
  return { keys, values };
}
