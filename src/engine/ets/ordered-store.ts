/**
 * The store of `ordered_set`: a balanced tree (AVL) on the term order in which 1 and 1.0 are one key.
 * Walks go by key, so they survive any change in between.
 */
import { compare } from '../terms/order.ts';
import type { Term, Tuple } from '../terms/term.ts';

export interface TreeNode {
  key: Term;
  object: Tuple;
  left: TreeNode | null;
  right: TreeNode | null;
  height: number;
}

export interface OrderedStore {
  readonly kind: 'ordered';
  root: TreeNode | null;
  size: number;
}

export function newOrderedStore(): OrderedStore {
  return { kind: 'ordered', root: null, size: 0 };
}

function order(a: Term, b: Term): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compare(a, b);
}

function height(node: TreeNode | null): number {
  return node === null ? 0 : node.height;
}

function update(node: TreeNode): void {
  const left = height(node.left);
  const right = height(node.right);
  node.height = (left > right ? left : right) + 1;
}

function rotateRight(node: TreeNode): TreeNode {
  const top = node.left as TreeNode;
  node.left = top.right;
  top.right = node;
  update(node);
  update(top);
  return top;
}

function rotateLeft(node: TreeNode): TreeNode {
  const top = node.right as TreeNode;
  node.right = top.left;
  top.left = node;
  update(node);
  update(top);
  return top;
}

function balance(node: TreeNode): TreeNode {
  update(node);
  const lean = height(node.left) - height(node.right);
  if (lean > 1) {
    const left = node.left as TreeNode;
    if (height(left.left) < height(left.right)) node.left = rotateLeft(left);
    return rotateRight(node);
  }
  if (lean < -1) {
    const right = node.right as TreeNode;
    if (height(right.right) < height(right.left)) node.right = rotateRight(right);
    return rotateLeft(node);
  }
  return node;
}

/** The node of a key. */
export function findNode(store: OrderedStore, key: Term): TreeNode | null {
  let node = store.root;
  while (node !== null) {
    const side = order(key, node.key);
    if (side === 0) return node;
    node = side < 0 ? node.left : node.right;
  }
  return null;
}

/** Adds an object or replaces the one of its key. */
export function putNode(store: OrderedStore, key: Term, object: Tuple): void {
  const insert = (node: TreeNode | null): TreeNode => {
    if (node === null) {
      store.size++;
      return { key, object, left: null, right: null, height: 1 };
    }
    const side = order(key, node.key);
    if (side === 0) {
      node.key = key;
      node.object = object;
      return node;
    }
    if (side < 0) node.left = insert(node.left);
    else node.right = insert(node.right);
    return balance(node);
  };
  store.root = insert(store.root);
}

/** Removes a key. */
export function removeNode(store: OrderedStore, key: Term): void {
  const takeFirst = (node: TreeNode, first: { node: TreeNode | null }): TreeNode | null => {
    if (node.left === null) {
      first.node = node;
      return node.right;
    }
    node.left = takeFirst(node.left, first);
    return balance(node);
  };
  const remove = (node: TreeNode | null): TreeNode | null => {
    if (node === null) return null;
    const side = order(key, node.key);
    if (side < 0) node.left = remove(node.left);
    else if (side > 0) node.right = remove(node.right);
    else {
      store.size--;
      if (node.left === null) return node.right;
      if (node.right === null) return node.left;
      const first: { node: TreeNode | null } = { node: null };
      const right = takeFirst(node.right, first);
      const heir = first.node as TreeNode;
      heir.right = right;
      heir.left = node.left;
      return balance(heir);
    }
    return balance(node);
  };
  store.root = remove(store.root);
}

/** The smallest (or largest) key's node. */
export function edgeNode(store: OrderedStore, last: boolean): TreeNode | null {
  let node = store.root;
  if (node === null) return null;
  for (let next = last ? node.right : node.left; next !== null; next = last ? node.right : node.left) node = next;
  return node;
}

/** The node after a key (or before it), whether or not the key is there. */
export function neighbour(store: OrderedStore, key: Term, back: boolean): TreeNode | null {
  let found: TreeNode | null = null;
  let node = store.root;
  while (node !== null) {
    const side = order(key, node.key);
    if (back ? side > 0 : side < 0) {
      found = node;
      node = back ? node.right : node.left;
    } else node = back ? node.left : node.right;
  }
  return found;
}

/** Visits all objects in order. */
export function walkTree(store: OrderedStore, visit: (object: Tuple) => void): void {
  const path: TreeNode[] = [];
  let node = store.root;
  while (node !== null || path.length > 0) {
    while (node !== null) {
      path.push(node);
      node = node.left;
    }
    const top = path.pop() as TreeNode;
    visit(top.object);
    node = top.right;
  }
}
