/**
 * What the optimizer's warnings know of a value before a program runs: a literal, or a tuple or list of which some
 * parts are known. `null` is a value of which nothing is known.
 */
import type { Expr } from '../syntax/ast.ts';

export type Known =
  | { readonly type: 'atom'; readonly name: string }
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'nil' }
  | { readonly type: 'cons'; readonly head: Known; readonly tail: Known }
  | { readonly type: 'tuple'; readonly items: readonly Known[] }
  | { readonly type: 'map' | 'bin' | 'fun' }
  | null;

/** Variables with a value, `null` for one of which nothing is known. */
export type Bound = ReadonlyMap<string, Known>;
export type Fit = 'yes' | 'no' | 'maybe';

export function atomValue(name: string): Known {
  return { type: 'atom', name };
}

/** Whether every part is known. */
export function isLiteral(value: Known): boolean {
  if (value === null) return false;
  if (value.type === 'cons') return isLiteral(value.head) && isLiteral(value.tail);
  if (value.type === 'tuple') return value.items.every(isLiteral);
  return value.type !== 'map' && value.type !== 'bin' && value.type !== 'fun';
}

/** A list that ends properly, as far as is known. */
export function isProperList(value: Known): boolean {
  let rest = value;
  while (rest !== null && rest.type === 'cons') rest = rest.tail;
  return rest === null || rest.type === 'nil';
}

export function listOfCodes(codes: readonly number[]): Known {
  let list: Known = { type: 'nil' };
  for (let i = codes.length - 1; i >= 0; i--) {
    list = { type: 'cons', head: { type: 'integer', value: BigInt(codes[i]) }, tail: list };
  }
  return list;
}

/** Whether two values are the same (`=:=`). */
export function same(a: Known, b: Known): Fit {
  if (a === null || b === null) return 'maybe';
  if (a.type !== b.type) return 'no';
  if (a.type === 'atom' && b.type === 'atom') return a.name === b.name ? 'yes' : 'no';
  if (a.type === 'integer' && b.type === 'integer') return a.value === b.value ? 'yes' : 'no';
  if (a.type === 'float' && b.type === 'float') return a.value === b.value ? 'yes' : 'no';
  if (a.type === 'nil') return 'yes';
  if (a.type === 'cons' && b.type === 'cons') return both(same(a.head, b.head), same(a.tail, b.tail));
  if (a.type === 'tuple' && b.type === 'tuple') {
    if (a.items.length !== b.items.length) return 'no';
    return a.items.reduce<Fit>((fit, item, i) => both(fit, same(item, b.items[i])), 'yes');
  }
  return 'maybe';
}

function both(a: Fit, b: Fit): Fit {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'maybe';
}

/** Whether a value fits a pattern; variables that the pattern binds are put into `found`. */
export function fits(pattern: Expr, value: Known, bound: Bound, found: Map<string, Known>): Fit {
  switch (pattern.type) {
    case 'var': {
      if (pattern.name === '_') return 'yes';
      // What is bound may be unknown, which is null.
      const old = bound.has(pattern.name) ? bound.get(pattern.name) : found.get(pattern.name);
      if (old !== undefined) return same(old, value);
      found.set(pattern.name, value);
      return 'yes';
    }
    case 'match':
      return both(fits(pattern.pattern, value, bound, found), fits(pattern.value, value, bound, found));
    case 'atom':
      return same(atomValue(pattern.name), value);
    case 'integer':
    case 'char':
      return same({ type: 'integer', value: BigInt(pattern.value) }, value);
    case 'float':
      return same({ type: 'float', value: pattern.value }, value);
    case 'nil':
      return same({ type: 'nil' }, value);
    case 'string':
      return same(listOfCodes(pattern.codes), value);
    case 'cons': {
      const known = value?.type === 'cons' ? value : null;
      const head = fits(pattern.head, known === null ? null : known.head, bound, found);
      const tail = fits(pattern.tail, known === null ? null : known.tail, bound, found);
      if (value === null) return 'maybe';
      return known === null ? 'no' : both(head, tail);
    }
    case 'tuple': {
      const items = value?.type === 'tuple' && value.items.length === pattern.elements.length ? value.items : null;
      const parts = pattern.elements.map((one, i) => fits(one, items === null ? null : items[i], bound, found));
      if (value === null) return 'maybe';
      return items === null ? 'no' : parts.reduce(both, 'yes');
    }
    case 'map':
    case 'bin':
      bindAll(pattern, bound, found);
      return value === null || value.type === pattern.type ? 'maybe' : 'no';
    default:
      bindAll(pattern, bound, found);
      return 'maybe';
  }
}

/** Binds the variables of a pattern whose parts are not looked at. */
export function bindAll(pattern: unknown, bound: Bound, found: Map<string, Known>): void {
  if (Array.isArray(pattern)) {
    for (const part of pattern) bindAll(part, bound, found);
  } else if (typeof pattern === 'object' && pattern !== null) {
    const { type, name } = pattern as { readonly type?: unknown; readonly name?: unknown };
    if (type === 'var' && typeof name === 'string') {
      if (name !== '_' && !bound.has(name)) found.set(name, null);
    } else {
      for (const part of Object.values(pattern)) bindAll(part, bound, found);
    }
  }
}

/** Whether a pattern takes every value that another takes. */
export function covers(pattern: Expr, other: Expr, bound: Bound, seen: Set<string>): boolean {
  if (pattern.type === 'var') {
    if (pattern.name === '_') return true;
    if (bound.has(pattern.name) || seen.has(pattern.name)) return false;
    seen.add(pattern.name);
    return true;
  }
  if (other.type === 'match') {
    return covers(pattern, other.pattern, bound, new Set(seen)) || covers(pattern, other.value, bound, seen);
  }
  if (pattern.type === 'match') {
    return covers(pattern.pattern, other, bound, seen) && covers(pattern.value, other, bound, seen);
  }
  if (pattern.type === 'tuple' && other.type === 'tuple') {
    return (
      pattern.elements.length === other.elements.length &&
      pattern.elements.every((one, i) => covers(one, other.elements[i], bound, seen))
    );
  }
  if (pattern.type === 'cons' && other.type === 'cons') {
    return covers(pattern.head, other.head, bound, seen) && covers(pattern.tail, other.tail, bound, seen);
  }
  const literals = ['atom', 'integer', 'char', 'float', 'nil', 'string'];
  if (!literals.includes(pattern.type) || !literals.includes(other.type)) return false;
  const value = new Map<string, Known>();
  return fits(pattern, literalOf(other), bound, value) === 'yes';
}

/** The value of a literal pattern or expression. */
export function literalOf(expr: Expr): Known {
  switch (expr.type) {
    case 'atom':
      return atomValue(expr.name);
    case 'integer':
    case 'char':
      return { type: 'integer', value: BigInt(expr.value) };
    case 'float':
      return { type: 'float', value: expr.value };
    case 'nil':
      return { type: 'nil' };
    case 'string':
      return listOfCodes(expr.codes);
    default:
      return null;
  }
}
