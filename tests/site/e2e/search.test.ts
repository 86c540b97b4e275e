// The search: in both languages, in text, code and outputs, by keyboard.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { useSite, waitForWorker } from './site.ts';

const site = useSite();

async function search(page: Page, query: string): Promise<void> {
  if ((await page.locator('dialog[open]').count()) === 0) await page.keyboard.press('/');
  await page.getByRole('searchbox').fill(query);
  await page
    .locator('.told-count')
    .filter({ hasText: /\d|«|“/ })
    .waitFor();
}

test('any form of a Russian word is found, marked, and led to', async () => {
  const { page, complaints } = await site.open();
  await search(page, 'спецификацией');
  const first = page.locator('.search-dialog li').first();
  assert.match((await first.locator('mark').first().innerText()).toLowerCase(), /^спецификаци/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash !== '');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  const place = page.locator(new URL(page.url()).hash);
  const top = await place.evaluate((one) => one.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 200);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('code and outputs are found, and lead to their example', async () => {
  const { page } = await site.open();
  for (const [query, lab] of [
    ['print_msec', 'redbug-msec'],
    ['redbug_nonode@nohost', 'first-trace'],
  ] as const) {
    await search(page, query);
    const links = await page
      .locator('.search-dialog li a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    assert.ok(links.includes(`#lab-${lab}`), `${query}: ${links.join(' ')}`);
  }
  await page.context().close();
});

test('the English article is searched in English, from a section to the others too', async () => {
  const { page } = await site.open();
  await page.goto(new URL('/en/redbug/', page.url()).href);
  await search(page, 'tracing');
  assert.match((await page.locator('.search-dialog mark').first().innerText()).toLowerCase(), /^trac/);
  await search(page, 'cat_traveler_srv');
  const links = await page
    .locator('.search-dialog li a')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  assert.ok(
    links.some((link) => link?.startsWith('/en/') && !link.startsWith('/en/redbug/')),
    links.join(' '),
  );
  await page.context().close();
});

test('what is nowhere is said to be nowhere, and a lost index is told', async () => {
  const { page } = await site.open();
  await search(page, 'щварцкопф');
  assert.match(await page.locator('.told-count').innerText(), /Ничего нет/);
  await page.context().close();
  const lost = await site.open({}, async (opened) => {
    await opened.route('**/search/*.json', (route) => route.abort());
  });
  await lost.page.keyboard.press('/');
  await lost.page.getByText('Указатель не загрузился').waitFor();
  await lost.page.context().close();
});

test('offline, after one visit to the Russian article, the search answers in both languages', async () => {
  const { page, complaints } = await site.open({ serviceWorkers: 'allow' });
  await waitForWorker(page);
  await page.context().setOffline(true);
  for (const [path, query, mark, language] of [
    ['/dbg/', 'спецификацией', /^спецификаци/, '/'],
    ['/en/dbg/', 'specifications', /^specification/, '/en/'],
  ] as const) {
    await page.goto(new URL(path, page.url()).href);
    await search(page, query);
    assert.match((await page.locator('.search-dialog mark').first().innerText()).toLowerCase(), mark);
    const elsewhere = page.locator(`.search-dialog li a[href^="${language}match-spec/"]`).first();
    await elsewhere.click();
    await page.waitForURL(`**${language}match-spec/**`);
    assert.ok(await page.locator('h1').isVisible());
  }
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('the switch of languages takes the search along: what was found in one is found by its own word in the other', async () => {
  const { page } = await site.open({}, undefined, '/redbug/');
  await search(page, 'фильтр');
  const found = async (): Promise<(string | null)[]> =>
    page.locator('.search-dialog li a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  assert.ok((await found()).includes('#redbug-arguments'), (await found()).join(' '));
  await page.keyboard.press('Escape');
  await page.locator('#language').click();
  await page.waitForURL('**/en/redbug/**');
  await search(page, 'filter');
  assert.ok((await found()).includes('#redbug-arguments'), (await found()).join(' '));
  await search(page, 'фильтр');
  assert.match(await page.locator('.told-count').innerText(), /Nothing/);
  await page.context().close();
});
