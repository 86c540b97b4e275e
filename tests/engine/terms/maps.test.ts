/** Maps beside JavaScript's own, over the border between flat and hashed. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { atom } from '../../../src/engine/terms/atoms.ts';
import { keyHash } from '../../../src/engine/terms/internal-hash.ts';
import * as maps from '../../../src/engine/terms/maps.ts';
import { compare, equals, equalsExact } from '../../../src/engine/terms/order.ts';
import { Float } from '../../../src/engine/terms/term.ts';
import type { ErlMap, Term } from '../../../src/engine/terms/term.ts';

/** A small generator with a fixed seed. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

function keyOf(n: number): Term {
  const kinds: Term[] = [n, atom(`k${n}`), new Float(n), [n, atom('x')], -n - 1];
  return kinds[n % kinds.length];
}

test('put and remove agree with a plain table', () => {
  const next = random(7);
  let map: ErlMap = maps.EMPTY_MAP;
  const table = new Map<number, number>();
  for (let step = 0; step < 6000; step++) {
    const n = next(120);
    if (next(2) === 0) {
      map = maps.mapPut(map, keyOf(n), step);
      table.set(n, step);
    } else {
      map = maps.mapRemove(map, keyOf(n));
      table.delete(n);
    }
    assert.equal(map.size, table.size);
    assert.equal(map.keys !== null, map.size <= 32);
    if (step % 50 === 0) {
      for (let k = 0; k < 120; k++) assert.equal(maps.mapGet(map, keyOf(k)), table.get(k));
      const rebuilt = maps.mapFromPairs(maps.mapEntries(map).reverse());
      assert.ok(equalsExact(map, rebuilt) && equals(rebuilt, map) && compare(map, rebuilt) === 0);
    }
  }
});

test('keys whose hashes collide are kept apart', () => {
  const seen = new Map<number, number>();
  const pairs: [number, number][] = [];
  for (let n = 0; pairs.length < 3 && n < 400000; n++) {
    const hash = keyHash(n);
    const other = seen.get(hash);
    if (other !== undefined) pairs.push([other, n]);
    else seen.set(hash, n);
  }
  assert.ok(pairs.length > 0);
  let map = maps.mapFromPairs(Array.from({ length: 40 }, (_, i) => [atom(`c${i}`), i]));
  for (const [a, b] of pairs) map = maps.mapPut(maps.mapPut(map, a, 'a'.length), b, 2);
  for (const [a, b] of pairs) assert.deepEqual([maps.mapGet(map, a), maps.mapGet(map, b)], [1, 2]);
  for (const [a, b] of pairs) {
    const less = maps.mapRemove(map, a);
    assert.equal(maps.mapGet(less, a), undefined);
    assert.equal(maps.mapGet(less, b), 2);
    assert.ok(equalsExact(maps.mapPut(less, a, 1), map));
  }
});

test('flat keys stand in the exact order, integers before floats', () => {
  const map = maps.mapFromPairs([
    [new Float(1), 1],
    [2, 2],
    [atom('a'), 3],
    [new Float(0.5), 4],
  ]);
  assert.deepEqual(maps.mapValues(map), [2, 4, 1, 3]);
});
