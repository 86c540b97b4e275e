// The index in the page: loads what the build wrote and asks it.
import MiniSearch from 'minisearch';
import { searchOptions, type SearchDocument, type SearchFile } from '../../content/search-options.ts';
import { snippetOf, type MarkedPart } from '../../content/search-terms.ts';

export type SearchIndex = {
  readonly documents: ReadonlyMap<string, SearchDocument>;
  readonly index: MiniSearch<SearchDocument>;
};

export type Finding = SearchDocument & { readonly snippet: readonly MarkedPart[] };

export async function loadIndex(address: string): Promise<SearchIndex> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${String(answer.status)}`);
  // The build wrote it with the same types.
  const { documents, index } = (await answer.json()) as SearchFile;
  return {
    documents: new Map(documents.map((one) => [one.id, one])),
    index: MiniSearch.loadJSON<SearchDocument>(index, searchOptions),
  };
}

/** The best findings for a query: all of its words must be there, the last one may be unfinished. */
export function findIn({ documents, index }: SearchIndex, query: string, most: number): Finding[] {
  return index
    .search(query)
    .slice(0, most)
    .flatMap(({ id, terms }) => {
      const found = documents.get(String(id));
      return found === undefined ? [] : [{ ...found, snippet: snippetOf(found.text, new Set(terms)) }];
    });
}
