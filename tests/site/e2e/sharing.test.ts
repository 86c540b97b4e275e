// Links to examples: what they carry is shown and never run, and a bad one does no harm.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { labCode } from '../../../src/content/labs.ts';
import { runFragment } from '../../../src/stores/share.ts';
import { scriptWorker } from './scripted-worker.ts';
import { codeOf, labOf, linesOf, pressRun, typeInto, useSite, reach } from './site.ts';

const site = useSite();
const id = 'redbug-calls';

async function shared(page: Page): Promise<string> {
  await reach(labOf(page, id));
  await labOf(page, id).getByRole('button', { name: 'Поделиться' }).click();
  await labOf(page, id).getByText('Ссылка скопирована').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Follows a link to another place of the page that is open. */
async function follow(page: Page, fragment: string): Promise<void> {
  await page.evaluate((wanted) => {
    location.hash = wanted;
  }, fragment);
}

const asked = { permissions: ['clipboard-read', 'clipboard-write'] };

test('an example that was not touched is shared by its name, on the page of its section', async () => {
  const { page } = await site.open(asked, scriptWorker);
  assert.match(await shared(page), /^http:\/\/[^/]+\/redbug\/#lab-redbug-calls$/);
  await page.context().close();
});

test('an edit travels in the link: it is shown, marked, not run and not kept, and goes with one click', async () => {
  const { page, complaints } = await site.open(asked, scriptWorker);
  const code = 'lists:sum([1, 2, 39]). % <b>Тихон</b>';
  await typeInto(labOf(page, id), code);
  await labOf(page, id).getByLabel('Темп времени').selectOption('×10');
  const link = await shared(page);
  assert.match(link, /\/redbug\/#run=redbug-calls\.[\w-]+1$/);
  await page.evaluate(() => {
    localStorage.clear();
  });
  await page.goto('about:blank');
  await page.goto(link);
  const lab = labOf(page, id);
  await lab.getByText('изменено').waitFor();
  assert.equal(await codeOf(lab), code);
  assert.equal(await lab.locator('b').filter({ hasText: 'Тихон' }).count(), 0);
  assert.equal(await lab.getByText('запись', { exact: true }).count(), 1);
  assert.match((await lab.getAttribute('class')) ?? '', /\bhere\b/);
  assert.equal(await lab.getByLabel('Темп времени').inputValue(), '×10');
  const top = (await lab.boundingBox())?.y ?? -1;
  assert.ok(top >= 0 && top < 500, `the block is at ${String(top)}`);
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), `edit:${id}`), null);
  await lab.getByRole('button', { name: 'Сбросить' }).click();
  assert.equal(await codeOf(lab), labCode(id));
  assert.match(page.url(), /#lab-redbug-calls$/);
  await lab.getByRole('button', { name: 'Вернуть правку' }).click();
  await pressRun(lab);
  await lab.getByText('готово').waitFor();
  await lab.locator('.ln').filter({ hasText: 'Тихон' }).waitFor();
  assert.deepEqual(await linesOf(lab), [code]);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('a damaged or hostile link gives the original and a quiet note', async () => {
  const { page, complaints } = await site.open({}, scriptWorker);
  const good = runFragment(id, { code: 'evil().', seed: 1, pace: 1 }) ?? '';
  const lab = labOf(page, id);
  const bad = [good.slice(0, -4), `${good.slice(0, -6)}AAAAA1`, `run=${id}.<img src=x onerror=alert(1)>`, `run=${id}`];
  for (const fragment of bad) {
    await follow(page, fragment);
    await lab.getByText('Ссылка повреждена, это исходный пример').waitFor();
    assert.equal(await codeOf(lab), labCode(id));
    assert.equal(await lab.getByText('изменено').count(), 0);
    assert.equal(await lab.locator('img').count(), 0);
    await follow(page, good);
    await lab.getByText('изменено').waitFor();
    assert.equal(await codeOf(lab), 'evil().');
  }
  for (const nobody of ['run=no-such-lab.AAAA1', 'run=%3Cscript%3E', 'run=..']) await follow(page, nobody);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };

/** Puts a share sheet in the page that keeps what it is given and ends as told. */
async function withSheet(page: Page, ending: 'done' | 'AbortError' | 'NotAllowedError'): Promise<void> {
  await scriptWorker(page);
  await page.addInitScript((end) => {
    const sheets: ShareData[] = [];
    const share = (data: ShareData): Promise<void> => {
      sheets.push(data);
      return end === 'done' ? Promise.resolve() : Promise.reject(new DOMException('', end));
    };
    Object.assign(globalThis, { sheets });
    Object.defineProperty(navigator, 'share', { value: share });
  }, ending);
}

type Sheet = { readonly title: string; readonly url: string };

/** What the sheet was given so far; waits until that has happened so often. */
async function sheetsOf(page: Page, times: number): Promise<readonly Sheet[]> {
  for (let wait = 0; wait < 100; wait += 1) {
    const sheets = await page.evaluate<readonly Sheet[]>('sheets');
    if (sheets.length === times) return sheets;
    await page.waitForTimeout(50);
  }
  throw new Error('the share sheet was not asked');
}

test('a phone opens its share sheet with title and address, for an example and for a heading', async () => {
  for (const path of ['/', '/redbug/']) {
    const { page, complaints } = await site.open(phone, (opened) => withSheet(opened, 'done'), path);
    await reach(labOf(page, id));
    await labOf(page, id).getByRole('button', { name: 'Поделиться' }).tap();
    const [example] = await sheetsOf(page, 1);
    assert.match(example?.url ?? '', /\/redbug\/#lab-redbug-calls$/);
    assert.match(example?.title ?? '', /^Redbug — Интроспекция и трассировка эрланг-сервиса/);
    await page.locator('#redbug-arguments .self').tap();
    const [, heading] = await sheetsOf(page, 2);
    assert.match(heading?.url ?? '', /#redbug-/);
    assert.match(heading?.title ?? '', /^[^#]+ — (?:Redbug — )?Интроспекция и трассировка эрланг-сервиса/);
    assert.deepEqual(complaints, []);
    await page.context().close();
  }
});

test('a share sheet that the reader closes is no matter; one that cannot open leaves the clipboard', async () => {
  const quiet = await site.open({ ...phone, ...asked }, (opened) => withSheet(opened, 'AbortError'), '/redbug/');
  const state = labOf(quiet.page, id).locator('.state');
  const before = await state.innerText();
  await labOf(quiet.page, id).getByRole('button', { name: 'Поделиться' }).tap();
  await quiet.page.locator('#redbug .self').tap();
  await sheetsOf(quiet.page, 2);
  assert.equal(await state.innerText(), before);
  assert.equal(await quiet.page.locator('.told').count(), 0);
  assert.deepEqual(quiet.complaints, []);
  await quiet.page.context().close();
  const refused = await site.open({ ...phone, ...asked }, (opened) => withSheet(opened, 'NotAllowedError'), '/redbug/');
  assert.match(await shared(refused.page), /\/redbug\/#lab-redbug-calls$/);
  await refused.page.locator('#redbug .self').tap();
  await refused.page.getByRole('status').filter({ hasText: 'Ссылка скопирована' }).last().waitFor();
  await refused.page.context().close();
});

test('without a share sheet the link is copied, and said so where screen readers listen', async () => {
  const { page } = await site.open({ ...phone, ...asked }, scriptWorker, '/redbug/');
  assert.equal(await page.evaluate(() => 'share' in navigator), false);
  await labOf(page, id).getByRole('button', { name: 'Поделиться' }).tap();
  await labOf(page, id).getByRole('status').filter({ hasText: 'Ссылка скопирована' }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\/redbug\/#lab-redbug-calls$/);
  await page.context().close();
});

test('a link to a place that stands in another section offers the way there, with all that it carries', async () => {
  const { page, complaints } = await site.open({}, scriptWorker, '/dbg/');
  const note = page.locator('.resume');
  const run = runFragment(id, { code: 'ok.', seed: 1, pace: 1 }) ?? '';
  for (const [fragment, said] of [
    ['lab-redbug-calls', 'Этот пример стоит в другом разделе: Redbug'],
    ['redbug', 'Это место в другом разделе: Redbug'],
    [run, 'Этот пример стоит в другом разделе: Redbug'],
  ] as const) {
    await follow(page, fragment);
    await page.waitForFunction(
      (wanted) => document.querySelector('.resume a')?.getAttribute('href')?.endsWith(wanted),
      `#${fragment}`,
    );
    assert.equal((await note.innerText()).replace(/\s*×$/, '').trim(), said);
    assert.equal(await note.getAttribute('role'), 'status');
    assert.equal(await note.count(), 1);
  }
  await note.getByRole('link').click();
  assert.match(page.url(), /\/redbug\/#run=/);
  await labOf(page, id).getByText('изменено').waitFor();
  assert.equal(await codeOf(labOf(page, id)), 'ok.');
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('a link to a place that is nowhere says so quietly, on arrival and later, and the page stays', async () => {
  const { page, complaints } = await site.open({}, scriptWorker, '/redbug/#lab-no-such-lab');
  const note = page.locator('.resume').filter({ hasText: 'в статье нет' });
  await note.waitFor();
  await note.getByRole('button', { name: 'Закрыть' }).click();
  assert.equal(await note.count(), 0);
  for (const nowhere of ['no-such-section', 'run=no-such-lab.AAAA1', '%D0%9A%D0%BE%D1%82', '%']) {
    await follow(page, nowhere);
    await note.waitFor();
    await note.getByRole('button', { name: 'Закрыть' }).click();
  }
  for (const here of ['redbug', 'lab-redbug-calls', 'text', 'top', '']) {
    await follow(page, here);
    await page.waitForTimeout(50);
    assert.equal(await note.count(), 0, here);
  }
  assert.ok(await page.locator('h1').isVisible());
  assert.deepEqual(complaints, []);
  await page.goto(new URL('/en/#nowhere', page.url()).href);
  await page.getByText('The article has no such place as the link names.').waitFor();
  await page.context().close();
});

test('without a clipboard the link stands in the address bar', async () => {
  const { page } = await site.open({}, async (opened) => {
    await scriptWorker(opened);
    await opened.addInitScript(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    });
  });
  await page.goto(new URL('/redbug/', page.url()).href);
  await typeInto(labOf(page, id), 'ok.');
  await reach(labOf(page, id));
  await labOf(page, id).getByRole('button', { name: 'Поделиться' }).click();
  await labOf(page, id).getByText('Ссылка — в строке адреса').waitFor();
  assert.match(page.url(), /#run=redbug-calls\./);
  await page.context().close();
});
