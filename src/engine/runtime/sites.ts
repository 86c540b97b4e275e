/**
 * The table of call sites: every place of every loaded module text, numbered once for the worker, so
 * that a stack of numbers is enough to print a stack trace.
 */
import type { ModuleCode, Site } from '../compile/abi.ts';
import { atom } from '../terms/atoms.ts';

const bases = new WeakMap<ModuleCode, number>();
const owners: { readonly base: number; readonly end: number; readonly code: ModuleCode }[] = [];
const cache = new Map<number, Site>();
let count = 0;

/** Numbers the sites of a module text; the same text keeps its numbers. */
export function registerSites(code: ModuleCode): number {
  let base = bases.get(code);
  if (base === undefined) {
    base = count;
    count += code.outline?.siteCount ?? code.sites.length / 3;
    bases.set(code, base);
    owners.push({ base, end: count, code });
  }
  return base;
}

/** The place behind a number. */
export function siteAt(number: number): Site {
  let site = cache.get(number);
  if (site === undefined) {
    site = makeSite(number);
    cache.set(number, site);
  }
  return site;
}

function makeSite(number: number): Site {
  let low = 0;
  let high = owners.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (owners[middle].end > number) high = middle;
    else low = middle + 1;
  }
  const owner = owners[low];
  const { code } = owner;
  const index = number - owner.base;
  const [of, file, line] = code.outline?.site(index) ?? placeAt(code, index * 3);
  const info = code.outline?.functions.get(of) ?? code.functions[of];
  return { module: atom(code.name), name: atom(info.name), arity: info.arity, file, line };
}

function placeAt({ sites, files }: ModuleCode, at: number): readonly [number, string, number] {
  return [sites[at], files[sites[at + 1]] ?? '', sites[at + 2]];
}
