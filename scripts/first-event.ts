// `npm run first-event [-- /path/ …]`: how long a reader waits, on the page of dist/ with its main thread slowed down four times.
// The largest paint over a line of 1.6 Mbit/s, and from a click on Run to the first trace event on the screen: with the engine
// still to be fetched, and with another run's engine there. Medians of several visits, in milliseconds; nothing is judged, since
// times hang on the machine. Browsers slow down the page, not its worker.
import process from 'node:process';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { serveFolder } from './static-server.ts';

const VISITS = 5;
const SLOWER = 4;
/** Lighthouse's slow mobile line: bytes a second, and milliseconds of a round trip. */
const LINE = { offline: false, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: 96_000, latency: 150 };

type Visit = { readonly page: Page; readonly devtools: CDPSession };

async function visit(browser: Browser): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return { page, devtools };
}

function median(times: readonly number[]): number {
  return Math.round(times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN);
}

async function largestPaint(browser: Browser, address: string): Promise<number> {
  const { page, devtools } = await visit(browser);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', LINE);
  await page.goto(address, { waitUntil: 'load' });
  const time = await page.evaluate<number>(`new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
      .observe({ type: 'largest-contentful-paint', buffered: true });
  })`);
  await page.context().close();
  return time;
}

/** From the press on Run to the frame that shows the first event, measured inside the page. */
const pressAndWait = `new Promise((done) => {
  const lab = document.querySelector('.lab');
  const begun = performance.now();
  const seen = () => {
    if (!lab.querySelector('.out > div .ln .sg')) return requestAnimationFrame(seen);
    requestAnimationFrame(() => done(performance.now() - begun));
  };
  lab.querySelector('button.run').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  lab.querySelector('button.run').click();
  seen();
})`;

/** Two runs of the page's first example: the first fetches the engine, the one after Reset has it. */
async function runs(browser: Browser, address: string): Promise<readonly [number, number]> {
  const { page } = await visit(browser);
  await page.goto(address, { waitUntil: 'networkidle' });
  const first = await page.evaluate<number>(pressAndWait);
  await page.locator('.lab .reset').first().click();
  await page.waitForFunction(`document.querySelector('.lab .out > div .ln .sg') === null`);
  await page.waitForTimeout(500);
  const second = await page.evaluate<number>(pressAndWait);
  await page.context().close();
  return [first, second];
}

const asked = process.argv.slice(2);
const { address, server } = await serveFolder('dist', 0, 'compressed');
const browser = await launchBrowser();
try {
  for (const path of asked.length > 0 ? asked : ['/', '/redbug/']) {
    const paints: number[] = [];
    const fresh: number[] = [];
    const fetched: number[] = [];
    for (let i = 0; i < VISITS; i += 1) {
      paints.push(await largestPaint(browser, address + path));
      const [first, second] = await runs(browser, address + path);
      fresh.push(first);
      fetched.push(second);
    }
    console.log(
      `${path.padEnd(10)} largest paint ${String(median(paints))}, first event ${String(median(fresh))}, again ${String(median(fetched))}`,
    );
  }
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
