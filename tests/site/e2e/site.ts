// Opens the built site (dist/) in a real browser for the tests of this folder.
import { existsSync } from 'node:fs';
import { after, before } from 'node:test';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serveFolder, type StaticServer } from '../../../scripts/static-server.ts';

export type OpenPage = {
  readonly page: Page;
  /** What the page's console and error handler said; a healthy page says nothing. */
  readonly complaints: string[];
};

export type Site = {
  readonly open: (options?: BrowserContextOptions, prepare?: (page: Page) => Promise<void>) => Promise<OpenPage>;
};

/** Starts browser and server before the file's tests, and ends them after. */
export function useSite(): Site {
  let browser: Browser | null = null;
  let served: StaticServer | null = null;

  before(async () => {
    if (!existsSync('dist/index.html')) throw new Error('dist/ is missing: npm run build');
    served = await serveFolder('dist');
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    served?.server.closeAllConnections();
    served?.server.close();
  });

  return {
    open: async (options = {}, prepare) => {
      if (browser === null || served === null) throw new Error('the browser has not started');
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await prepare?.(page);
      await page.goto(served.address);
      return { page, complaints };
    },
  };
}

/** The block of a lab. */
export function labOf(page: Page, id: string): Locator {
  return page.locator(`[data-lab="${id}"]`);
}

/** What a lab's output shows, line by line, without the gutter. */
export async function linesOf(lab: Locator): Promise<string[]> {
  const lines = await lab.locator('.ln > span').allTextContents();
  return lines.map((line) => line.trimEnd());
}

/** The field of a lab's editor; begins to edit if nobody does yet. */
export async function editorOf(lab: Locator): Promise<Locator> {
  const field = lab.locator('.cm-content');
  if ((await field.count()) === 0) {
    await lab.locator('.typed').press('Enter');
    await field.waitFor();
  }
  return field;
}

/** Replaces the text of a lab's prompt. */
export async function typeInto(lab: Locator, code: string): Promise<void> {
  await (await editorOf(lab)).fill(code);
}

/** Runs what stands in a lab's prompt, by the keyboard. */
export async function pressRun(lab: Locator): Promise<void> {
  await lab.locator(':is(.cm-content, .typed[tabindex])').first().press('Control+Enter');
}

/** What stands in a lab's prompt, edited or not. */
export async function codeOf(lab: Locator): Promise<string> {
  const lines = await lab.locator('.cm-line').allTextContents();
  return lines.length > 0 ? lines.join('\n') : ((await lab.locator('.typed pre').textContent()) ?? '');
}
