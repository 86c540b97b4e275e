/**
 * `erts_internal:map_next/3`, which walks a map in parts. A position in a large map is its path: the index of
 * the next child in each node from the root, four bits each, the root's lowest; 0 is the beginning.
 */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom } from '../terms/atoms.ts';
import { Branch, Leaf, treeOf } from '../terms/map-tree.ts';
import type { TreeNode } from '../terms/map-tree.ts';
import { mapToList } from '../terms/maps.ts';
import { normalise } from '../terms/numbers.ts';
import { Cons, ErlMap } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { isList } from '../terms/type-tests.ts';

const ITERATOR = atom('iterator');
const NONE = atom('none');
/** Pairs of the first part, then of each other one. */
const FIRST_PART = 32;
const PART = 1000;

/** A node on the way to the next pair, and which of its children comes next. */
interface Step {
  readonly children: readonly TreeNode[];
  next: number;
}

function childrenOf(node: TreeNode): readonly TreeNode[] {
  return node instanceof Branch ? node.children : node instanceof Leaf ? [node] : node.leaves;
}

/** The nodes from the root to where a path leads, or undefined when it leads nowhere. */
function follow(root: TreeNode, path: number | bigint): Step[] | undefined {
  const steps: Step[] = [];
  let rest = BigInt(path);
  let node = root;
  for (;;) {
    const children = childrenOf(node);
    const next = Number(rest & 15n);
    if (next >= children.length) return undefined;
    steps.push({ children, next });
    node = children[next];
    if (node instanceof Leaf) return steps;
    steps[steps.length - 1].next++;
    rest >>= 4n;
  }
}

/** The next leaf; `steps` is empty when there was none. */
function advance(steps: Step[]): Leaf | undefined {
  for (;;) {
    const step = steps[steps.length - 1] as Step | undefined;
    if (step === undefined) return undefined;
    if (step.next === step.children.length) {
      steps.pop();
      continue;
    }
    const child = step.children[step.next++];
    if (child instanceof Leaf) return child;
    steps.push({ children: childrenOf(child), next: 0 });
  }
}

/** Where to go on, or undefined at the end. Nodes passed on the way down have already counted their child. */
function pathOf(steps: Step[]): number | bigint | undefined {
  while (steps.length > 0 && steps[steps.length - 1].next === steps[steps.length - 1].children.length) steps.pop();
  if (steps.length === 0) return undefined;
  let path = BigInt(steps[steps.length - 1].next);
  for (let i = steps.length - 2; i >= 0; i--) path = (path << 4n) | BigInt(steps[i].next - 1);
  return normalise(path);
}

function flatNext(machine: Machine, map: ErlMap, position: Term, form: Term): Result {
  const { keys, values } = map;
  if (keys === null || values === null || typeof position !== 'number' || position > map.size) return machine.badarg();
  if (form !== ITERATOR) return mapToList(map, form);
  let next: Term = NONE;
  for (let i = keys.length - 1; i >= 0; i--) next = [keys[i], values[i], next];
  return next;
}

/**
 * Either the nested pairs `{K1,V1,{K2,V2,Next}}` where `Next` is `none` or `[Path|Map]`, or the pairs, last
 * first, before a list, with `Path,Map` before them when there are more.
 */
export function mapNext(machine: Machine, position: Term, map: Term, form: Term): Result {
  if (!(map instanceof ErlMap) || (form !== ITERATOR && !isList(form))) return machine.badarg();
  if ((typeof position !== 'number' && typeof position !== 'bigint') || position < 0) return machine.badarg();
  if (map.keys !== null) return flatNext(machine, map, position, form);
  const steps = follow(treeOf(map), position);
  if (steps === undefined) return machine.badarg();
  const leaves: Leaf[] = [];
  const limit = position === 0 ? FIRST_PART : PART;
  while (leaves.length < limit) {
    const leaf = advance(steps);
    if (leaf === undefined) break;
    leaves.push(leaf);
  }
  machine.bump(leaves.length * 4);
  const path = pathOf(steps);
  if (form === ITERATOR) {
    let next: Term = path === undefined ? NONE : new Cons(path, map);
    for (let i = leaves.length - 1; i >= 0; i--) next = [leaves[i].key, leaves[i].value, next];
    return next;
  }
  let list: Term = form;
  for (const leaf of leaves) list = new Cons([leaf.key, leaf.value], list);
  return path === undefined ? list : new Cons(path, new Cons(map, list));
}
