/**
 * Properties of code points: classes of grapheme clusters, case, normal forms, as Unicode 14 has them. JavaScript
 * knows case and decompositions; unicode-tables.ts names what it knows too new, or not at all.
 */
import { isCodePoint } from '../terms/bits.ts';
import { CONTROL, EXTEND, LATER, PICTURE, PREPEND, TITLE } from './unicode-tables.ts';

/** Class of a code point in grapheme clusters. L, V, T, LV and LVT are Hangul's. */
export type ClusterClass =
  'other' | 'extend' | 'picture' | 'prepend' | 'control' | 'region' | 'L' | 'V' | 'T' | 'LV' | 'LVT';

/** Sorted bounds: a code point is inside when the number of bounds not above it is odd. */
type Ranges = readonly number[];

const decoded = new Map<string, Ranges>();

function rangesOf(text: string): Ranges {
  let found = decoded.get(text);
  if (found === undefined) {
    const numbers = text.split(' ').map((word) => Number.parseInt(word, 36));
    const bounds: number[] = [];
    let at = 0;
    for (let i = 0; i < numbers.length; i += 2) {
      const from = at + numbers[i];
      at = from + numbers[i + 1];
      bounds.push(from, at + 1);
    }
    found = bounds;
    decoded.set(text, found);
  }
  return found;
}

function isIn(code: number, text: string): boolean {
  const bounds = rangesOf(text);
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle] <= code) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

export function clusterClass(code: number): ClusterClass {
  if (code < 0x300) {
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xad) return 'control';
    return code === 0xa9 || code === 0xae ? 'picture' : 'other';
  }
  if (code >= 0x1100 && code <= 0xd7fb) {
    const hangul = hangulClass(code);
    if (hangul !== null) return hangul;
  }
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return 'region';
  if (isIn(code, EXTEND)) return 'extend';
  if (isIn(code, PICTURE)) return 'picture';
  if (isIn(code, CONTROL)) return 'control';
  return isIn(code, PREPEND) ? 'prepend' : 'other';
}

function hangulClass(code: number): ClusterClass | null {
  if (code < 0x1200) return code < 0x1160 ? 'L' : code < 0x11a8 ? 'V' : 'T';
  if (code >= 0xa960 && code <= 0xa97c) return 'L';
  if (code >= 0xac00 && code <= 0xd7a3) return (code - 0xac00) % 28 === 0 ? 'LV' : 'LVT';
  if (code >= 0xd7b0) return code <= 0xd7c6 ? 'V' : code >= 0xd7cb ? 'T' : null;
  return null;
}

const NEXT: Readonly<Partial<Record<ClusterClass, readonly ClusterClass[]>>> = {
  L: ['L', 'V', 'LV', 'LVT'],
  LV: ['V', 'T'],
  V: ['V', 'T'],
  LVT: ['T'],
  T: ['T'],
};

/** Whether Hangul of the second class goes on with a syllable that ends in the first. */
export function joinsSyllable(before: ClusterClass, after: ClusterClass): boolean {
  return NEXT[before]?.includes(after) ?? false;
}

/** The code points of a text. */
export function pointsOf(text: string): number[] {
  return Array.from(text, (one) => one.codePointAt(0) ?? 0);
}

const isLater = (code: number): boolean => code > 0x180 && isIn(code, LATER);

function mapped(code: number, map: (text: string) => string): number[] {
  if (!isCodePoint(code) || isLater(code)) return [code];
  return pointsOf(map(String.fromCodePoint(code)));
}

export const upper = (code: number): number[] => mapped(code, (text) => text.toUpperCase());

export const lower = (code: number): number[] => mapped(code, (text) => text.toLowerCase());

let titles: Map<number, number[]> | null = null;

export function title(code: number): number[] {
  if (code >= 0x10d0 && code <= 0x10ff) return [code];
  titles ??= new Map(
    TITLE.split(',').map((entry) => {
      const [from, ...to] = entry.split(' ').map((word) => Number.parseInt(word, 36));
      return [from, to];
    }),
  );
  return titles.get(code) ?? upper(code);
}

const DOTLESS_I = 0x131;
/** Capital sharp s is its own upper case, yet it folds like the small one. */
const CAPITAL_SHARP_S = 0x1e9e;

/** Full case folding: the lower case of the upper case, but for Cherokee, which folds to upper case. */
export function fold(code: number): number[] {
  if ((code >= 0x13a0 && code <= 0x13fd) || (code >= 0xab70 && code <= 0xabbf)) return upper(code);
  if (code === CAPITAL_SHARP_S) return [0x73, 0x73];
  if (code === DOTLESS_I || !isCodePoint(code) || isLater(code)) return [code];
  return pointsOf(String.fromCodePoint(code).toUpperCase()).flatMap((one) => lower(one));
}

export type NormalForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

/** The normal form of code points; those that have none in Unicode 14 stay and part what is around them. */
export function normalised(codes: readonly number[], form: NormalForm): number[] {
  const result: number[] = [];
  let run: number[] = [];
  const flush = (): void => {
    for (const code of pointsOf(String.fromCodePoint(...run).normalize(form))) result.push(code);
    run = [];
  };
  for (const code of codes) {
    const isPlain = isCodePoint(code) && !isLater(code);
    if (isPlain) run.push(code);
    else {
      flush();
      result.push(code);
    }
  }
  flush();
  return result;
}
