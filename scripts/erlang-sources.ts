/**
 * The Erlang modules of the tree, and of folders given with -pa, read from build/otp while that is fresh, else
 * compiled when first asked for, and kept for the life of the program. Applications' resource files come from beside them.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { compileSource } from '../src/engine/bifs/compile-source.ts';
import { linkOf } from '../src/engine/bifs/evaluate-link.ts';
import type { Term } from '../src/engine/terms/term.ts';
import type { LoadableText } from '../src/engine/world/node.ts';
import {
  beamPath,
  ENGINE,
  hashOf,
  readBuilt,
  readManifest,
  SOURCE_FOLDERS,
  sourceLabel,
  toolHash,
} from './built-modules.ts';
import type { BuiltEntry } from './built-modules.ts';
import { placed, readLines } from './otp-lines.ts';

export interface Sources {
  readonly modules: Map<string, string>;
  readonly specs: Map<string, string>;
  readonly compiled: Map<string, LoadableText | undefined>;
  /** Modules that parse transforms must see, and where their object files would be. */
  readonly untransformed: Map<string, { readonly forms: Term; readonly path: string }>;
  readonly complain: (text: string) => void;
  readonly built: Readonly<Record<string, BuiltEntry>>;
  readonly tools: string;
}

/** Everything under src/engine/otp and src/engine/apps, then the given folders. */
export function findSources(folders: readonly string[], complain: (text: string) => void): Sources {
  const sources: Sources = {
    modules: new Map(),
    specs: new Map(),
    compiled: new Map(),
    untransformed: new Map(),
    complain,
    built: readManifest(),
    tools: toolHash(),
  };
  for (const folder of SOURCE_FOLDERS) gather(sources, folder);
  for (const folder of folders) gather(sources, resolve(folder));
  return sources;
}

function gather(sources: Sources, folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) gather(sources, path);
    else if (name.endsWith('.erl')) sources.modules.set(name.slice(0, -4), path);
    else if (name.endsWith('.app')) sources.specs.set(name.slice(0, -4), path);
  }
}

/** The compiled text of a module; undefined when there is none or it does not compile. */
export function moduleText(sources: Sources, module: string): LoadableText | undefined {
  if (sources.compiled.has(module)) return sources.compiled.get(module);
  const path = sources.modules.get(module);
  const text =
    path === undefined ? undefined : (builtText(sources, path, module) ?? compileFile(sources, path, module));
  sources.compiled.set(module, text);
  return text;
}

/** What build/otp has for a source file, if nothing has changed since. */
function builtText(sources: Sources, path: string, module: string): LoadableText | undefined {
  if (!Object.hasOwn(sources.built, module)) return undefined;
  const { hash, source } = sources.built[module];
  if (!path.endsWith(`/${source}`) || hash !== hashOf(sources.tools, sourceLabel(path), readFileSync(path, 'utf8')))
    return undefined;
  const stored = readBuilt(module, source);
  return { code: stored.code, link: linkOf(stored.code, stored.body), path: stored.path };
}

function compileFile(sources: Sources, path: string, module: string): LoadableText | undefined {
  const result = compileSource(
    readFileSync(path, 'utf8'),
    path.startsWith(ENGINE) ? sourceLabel(path) : `${module}.erl`,
    (file, kind) => {
      for (const folder of [dirname(path), join(dirname(path), 'include')]) {
        const full = join(folder, kind === 'include_lib' ? file.slice(file.lastIndexOf('/') + 1) : file);
        if (existsSync(full)) return { text: readFileSync(full, 'utf8'), file };
      }
      const text = kind === 'include_lib' ? headerText(file) : undefined;
      return text === undefined ? null : { text, file };
    },
    (forms) => (path.startsWith(ENGINE) ? placed(forms, readLines()) : forms),
  );
  if ('untransformed' in result) {
    sources.untransformed.set(module, { forms: result.untransformed, path: `${path.slice(0, -4)}.beam` });
    return undefined;
  }
  if ('errors' in result) {
    sources.complain(`${path}:\n${result.errors.join('\n')}\n`);
    return undefined;
  }
  return { ...result.module, path: path.startsWith(ENGINE) ? beamPath(module, path) : `${path.slice(0, -4)}.beam` };
}

/** The forms of a module that parse transforms must see; undefined for others. */
export function untransformedForms(
  sources: Sources,
  module: string,
): { readonly forms: Term; readonly path: string } | undefined {
  moduleText(sources, module);
  return sources.untransformed.get(module);
}

/** The text of a header of the tree, by `app/include/name.hrl`. */
export function headerText(name: string): string | undefined {
  const path = join(ENGINE, 'otp', name);
  return name.endsWith('.hrl') && existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

export function applicationSpec(sources: Sources, name: string): string | undefined {
  const path = sources.specs.get(name);
  return path === undefined ? undefined : readFileSync(path, 'utf8');
}
