// Pages of sections and sources are many and have one style: it lies in a file that the browser keeps.
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const base = (process.env['BASE_PATH'] ?? '/').replace(/\/$/, '');

/** The page with a link in place of its one inline style; the file is written into the folder of the build. */
export function withSharedStyle(html: string, folder: string): string {
  return html.replace(/<style>([^]*?)<\/style>/, (_, text: string) => {
    const name = `_astro/page.${createHash('sha256').update(text).digest('hex').slice(0, 8)}.css`;
    if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), text);
    return `<link rel="stylesheet" href="${base}/${name}">`;
  });
}
