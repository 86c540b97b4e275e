// What happens to the pages when Astro has written them: each is made lighter and gets its policy, and the site its service worker.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lighten } from './lighten.ts';
import { writeServiceWorker } from './offline.ts';
import { writePictures } from './previews.ts';
import { withPolicy } from './policy.ts';

/** The Astro integration that finishes a build. */
export const finish = {
  name: 'finish',
  hooks: {
    'astro:build:done': async ({ dir }: { readonly dir: URL }): Promise<void> => {
      const folder = fileURLToPath(dir);
      for (const page of globSync('**/*.html', { cwd: folder })) {
        const path = join(folder, page);
        writeFileSync(path, withPolicy(lighten(readFileSync(path, 'utf8'))));
      }
      await writePictures(folder);
      writeServiceWorker(folder);
    },
  },
};
