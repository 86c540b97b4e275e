// The sections of the article in order. Ids stand in links and never change; headings are per language.
export type SectionRow = {
  readonly id: string;
  readonly ru: string;
  /** Sections under a heading of the first level are indented in the contents. */
  readonly level: 2 | 3;
};

export const sections = [
  { id: 'intro', ru: 'Введение', level: 2 },
  { id: 'intro-page', ru: 'Как пользоваться страницей', level: 2 },
  { id: 'redbug', ru: 'Redbug', level: 2 },
  { id: 'redbug-two-messages', ru: 'Два сообщения на вызов', level: 3 },
  { id: 'redbug-print-msec', ru: 'Миллисекунды', level: 3 },
  { id: 'redbug-arguments', ru: 'Фильтр по аргументам', level: 3 },
  { id: 'redbug-stacks', ru: 'Стек вызовов', level: 3 },
  { id: 'redbug-modules', ru: 'Весь модуль', level: 3 },
] as const satisfies readonly SectionRow[];

export type SectionId = (typeof sections)[number]['id'];

/** The row of a section. */
export function sectionRow(id: SectionId): SectionRow {
  const row = sections.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no section ${id}`);
  return row;
}
