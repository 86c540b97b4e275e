// After the first visit the site needs no network: the service worker has fetched all of it, examples included.
import assert from 'node:assert/strict';
import test from 'node:test';
import { labOf, recordedLinesOf, runFast, timedLinesOf, useSite, waitForWorker } from './site.ts';

const site = useSite();

test('offline, after one visit: the article, a section never seen, and an example that runs', async () => {
  const { page } = await site.open({ serviceWorkers: 'allow' });
  await waitForWorker(page);
  await page.context().setOffline(true);
  const refused: string[] = [];
  page.on('requestfailed', (request) => refused.push(request.url()));
  await page.reload();
  assert.ok((await page.locator('main [data-lab]').count()) > 50);
  for (const path of ['/redbug/', '/en/redbug/?from=somewhere']) {
    await page.goto(new URL(path, page.url()).href);
    const lab = labOf(page, 'redbug-calls');
    await runFast(lab);
    assert.deepEqual(await timedLinesOf(lab), await recordedLinesOf('redbug-calls'));
  }
  assert.deepEqual(refused, []);
  await page.context().close();
});
