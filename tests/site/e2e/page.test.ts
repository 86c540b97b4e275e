// The page around the text: contents, place, keys, links, terms, print.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { scriptWorker } from './scripted-worker.ts';
import { useSite, reach } from './site.ts';

const site = useSite();
const hashOf = (page: Page): string => new URL(page.url()).hash;
const focusedId = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
}

test('the contents show where the reader is, and how far', async () => {
  const { page } = await site.open();
  await page.evaluate(() => document.getElementById('redbug')?.scrollIntoView());
  const current = page.locator('#contents [aria-current]');
  await page.locator('#contents a[href="#redbug"][aria-current]').waitFor();
  assert.equal(await current.count(), 1);
  const isSeen = await current.evaluate((link) => {
    const box = link.closest('nav')?.getBoundingClientRect();
    const own = link.getBoundingClientRect();
    return box !== undefined && own.top >= box.top && own.bottom <= Math.min(box.bottom, innerHeight);
  });
  assert.ok(isSeen, 'the link has been scrolled out of the contents');
  const far = (): Promise<number> => page.locator('#progress').evaluate((line) => line.getBoundingClientRect().width);
  const before = await far();
  // What comes near is laid out then, so the end may move when it is first reached.
  for (let attempt = 0; attempt < 20 && Math.abs((await far()) - 1440) >= 20; attempt += 1) {
    await page.evaluate(() => {
      scrollTo(0, document.documentElement.scrollHeight);
    });
    await page.waitForTimeout(200);
  }
  assert.ok(before > 100 && before < 1400 && Math.abs((await far()) - 1440) < 20);
  await page.context().close();
});

test('examples that were run are counted in the contents, also after a reload', async () => {
  const { page } = await site.open({}, scriptWorker);
  const lab = page.locator('[data-lab="redbug-calls"]');
  await reach(lab);
  await lab.locator('button.run').click();
  const link = page.locator('#contents a[href="#redbug"]');
  await page.locator('#contents a[href="#redbug"][data-ran="1"]').waitFor();
  await page.reload();
  await page.locator('#contents a[href="#redbug"][data-ran="1"]').waitFor();
  assert.equal(await link.evaluate((one) => one.ariaDescription), 'запущено примеров: 1');
  await page.context().close();
});

test('the place is kept, offered at the next visit, and never jumped to', async () => {
  const { page } = await site.open();
  await page.evaluate(() => document.getElementById('redbug')?.scrollIntoView());
  await page.waitForTimeout(100);
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  const offer = page.locator('.resume');
  await offer.waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.equal(await offer.getByRole('link').innerText(), 'Redbug');
  await offer.getByRole('link').click();
  assert.equal(hashOf(page), '#redbug');
  assert.equal(await offer.count(), 0);
  await page.context().close();
});

