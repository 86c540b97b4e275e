// The search index of one language, fetched when the reader opens the search for the first time.
import type { APIRoute } from 'astro';
import MiniSearch from 'minisearch';
import { languages, type Language } from '../../content/outline.ts';
import { searchDocuments } from '../../content/search-documents.ts';
import { searchOptions, type SearchDocument, type SearchFile } from '../../content/search-options.ts';

type Props = { readonly language: Language };

export function getStaticPaths(): { params: Props; props: Props }[] {
  return languages.map((language) => ({ params: { language }, props: { language } }));
}

export const GET: APIRoute<Props> = async ({ props: { language } }) => {
  const documents = await searchDocuments(language);
  const index = new MiniSearch<SearchDocument>(searchOptions);
  index.addAll(documents);
  const file: SearchFile = { documents, index: JSON.stringify(index) };
  return new Response(JSON.stringify(file), { headers: { 'content-type': 'application/json' } });
};
