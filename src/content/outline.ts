// The sections of the article, in order. Ids stand in links and never change; titles are in the sections' own files.

export type OutlineRow = {
  readonly id: string;
  /** Level of its heading in the whole article; the introduction carries the article's title. */
  readonly level: 1 | 2 | 3;
};

export const outline = [
  { id: 'intro', level: 1 },
  { id: 'theory', level: 2 },
  { id: 'trace-flags', level: 3 },
  { id: 'trace-events', level: 3 },
  { id: 'match-spec', level: 3 },
  { id: 'tools', level: 3 },
  { id: 'cat-traveler', level: 3 },
  { id: 'load-agent', level: 3 },
  { id: 'practice', level: 2 },
  { id: 'observer', level: 3 },
  { id: 'redbug', level: 3 },
  { id: 'recon-trace', level: 3 },
  { id: 'dbg', level: 3 },
  { id: 'erlang-trace', level: 3 },
  { id: 'recon', level: 3 },
  { id: 'sys', level: 3 },
  { id: 'conclusions', level: 2 },
] as const satisfies readonly OutlineRow[];

export type SectionId = (typeof outline)[number]['id'];

export const sectionIds: readonly SectionId[] = outline.map(({ id }) => id);

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

/** The language of the pages without a prefix. */
export const defaultLanguage: Language = 'ru';

/** The level of a section's heading in the whole article. */
export function levelOf(id: SectionId): OutlineRow['level'] {
  return outline.find((row) => row.id === id)?.level ?? 3;
}
