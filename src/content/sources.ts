// The Erlang sources that can be opened as files: the service, its agents, and the tools that the examples use.
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { siteAddress } from './address.ts';
import { defaultLanguage, type Language } from './outline.ts';

export type Source = {
  /** The module. */
  readonly name: string;
  /** The application that it belongs to. */
  readonly app: string;
  readonly text: string;
};

/** The folder of an application; further folders inside it are its own matter. */
const folders = /^src\/engine\/(?:apps|otp\/tools)\/([^/]+)\//;

/** All sources, the service and its agents first. */
export const sources: readonly Source[] = globSync(['src/engine/apps/**/*.erl', 'src/engine/otp/tools/**/*.erl'])
  .sort()
  .map((path) => ({
    name: basename(path, '.erl'),
    app: folders.exec(path)?.[1] ?? '',
    text: readFileSync(path, 'utf8').trimEnd(),
  }));

const byName = new Map(sources.map((source) => [source.name, source]));

/** The page of a source, or of the list of all; at a line, if one is named. */
export function sourceAddress(language: Language, name: string | null, line: number | null = null): string {
  const prefix = language === defaultLanguage ? '' : `/${language}`;
  const file = name === null ? '' : `${name}.erl/`;
  return siteAddress(`${prefix}/source/${file}${line === null ? '' : `#L${String(line)}`}`);
}

/** Where a mention leads: a module, or a function of one (`cat_traveler:enter/2`); null for what is none of ours. */
export function mentionAddress(language: Language, mention: string): string | null {
  const [, name, called] = /^([a-z]\w*)(?:\.erl|:([a-z]\w*)(?:\/\d+|\([^]*\))?)?$/.exec(mention) ?? [];
  const source = byName.get(name ?? '');
  if (source === undefined) return null;
  if (called === undefined) return sourceAddress(language, source.name);
  const line = source.text.split('\n').findIndex((text) => text.startsWith(`${called}(`));
  return line < 0 ? null : sourceAddress(language, source.name, line + 1);
}
