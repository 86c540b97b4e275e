// Links that carry a run: what goes in comes out, they are short, and nothing that is put into one does harm.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { deflateSync } from 'fflate';
import { labCode, labs } from '../../src/content/labs.ts';
import { dictionaryOf1 } from '../../src/stores/share-dictionary.ts';
import { runOf } from '../../src/stores/run-link.ts';
import { longestShared, runFragment, unpackRun, type SharedRun } from '../../src/stores/share.ts';

function packedOf(run: SharedRun): string {
  const fragment = runFragment('redbug-calls', run);
  assert.ok(fragment !== null);
  const found = runOf(fragment);
  assert.equal(found?.lab, 'redbug-calls');
  return found.packed;
}

const plain: SharedRun = { code: null, seed: 7, pace: 'lively' };

test('what goes into a link comes out of it', () => {
  const codes = [
    null,
    '',
    '1 + 1.',
    'io:format("Тихон 🐈~n").\n\n\tok.',
    'x'.repeat(longestShared),
    ...labs.map(({ id }) => labCode(id)),
  ];
  for (const code of codes)
    for (const seed of [0, 1, 127, 128, 20_000, 2 ** 32])
      for (const pace of ['lively', 0, 0.1, 1, 10, Infinity] as const) {
        const run = { code, seed, pace };
        assert.deepEqual(unpackRun(packedOf(run)), run);
      }
});

test('a link is made of signs that no program changes, and ends in a digit', () => {
  for (const { id } of labs)
    assert.match(runFragment(id, { ...plain, code: labCode(id) }) ?? '', /^run=[a-z0-9-]+\.[\w-]+1$/);
});

test('a screenful of code stays below 2 KB; one edited line is a few dozen letters', () => {
  const screen = Array.from(
    { length: 30 },
    (_, n) =>
      `Pid${String(n)} = spawn(fun() -> io:format("~p ~p~n", [{worker, ${String(n * 7919)}}, self()]), timer:sleep(${String(n * 137)}) end),`,
  ).join('\n');
  assert.ok(screen.length > 2000);
  assert.ok(packedOf({ ...plain, code: screen }).length < 2000);
  const edited = labCode('redbug-calls').replace('10}', '20}');
  assert.ok(packedOf({ ...plain, code: edited }).length < 40);
  assert.equal(runFragment('x', { ...plain, code: 'y'.repeat(longestShared + 1) }), null);
});

test('links that were sent stay readable: the dictionary is frozen', () => {
  assert.equal(
    createHash('sha256').update(dictionaryOf1).digest('hex'),
    '4e6fac381b6d55a866f4b72cc3f57cd98dc350f2a76d9a7d0851403be3167251',
  );
  assert.deepEqual(unpackRun('MiIHByNsFtgEiBZjkA4A1'), {
    code: 'redbug:start("cat_traveler:enter/2", [{msgs, 3}]).',
    seed: 7,
    pace: 1,
  });
});

test('a damaged link gives nothing: any letter changed, lost, added, or the end cut off', () => {
  const packed = packedOf({ ...plain, code: labCode('ms-cats') });
  for (let at = 0; at < packed.length; at += 1) {
    const other = packed[at] === 'A' ? 'B' : 'A';
    for (const damaged of [
      packed.slice(0, at) + other + packed.slice(at + 1),
      packed.slice(0, at) + packed.slice(at + 1),
      packed.slice(0, at),
    ])
      assert.ok(unpackRun(damaged) === null || unpackRun(damaged)?.code === labCode('ms-cats'), damaged);
  }
});

/** A link by hand, with a good checksum. */
function forged(body: readonly number[]): string {
  let [low, high] = [1, 0];
  for (const byte of body) {
    low = (low + byte) % 255;
    high = (high + low) % 255;
  }
  return `${Buffer.from([low, high, ...body]).toString('base64url')}1`;
}

test('hostile links end at once and give nothing', () => {
  const started = performance.now();
  const bomb = deflateSync(new Uint8Array(8_000_000), { level: 9 });
  const hostile = [
    '',
    '1',
    '<img src=x onerror=alert(1)>',
    '%3Cscript%3E',
    'A'.repeat(11_999) + '1',
    'A'.repeat(10_000_000) + '1',
    '€'.repeat(100) + '1',
    forged([1, 7, ...bomb]),
    forged([1, ...Array.from({ length: 60 }, () => 255), 1]),
    forged([255, 1]),
    forged([0, 1, 2, 3]),
    forged([1, 7, ...deflateSync(new Uint8Array([0xff, 0xfe, 0x41]))]),
    forged([1, 7, ...deflateSync(new TextEncoder().encode('halt(). %\u202e nothing to see'))]),
    forged([1, 7, ...deflateSync(new TextEncoder().encode('a\u0000b'))]),
    forged([1, 7, 7, 7, 7, 7, 7]),
  ];
  for (const packed of hostile) assert.equal(unpackRun(packed), null, packed.slice(0, 60));
  let number = 1;
  for (let round = 0; round < 3000; round += 1) {
    const body = Array.from({ length: round % 97 }, () => (number = (number * 48_271) % 2_147_483_647) % 256);
    const read = unpackRun(forged([1, 7, ...body]));
    assert.ok(read?.code == null || read.code.length <= longestShared);
  }
  assert.ok(performance.now() - started < 3000);
});

test('a text that looks like markup comes out as the text it is', () => {
  const code = '"<img src=x onerror=alert(1)>".';
  assert.equal(unpackRun(packedOf({ ...plain, code }))?.code, code);
});

test('only a fragment of a run is taken for one', () => {
  for (const other of [
    '',
    '#',
    '#redbug',
    '#lab-redbug-calls',
    '#run=',
    '#run=<b>.x',
    `#run=${'a'.repeat(99)}.x`,
    '#run=Ä.x',
  ])
    assert.equal(runOf(other), null);
  assert.deepEqual(runOf('#run=ms-cats'), { lab: 'ms-cats', packed: '' });
});
