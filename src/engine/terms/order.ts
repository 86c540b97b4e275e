/**
 * The total order of terms and the two equalities.
 * number < atom < reference < fun < port < pid < tuple < map < nil < list < bitstring.
 * Integers and floats compare by exact value; in the *exact* order, which sorts the keys of
 * maps, every integer comes before every float. Source: erlang(3) "Term Comparisons", OTP 25.
 */
import { compareBits, equalBits } from './bits.ts';
import { Branch, Leaf, entriesOf, treeOf } from './map-tree.ts';
import type { Entries, TreeNode } from './map-tree.ts';
import { Atom, Bits, Cons, ErlMap, ExternalFun, Float, Fun, Nil, Pid, Port, Ref } from './term.ts';
import type { Term } from './term.ts';

const LIST_RANK = 9;

function rank(term: Term): number {
  if (typeof term === 'number' || typeof term === 'bigint' || term instanceof Float) return 0;
  if (term instanceof Atom) return 1;
  if (term instanceof Cons) return LIST_RANK;
  if (Array.isArray(term)) return 6;
  if (term instanceof Nil) return 8;
  if (term instanceof Bits) return 10;
  if (term instanceof ErlMap) return 7;
  if (term instanceof Pid) return 5;
  if (term instanceof Ref) return 2;
  if (term instanceof Port) return 4;
  return 3;
}

/** Text by code point: UTF-16 units differ from that order only where surrogates are involved. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      if (x >= 0xd800 && y >= 0xd800) {
        const xAstral = x <= 0xdfff;
        if (xAstral !== y <= 0xdfff) return xAstral ? 1 : -1;
      }
      return x < y ? -1 : 1;
    }
  }
  return a.length < b.length ? -1 : 1;
}

function compareNumbers(a: Term, b: Term, exact: boolean): number {
  const aFloat = a instanceof Float;
  const bFloat = b instanceof Float;
  if (exact && aFloat !== bFloat) return aFloat ? 1 : -1;
  const x = aFloat ? a.value : (a as number | bigint);
  const y = bFloat ? b.value : (b as number | bigint);
  return x < y ? -1 : x > y ? 1 : 0;
}

function compareNode(a: { node: Atom; creation: number }, b: { node: Atom; creation: number }): number {
  return a.node === b.node ? a.creation - b.creation : compareText(a.node.name, b.node.name);
}

function compareFuns(a: Term, b: Term, exact: boolean): number {
  if (a instanceof Fun && b instanceof Fun) {
    const module = compareText(a.code.module.name, b.code.module.name);
    if (module !== 0) return module;
    const place = a.code.funIndex - b.code.funIndex || a.code.funUniq - b.code.funUniq;
    if (place !== 0) return place;
    if (a.env.length !== b.env.length) return a.env.length - b.env.length;
    for (let i = 0; i < a.env.length; i++) {
      const order = compareWith(a.env[i], b.env[i], exact);
      if (order !== 0) return order;
    }
    return 0;
  }
  if (a instanceof ExternalFun && b instanceof ExternalFun) {
    return compareText(a.module.name, b.module.name) || compareText(a.name.name, b.name.name) || a.arity - b.arity;
  }
  return a instanceof Fun ? -1 : 1;
}

function sortedEntries(map: ErlMap): Entries {
  const entries = entriesOf(map);
  if (map.keys !== null) return entries;
  const order = entries.keys.map((_, i) => i);
  order.sort((a, b) => compareWith(entries.keys[a], entries.keys[b], true));
  return { keys: order.map((i) => entries.keys[i]), values: order.map((i) => entries.values[i]) };
}

function compareMaps(a: ErlMap, b: ErlMap, exact: boolean): number {
  if (a.size !== b.size) return a.size - b.size;
  const x = sortedEntries(a);
  const y = sortedEntries(b);
  for (let i = 0; i < x.keys.length; i++) {
    const order = compareWith(x.keys[i], y.keys[i], true);
    if (order !== 0) return order;
  }
  for (let i = 0; i < x.keys.length; i++) {
    const order = compareWith(x.values[i], y.values[i], exact);
    if (order !== 0) return order;
  }
  return 0;
}

function compareWith(a: Term, b: Term, exact: boolean): number {
  for (;;) {
    if (a === b) return 0;
    const aRank = rank(a);
    const bRank = rank(b);
    if (aRank !== bRank) return aRank < bRank ? -1 : 1;
    if (aRank !== LIST_RANK) return compareSameRank(a, b, aRank, exact);
    const x = a as Cons;
    const y = b as Cons;
    const order = compareWith(x.head, y.head, exact);
    if (order !== 0) return order;
    a = x.tail;
    b = y.tail;
  }
}

function compareSameRank(a: Term, b: Term, rankOfBoth: number, exact: boolean): number {
  switch (rankOfBoth) {
    case 0:
      return compareNumbers(a, b, exact);
    case 1:
      return compareText((a as Atom).name, (b as Atom).name);
    case 2: {
      const x = a as Ref;
      const y = b as Ref;
      return compareNode(x, y) || x.words[2] - y.words[2] || x.words[1] - y.words[1] || x.words[0] - y.words[0];
    }
    case 3:
      return compareFuns(a, b, exact);
    case 4: {
      const x = a as Port;
      const y = b as Port;
      return x.number - y.number || compareNode(x, y);
    }
    case 5: {
      const x = a as Pid;
      const y = b as Pid;
      return x.serial - y.serial || x.number - y.number || compareNode(x, y);
    }
    case 6: {
      const x = a as readonly Term[];
      const y = b as readonly Term[];
      if (x.length !== y.length) return x.length - y.length;
      for (let i = 0; i < x.length; i++) {
        const order = compareWith(x[i], y[i], exact);
        if (order !== 0) return order;
      }
      return 0;
    }
    case 7:
      return compareMaps(a as ErlMap, b as ErlMap, exact);
    case 8:
      return 0;
    default:
      return compareBits(a as Bits, b as Bits);
  }
}

/** The order of `<`: negative, zero (`==`) or positive. */
export function compare(a: Term, b: Term): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareWith(a, b, false);
}

