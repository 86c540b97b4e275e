/**
 * Writes the compiled Erlang modules where the page fetches them (public/otp): `core.json` with every module that the
 * examples load, and a file for each other module, read when it is first called. Which modules are in the core is
 * found by running the examples. Needs build/otp (scripts/build-otp.ts).
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { labs } from '../src/content/labs.ts';
import type { SessionEvent } from '../src/engine/client/protocol.ts';
import { createCodeStore } from '../src/engine/host/code-store.ts';
import type { CodeStore, CoreBundle, StoredModule } from '../src/engine/host/code-store.ts';
import { createOpenSession } from '../src/engine/host/session.ts';
import { BUILT, readBuilt, readManifest } from './built-modules.ts';

const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'public/otp');

/** Every compiled module, from the JavaScript that build-otp wrote. */
function compiledModules(): Map<string, StoredModule> {
  return new Map(Object.entries(readManifest()).map(([name, { source }]) => [name, readBuilt(name, source)]));
}

/** Resource files of applications under a folder. */
function resourceFiles(folder: string): [string, string][] {
  return readdirSync(folder).flatMap((name): [string, string][] => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return resourceFiles(path);
    return name.endsWith('.app') ? [[name.slice(0, -4), readFileSync(path, 'utf8')]] : [];
  });
}

const modules = compiledModules();
const specs = Object.fromEntries(
  ['src/engine/otp', 'src/engine/apps'].flatMap((folder) => resourceFiles(join(ROOT, folder))),
);

/** The modules that a lab asks for, from boot to its last line. */
async function modulesOf(code: string, seed: number): Promise<readonly string[]> {
  const all: CoreBundle = { modules: Object.fromEntries(modules), others: [], specs };
  let store: CodeStore | null = null;
  const open = createOpenSession(() => Promise.resolve((store = createCodeStore(all, () => undefined))));
  let isResting = false;
  const session = await open({ lab: 'bundle', world: 'cats', seed, columns: 80, factor: Infinity }, (event: SessionEvent) => {
    if (event.kind === 'status') isResting = event.status === 'idle';
    if (event.kind === 'crashed') throw new Error(`${event.reason} ${event.detail}`);
  });
  session.run(120e6, () => !isResting);
  isResting = false;
  session.input(`${code}\n`);
  session.run(240e6, () => !isResting);
  session.close();
  return store === null ? [] : (store as CodeStore).asked();
}

const wanted = new Set<string>();
for (const lab of labs) for (const name of await modulesOf(lab.code, lab.seed)) wanted.add(name);
const core = [...modules].filter(([name]) => wanted.has(name));
const others = [...modules].filter(([name]) => !wanted.has(name));
const text = JSON.stringify({
  modules: Object.fromEntries(core),
  others: others.map(([name]) => name),
  specs,
} satisfies CoreBundle);

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
writeFileSync(join(TARGET, 'core.json'), text);
const hash = createHash('sha256').update(text);
for (const [name, stored] of others) {
  const one = JSON.stringify(stored);
  hash.update(one);
  writeFileSync(join(TARGET, `${name}.json`), one);
}
writeFileSync(join(BUILT, 'version.json'), JSON.stringify({ version: hash.digest('hex').slice(0, 12) }));
process.stdout.write(`${core.length} modules in the core, ${others.length} beside it\n`);
