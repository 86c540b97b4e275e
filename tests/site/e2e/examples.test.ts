// Every example of the article, as a reader runs it: the real engine in a real browser prints what the page shows as recorded,
// line by line and at the same virtual times. The examples are those of the table, so a new one is tested by being there.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { labChain, labs, type LabId } from '../../../src/content/labs.ts';
import { sectionIds, type SectionId } from '../../../src/content/outline.ts';
import { labOf, recordedLinesOf, runFast, timedLinesOf, useSite } from './site.ts';

const site = useSite();

function labsOf(section: SectionId): readonly LabId[] {
  return labs.filter((lab) => lab.section === section).map(({ id }) => id);
}

/** Runs an example and compares all that its block shows with its recording. */
async function runAndCompare(page: Page, id: string): Promise<void> {
  const lab = labOf(page, id);
  const counter = await lab.locator('.counter').innerText();
  const recorded = await recordedLinesOf(id);
  assert.deepEqual(await timedLinesOf(lab), recorded, `${id}: the page shows another recording`);
  await runFast(lab);
  assert.deepEqual(await timedLinesOf(lab), recorded, `${id}: the live run differs from the recording`);
  assert.equal(await lab.locator('.counter').innerText(), counter, `${id}: prompts`);
}

function testSection(section: SectionId, path: string): void {
  test(`${path}: all examples in their order print what was recorded`, async () => {
    const { page, complaints } = await site.open({}, undefined, path);
    for (const id of labsOf(section)) await runAndCompare(page, id);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

for (const section of sectionIds.filter((id) => labsOf(id).length > 0)) testSection(section, `/${section}/`);
for (const section of ['practice', 'dbg'] as const) testSection(section, `/en/${section}/`);

for (const { id, section } of labs.filter((row) => labChain(row.id).length > 1)) {
  test(`${id}, run by itself, goes on from examples that nobody has run`, async () => {
    const { page, complaints } = await site.open({}, undefined, `/${section}/`);
    await runAndCompare(page, id);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

// A phone's terminal is narrower, so lines are broken elsewhere: what they say is not compared.
for (const section of ['redbug', 'sys'] as const) {
  test(`/${section}/ on a phone: all examples run to their end`, async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, complaints } = await site.open(phone, undefined, `/${section}/`);
    for (const id of labsOf(section)) {
      await runFast(labOf(page, id));
      assert.ok((await timedLinesOf(labOf(page, id))).length > 0, `${id} prints nothing`);
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}
