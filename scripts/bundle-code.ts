/**
 * Writes the compiled Erlang modules where the page fetches them (public/otp): `core.json` with every module that the
 * examples load and the functions that they call, `core-rest.json` with the other functions of these modules, and a file
 * for each other module, read when it is first called. What the examples call is found by running them. Needs build/otp (scripts/build-otp.ts).
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { labCode, labs } from '../src/content/labs.ts';
import type { SessionEvent } from '../src/engine/client/protocol.ts';
import type { Rest } from '../src/engine/compile/abi.ts';
import { createCodeStore, HEADERS, REST } from '../src/engine/world/code-store.ts';
import type { CoreBundle, RestBundle, StoredModule } from '../src/engine/world/code-store.ts';
import { createOpenSession } from '../src/engine/host/session.ts';
import { BUILT, filesUnder, readBuilt, readManifest } from './built-modules.ts';

const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'public/otp');

/** Every compiled module, as build-otp wrote it. */
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

/** The headers of OTP's applications, by `app/include/name.hrl`. */
function headers(): Record<string, string> {
  const folder = join(ROOT, 'src/engine/otp');
  return Object.fromEntries(
    filesUnder(folder, '.hrl').map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

const modules = compiledModules();
const specs = Object.fromEntries(
  ['src/engine/otp', 'src/engine/apps'].flatMap((folder) => resourceFiles(join(ROOT, folder))),
);

/** The functions that the examples call, by module; modules that are only loaded have an entry too. */
const called = new Map<string, Set<number>>();

/** For finding out: each function alone, noted when it is first called. */
function oneByOne({ code }: StoredModule): Rest {
  return (index) => {
    called.get(code.name)?.add(index);
    return new Map([[index, modules.get(code.name)?.body.functions[index] ?? '']]);
  };
}

/** Runs a lab from boot to its last line. */
async function runLab(lab: string, seed: number): Promise<void> {
  const empty = [...modules].map(([name, stored]): [string, StoredModule] => [
    name,
    { ...stored, body: { ...stored.body, functions: stored.body.functions.map(() => null) } },
  ]);
  const all: CoreBundle = { modules: Object.fromEntries(empty), others: [], specs };
  const store = createCodeStore(
    all,
    () => undefined,
    (stored) => {
      if (!called.has(stored.code.name)) called.set(stored.code.name, new Set());
      return oneByOne(stored);
    },
  );
  const open = createOpenSession(() => Promise.resolve(store));
  let isResting = false;
  const session = await open(
    { lab: 'bundle', world: 'cats', seed, columns: 80, pace: Infinity },
    (event: SessionEvent) => {
      if (event.kind === 'status') isResting = event.status === 'idle';
      if (event.kind === 'crashed') throw new Error(`${event.reason} ${event.detail}`);
    },
  );
  session.run(120e6, () => !isResting);
  isResting = false;
  session.input(`${lab}\n`);
  session.run(240e6, () => !isResting);
  session.close();
}

// The first example of the article decides what the core holds.
for (const lab of labs.filter(({ section }) => section === 'intro')) await runLab(labCode(lab.id), lab.seed);
const core: Record<string, StoredModule> = {};
const rest: Record<string, string[]> = {};
for (const [name, functions] of called) {
  const stored = modules.get(name);
  if (stored === undefined) continue;
  const { body } = stored;
  core[name] = {
    ...stored,
    body: { ...body, functions: body.functions.map((text, index) => (functions.has(index) ? text : null)) },
  };
  rest[name] = body.functions.flatMap((text, index) => (text === null || functions.has(index) ? [] : [text]));
}
const others = [...modules].filter(([name]) => !called.has(name));
const text = JSON.stringify({ modules: core, others: others.map(([name]) => name), specs } satisfies CoreBundle);
const restText = JSON.stringify(rest satisfies RestBundle);

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
writeFileSync(join(TARGET, 'core.json'), text);
writeFileSync(join(TARGET, `${REST}.json`), restText);
const headerTexts = JSON.stringify(headers());
writeFileSync(join(TARGET, `${HEADERS}.json`), headerTexts);
const hash = createHash('sha256').update(text).update(restText).update(headerTexts);
for (const [name, stored] of others) {
  const one = JSON.stringify(stored);
  hash.update(one);
  writeFileSync(join(TARGET, `${name}.json`), one);
}
writeFileSync(join(BUILT, 'version.json'), JSON.stringify({ version: hash.digest('hex').slice(0, 12) }));
process.stdout.write(`${called.size} modules in the core, ${others.length} beside it\n`);
