/**
 * Writes the compiled Erlang modules where the page fetches them (public/otp): `core.json` with every module that the
 * examples load and the functions that they call, `core-rest.json` with the other functions of these modules, and a file
 * for each other module, read when it is first called. What the examples call is found by running them. Needs build/otp (scripts/build-otp.ts).
 */
import '../src/engine/bifs/all.ts';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { labCode, labs } from '../src/content/labs.ts';
import type { SessionEvent } from '../src/engine/client/protocol.ts';
import { natives } from '../src/engine/bifs/all.ts';
import { linkPart } from '../src/engine/bifs/evaluate-link.ts';
import { writeCode, writeOutline } from '../src/engine/compile/outline-text.ts';
import { writePart } from '../src/engine/compile/part-text.ts';
import { atom } from '../src/engine/terms/atoms.ts';
import { createCodeStore, HEADERS, REST } from '../src/engine/world/code-store.ts';
import { toColumns } from '../src/engine/world/columns.ts';
import type {
  CodeStore,
  CoreBundle,
  CoreModule,
  RestBundle,
  SentModule,
  StoredModule,
} from '../src/engine/world/code-store.ts';
import type { LoadableText } from '../src/engine/world/node.ts';
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

/** Functions and sites of modules that the examples need; modules that are only loaded have an entry too. */
interface Needs {
  /** Functions that are called: their texts go into the core. */
  readonly called: Set<number>;
  /** Functions whose names must be known. */
  readonly named: Set<number>;
  readonly sites: Set<number>;
}
const needs = new Map<string, Needs>();

function needsOf(name: string): Needs {
  const known = needs.get(name) ?? { called: new Set(), named: new Set(), sites: new Set() };
  needs.set(name, known);
  return known;
}

/** For finding out which functions are called: each alone, noted when it is first called. */
function notingStore(): CodeStore {
  const asked = new Map<string, LoadableText>();
  return {
    module: (name) => {
      const stored = modules.get(name);
      if (stored === undefined) return undefined;
      const { code, body, path } = stored;
      const { called } = needsOf(name);
      const loaded = asked.get(name) ?? {
        code,
        path,
        link: linkPart(code, { ...body, functions: new Map() }, (index) => {
          called.add(index);
          return { ...body, functions: new Map([[index, body.functions[index]]]) };
        }),
      };
      asked.set(name, loaded);
      return loaded;
    },
    applicationSpec: (name) => (Object.hasOwn(specs, name) ? specs[name] : undefined),
    header: () => undefined,
    names: () => [...modules.keys()],
    covers: () => false,
    asked: () => [...asked.keys()],
  };
}

/** Runs a lab from boot to its last line. */
async function runLab(lab: string, seed: number, store: CodeStore): Promise<void> {
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

/** Adds what must be known by name: built-ins, what is called, and what their texts mention. */
function nameMentioned(name: string, { code, body }: StoredModule): void {
  const { called, named } = needsOf(name);
  const rows = natives.get(atom(name)) ?? {};
  code.functions.forEach((one, index) => {
    if (Object.hasOwn(rows, `${one.name}/${one.arity}`)) named.add(index);
  });
  for (const index of called) {
    named.add(index);
    for (const [, other] of body.functions[index].matchAll(/\b[EF](\d+)\b/g)) named.add(Number(other));
  }
}

function inOrder(indices: Iterable<number>): number[] {
  return [...indices].sort((a, b) => a - b);
}

function coreModule(name: string, { code, body, path }: StoredModule, { called, named, sites }: Needs): CoreModule {
  return {
    name,
    uniq: code.uniq,
    path,
    functionCount: code.functions.length,
    siteCount: code.sites.length / 3,
    ...writeOutline(code, {
      functions: inOrder(named),
      sites: inOrder(sites),
      hasText: (index) => called.has(index),
    }),
    ...writePart(body, inOrder(called)),
  };
}

function sentModule({ code, body, path }: StoredModule, indices: readonly number[]): SentModule {
  return { code: writeCode(code), part: writePart(body, indices), path };
}

/** The core and the rest, as far as the needs are known. */
function bundles(): { readonly core: CoreBundle; readonly rest: RestBundle } {
  const core: CoreModule[] = [];
  const rest: SentModule[] = [];
  for (const [name, need] of needs) {
    const stored = modules.get(name);
    if (stored === undefined) continue;
    nameMentioned(name, stored);
    core.push(coreModule(name, stored, need));
    rest.push(
      sentModule(
        stored,
        [...stored.body.functions.keys()].filter((index) => !need.called.has(index)),
      ),
    );
  }
  return {
    core: {
      modules: toColumns(core),
      others: [...modules.keys()].filter((name) => !needs.has(name)),
      specs,
      covered: examples.map(({ id }) => labCode(id)),
    },
    rest: { code: toColumns(rest.map(({ code }) => code)), part: toColumns(rest.map(({ part }) => part)) },
  };
}

// The first example of the article decides what the core holds.
const examples = labs.filter(({ section }) => section === 'intro');
const noting = notingStore();
for (const lab of examples) await runLab(labCode(lab.id), lab.seed, noting);

// What else is asked of modules by name or by place is found by running with the core alone, until nothing is lacking.
let bundle = bundles();
for (let isLacking = true; isLacking;) {
  isLacking = false;
  const store = createCodeStore(
    bundle.core,
    (name) => (name === REST ? JSON.stringify(bundle.rest) : undefined),
    (name, site) => {
      isLacking = true;
      const { named, sites } = needsOf(name);
      if (site !== null) sites.add(site);
      else modules.get(name)?.code.functions.forEach((_, index) => named.add(index));
    },
  );
  for (const lab of examples) await runLab(labCode(lab.id), lab.seed, store);
  bundle = bundles();
}
const text = JSON.stringify(bundle.core);
const restText = JSON.stringify(bundle.rest);

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
writeFileSync(join(TARGET, 'core.json'), text);
writeFileSync(join(TARGET, `${REST}.json`), restText);
const headerTexts = JSON.stringify(headers());
writeFileSync(join(TARGET, `${HEADERS}.json`), headerTexts);
const hash = createHash('sha256').update(text).update(restText).update(headerTexts);
for (const name of bundle.core.others) {
  const stored = modules.get(name)!;
  const one = JSON.stringify(sentModule(stored, [...stored.body.functions.keys()]));
  hash.update(one);
  writeFileSync(join(TARGET, `${name}.json`), one);
}
writeFileSync(join(BUILT, 'version.json'), JSON.stringify({ version: hash.digest('hex').slice(0, 12) }));
process.stdout.write(`${needs.size} modules in the core, ${bundle.core.others.length} beside it\n`);
