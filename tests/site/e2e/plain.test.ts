// Every page with JavaScript off: the text, and of each example its code and recorded output; no control that would do nothing.
import assert from 'node:assert/strict';
import test from 'node:test';
import { labCode, labs } from '../../../src/content/labs.ts';
import { languages, sectionIds } from '../../../src/content/outline.ts';
import { labOf, recordedLinesOf, timedLinesOf, useSite } from './site.ts';

const site = useSite();

for (const language of languages) {
  const prefix = language === 'ru' ? '/' : '/en/';
  const recordedWord = language === 'ru' ? 'запись' : 'recorded';

  test(`without JavaScript every section of ${prefix} is complete: text, code and every recorded output`, async () => {
    const { page, complaints } = await site.open({ javaScriptEnabled: false }, undefined, prefix);
    for (const id of sectionIds) {
      await page.goto(new URL(`${prefix}${id}/`, page.url()).href);
      const main = page.locator('main');
      assert.equal(await main.locator(`:is(h1, h2, h3)#${id}`).count(), 1, id);
      assert.ok((await main.locator('p').allInnerTexts()).join('').length > 400, `${id} has hardly any text`);
      const rows = labs.filter((lab) => lab.section === id);
      assert.deepEqual(
        await page.locator('[data-lab]').evaluateAll((all) => all.map((one) => one.getAttribute('data-lab'))),
        rows.map((row) => row.id),
      );
      for (const row of rows) {
        const lab = labOf(page, row.id);
        assert.equal((await lab.locator('pre').first().innerText()).trimEnd(), labCode(row.id));
        assert.deepEqual(await timedLinesOf(lab), await recordedLinesOf(row.id), row.id);
        assert.equal(await lab.getByText(recordedWord, { exact: true }).count(), 1, row.id);
      }
      assert.equal(await page.locator(':is(button, select, summary, input):visible').count(), 0, `${id}: controls`);
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test(`every heading of ${prefix} links to itself by an id of our own`, async () => {
    const { page } = await site.open({ javaScriptEnabled: false }, undefined, prefix);
    for (const path of ['', ...sectionIds.map((id) => `${id}/`)]) {
      await page.goto(new URL(`${prefix}${path}`, page.url()).href);
      const headings = await page
        .locator('main :is(h1, h2, h3, h4)')
        .evaluateAll((all) =>
          all.map((one) => ({ id: one.id, link: one.querySelector('a.self')?.getAttribute('href') ?? '' })),
        );
      assert.ok(headings.length >= (path === '' ? sectionIds.length : 1));
      for (const { id, link } of headings) {
        assert.match(id, /^[a-z][a-z0-9-]*$/);
        assert.equal(link, `#${id}`);
      }
    }
    await page.context().close();
  });
}
