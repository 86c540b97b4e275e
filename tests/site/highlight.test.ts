// What is highlighted in the page must look as what was highlighted at build time.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { codeToHast } from 'shiki';
import { highlight } from '../../src/components/lab/highlight.ts';
import { exampleCode } from '../../src/styles/ink-classes.ts';
import { inkTheme } from '../../src/styles/ink-theme.ts';

type Node = {
  readonly type: string;
  readonly value?: string;
  readonly properties?: object;
  readonly children?: Node[];
};

/** Each character that can be seen, with its class. */
function coloured(parts: readonly (readonly [string, string])[]): string {
  return parts
    .map(([kind, text]) => [...text].map((one) => (/\s/.test(one) ? one : one + kind)).join(''))
    .join('')
    .replaceAll('plain', '');
}

/** Shiki's pieces, as the page gets them. */
async function shikiParts(code: string): Promise<(readonly [string, string])[]> {
  const root: Node = await codeToHast(code, { lang: 'erlang', theme: inkTheme, transformers: [exampleCode] });
  const pieces = root.children?.[0]?.children?.[0]?.children ?? [];
  return pieces.map((piece) => {
    if (piece.type === 'text') return ['', piece.value ?? ''] as const;
    const { properties = {} } = piece;
    return ['class' in properties ? String(properties.class) : '', piece.children?.[0]?.value ?? ''] as const;
  });
}

const files = globSync(['src/content/labs/*.eshell', 'src/engine/apps/**/*.erl', 'src/engine/otp/tools/**/*.erl']);

test('code has the same classes in the page as from Shiki, in every example and every source', async () => {
  assert.ok(files.length > 60);
  for (const file of files) {
    const code = readFileSync(file, 'utf8').trimEnd();
    const ours = highlight(code).map(({ kind, text }) => [kind, text] as const);
    assert.equal(ours.map(([, text]) => text).join(''), code);
    const theirs = coloured(await shikiParts(code));
    // Lines, so that a difference can be read.
    assert.deepEqual(coloured(ours).split('\n'), theirs.split('\n'), file);
  }
});

test('text that is not finished keeps its colours up to where it breaks off', () => {
  const kinds = (code: string): string =>
    highlight(code)
      .map(({ kind, text }) => `${kind}:${text}`)
      .join(' ');
  assert.equal(kinds('io:format("x'), 'plain:io plain:: f:format plain:( s:"x');
  assert.equal(kinds("X = 'ab"), "v:X plain: =  plain:'ab");
  assert.equal(kinds('fun('), 'k:fun plain:(');
});

test('hostile text is coloured in bounded time', () => {
  const started = performance.now();
  for (const piece of ['"', "'", "'\\", 'fun ', 'a/', '1.', '$', '?', '-', '\\x', "'a' ", '_@'])
    highlight(piece.repeat(16_384 / piece.length));
  assert.ok(performance.now() - started < 500);
});
