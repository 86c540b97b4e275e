import assert from 'node:assert/strict';
import test from 'node:test';
import { lighten } from '../../scripts/site/lighten.ts';

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

test('styles become one', () => {
  assert.equal(lighten('<style>a{}</style><i></i><style>b{}</style>'), '<style>a{}b{}</style><i></i>');
});
