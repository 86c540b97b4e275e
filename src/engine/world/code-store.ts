// Where nodes of a session get their code: one file with the functions that the first example calls, fetched at once;
// one with the other functions of the same modules; and a file for each other module, read when it is first called, as
// OTP's interactive mode does. Contents come from scripts/bundle-code.ts.
import { linkOf } from '../bifs/evaluate-link.ts';
import type { ModuleBody, ModuleCode, Rest } from '../compile/abi.ts';
import type { LoadableText } from './node.ts';

/** A compiled module: its description and its functions. */
export type StoredModule = { readonly code: ModuleCode; readonly body: ModuleBody; readonly path: string };

/** The contents of `core.json`. */
export type CoreBundle = {
  readonly modules: Readonly<Record<string, StoredModule>>;
  /** Names of the modules that have files of their own. */
  readonly others: readonly string[];
  /** Resource files of applications, by name. */
  readonly specs: Readonly<Record<string, string>>;
};

/** The file of the functions that the modules of the core lack. */
export const REST = 'core-rest';

/** The file of the headers: their texts by `app/include/name.hrl`. */
export const HEADERS = 'headers';

/** Its contents: by module, the functions whose text is null in the core, in the same order. */
export type RestBundle = Readonly<Record<string, readonly string[]>>;

export type CodeStore = {
  /** The code of a module; undefined when there is none. */
  readonly module: (name: string) => LoadableText | undefined;
  readonly applicationSpec: (name: string) => string | undefined;
  /** The text of a header, by `app/include/name.hrl`. */
  readonly header: (path: string) => string | undefined;
  /** Names of all modules that there are. */
  readonly names: () => readonly string[];
  /** Names of the modules asked for so far, in that order. */
  readonly asked: () => readonly string[];
};

/** Tells which functions to print together with one that is called for the first time; null for the usual way. */
export type Split = (module: StoredModule) => Rest;

/** A store over the core bundle; `read` gives the text of another file, at once. */
export function createCodeStore(
  core: CoreBundle,
  read: (name: string) => string | undefined,
  split: Split | null = null,
): CodeStore {
  const others = new Set(core.others);
  const ready = new Map<string, LoadableText>();
  let rest: RestBundle | null = null;
  let headers: Readonly<Record<string, string>> | null = null;

  function lateFunctions(name: string, body: ModuleBody): ReadonlyMap<number, string> {
    rest ??= JSON.parse(read(REST) ?? '{}') as RestBundle;
    const texts = Object.hasOwn(rest, name) ? rest[name] : [];
    const missing = body.functions.flatMap((text, index) => (text === null ? [index] : []));
    return new Map(missing.flatMap((index, i) => (texts[i] === undefined ? [] : [[index, texts[i]]])));
  }

  return {
    module: (name) => {
      const known = ready.get(name);
      if (known !== undefined) return known;
      let stored = Object.hasOwn(core.modules, name) ? core.modules[name] : undefined;
      if (stored === undefined && others.has(name)) {
        const text = read(name);
        if (text !== undefined) stored = JSON.parse(text) as StoredModule;
      }
      if (stored === undefined) return undefined;
      const { code, body, path } = stored;
      const late = split === null ? () => lateFunctions(name, body) : split(stored);
      const loaded: LoadableText = { code, link: linkOf(code, body, late), path };
      ready.set(name, loaded);
      return loaded;
    },
    applicationSpec: (name) => (Object.hasOwn(core.specs, name) ? core.specs[name] : undefined),
    header: (path) => {
      headers ??= JSON.parse(read(HEADERS) ?? '{}') as Readonly<Record<string, string>>;
      return Object.hasOwn(headers, path) ? headers[path] : undefined;
    },
    names: () => [...Object.keys(core.modules), ...core.others],
    asked: () => [...ready.keys()],
  };
}
