// Opens the built site (dist/) in a real browser for the tests of this folder.
import { existsSync } from 'node:fs';
import { after, before } from 'node:test';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { gutterOf } from '../../../src/components/lab/classify.ts';
import { recordedOutput } from '../../../src/content/recorded.ts';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serveFolder } from '../../../scripts/static-server.ts';

export type OpenPage = {
  readonly page: Page;
  /** What the page's console and error handler said; a healthy page says nothing. */
  readonly complaints: string[];
};

export type Site = {
  /**
   * Opens a page in a context of its own; `path` is the whole article's if it is not given. Its service worker, which would
   * fetch the whole site each time, does not come unless `options` say `serviceWorkers: 'allow'`.
   */
  readonly open: (
    options?: BrowserContextOptions,
    prepare?: (page: Page) => Promise<void>,
    path?: string,
  ) => Promise<OpenPage>;
};

/** What serves the pages; `serveFolder` unless a test brings another. */
export type Host = { readonly address: string; readonly close: () => void };

async function hostOf(folder: string): Promise<Host> {
  if (!existsSync(`${folder}/index.html`)) throw new Error(`${folder}/ is missing: npm run build`);
  const { address, server } = await serveFolder(folder);
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { address, close };
}

/** Starts browser and server before the file's tests, and ends them after. */
export function useSite(start: () => Promise<Host> = () => hostOf('dist')): Site {
  let browser: Browser | null = null;
  let served: Host | null = null;

  before(async () => {
    served = await start();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    served?.close();
  });

  return {
    open: async (options = {}, prepare, path = '/') => {
      if (browser === null || served === null) throw new Error('the browser has not started');
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        serviceWorkers: 'block',
        ...options,
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.text() === 'Service Worker registration blocked by Playwright') return;
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await prepare?.(page);
      await page.goto(`${served.address}${path}`);
      return { page, complaints };
    },
  };
}

/** The block of a lab. */
export function labOf(page: Page, id: string): Locator {
  return page.locator(`[data-lab="${id}"]`);
}

/** What Tab reaches in a block that nobody has run, in its order. */
export const stopsOfBlock: readonly string[] = [
  'Запустить',
  'Править',
  'Копировать',
  'Поделиться',
  'Открыть в шелле',
  'Строка для шелла; Enter — править, Ctrl+Enter — запустить',
  'Вывод шелла',
  'Темп времени',
];

/** Goes to a lab that may be far away: it gets its controls when it comes near. */
export async function reach(lab: Locator): Promise<void> {
  await lab.scrollIntoViewIfNeeded();
  await lab.locator('button.run').waitFor();
}

/** What a lab's output shows, line by line, without the gutter. */
export async function linesOf(lab: Locator): Promise<string[]> {
  const lines = await lab.locator('.ln').allTextContents();
  return lines.map((line) => line.trimEnd());
}

/** The lines of a lab's output with their virtual times or, where one is shown as typed, its prompt. */
export async function timedLinesOf(lab: Locator): Promise<string[]> {
  const lines = await lab
    .locator('.ln')
    .evaluateAll((all) => all.map((line) => `${line.getAttribute('data-t') ?? ''}${line.textContent}`));
  return lines.map((line) => line.trimEnd());
}

/** The lines that a lab's recording gives the page, as `timedLinesOf` reads them. */
export async function recordedLinesOf(id: string): Promise<string[]> {
  const recorded = await recordedOutput(id);
  if (recorded === null) throw new Error(`${id} has not been recorded: npm run record`);
  const lines = recorded.lines.map(({ t, text, prompt = null }) => ({ time: t, text, prompt }));
  return lines.map(({ text, prompt }, index) => {
    const gutter = prompt === null ? gutterOf(lines, index) : `${String(prompt)}>`;
    return `${gutter}${text}`.trimEnd();
  });
}

/** Runs a lab with time as fast as possible, and waits for the node to come to rest. */
export async function runFast(lab: Locator): Promise<void> {
  const pace = lab.locator('select.pace');
  // Reaching for the block wakes it; a choice made before that would be lost.
  await lab.hover();
  await lab.locator('astro-island:not([ssr])').waitFor({ state: 'attached' });
  await pace.selectOption({ index: 5 });
  await lab.locator('button.run').click();
  const end = lab.locator('.state', { hasText: /готово|done|не вышло|failed/ });
  await end.waitFor({ timeout: 20_000 });
  const said = (await end.innerText()).trim();
  if (said === 'не вышло' || said === 'failed') throw new Error((await lab.locator('.problem').textContent()) ?? said);
}

/** Waits until the service worker has fetched everything and is at work; the next page is served by it. */
export async function waitForWorker(page: Page): Promise<void> {
  const state = (): Promise<string | undefined> =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);
  for (let wait = 0; wait < 200; wait += 1) {
    if ((await state()) === 'activated') return;
    await page.waitForTimeout(100);
  }
  throw new Error('the service worker does not come to work');
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
