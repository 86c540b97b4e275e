// Where nodes of a session get their code: one file with the functions that the first example calls, fetched at once;
// one with the other functions and the descriptions of the same modules; and a file for each other module, read when it
// is first called, as OTP's interactive mode does. Contents come from scripts/bundle-code.ts.
import { linkPart } from '../bifs/evaluate-link.ts';
import type { ModuleBody, ModuleCode, ModuleOutline } from '../compile/abi.ts';
import { readCode, readOutline } from '../compile/outline-text.ts';
import type { CodeText, OutlineText } from '../compile/outline-text.ts';
import { readPart } from '../compile/part-text.ts';
import type { PartText } from '../compile/part-text.ts';
import { rowOf } from './columns.ts';
import type { Columns } from './columns.ts';
import type { LoadableText } from './node.ts';

/** A compiled module: its description and its functions. */
export type StoredModule = { readonly code: ModuleCode; readonly body: ModuleBody; readonly path: string };

/** A module that has a file of its own, as sent. */
export type SentModule = { readonly code: CodeText; readonly part: PartText; readonly path: string };

/** What the core holds of a module. */
export type CoreModule = OutlineText &
  PartText & {
    readonly name: string;
    readonly uniq: number;
    readonly path: string;
    readonly functionCount: number;
    readonly siteCount: number;
  };

/** The contents of `core.json`. */
export type CoreBundle = {
  readonly modules: Columns<CoreModule>;
  /** Names of the modules that have files of their own. */
  readonly others: readonly string[];
  /** What can be typed without the late built-ins, exactly. */
  readonly covered?: readonly string[];
  /** Resource files of applications, by name. */
  readonly specs: Readonly<Record<string, string>>;
};

/** The file of what the modules of the core lack. */
export const REST = 'core-rest';

/** The file of the headers: their texts by `app/include/name.hrl`. */
export const HEADERS = 'headers';

/** Its contents: whole descriptions of the core's modules, in the same order, and the functions without text in the core. */
export type RestBundle = { readonly code: Columns<CodeText>; readonly part: Columns<PartText> };

export type CodeStore = {
  /** The code of a module; undefined when there is none. */
  readonly module: (name: string) => LoadableText | undefined;
  readonly applicationSpec: (name: string) => string | undefined;
  /** The text of a header, by `app/include/name.hrl`. */
  readonly header: (path: string) => string | undefined;
  /** Was this input tried when the core was made, and found to need no late built-in? */
  readonly covers: (text: string) => boolean;
  /** Names of all modules that there are. */
  readonly names: () => readonly string[];
  /** Names of the modules asked for so far, in that order. */
  readonly asked: () => readonly string[];
};

/** Told of what the core lacks: the functions of a module (their names or their texts), or one of its sites. */
export type Lacking = (module: string, site: number | null) => void;

/** Properties that the rest gives, read when first asked for. */
function lateCode(name: string, uniq: number, outline: ModuleOutline, whole: () => ModuleCode): ModuleCode {
  return {
    name,
    uniq,
    outline,
    get functions() {
      return whole().functions;
    },
    get exports() {
      return whole().exports;
    },
    get sites() {
      return whole().sites;
    },
    get files() {
      return whole().files;
    },
    get attributes() {
      return whole().attributes;
    },
    get compileInfo() {
      return whole().compileInfo;
    },
    get callbacks() {
      return whole().callbacks;
    },
    get md5() {
      return whole().md5;
    },
    get onLoad() {
      return whole().onLoad;
    },
  };
}

/** A store over the core bundle; `read` gives the text of another file, at once. */
export function createCodeStore(
  core: CoreBundle,
  read: (name: string) => string | undefined,
  lacking: Lacking = () => undefined,
): CodeStore {
  const { modules } = core;
  const rows = new Map(modules.name.map((name, row) => [name, row]));
  const others = new Set(core.others);
  const ready = new Map<string, LoadableText>();
  let rest: RestBundle | null = null;
  let headers: Readonly<Record<string, string>> | null = null;

  function restBundle(): RestBundle {
    if (rest === null) {
      const text = read(REST);
      if (text === undefined) throw new Error('engine: the rest of the code did not arrive');
      rest = JSON.parse(text) as RestBundle;
    }
    return rest;
  }

  function coreModule(row: number): LoadableText {
    const stored = rowOf(modules, row);
    const { name, uniq, path } = stored;
    const { outline, held } = readOutline(stored, stored.functionCount, stored.siteCount);
    const here = new Set(held);
    let whole: ModuleCode | null = null;
    const wholeCode = (): ModuleCode => {
      if (whole === null) lacking(name, null);
      return (whole ??= readCode(rowOf(restBundle().code, row)));
    };
    const site: ModuleOutline['site'] = (index) => {
      const known = outline.site(index);
      if (known === undefined) lacking(name, index);
      return known;
    };
    const code = lateCode(name, uniq, { ...outline, site }, wholeCode);
    const link = linkPart(code, readPart(stored, held), () => {
      lacking(name, null);
      const missing = Array.from({ length: outline.functionCount }, (_, i) => i).filter((i) => !here.has(i));
      return readPart(rowOf(restBundle().part, row), missing);
    });
    return { code, link, path };
  }

  function ownFile(name: string): LoadableText | undefined {
    const text = read(name);
    if (text === undefined) return undefined;
    const sent = JSON.parse(text) as SentModule;
    const code = readCode(sent.code);
    const part = readPart(sent.part, [...code.functions.keys()]);
    return { code, link: linkPart(code, part, null), path: sent.path };
  }

  return {
    module: (name) => {
      const known = ready.get(name);
      if (known !== undefined) return known;
      const row = rows.get(name);
      const loaded = row !== undefined ? coreModule(row) : others.has(name) ? ownFile(name) : undefined;
      if (loaded !== undefined) ready.set(name, loaded);
      return loaded;
    },
    applicationSpec: (name) => (Object.hasOwn(core.specs, name) ? core.specs[name] : undefined),
    header: (path) => {
      headers ??= JSON.parse(read(HEADERS) ?? '{}') as Readonly<Record<string, string>>;
      return Object.hasOwn(headers, path) ? headers[path] : undefined;
    },
    covers: (text) => core.covered?.includes(text.trimEnd()) === true,
    names: () => [...modules.name, ...core.others],
    asked: () => [...ready.keys()],
  };
}
