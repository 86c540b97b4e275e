// The sections as pages need them: titles, parts and what renders them, in the order of the outline.
import { getCollection, type CollectionEntry } from 'astro:content';
import { outline, type Language, type SectionId } from './outline.ts';

export type Part = { readonly id: string; readonly title: string };

export type Section = {
  readonly id: SectionId;
  readonly level: 1 | 2 | 3;
  readonly title: string;
  /** The title as the contents show it. */
  readonly short: string;
  readonly description: string;
  /** Headings inside the section that have links of their own. */
  readonly parts: readonly Part[];
  readonly entry: CollectionEntry<'article'>;
};

/** The parts that a section's text names with `<Heading id="…">…</Heading>`. */
export function partsOf(text: string): Part[] {
  return [...text.matchAll(/<Heading id="([^"]+)">([^]*?)<\/Heading>/g)].map(([, id = '', title = '']) => ({
    id,
    title: title.replaceAll('`', '').trim(),
  }));
}

/** All sections that are written in a language; the article grows section by section. */
export async function sectionsOf(language: Language): Promise<Section[]> {
  const entries = new Map((await getCollection('article')).map((entry) => [entry.id, entry]));
  return outline.flatMap(({ id, level }) => {
    const entry = entries.get(`${language}/${id}`);
    if (entry === undefined) return [];
    const { title, short = title, description } = entry.data;
    return [{ id, level, title, short, description, parts: partsOf(entry.body ?? ''), entry }];
  });
}
