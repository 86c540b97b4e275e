/**
 * The compiled Erlang modules that scripts/build-otp.ts keeps in build/otp: when one is fresh, and reading one.
 * Fresh means that neither its source, nor a header, nor the compiler, nor the table of built-ins has changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { natives } from '../src/engine/bifs/all.ts';
import type { ModuleBody, ModuleCode } from '../src/engine/compile/abi.ts';
import type { StoredModule } from '../src/engine/world/code-store.ts';
import { linesText } from './otp-lines.ts';

const ROOT = join(import.meta.dirname, '..');
export const ENGINE = join(ROOT, 'src/engine');
export const SOURCE_FOLDERS: readonly string[] = [join(ENGINE, 'otp'), join(ENGINE, 'apps')];
export const BUILT = join(ROOT, 'build/otp');
const MANIFEST = join(BUILT, 'manifest.json');

/** A module's row in build/otp/manifest.json. */
export interface BuiltEntry {
  readonly hash: string;
  readonly source: string;
}

/** Files with an extension under a folder, sorted; none when there is no such folder. */
export function filesUnder(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => join(folder, file))
    .sort();
}

export function hashOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
}

/** A hash over all that the output of the compiler depends on beside the source. */
export function toolHash(): string {
  const floors = ['compile', 'syntax'].flatMap((floor) => filesUnder(join(ENGINE, floor), '.ts'));
  const headers = SOURCE_FOLDERS.flatMap((folder) => filesUnder(folder, '.hrl'));
  const rows = [...natives].flatMap(([module, functions]) =>
    Object.entries(functions).map(([key, { kind }]) => `${module.name}:${key} ${kind}`),
  );
  const texts = [...floors, ...headers].map((file) => readFileSync(file, 'utf8'));
  return hashOf(...texts, linesText(), rows.sort().join('\n'));
}

export function readManifest(): Record<string, BuiltEntry> {
  return existsSync(MANIFEST) ? (JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, BuiltEntry>) : {};
}

/** The text of a module's file. */
export function printBuilt(code: ModuleCode, body: ModuleBody): string {
  return JSON.stringify({ code, body });
}

/** A module as build-otp wrote it; `source` is the path of its `.erl` file. */
export function readBuilt(name: string, source: string): StoredModule {
  const { code, body } = JSON.parse(readFileSync(join(BUILT, `${name}.json`), 'utf8')) as {
    code: ModuleCode;
    body: ModuleBody;
  };
  return { code, body, path: beamPath(name, source) };
}

/** Modules that are part of the emulator: OTP compiles them without line numbers. */
const PRELOADED =
  /^(atomics|counters|erl_init|erl_prim_loader|erl_tracer|erlang|erts_\w+|init|persistent_term|prim_\w+|socket_registry|zlib)\.erl$/;

/**
 * The file name that stack traces show, as OTP's own build and rebar leave it; empty when they show none. `otp/tools/tools`
 * is OTP's application of that name, the other folders of `otp/tools` are rebar's.
 */
export function sourceLabel(path: string): string {
  if (PRELOADED.test(basename(path))) return '';
  const [, inside] = /^(?:apps|otp\/tools(?!\/tools\/))\/\w+\/(.+)$/.exec(relative(ENGINE, path)) ?? [];
  return inside === undefined ? basename(path) : `src/${inside}`;
}

/** What `code:which/1` answers for a module of the tree. */
export function beamPath(name: string, source: string): string {
  const folder = basename(dirname(source));
  return `/otp/lib/${folder === 'http_api' ? 'cat_traveler' : folder}/ebin/${name}.beam`;
}
