// What happens to the pages when Astro has written them: each is made lighter and gets its policy, and the site its service worker.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBoundDashes } from './dashes.ts';
import { lighten } from './lighten.ts';
import { writeServiceWorker } from './offline.ts';
import { writePictures } from './previews.ts';
import { withPolicy } from './policy.ts';
import { withSharedControls } from './shared-controls.ts';
import { withSharedStyle } from './shared-style.ts';

/** The pages of the whole article, where a first visit begins: they carry their style themselves. */
function isWhole(page: string): boolean {
  return page === 'index.html' || page === 'en/index.html';
}

/** The Astro integration that finishes a build. */
export const finish = {
  name: 'finish',
  hooks: {
    'astro:build:done': async ({ dir }: { readonly dir: URL }): Promise<void> => {
      const folder = fileURLToPath(dir);
      for (const page of globSync('**/*.html', { cwd: folder })) {
        const path = join(folder, page);
        const light = withBoundDashes(lighten(readFileSync(path, 'utf8')));
        writeFileSync(path, withPolicy(isWhole(page) ? withSharedControls(light) : withSharedStyle(light, folder)));
      }
      await writePictures(folder);
      writeServiceWorker(folder);
    },
  },
};
