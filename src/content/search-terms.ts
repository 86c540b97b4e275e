// Words as the search knows them: the same at build time, when the index is made, and in the page, when it is asked.
import { stemEnglish } from './stem-english.ts';
import { stemRussian } from './stem-russian.ts';

/** A word of a text: letters, digits, and what Erlang allows within an atom. */
const word = /[\p{L}\p{N}_@]+/gu;

/** The words of a text with their places; an Erlang name counts as a whole and in its parts. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(word)].flatMap(([whole]) =>
    whole.includes('_') ? [whole, ...whole.split('_').filter((part) => part !== '')] : [whole],
  );
}

/** What a word is looked up by. */
export function termOf(text: string): string {
  const small = text.toLowerCase().replaceAll('ё', 'е');
  if (/^[а-я]+$/.test(small)) return stemRussian(small);
  return /^[a-z]+$/.test(small) ? stemEnglish(small) : small;
}

export type MarkedPart = { readonly text: string; readonly isMatch: boolean };

/** Around the first of `terms` in a text, with every match marked. */
export function snippetOf(text: string, terms: ReadonlySet<string>, length = 180): MarkedPart[] {
  const isMatch = (one: string): boolean =>
    terms.has(termOf(one)) || wordsOf(one).some((part) => terms.has(termOf(part)));
  const matches = [...text.matchAll(word)].filter(([one]) => isMatch(one));
  const first = matches[0]?.index ?? 0;
  const from = first < length / 3 ? 0 : text.indexOf(' ', first - length / 3) + 1;
  const cut = from + length >= text.length ? text.length : text.lastIndexOf(' ', from + length);
  const to = cut > from ? cut : Math.min(text.length, from + length);
  const parts: MarkedPart[] = from > 0 ? [{ text: '… ', isMatch: false }] : [];
  let end = from;
  for (const { 0: one, index } of matches) {
    if (index < from || index + one.length > to) continue;
    if (index > end) parts.push({ text: text.slice(end, index), isMatch: false });
    parts.push({ text: one, isMatch: true });
    end = index + one.length;
  }
  if (to > end) parts.push({ text: text.slice(end, to), isMatch: false });
  if (to < text.length) parts.push({ text: ' …', isMatch: false });
  return parts;
}
