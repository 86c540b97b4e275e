/**
 * Descriptions of modules as text. An outline holds functions that a module is loaded with, in the order of their indices. Each is written as the
 * number of functions left out before it (nothing for none), a sign (`=` its text comes with it, `:` it does not), `name/arity`, for a
 * lifted fun with its index and number of captured values behind, and `!` when it is exported; then sites as
 * `index function line file`. A whole description has all functions in that form, and its sites in three columns.
 */
import type { FunctionInfo, ModuleCode, ModuleOutline } from './abi.ts';

export interface OutlineText {
  readonly outline: string;
  readonly sites: string;
}

/** What is taken into an outline: indices of functions, in order, and of sites. */
export interface OutlineChoice {
  readonly functions: readonly number[];
  readonly sites: readonly number[];
  readonly hasText: (index: number) => boolean;
}

export function writeOutline(code: ModuleCode, chosen: OutlineChoice): OutlineText {
  const exported = new Set(code.exports);
  let at = 0;
  const functions = chosen.functions.map((index) => {
    const gap = index - at;
    at = index + 1;
    const { name, arity, fun } = code.functions[index];
    const lifted = fun === undefined ? '' : `/${fun.index}/${fun.env}`;
    const sign = chosen.hasText(index) ? '=' : ':';
    return `${gap === 0 ? '' : gap}${sign}${name}/${arity}${lifted}${exported.has(index) ? '!' : ''}`;
  });
  const sites = chosen.sites.map((index) => {
    const [of, file, line] = code.sites.slice(index * 3, index * 3 + 3);
    return `${index} ${of} ${line} ${code.files[file] ?? ''}`;
  });
  return { outline: functions.join('\n'), sites: sites.join('\n') };
}

/** An outline, and the indices of the functions whose texts come with it. */
export function readOutline(
  text: OutlineText,
  functionCount: number,
  siteCount: number,
): { readonly outline: ModuleOutline; readonly held: readonly number[] } {
  const functions = new Map<number, FunctionInfo>();
  const exports: number[] = [];
  const held: number[] = [];
  let index = 0;
  for (const line of text.outline.split('\n')) {
    const found = /^(\d*)([=:])(.*?)\/(\d+)(?:\/(\d+)\/(\d+))?(!?)$/.exec(line);
    if (found === null) continue;
    const [, gap, sign, name, arity, fun, env, mark] = found;
    index += Number(gap);
    functions.set(index, {
      name,
      arity: Number(arity),
      ...(fun === undefined ? {} : { fun: { index: Number(fun), env: Number(env) } }),
    });
    if (mark === '!') exports.push(index);
    if (sign === '=') held.push(index);
    index++;
  }
  const sites = new Map<number, readonly [number, string, number]>();
  for (const line of text.sites.split('\n')) {
    if (line === '') continue;
    const [at, of, number, ...file] = line.split(' ');
    sites.set(Number(at), [Number(of), file.join(' '), Number(number)]);
  }
  return { outline: { functionCount, siteCount, functions, exports, site: (at) => sites.get(at) }, held };
}

/** A whole description as it is sent. */
export interface CodeText extends Omit<ModuleCode, 'functions' | 'exports' | 'sites' | 'outline' | 'callbacks'> {
  readonly functions: string;
  /** Function indices and lines as differences, file indices as they are. */
  readonly sites: readonly [string, string, string];
  /** Null when it declares none. */
  readonly callbacks: ModuleCode['callbacks'] | null;
}

export function writeCode({ outline: _, ...code }: ModuleCode): CodeText {
  const { exports: __, ...others } = code;
  const functions = writeOutline(code, {
    functions: code.functions.map((___, index) => index),
    sites: [],
    hasText: () => true,
  }).outline;
  const columns: [number[], number[], number[]] = [[], [], []];
  code.sites.forEach((value, i) => columns[i % 3].push(i % 3 === 1 ? value : value - (code.sites[i - 3] ?? 0)));
  const sites = [columns[0].join(' '), columns[1].join(' '), columns[2].join(' ')] as const;
  return { ...others, functions, sites, callbacks: code.callbacks ?? null };
}

export function readCode(text: CodeText): ModuleCode {
  const { outline } = readOutline({ outline: text.functions, sites: '' }, 0, 0);
  const [ofs, files, lines] = text.sites.map((column) => (column === '' ? [] : column.split(' ').map(Number)));
  const sites: number[] = [];
  let of = 0;
  let line = 0;
  files.forEach((file, i) => sites.push((of += ofs[i]), file, (line += lines[i])));
  return {
    ...text,
    functions: [...outline.functions.values()],
    exports: outline.exports,
    sites,
    callbacks: text.callbacks ?? undefined,
  };
}
