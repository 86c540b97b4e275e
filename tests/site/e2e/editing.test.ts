// Editing an example: the editor, what it knows of Erlang, and what becomes of an edit.
import assert from 'node:assert/strict';
import test from 'node:test';
import { labCode } from '../../../src/content/labs.ts';
import { scriptWorker } from './scripted-worker.ts';
import { codeOf, editorOf, labOf, linesOf, pressRun, typeInto, useSite } from './site.ts';

const site = useSite();
const id = 'redbug-calls';

test('the editor comes with the first edit, in place, and nothing moves', async () => {
  const asked: string[] = [];
  const { page, complaints } = await site.open({}, async (opened) => {
    opened.on('request', (request) => asked.push(request.url()));
    await scriptWorker(opened);
  });
  const lab = labOf(page, id);
  await lab.hover();
  await lab.locator('.typed[tabindex]').waitFor();
  assert.equal(asked.filter((url) => /editor\.[^/]*\.js/.test(url)).length, 0);
  const line = lab.locator('.typed pre');
  const height = (await lab.boundingBox())?.height;
  const [before, mark] = [await line.boundingBox(), await line.locator('.f').first().boundingBox()];
  await lab.locator('.typed').click({ position: { x: 60, y: 8 } });
  await lab.locator('.cm-content').waitFor();
  assert.equal(asked.filter((url) => /editor\.[^/]*\.js/.test(url)).length, 1);
  const text = lab.locator('.cm-line').first();
  assert.deepEqual(await text.locator('.f').first().boundingBox(), mark);
  assert.equal((await text.boundingBox())?.y, before?.y);
  assert.equal((await lab.boundingBox())?.height, height);
  // The caret is where the reader pressed: after seven characters.
  await page.keyboard.type('_here_');
  assert.match(await codeOf(lab), /^redbug:_here_start/);
  await page.waitForTimeout(200);
  await page.keyboard.press('Escape');
  await lab.locator('.cm-content').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'typed');
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('an editor that cannot be had is stood in for by a plain field', async () => {
  const { page } = await site.open({}, async (opened) => {
    await scriptWorker(opened);
    await opened.route(/editor\.[^/]*\.js$/, (route) => route.abort());
  });
  const lab = labOf(page, id);
  await lab.locator('.typed').press('Enter');
  await lab.locator('textarea').fill('plain');
  await lab.locator('textarea').press('Control+Enter');
  await lab.getByText('готово').waitFor();
  assert.deepEqual(await linesOf(lab), ['plain']);
  await lab.locator('textarea').press('Escape');
  assert.equal(await codeOf(lab), 'plain');
  await page.context().close();
});

test('Tab leaves the editor', async () => {
  const { page } = await site.open({}, scriptWorker);
  const lab = labOf(page, id);
  await (await editorOf(lab)).press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.className.split(' ')[0]), 'out');
  await page.context().close();
});

test('an edit is marked, survives a reload, and goes with one click, which can be undone', async () => {
  const { page } = await site.open({}, scriptWorker);
  const lab = labOf(page, id);
  await typeInto(lab, 'X = 1.\nX + 1.');
  await lab.getByText('изменено').waitFor();
  assert.equal(await lab.locator('.prompt .counter').textContent(), '1>\n2>');
  await page.reload();
  await lab.getByText('изменено').waitFor();
  assert.equal(await codeOf(lab), 'X = 1.\nX + 1.');
  await lab.getByRole('button', { name: 'Сбросить' }).click();
  assert.equal(await codeOf(lab), labCode(id));
  assert.equal(await lab.getByText('изменено').count(), 0);
  await lab.getByRole('button', { name: 'Вернуть правку' }).click();
  assert.equal(await codeOf(lab), 'X = 1.\nX + 1.');
  await lab.getByRole('button', { name: 'Сбросить' }).click();
  await page.reload();
  await lab.hover();
  await lab.locator('.typed[tabindex]').waitFor();
  assert.equal(await codeOf(lab), labCode(id));
  await page.context().close();
});

test('completion comes from the node, with arities, and is taken with Tab', async () => {
  const { page } = await site.open();
  const lab = labOf(page, id);
  await typeInto(lab, '');
  const offers = page.locator('.cm-tooltip-autocomplete li');
  // The node has booted when it knows a word.
  for (let attempt = 0; attempt < 40 && (await offers.count()) === 0; attempt += 1) {
    await typeInto(lab, '');
    await page.keyboard.type('cat_traveler:');
    await page.waitForTimeout(300);
  }
  assert.ok((await offers.allTextContents()).includes('enter/2'));
  await page.keyboard.type('where');
  await page.waitForTimeout(200);
  await page.keyboard.press('Tab');
  assert.equal(await codeOf(lab), 'cat_traveler:where_is_cat(');
  await typeInto(lab, 'X = cat_trav');
  await page.keyboard.press('Control+Space');
  await offers.first().waitFor();
  assert.equal(await offers.first().textContent(), 'cat_traveler');
  await page.context().close();
});

test('what is wrong is underlined where Erlang reports it, in its words', async () => {
  const { page } = await site.open();
  const lab = labOf(page, id);
  await typeInto(lab, 'X = 1.\nfoo bar.');
  await lab.getByText('2:5: syntax error before: bar').waitFor();
  assert.deepEqual(await lab.locator('.cm-lintRange-error').allTextContents(), ['bar']);
  await page.keyboard.press('F8');
  await page.keyboard.type('baz');
  assert.equal(await codeOf(lab), 'X = 1.\nfoo baz.');
  await typeInto(lab, 'X = 1');
  await lab.locator('.cm-lintRange-error').waitFor({ state: 'detached' });
  await pressRun(lab);
  await lab
    .locator('.ln')
    .filter({ hasText: /^1\s*$/ })
    .waitFor();
  await page.context().close();
});