test('the other language opens at the same place', async () => {
  const { page } = await site.open();
  await page.evaluate(() => document.getElementById('lab-redbug-calls')?.scrollIntoView());
  await page.locator('#language').focus();
  assert.match((await page.locator('#language').getAttribute('href')) ?? '', /\/en\/#lab-redbug-calls$/);
  await page.locator('#language').click();
  assert.match(page.url(), /\/en\/#lab-redbug-calls$/);
  assert.ok(await page.locator('#lab-redbug-calls').evaluate((lab) => Math.abs(lab.getBoundingClientRect().top) < 200));
  await page.goBack();
  await page.goto(new URL('/redbug/', page.url()).href);
  assert.match((await page.locator('#language').getAttribute('href')) ?? '', /\/en\/redbug\/$/);
  await page.context().close();
});

test('keys lead through sections and examples, and are told under ?', async () => {
  const { page, complaints } = await site.open();
  await press(page, 'j');
  assert.equal(hashOf(page), '#lab-first-trace');
  assert.equal(await focusedId(page), 'lab-first-trace');
  await press(page, 'n');
  assert.equal(hashOf(page), '#theory');
  await press(page, 'j', 'k');
  assert.equal(hashOf(page), '#lab-first-trace');
  await press(page, 'n', 'n', 'p');
  assert.equal(hashOf(page), '#theory');
  await press(page, '?');
  const keys = page.getByRole('dialog', { name: 'Клавиши' });
  await keys.waitFor();
  await press(page, 'n');
  assert.equal(hashOf(page), '#theory');
  await press(page, 'Escape', 't');
  assert.equal(await page.evaluate(() => document.documentElement.dataset['theme']), 'dark');
  await press(page, 'c');
  assert.equal(await page.evaluate(() => document.activeElement?.closest('#contents') !== null), true);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('keys act by their place on a Cyrillic layout, never while typing, and can be turned off', async () => {
  const { page } = await site.open();
  const type = (key: string, code: string): Promise<void> =>
    page.evaluate(
      ([key, code]) => {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
      },
      [key, code] as const,
    );
  await type('о', 'KeyJ');
  await page.waitForFunction(() => location.hash === '#lab-first-trace');
  await press(page, '/');
  await page.getByRole('searchbox').waitFor();
  await press(page, 'n', 'j');
  assert.equal(hashOf(page), '#lab-first-trace');
  assert.equal(await page.getByRole('searchbox').inputValue(), 'nj');
  await press(page, 'Escape', '?');
  await page.getByRole('checkbox').uncheck();
  await press(page, 'Escape', 'n');
  assert.equal(hashOf(page), '#lab-first-trace');
  await page.context().close();
});

test('r runs the example that the keys led to', async () => {
  const { page } = await site.open({}, scriptWorker);
  await press(page, 'j', 'r');
  await page.locator('[data-lab="first-trace"]').getByText('готово').waitFor();
  await page.context().close();
});

test('a click on the sign of a heading copies its link and tells so', async () => {
  const { page } = await site.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('#redbug .self').click();
  await page.getByRole('status').filter({ hasText: 'Ссылка скопирована' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, page.url());
  assert.equal(hashOf(page), '#redbug');
  await page.context().close();
});

test('a link scrolls to its place and marks it', async () => {
  const { page } = await site.open();
  for (const id of ['redbug', 'lab-redbug-filter', 'rebar.config-L1']) {
    await page.goto(new URL(`/#${id}`, page.url()).href);
    const place = page.locator(`[id="${id}"]`);
    const top = await place.evaluate((one) => one.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 200, `${id} at ${String(top)} px`);
    assert.equal(await place.evaluate((one) => one.matches(':target')), true);
  }
  await page.context().close();
});

test('a term explains itself to pointer and keyboard, inside the window, until Esc', async () => {
  for (const width of [390, 1024, 1440]) {
    const { page } = await site.open({ viewport: { width, height: 800 } });
    const terms = page.locator('.term');
    const count = await terms.count();
    assert.ok(count > 5);
    for (let at = 0; at < count; at += 3) {
      const term = terms.nth(at);
      const tip = term.getByRole('tooltip');
      await term.focus();
      assert.ok(await tip.isVisible());
      const box = await tip.boundingBox();
      assert.ok(box !== null && box.x >= 0 && box.x + box.width <= width, `term ${String(at)} at ${String(width)} px`);
      assert.ok(box.y >= 0 && box.y + box.height <= 800, `term ${String(at)} at ${String(width)} px`);
      const said = await term.evaluate(
        (one) => document.getElementById(one.getAttribute('aria-describedby') ?? '')?.textContent ?? '',
      );
      assert.ok(said.length > 10);
      await press(page, 'Escape');
      assert.equal(await tip.isVisible(), false);
    }
    await page.context().close();
  }
});

test('the pointer may rest on an explanation', async () => {
  const { page } = await site.open();
  const term = page.locator('.term').first();
  await term.hover();
  const tip = term.getByRole('tooltip');
  await tip.hover();
  assert.ok(await tip.isVisible());
  await page.context().close();
});

test('on paper: outputs whole, no controls, links told', async () => {
  const { page } = await site.open();
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.tools', '#contents', '.bar >> nth=0', '.self >> nth=0'])
    assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  const cut = await page
    .locator('.out')
    .evaluateAll((all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length);
  assert.equal(cut, 0);
  const told = await page
    .locator('main a[href^="http"]')
    .first()
    .evaluate((link) => getComputedStyle(link, '::after').content);
  assert.match(told, /http/);
  await page.context().close();
});

test('without JavaScript no page shows a control that needs it', async () => {
  const { page } = await site.open({ javaScriptEnabled: false });
  const root = page.url();
  for (const path of globSync('{index,redbug/index,en/index,404}.html', { cwd: 'dist' })) {
    await page.goto(new URL(path.replace('index.html', ''), root).href);
    const shown = await page
      .locator('button:visible')
      .evaluateAll((all) => all.map((one) => one.getAttribute('class')));
    assert.deepEqual(shown, [], path);
  }
  await page.context().close();
});
