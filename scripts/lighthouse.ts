// `npm run lighthouse [-- /path/ …]`: what Lighthouse's mobile preset says of pages of dist/, served with compression as a good
// host would; without paths, of the article in both languages and of one section. Fails where accessibility, best practices or
// search engines find less than 100; the figure for performance hangs on the machine and is only printed.
import process from 'node:process';
import lighthouse from 'lighthouse';
import { launchBrowser } from './browser.ts';
import { freePort, serveFolder } from './static-server.ts';

const firm = ['accessibility', 'best-practices', 'seo'];
const asked = process.argv.slice(2);
const pages = asked.length > 0 ? asked : ['/', '/en/', '/redbug/'];

const { address, server } = await serveFolder('dist', 0, 'compressed');
// A page's first request should not wait for its compression.
for (const page of pages) await (await fetch(`${address}${page}`)).arrayBuffer();
const debuggingPort = await freePort();
const browser = await launchBrowser([`--remote-debugging-port=${String(debuggingPort)}`]);
try {
  for (const page of pages) await judge(page);
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}

/** Prints a page's four scores, and what keeps those that are below 100 there. */
async function judge(page: string): Promise<void> {
  const result = await lighthouse(`${address}${page}`, { port: debuggingPort, logLevel: 'error', output: 'json' });
  if (result === undefined) throw new Error(`Lighthouse says nothing of ${page}`);
  const { categories, audits, runtimeError } = result.lhr;
  if (runtimeError !== undefined) throw new Error(`${page}: ${runtimeError.message}`);
  const chosen = Object.values(categories).filter(({ id }) => id === 'performance' || firm.includes(id));
  const scores = chosen.map(({ id, score }) => `${id} ${String(Math.round((score ?? 0) * 100))}`);
  console.log(`${page.padEnd(10)} ${scores.join(', ')}`);
  for (const { id, score, auditRefs } of chosen) {
    if (score === 1) continue;
    if (firm.includes(id)) process.exitCode = 1;
    for (const { id: name, weight } of auditRefs) {
      const audit = audits[name];
      if (audit === undefined || weight === 0 || audit.score === null || audit.score >= 0.9) continue;
      console.log(`  ${id}: ${audit.title}${audit.displayValue === undefined ? '' : ` (${audit.displayValue})`}`);
      for (const text of findings(audit.details)) console.log(`    ${text}`);
    }
  }
}

/** The places that an audit names, a few of them. */
function findings(details: unknown): string[] {
  if (typeof details !== 'object' || details === null || !('items' in details) || !Array.isArray(details.items))
    return [];
  return details.items.slice(0, 5).map((item) => JSON.stringify(item).slice(0, 300));
}