/** The order of map keys: as `compare`, with every integer before every float; zero is `=:=`. */
export function compareExact(a: Term, b: Term): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareWith(a, b, true);
}

function equalEnv(a: readonly Term[], b: readonly Term[], exact: boolean): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!equalWith(a[i], b[i], exact)) return false;
  return true;
}

function equalMaps(a: ErlMap, b: ErlMap, exact: boolean): boolean {
  if (a.size !== b.size) return false;
  if (a.keys !== null && b.keys !== null && a.values !== null && b.values !== null) {
    if (a.keys !== b.keys && !equalEnv(a.keys, b.keys, true)) return false;
    return equalEnv(a.values, b.values, exact);
  }
  return a.keys === null && b.keys === null && equalTrees(treeOf(a), treeOf(b), exact);
}

function equalTrees(a: TreeNode, b: TreeNode, exact: boolean): boolean {
  if (a === b) return true;
  if (a instanceof Leaf) {
    return (
      b instanceof Leaf && a.hash === b.hash && equalWith(a.key, b.key, true) && equalWith(a.value, b.value, exact)
    );
  }
  if (a instanceof Branch) {
    if (!(b instanceof Branch) || a.bitmap !== b.bitmap) return false;
    for (let i = 0; i < a.children.length; i++) {
      if (!equalTrees(a.children[i], b.children[i], exact)) return false;
    }
    return true;
  }
  if (b instanceof Leaf || b instanceof Branch || a.leaves.length !== b.leaves.length) return false;
  const others = b.leaves;
  return a.leaves.every((leaf) => others.some((other) => equalTrees(leaf, other, exact)));
}

function equalSlow(a: Term, b: Term, exact: boolean): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') {
    if (typeof a === 'bigint' && typeof b === 'bigint') return a === b;
    if (exact) return false;
    if (a instanceof Float) return typeof b !== 'object' && a.value == b;
    return b instanceof Float && typeof a !== 'object' && b.value == a;
  }
  if (a instanceof Atom) return false;
  if (Array.isArray(a)) return Array.isArray(b) && equalEnv(a, b, exact);
  if (a instanceof Nil) return b instanceof Nil;
  if (a instanceof Bits) return b instanceof Bits && equalBits(a, b);
  if (a instanceof ErlMap) return b instanceof ErlMap && equalMaps(a, b, exact);
  if (a instanceof Float) return b instanceof Float && a.value === b.value;
  if (a instanceof Pid) {
    return (
      b instanceof Pid &&
      a.number === b.number &&
      a.serial === b.serial &&
      a.node === b.node &&
      a.creation === b.creation
    );
  }
  if (a instanceof Ref) {
    return (
      b instanceof Ref &&
      a.words[0] === b.words[0] &&
      a.words[1] === b.words[1] &&
      a.words[2] === b.words[2] &&
      a.node === b.node &&
      a.creation === b.creation
    );
  }
  if (a instanceof Fun) {
    return (
      b instanceof Fun &&
      a.code.module === b.code.module &&
      a.code.funIndex === b.code.funIndex &&
      a.code.funUniq === b.code.funUniq &&
      a.arity === b.arity &&
      equalEnv(a.env, b.env, exact)
    );
  }
  if (a instanceof ExternalFun) {
    return b instanceof ExternalFun && a.module === b.module && a.name === b.name && a.arity === b.arity;
  }
  if (a instanceof Port) {
    return b instanceof Port && a.number === b.number && a.node === b.node && a.creation === b.creation;
  }
  return false;
}

function equalWith(a: Term, b: Term, exact: boolean): boolean {
  for (;;) {
    if (a === b) return true;
    if (!(a instanceof Cons)) return equalSlow(a, b, exact);
    if (!(b instanceof Cons)) return false;
    const x = a.head;
    const y = b.head;
    if (x !== y && !equalWith(x, y, exact)) return false;
    a = a.tail;
    b = b.tail;
  }
}

/** `A =:= B` */
export function equalsExact(a: Term, b: Term): boolean {
  if (a === b) return true;
  if (typeof a === 'number' || a instanceof Atom) return false;
  return equalWith(a, b, true);
}

/** `A == B`: numbers by value. */
export function equals(a: Term, b: Term): boolean {
  if (a === b) return true;
  if (a instanceof Atom) return false;
  return equalWith(a, b, false);
}
