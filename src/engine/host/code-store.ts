// Where nodes of a session get their code: one file with everything the first example needs, fetched at once, and a file
// for each other module, read when it is first called, as OTP's interactive mode does. Contents come from scripts/build-otp.ts.
import { evaluateLink } from '../bifs/evaluate-link.ts';
import type { ModuleCode } from '../compile/abi.ts';
import type { LoadableText } from '../world/node.ts';

/** A compiled module as text: its description and the source of its `Link`. */
export type StoredModule = { readonly code: ModuleCode; readonly link: string; readonly path: string };

/** The contents of `core.json`. */
export type CoreBundle = {
  readonly modules: Readonly<Record<string, StoredModule>>;
  /** Names of the modules that have files of their own. */
  readonly others: readonly string[];
  /** Resource files of applications, by name. */
  readonly specs: Readonly<Record<string, string>>;
};

export type CodeStore = {
  /** The code of a module; undefined when there is none. */
  readonly module: (name: string) => LoadableText | undefined;
  readonly applicationSpec: (name: string) => string | undefined;
  /** Names of the modules asked for so far, in that order. */
  readonly asked: () => readonly string[];
};

/** A store over the core bundle; `read` gives the text of another module's file, at once. */
export function createCodeStore(core: CoreBundle, read: (name: string) => string | undefined): CodeStore {
  const others = new Set(core.others);
  const ready = new Map<string, LoadableText>();
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
      const loaded: LoadableText = { code: stored.code, link: evaluateLink(stored.link), path: stored.path };
      ready.set(name, loaded);
      return loaded;
    },
    applicationSpec: (name) => (Object.hasOwn(core.specs, name) ? core.specs[name] : undefined),
    asked: () => [...ready.keys()],
  };
}
