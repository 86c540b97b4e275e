// The invariants of the tree itself: floors, file names, file lengths, what engine code may not contain, and that the
// fence around the engine's types holds.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import test from 'node:test';

type Floors = {
  readonly root: string;
  readonly floors: Readonly<Record<string, readonly string[]>>;
  readonly site: {
    readonly folders: readonly string[];
    readonly mayImport: readonly string[];
    readonly workerEntry: string;
  };
  readonly lines: { readonly stop: number; readonly exceptionsStop: number; readonly exceptions: readonly string[] };
};

const rules = JSON.parse(readFileSync('floors.json', 'utf8')) as Floors;

type Import = { readonly from: string; readonly to: string };

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+)['"]/g;

function sources(pattern: string): string[] {
  return globSync(pattern).filter((path) => !path.includes('/generated/'));
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(importPattern)].map((found) => ({
    from: path,
    to: normalize(join(dirname(path), found[1] ?? found[2] ?? found[3] ?? '')),
  }));
}

function mayImport(target: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => (entry.endsWith('.ts') ? target === entry : target.startsWith(`${entry}/`)));
}

const engineFiles = sources(`${rules.root}/**/*.ts`);

test('every folder of the engine is a floor', () => {
  const folders = new Set(engineFiles.map((path) => path.slice(rules.root.length + 1).split('/')[0] ?? ''));
  assert.deepEqual(
    [...folders].filter((folder) => !(folder in rules.floors)),
    [],
  );
});

test('a floor imports only what its line allows', () => {
  const broken = engineFiles.flatMap(importsOf).filter(({ from, to }) => {
    const floor = from.slice(rules.root.length + 1).split('/')[0] ?? '';
    if (!to.startsWith(`${rules.root}/`)) return true;
    return !mayImport(to.slice(rules.root.length + 1), [floor, ...(rules.floors[floor] ?? [])]);
  });
  assert.deepEqual(broken, []);
});

test('the site reaches the engine only through its client', () => {
  const files = rules.site.folders.flatMap((folder) => sources(`${folder}/**/*.{ts,svelte,astro}`));
  const broken = files.flatMap(importsOf).filter(({ to }) => {
    if (!to.startsWith(`${rules.root}/`) || to === rules.site.workerEntry) return false;
    return !mayImport(to.slice(rules.root.length + 1), rules.site.mayImport);
  });
  assert.deepEqual(broken, []);
});

test('files stay short', () => {
  const tooLong = [...engineFiles, ...sources('src/{components,stores,pages,layouts}/**/*.{ts,svelte,astro}')].filter(
    (path) => {
      const limit = rules.lines.exceptions.includes(path) ? rules.lines.exceptionsStop : rules.lines.stop;
      return readFileSync(path, 'utf8').split('\n').length - 1 > limit;
    },
  );
  assert.deepEqual(tooLong, []);
});

test('TypeScript files are named in kebab-case, unless they mirror an Erlang module', () => {
  const odd = engineFiles.filter((path) => !/^[a-z0-9]+(?:[-_][a-z0-9]+)*\.ts$/.test(basename(path)));
  assert.deepEqual(odd, []);
  const vague = engineFiles.filter((path) => /^(?:utils?|helpers?|common|manager)\.ts$/.test(basename(path)));
  assert.deepEqual(vague, []);
});

test('an engine file opens with what it owns', () => {
  const silent = engineFiles.filter((path) => !/^(?:\/\/|\/\*)/.test(readFileSync(path, 'utf8')));
  assert.deepEqual(silent, []);
});

test('no silenced types', () => {
  const silenced = engineFiles.filter((path) =>
    /@ts-(?:ignore|nocheck|expect-error)|\bas unknown as\b|\bas any\b/.test(readFileSync(path, 'utf8')),
  );
  assert.deepEqual(silenced, []);
});

test('engine code cannot name the browser or the wall clock', () => {
  const compiled = spawnSync('node_modules/.bin/tsc', ['-p', 'tests/types/tsconfig.json'], { encoding: 'utf8' });
  assert.notEqual(compiled.status, 0);
  const refused = [...compiled.stdout.matchAll(/dom-in-engine\.sample\.ts\((\d+),/g)].map((found) => Number(found[1]));
  assert.deepEqual(refused, [2, 3, 4], compiled.stdout);
});

test('the two halves of the floors check agree', () => {
  const config = readFileSync('.dependency-cruiser.mjs', 'utf8');
  assert.match(config, /floors\.json/);
});
