// The site as README says to publish it: built for a path of another host, and served below that path by nginx; where there is
// no nginx, by the static server, which neither compresses nor names a time to keep files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { hasNginx, startNginx } from '../../../scripts/nginx.ts';
import { freePort, serveFolder } from '../../../scripts/static-server.ts';
import { labOf, recordedLinesOf, runFast, timedLinesOf, useSite, waitForWorker, type Host } from './site.ts';

const folder = 'dist-sub';
const below = '/blog/tracing';
const isNginx = hasNginx();
const by = isNginx ? 'by nginx' : 'by the static server, for want of nginx,';
const withoutNginx = isNginx ? false : 'there is no nginx here';

/** Builds the site for the sub-path, unless that has been done since it was built for the root. */
function build(): void {
  const built = join(folder, 'index.html');
  if (existsSync(built) && statSync(built).mtimeMs > statSync('dist/index.html').mtimeMs) return;
  const env = { ...process.env, BASE_PATH: `${below}/`, SITE_URL: 'https://example.org' };
  const ended = spawnSync('astro', ['build', '--outDir', folder], { env, encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`astro build: ${ended.stdout}${ended.stderr}`);
}

async function start(): Promise<Host> {
  build();
  if (isNginx) {
    const port = await freePort();
    const nginx = await startNginx(folder, port, below);
    return { address: `http://127.0.0.1:${String(port)}`, close: () => nginx.kill() };
  }
  const root = mkdtempSync(join(tmpdir(), 'published-'));
  mkdirSync(join(root, 'blog'));
  symlinkSync(resolve(folder), join(root, below));
  const { address, server } = await serveFolder(root);
  const close = (): void => {
    server.closeAllConnections();
    server.close();
    rmSync(root, { recursive: true });
  };
  return { address, close };
}

const site = useSite(start);

test(`${by} below a path: pages, an example and the store for offline ask this host only, below that path`, async () => {
  const asked: string[] = [];
  const missed: string[] = [];
  const { page, complaints } = await site.open(
    { serviceWorkers: 'allow' },
    async (opened) => {
      const context = opened.context();
      context.on('request', (request) => asked.push(request.url()));
      context.on('response', (response) => {
        if (response.status() >= 400) missed.push(response.url());
      });
      await Promise.resolve();
    },
    `${below}/`,
  );
  const { origin } = new URL(page.url());
  await waitForWorker(page);
  for (const path of ['/redbug/', '/en/redbug/']) {
    await page.goto(`${origin}${below}${path}`);
    const lab = labOf(page, 'redbug-calls');
    await runFast(lab);
    assert.deepEqual(await timedLinesOf(lab), await recordedLinesOf('redbug-calls'));
  }
  assert.ok(asked.length > 20);
  const astray = asked.filter((url) => !/^(?:data|blob):/.test(url) && !url.startsWith(`${origin}${below}/`));
  assert.deepEqual(astray, []);
  assert.deepEqual(missed, []);
  assert.deepEqual(complaints, []);
  await page.context().setOffline(true);
  await page.goto(`${origin}${below}/dbg/`);
  assert.ok((await page.locator('[data-lab]').count()) > 3);
  await page.context().close();
});

test(`${by} below a path: every link inside the site leads to a page and a place there is`, async () => {
  const { page } = await site.open({ javaScriptEnabled: false }, undefined, `${below}/`);
  const { origin } = new URL(page.url());
  const waiting = globSync('**/index.html', { cwd: folder }).map((path) => `${below}/${path.slice(0, -10)}`);
  const seen = new Map<string, ReadonlySet<string>>();
  const links: [string, string][] = [];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    const answer = await fetch(`${origin}${path}`);
    assert.equal(answer.status, 200, path);
    const text = await answer.text();
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
    seen.set(path, new Set([...text.matchAll(/ id="?([^\s">]+)/g)].map((found) => found[1] ?? '')));
    if (!isPage) continue;
    for (const [, href = ''] of text.matchAll(/<a\b[^>]*? href="?([^\s">]+)/g)) {
      const url = new URL(href, `${origin}${path}`);
      if (url.origin !== origin) continue;
      links.push([url.pathname, decodeURIComponent(url.hash.slice(1))]);
      waiting.push(url.pathname);
    }
  }
  assert.ok(seen.size > 30, `${String(seen.size)} pages`);
  const dead = links.filter(([path, id]) => id !== '' && seen.get(path)?.has(id) !== true);
  assert.deepEqual([...new Set(dead.map(([path, id]) => `${path}#${id}`))], []);
  assert.deepEqual(
    [...seen.keys()].filter((path) => !path.startsWith(`${below}/`)),
    [],
  );
  await page.context().close();
});

test(`below a path: canonical addresses, feed, previews and site map name the host that it was built for`, () => {
  const html = readFileSync(`${folder}/en/redbug/index.html`, 'utf8');
  for (const path of ['/en/redbug/', '/previews/en-redbug.png'])
    assert.ok(html.includes(`https://example.org${below}${path}`), path);
  for (const file of ['index.html', 'rss.xml', 'en/rss.xml', 'sitemap-0.xml', 'sitemap-index.xml', 'robots.txt']) {
    const named =
      readFileSync(join(folder, file), 'utf8').match(/https?:\/\/(?:localhost:4321|example\.org)[^\s"<]*/g) ?? [];
    assert.deepEqual(
      named.filter((url) => !url.startsWith(`https://example.org${below}/`)),
      [],
      file,
    );
  }
});

test(
  'by nginx: hashed files are kept for a year, pages are asked for again, text is compressed',
  { skip: withoutNginx },
  async () => {
    const { page } = await site.open({ javaScriptEnabled: false }, undefined, `${below}/`);
    const { origin } = new URL(page.url());
    const html = await page.content();
    const hashed = /\/blog\/tracing\/_astro\/[\w.-]+\.js/.exec(html)?.[0] ?? '';
    assert.notEqual(hashed, '');
    const ask = (path: string): Promise<Response> =>
      fetch(`${origin}${path}`, { headers: { 'accept-encoding': 'gzip' } });
    const script = await ask(hashed);
    assert.match(script.headers.get('cache-control') ?? '', /max-age=31536000.*immutable/);
    for (const path of [`${below}/`, `${below}/sw.js`, `${below}/en/redbug/`])
      assert.equal((await ask(path)).headers.get('cache-control'), 'no-cache', path);
    const text = [
      `${below}/`,
      `${below}/sw.js`,
      hashed,
      `${below}/otp/core.json`,
      `${below}/manifest.webmanifest`,
      `${below}/rss.xml`,
    ];
    for (const path of text) {
      const answer = await ask(path);
      assert.equal(answer.status, 200, path);
      const { length } = await answer.text();
      if (length > 512) assert.equal(answer.headers.get('content-encoding'), 'gzip', path);
    }
    await page.context().close();
  },
);

test(
  'by nginx: an address that leads nowhere gives the page that says so, with links that lead back',
  { skip: withoutNginx },
  async () => {
    const { page } = await site.open({}, undefined, `${below}/`);
    const answer = await page.goto(new URL(`${below}/no/such/page/`, page.url()).href);
    assert.equal(answer?.status(), 404);
    await page.getByRole('heading', { name: 'not_found' }).waitFor();
    await page.getByRole('link', { name: 'To the article' }).click();
    assert.match(page.url(), /\/blog\/tracing\/en\/$/);
    await page.context().close();
  },
);
