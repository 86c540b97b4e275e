/** Opens sessions of the engine outside the browser, with the code that scripts/bundle-code.ts wrote. */
import '../src/engine/bifs/all.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCodeStore } from '../src/engine/world/code-store.ts';
import type { CoreBundle } from '../src/engine/world/code-store.ts';
import { createOpenSession } from '../src/engine/host/session.ts';

const FOLDER = join(import.meta.dirname, '../public/otp');

export const openFromDisk = createOpenSession(() => {
  const core = JSON.parse(readFileSync(join(FOLDER, 'core.json'), 'utf8')) as CoreBundle;
  const read = (name: string): string | undefined => {
    const file = join(FOLDER, `${name}.json`);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
  return Promise.resolve(createCodeStore(core, read));
});
