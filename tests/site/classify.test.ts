import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { classify, gutterOf, gutterTime } from '../../src/components/lab/classify.ts';
import { highlight } from '../../src/components/lab/highlight.ts';

const kinds: readonly (readonly [string, string | null])[] = [
  ['% cat_traveler:enter({cat,<<"Tihon">>}, {town,<<"Minsk">>})', 'call'],
  ['% cat_traveler:enter/2 -> ok', 'return'],
  ['% 05:53:32 <0.168.0>({cowboy_stream_h,request_process,3})', null],
  ['5:53:23.671832 <0.1.0> cat_traveler:enter({cat,<<"Murka">>})', 'call'],
  ['5:53:23.671832 <0.1.0> cat_traveler:enter/2 --> ok', 'return'],
  ['(<0.1.0>) call m:f(a,b)', 'call'],
  ['(<0.1.0>) returned from m:f/2 -> v', 'return'],
  ['(<0.1.0>) exception_from {m,f,1} {error,r}', 'exception'],
  ['(<0.1.0>) << hello', 'receive'],
  ['(<0.1.0>) <0.2.0> ! hello', 'send'],
  ['(<0.1.0>) spawn <0.2.0> as m:f(a)', 'spawn'],
  ['(<0.1.0>) exit normal', 'exit'],
  ['redbug done, msg_count - 5', null],
];

for (const [line, kind] of kinds) {
  test(`${line} is ${String(kind)}`, () => {
    assert.equal(classify(line, new Map()).event, kind);
  });
}

test('a process keeps its tint down the output, and the cat is named', () => {
  const tints = new Map<string, number>();
  classify('% 05:53:32 <0.168.0>(dead)', tints);
  classify('% 05:53:33 <0.170.0>(dead)', tints);
  const { segments } = classify('% 05:53:34 <0.168.0>(dead)', tints);
  assert.deepEqual(segments[1], { kind: 'pid', text: '<0.168.0>', tint: 0 });
  assert.equal(classify('% m:f({cat,<<"Vasjka">>})', tints).cat, 'Vasjka');
});

test('no character of a real transcript is lost', () => {
  const tints = new Map<string, number>();
  for (const line of readFileSync('tests/conformance/article/redbug-2.0.10.txt', 'utf8').split('\n')) {
    assert.equal(
      classify(line, tints)
        .segments.map((part) => part.text)
        .join(''),
      line,
    );
  }
});

test('edited code is coloured without losing a character', () => {
  const code = 'F = fun(X) when X > 1 -> "str%" ++ [$", \'a b\', 16#ff, 1.5e3] end. % end\nlists:map(F, [1]).';
  const parts = highlight(code);
  assert.equal(parts.map((part) => part.text).join(''), code);
  const kindOf = (text: string): string | undefined => parts.find((part) => part.text === text)?.kind;
  assert.equal(kindOf('F'), 'v');
  assert.equal(kindOf('fun'), 'k');
  assert.equal(kindOf('"str%"'), 's');
  assert.equal(kindOf('% end'), 'c');
  assert.equal(kindOf('16#ff'), 'n');
});

test('the gutter shows seconds', () => {
  assert.equal(gutterTime(0), '0.000');
  assert.equal(gutterTime(1_203_400), '1.203');
  assert.equal(gutterTime(123_456_000), '123.5');
});

test('the gutter tells a time once, and again below a typed line', () => {
  const printed = (time: number, text: string) => ({ time, text, prompt: null });
  const lines = [
    printed(0, 'ok'),
    printed(1_000, ''),
    printed(2_000_000, 'a'),
    printed(2_000_300, 'b'),
    printed(2_000_300, ''),
    printed(2_000_400, 'c'),
    { time: 2_000_400, text: 'f().', prompt: 2 },
    printed(2_000_400, 'ok'),
  ];
  assert.deepEqual(
    lines.filter(({ prompt }) => prompt === null).map((line) => gutterOf(lines, lines.indexOf(line))),
    ['0.000', '', '2.000', '', '', '', '2.000'],
  );
});
