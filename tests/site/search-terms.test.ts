import assert from 'node:assert/strict';
import test from 'node:test';
import { snippetOf, termOf, wordsOf } from '../../src/content/search-terms.ts';

const alike: readonly (readonly string[])[] = [
  ['трассировка', 'трассировки', 'трассировкой', 'трассировку'],
  ['процесс', 'процессы', 'процессов', 'процессами'],
  ['вызов', 'вызовы', 'вызова', 'вызовов', 'вызовами'],
  ['событие', 'события', 'событий', 'событиями'],
  ['счётчик', 'счетчика', 'счётчиками'],
  ['включённый', 'включённая', 'включённого'],
  ['trace', 'traces', 'traced', 'tracing'],
  ['process', 'processes'],
  ['call', 'calls', 'called', 'calling'],
  ['stop', 'stopped', 'stopping'],
];

for (const forms of alike)
  test(`one term: ${forms.join(', ')}`, () => {
    assert.equal(new Set(forms.map(termOf)).size, 1, forms.map(termOf).join(' '));
  });

test('different words stay different', () => {
  for (const [one, other] of [
    ['процесс', 'процессор'],
    ['вызов', 'вывод'],
    ['trace', 'track'],
    ['process', 'procedure'],
  ])
    assert.notEqual(termOf(one), termOf(other));
});

test('an Erlang name is found whole and by its parts', () => {
  assert.deepEqual(wordsOf('cat_traveler:enter/2'), ['cat_traveler', 'cat', 'traveler', 'enter', '2']);
});

test('a snippet is cut around the first match, at words, and marks all of them', () => {
  const text = `${'начало '.repeat(40)}вот вызов функции, и ещё вызовы ${'конец '.repeat(40)}`;
  const parts = snippetOf(text, new Set([termOf('вызов')]), 120);
  assert.deepEqual(
    parts.filter((part) => part.isMatch).map((part) => part.text),
    ['вызов', 'вызовы'],
  );
  const whole = parts.map((part) => part.text).join('');
  assert.ok(whole.length < 130);
  assert.match(whole, /^… .* …$/);
});
