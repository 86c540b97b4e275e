import assert from 'node:assert/strict';
import test from 'node:test';
import { withBoundDashes } from '../../scripts/site/dashes.ts';
import { lighten } from '../../scripts/site/lighten.ts';
import { withSharedControls } from '../../scripts/site/shared-controls.ts';

test('marks go from what islands take as text, and stay where Svelte wakes', () => {
  assert.equal(
    lighten('<!--[--><astro-slot name="recorded"><!--[-->a<b><!--]-->c</b></astro-slot><!--]-->'),
    '<!--[--><astro-slot name="recorded">a<b>c</b></astro-slot><!--]-->',
  );
});

test('the code leaves the props, whatever is in it; the rest stays', () => {
  const props = (code: string): string => `<x props="{&quot;seed&quot;:[0,1],${code}&quot;before&quot;:[1,[]]}">`;
  for (const code of ['a(\\&quot;b\\&quot;).', 'f().\\nq()', '\\&quot;', '[{a,1}].'])
    assert.equal(lighten(props(`&quot;code&quot;:[0,&quot;${code}&quot;],`)), props(''));
});

test('no line begins with a dash, and code stays as it is', () => {
  const page = (space: string): string =>
    `<title>a — b</title><p>a${space}— b${space}— <code>c</code>${space}—\n<i>d</i></p><pre>e — f</pre>`;
  assert.equal(withBoundDashes(page(' ')), page('\u00a0'));
  assert.equal(withBoundDashes('<p>a\n— b</p>'), '<p>a\u00a0— b</p>');
});

test('styles become one', () => {
  assert.equal(lighten('<style>a{}</style><i></i><style>b{}</style>'), '<style>a{}b{}</style><i></i>');
});

test('controls that all blocks share are written once; the first blocks keep theirs', () => {
  const controls =
    '<div class="bar"><button>Run</button><span class="state" role="status"><span class="rec">rec</span></span></div>';
  const page = (blocks: string): string => `<main>${blocks}</main>`;
  const block = `${controls}<div class="time"><select></select></div>`;
  const gap = '<div class="bar" data-gap="0"><span class="state"><span class="rec">rec</span></span></div>';
  const shared = withSharedControls(page(block.repeat(4)));
  assert.ok(shared.startsWith(`<main>${block}${block}${gap}<div class="time" data-gap="1"></div>${gap}`));
  assert.ok(shared.includes(`</main><template id="controls">${block}</template><script>`));
  assert.equal(withSharedControls(page(block)), page(block));
  const mixed = page(`${block.repeat(3)}${block.replace('Run', 'Go')}`);
  assert.equal(withSharedControls(mixed), mixed);
});
