// Writes the service worker of a finished build: its template with the list of what is kept for readers without a network.
import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Pictures for previews elsewhere and feeds are of no use offline. */
const left = /^(?:previews\/|sitemap|rss\.xml|en\/rss\.xml|robots\.txt|404\.html|sw\.js)/;

/** Reads `folder` and writes `sw.js` into it. */
export function writeServiceWorker(folder: string): void {
  const files = globSync('**/*.*', { cwd: folder })
    .filter((path) => !left.test(path) && statSync(join(folder, path)).isFile())
    .sort();
  const hash = createHash('sha256');
  for (const path of files) hash.update(path).update(readFileSync(join(folder, path)));
  const addresses = files.map((path) => path.replace(/(^|\/)index\.html$/, '$1'));
  const template = readFileSync(join(import.meta.dirname, 'service-worker.js'), 'utf8');
  const mark = '/* global BUILD, FILES */\n';
  if (!template.includes(mark))
    throw new Error('the template of the service worker has no place for the list of files');
  const build = hash.digest('hex').slice(0, 12);
  const values = `const BUILD = ${JSON.stringify(build)};\nconst FILES = ${JSON.stringify(addresses)};\n`;
  const text = template.replace(mark, () => values);
  writeFileSync(join(folder, 'sw.js'), text);
}
