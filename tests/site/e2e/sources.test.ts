// Sources: pages of their own, and over the article, where they can be changed while they run.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { labOf, linesOf, pressRun, typeInto, useSite } from './site.ts';

const site = useSite();
const text = readFileSync('src/engine/apps/cat_traveler/cat_traveler.erl', 'utf8').trimEnd();

/** The source of cat_traveler, opened from where a section mentions it. */
async function openPanel(page: Page): Promise<Locator> {
  await page.locator('section[aria-labelledby="cat-traveler"] a.src[href*="/cat_traveler.erl/"]').first().click();
  const panel = page.locator('dialog.source-panel');
  await panel.locator('.cm-content').waitFor();
  return panel;
}

async function textOf(panel: Locator): Promise<string> {
  return (await panel.locator('.cm-line').allTextContents()).join('\n');
}

test('a source is a page in both languages, with a link to each line, without JavaScript', async () => {
  const { page, complaints } = await site.open({ javaScriptEnabled: false });
  for (const address of ['/source/cat_traveler.erl/', '/en/source/cat_traveler.erl/']) {
    await page.goto(new URL(`${address}#L3`, page.url()).href);
    assert.equal(await page.locator('pre.code').textContent(), text);
    assert.equal(await page.locator('.l:target').getAttribute('id'), 'L3');
    assert.equal(await page.locator('.l > a').nth(2).getAttribute('href'), '#L3');
  }
  await page.getByRole('link', { name: 'Sources' }).click();
  await page.getByRole('link', { name: 'redbug.erl', exact: true }).click();
  assert.match(page.url(), /\/en\/source\/redbug\.erl\/$/);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('a mention opens the source over the article; an edit outlives the panel, and goes and comes with one click', async () => {
  const { page, complaints } = await site.open();
  let panel = await openPanel(page);
  assert.equal(await textOf(panel), text);
  await panel.locator('.cm-content').press('Control+Home');
  await page.keyboard.type('%% mine\n');
  await panel.getByText('изменено').waitFor();
  await page.waitForTimeout(200);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  panel = await openPanel(page);
  assert.match(await textOf(panel), /^%% mine\n/);
  await panel.getByRole('button', { name: 'Вернуть исходный' }).click();
  assert.equal(await textOf(panel), text);
  await panel.getByRole('button', { name: 'Вернуть правку' }).click();
  assert.match(await textOf(panel), /^%% mine\n/);
  await panel.getByRole('button', { name: 'Закрыть' }).click();
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('a number in the margin copies a link to its line', async () => {
  const { page } = await site.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  const panel = await openPanel(page);
  await panel.locator('.cm-lineNumbers .cm-gutterElement').filter({ hasText: /^5$/ }).click();
  await page.getByText('Ссылка скопирована').waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\/source\/cat_traveler\.erl\/#L5$/);
  await page.context().close();
});

test('Recompile changes what a running node does, and tells what is wrong where Erlang does', async () => {
  const { page, complaints } = await site.open();
  let panel = await openPanel(page);
  await panel.getByRole('button', { name: 'Перекомпилировать' }).click();
  await panel.getByText('сначала запустите пример').waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });

  const lab = labOf(page, 'first-trace');
  await typeInto(lab, 'cat_traveler:here().');
  await pressRun(lab);
  await lab.locator('.ln').filter({ hasText: 'undefined function cat_traveler:here/0' }).waitFor();

  panel = await openPanel(page);
  const field = panel.locator('.cm-content');
  await field.press('Control+End');
  await page.keyboard.type('\nhere() -> foo bar.');
  await panel.locator('.said').filter({ hasText: 'syntax error before: bar' }).waitFor();
  assert.deepEqual(await panel.locator('.cm-lintRange-error').allTextContents(), ['bar']);
  await page.keyboard.press('Control+Enter');
  await panel.getByText(/Не загружен\. \d+:\d+: syntax error before: bar/).waitFor();
  await page.keyboard.press('Shift+Home');
  await page.keyboard.type('here() -> {recompiled, ?MODULE}.');
  await page.keyboard.press('Control+Home');
  for (let line = 0; line < 3; line += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.type('-export([here/0]).');
  await panel.getByRole('button', { name: 'Перекомпилировать' }).click();
  await panel.getByText('Модуль cat_traveler загружен на ноду примера first-trace.').waitFor();
  await page.waitForTimeout(500);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });

  await pressRun(lab);
  await lab.locator('.ln').filter({ hasText: '{recompiled,cat_traveler}' }).waitFor();
  assert.deepEqual(await linesOf(lab), ['{recompiled,cat_traveler}']);

  // The block says whose code its node runs, and a fresh node runs it too until one click takes it back.
  const changed = lab.locator('.changed');
  assert.match(await changed.innerText(), /На этой ноде ваш код:\s+cat_traveler\.erl/);
  await lab.getByRole('button', { name: 'Сбросить' }).click();
  await typeInto(lab, 'cat_traveler:here().');
  await pressRun(lab);
  await lab.locator('.ln').filter({ hasText: '{recompiled,cat_traveler}' }).waitFor();
  assert.equal(await changed.count(), 1);
  assert.equal(await labOf(page, 'redbug-calls').locator('.changed').count(), 0);
  await changed.getByRole('link', { name: 'cat_traveler.erl' }).click();
  await panel.getByText('изменено').waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await changed.getByRole('button', { name: 'Вернуть исходный' }).click();
  await changed.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'run');
  for (const isFresh of [false, true]) {
    if (isFresh) await lab.getByRole('button', { name: 'Сбросить' }).click();
    await typeInto(lab, 'cat_traveler:here().');
    await pressRun(lab);
    await lab.locator('.ln').filter({ hasText: 'undefined function cat_traveler:here/0' }).waitFor();
  }
  assert.deepEqual(complaints, []);
  await page.context().close();
});
