// A link to a place: the share sheet where the reader uses fingers and the system has one, else the clipboard.
import { dialogWords } from './dialog-words.ts';
import { tell } from './tell.ts';

export async function giveLink(address: string): Promise<void> {
  const word = dialogWords();
  if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
    // Whoever closes the sheet wanted no link.
    await navigator.share({ title: document.title, url: address }).catch(() => undefined);
    return;
  }
  try {
    await navigator.clipboard.writeText(address);
    tell(word.linkCopied);
  } catch {
    tell(word.linkInAddress);
  }
}
