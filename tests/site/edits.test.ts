import assert from 'node:assert/strict';
import test from 'node:test';
import { keepEdit, keptEdit, longestEdit, type EditStorage } from '../../src/stores/edits.ts';

function memory(): EditStorage & { readonly items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

test('an edit is kept under the id of its example', () => {
  const storage = memory();
  keepEdit('one', 'a.', 'b.\nc.', storage);
  assert.equal(keptEdit('one', 'a.', storage), 'b.\nc.');
  assert.equal(keptEdit('two', 'a.', storage), null);
});

test('the original is nothing to keep, and takes an edit away', () => {
  const storage = memory();
  keepEdit('one', 'a.', 'b.', storage);
  keepEdit('one', 'a.', 'a.', storage);
  assert.equal(storage.items.size, 0);
});

test('an edit of a text that has changed since is dropped', () => {
  const storage = memory();
  keepEdit('one', 'a.', 'b.', storage);
  assert.equal(keptEdit('one', 'a2.', storage), null);
  assert.equal(storage.items.size, 0);
});

test('what is no edit of ours, or far too long, is dropped', () => {
  const storage = memory();
  for (const odd of ['', 'x', '\n', '\nb.']) {
    storage.items.set('edit:one', odd);
    assert.equal(keptEdit('one', 'a.', storage), null);
    assert.equal(storage.items.size, 0);
  }
  keepEdit('one', 'a.', 'x'.repeat(longestEdit + 1), storage);
  assert.equal(storage.items.size, 0);
});

test('a browser that keeps nothing is tolerated', () => {
  const refuse = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };
  const storage = { getItem: refuse, setItem: refuse, removeItem: refuse };
  keepEdit('one', 'a.', 'b.', storage);
  assert.equal(keptEdit('one', 'a.', storage), null);
  assert.equal(keptEdit('one', 'a.', null), null);
});
