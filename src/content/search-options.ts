// How the search index is made and asked; both sides must agree.
import type { Options } from 'minisearch';
import { termOf, wordsOf } from './search-terms.ts';

/** What can be found: the text under one heading, or one example with its output. */
export type SearchDocument = {
  /** The id of the heading or example, as links name it. */
  readonly id: string;
  readonly section: string;
  readonly title: string;
  /** The title of the section it is in. */
  readonly crumb: string;
  readonly text: string;
};

/** The file that the page fetches: the texts, and MiniSearch's index of them. */
export type SearchFile = { readonly documents: readonly SearchDocument[]; readonly index: string };

export const searchOptions: Options<SearchDocument> = {
  fields: ['title', 'text'],
  tokenize: wordsOf,
  processTerm: termOf,
  searchOptions: {
    combineWith: 'AND',
    boost: { title: 3 },
    prefix: (_term, index, terms) => index === terms.length - 1,
    fuzzy: (term) => (term.length > 5 ? 0.15 : false),
  },
};
