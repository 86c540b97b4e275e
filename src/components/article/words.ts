// The words of the page around the text, one column per language: the same word for the same thing everywhere.
import type { Language } from '../../content/outline.ts';

type Words = {
  readonly skip: string;
  readonly contents: string;
  readonly linkToArticle: string;
  readonly linkTo: (title: string) => string;
  readonly dark: string;
  readonly light: string;
  readonly search: string;
  readonly keys: string;
  /** Read before the number of examples that were run under a heading. */
  readonly ran: string;
  readonly otherLanguage: string;
  readonly neighbours: string;
  readonly wholeArticle: string;
  readonly previous: string;
  readonly next: string;
  readonly danger: string;
  readonly safe: string;
};

export const articleWords: Readonly<Record<Language, Words>> = {
  ru: {
    skip: 'К тексту',
    contents: 'Содержание',
    linkToArticle: 'Ссылка на статью',
    linkTo: (title) => `Ссылка на раздел «${title}»`,
    dark: 'Тёмная тема',
    light: 'Светлая тема',
    search: 'Поиск',
    keys: 'Клавиши',
    ran: 'запущено примеров:',
    otherLanguage: 'English',
    neighbours: 'Соседние разделы',
    wholeArticle: 'Вся статья',
    previous: 'Предыдущий раздел',
    next: 'Следующий раздел',
    danger: 'Осторожно',
    safe: 'Безопаснее так',
  },
  en: {
    skip: 'To the text',
    contents: 'Contents',
    linkToArticle: 'Link to the article',
    linkTo: (title) => `Link to the section “${title}”`,
    dark: 'Dark theme',
    light: 'Light theme',
    search: 'Search',
    keys: 'Keys',
    ran: 'examples run:',
    otherLanguage: 'Русский',
    neighbours: 'Neighbouring sections',
    wholeArticle: 'The whole article',
    previous: 'Previous section',
    next: 'Next section',
    danger: 'Careful',
    safe: 'Safer',
  },
};
