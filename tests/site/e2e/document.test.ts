// The page as a document: accessible, and steady while it loads.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import test, { suite } from 'node:test';
import { labOf, useSite, type OpenPage } from './site.ts';

const site = useSite();

type AxeResult = {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
};

/** Every page of the site, as paths from its root. */
const pages = globSync('**/*.html', { cwd: 'dist' }).map((path) => path.replace(/index\.html$/, ''));
const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [390, 768, 1440].map((width) => ({ colorScheme, width })),
);
const sampled = ['404.html', 'redbug/', 'en/theory/'];

/** What is evaluated last is handed back: nothing, or all of axe would be on its way. */
const axe = `${readFileSync('node_modules/axe-core/axe.min.js', 'utf8')};undefined`;

/** Windows that have been looked through and take the next page. */
const idle: OpenPage[] = [];

/** A page is looked through once in each theme, narrow in one and wide in the other; some are in each way. */
async function lookThrough(path: string): Promise<void> {
  const opened = idle.pop() ?? (await site.open({}, undefined, '/404.html'));
  const { page, complaints } = opened;
  await page.goto(new URL(`/${path}`, page.url()).href);
  await page.evaluate(axe);
  const isSample = sampled.includes(path);
  for (const { colorScheme, width } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(sticksOut <= 0, `${colorScheme}, ${String(width)} px: ${String(sticksOut)} px too wide`);
    if (!isSample && width !== (colorScheme === 'light' ? 390 : 1440)) continue;
    const found = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })');
    assert.deepEqual(
      found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
      [],
      `${colorScheme}, ${String(width)} px`,
    );
  }
  assert.deepEqual(complaints, []);
  idle.push(opened);
}

// Two at a time: while one page is looked through, the next one is drawn.
suite('every page', { concurrency: 2, timeout: 900_000 }, () => {
  for (const path of pages)
    test(
      `/${path}: accessible in both themes, at no width of three does anything stick out, nothing complains`,
      { timeout: 120_000 },
      () => lookThrough(path),
    );
});

test('80 columns fit without scrolling from 768 px up', async () => {
  for (const width of [768, 1024, 1200, 1440]) {
    const { page } = await site.open({ viewport: { width, height: 900 } });
    const room = await labOf(page, 'redbug-calls')
      .locator('.out')
      .evaluate((output) => {
        const line = document.createElement('div');
        line.className = 'ln';
        line.innerHTML = `<i>0.000</i><b></b><span>${'x'.repeat(80)}</span>`;
        output.append(line);
        return output.scrollWidth - output.clientWidth;
      });
    assert.ok(room <= 0, `${String(width)} px: ${String(room)} px too wide`);
    await page.context().close();
  }
});

test("nothing shifts while the page loads, and no code comes but the page's own", async () => {
  const asked: string[] = [];
  const { page } = await site.open({}, async (opened) => {
    opened.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await opened.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
  });
  await page.waitForLoadState('networkidle');
  const shift = await page.evaluate<number>('shifts.reduce((sum, one) => sum + one, 0)');
  assert.ok(shift < 0.001, `layout shift ${String(shift)}`);
  assert.deepEqual(
    asked.filter(
      (path) => path.endsWith('.js') && !/^\/_astro\/(?:Article|InlineCode|opening|preload-helper)\./.test(path),
    ),
    [],
  );
  await page.context().close();
});

test('the theme follows the system until the reader chooses, and the choice is remembered', async () => {
  const { page } = await site.open({ colorScheme: 'dark' });
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.equal(await paper(), 'rgb(20, 22, 26)');
  await page.getByRole('button', { name: 'Светлая тема' }).click();
  assert.equal(await paper(), 'rgb(251, 250, 246)');
  await page.reload();
  assert.equal(await paper(), 'rgb(251, 250, 246)');
  await page.context().close();
});

test('on a narrow screen the contents open behind a button', async () => {
  const { page } = await site.open({ viewport: { width: 390, height: 800 } });
  const contents = page.getByRole('navigation', { name: 'Содержание' });
  assert.equal(await contents.isVisible(), false);
  await page.getByRole('button', { name: 'Содержание' }).click();
  assert.equal(await contents.isVisible(), true);
  await contents.getByRole('link', { name: 'Redbug', exact: true }).click();
  assert.match(page.url(), /#redbug$/);
  assert.equal(await contents.isVisible(), false);
  await page.context().close();
});
