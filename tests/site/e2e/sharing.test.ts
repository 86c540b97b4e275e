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

test('a phone opens its share sheet', async () => {
  const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };
  const { page } = await site.open(phone, async (opened) => {
    await scriptWorker(opened);
    await opened.addInitScript(() => {
      const sheets: unknown[] = [];
      const share = (data: ShareData): Promise<void> => {
        sheets.push(data.url);
        return Promise.resolve();
      };
      Object.assign(globalThis, { sheets });
      Object.defineProperty(navigator, 'share', { value: share });
    });
  });
  await reach(labOf(page, id));
  await labOf(page, id).getByRole('button', { name: 'Поделиться' }).click();
  for (let wait = 0; wait < 50 && (await page.evaluate('sheets.length')) === 0; wait += 1)
    await page.waitForTimeout(100);
  assert.match(String(await page.evaluate('sheets[0]')), /\/redbug\/#lab-redbug-calls$/);
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
