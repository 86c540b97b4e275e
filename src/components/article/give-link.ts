// A link to a place, given away, and what became of it told.
import { dialogWords } from './dialog-words.ts';
import { shareLink } from './share-link.ts';
import { tell } from './tell.ts';

export async function giveLink(address: string, title: string): Promise<void> {
  const word = dialogWords();
  const outcome = await shareLink(address, title);
  if (outcome === 'copied') tell(word.linkCopied);
  // A click on a link to this page has put it there; another is shown, to be copied by hand.
  if (outcome === 'refused') tell(new URL(address).pathname === location.pathname ? word.linkInAddress : address);
}
