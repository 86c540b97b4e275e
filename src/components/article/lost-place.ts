// A link names a place that is not in this page. Where the article has it elsewhere, the way there is offered; where it
// does not, that is said. The index of the search knows all places.
import { pageAddress, siteAddress } from '../../content/address.ts';
import { sectionIds } from '../../content/outline.ts';
import type { SearchDocument, SearchFile } from '../../content/search-options.ts';
import { dialogLanguage, dialogWords } from './dialog-words.ts';
import { notice } from './notice.ts';

/** The heading or example with that id; null if there is none, or no index. */
async function placeWith(id: string): Promise<SearchDocument | null> {
  try {
    const answer = await fetch(siteAddress(`/search/${dialogLanguage()}.json`));
    if (!answer.ok) return null;
    // The build wrote it with the same type.
    const { documents } = (await answer.json()) as SearchFile;
    return documents.find((one) => one.id === id) ?? null;
  } catch {
    return null;
  }
}

/** `fragment` is what stood in the link behind `#`, and `id` the place that it means. */
export async function tellLost(id: string, fragment: string): Promise<void> {
  const word = dialogWords();
  const found = await placeWith(id);
  const section = sectionIds.find((one) => one === found?.section);
  // The reader has gone on meanwhile.
  if (location.hash.slice(1) !== fragment) return;
  if (found === null || section === undefined) {
    notice(word.noSuchPlace, null);
    return;
  }
  const link = document.createElement('a');
  link.href = `${pageAddress(dialogLanguage(), section)}#${fragment}`;
  link.textContent = found.crumb;
  notice(id.startsWith('lab-') ? word.exampleElsewhere : word.placeElsewhere, link);
}
