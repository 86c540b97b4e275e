// Pictures of every page of dist/ at three widths in both themes, into test-results/screenshots/; for eyes, not for tests.
// `npm run screenshots` takes all; words after `--` choose: pages whose address holds one of them, widths, themes.
import { globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { launchBrowser } from './browser.ts';
import { serveFolder } from './static-server.ts';

const folder = 'test-results/screenshots';
const widths = [390, 768, 1440];
const themes = ['light', 'dark'] as const;

const wanted = process.argv.slice(2);
const chosen = <One extends string | number>(all: readonly One[]): readonly One[] => {
  const named = all.filter((one) => wanted.includes(String(one)));
  return named.length > 0 ? named : all;
};
const names = wanted.filter((one) => !widths.map(String).includes(one) && one !== 'light' && one !== 'dark');
const pages = globSync('**/*.html', { cwd: 'dist' })
  .map((path) => path.replace(/index\.html$/, ''))
  .filter((path) => names.length === 0 || names.some((name) => path === name || path.includes(name)));

mkdirSync(folder, { recursive: true });
const { address, server } = await serveFolder('dist');
const browser = await launchBrowser();
for (const colorScheme of chosen(themes)) {
  for (const width of chosen(widths)) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    for (const path of pages.toSorted()) {
      await page.goto(new URL(path, address).href, { waitUntil: 'networkidle' });
      const name = path.replace(/\/$|\.html$/g, '').replaceAll('/', '-') || 'article';
      // A picture of the whole page shows what no reader sees at once.
      await page.addStyleTag({ content: '* { content-visibility: visible !important }' });
      const height = await page.evaluate<number>('document.documentElement.scrollHeight');
      // Very tall pages are cut by the browser; the sections have pages of their own.
      const clip = { x: 0, y: 0, width, height: Math.min(height, 12_000) };
      await page.screenshot({
        path: join(folder, `${name}-${String(width)}-${colorScheme}.png`),
        fullPage: true,
        clip,
      });
    }
    await context.close();
  }
}
await browser.close();
server.closeAllConnections();
server.close();
console.log(`${String(pages.length)} pages, see ${folder}/`);
