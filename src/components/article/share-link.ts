// Gives a link away: to the share sheet where the reader uses fingers and the system has one, else to the clipboard.
import { headingText } from './heading-text.ts';

/** `refused`: there is no sheet, and the clipboard is not to be had. */
export type LinkOutcome = 'shared' | 'copied' | 'cancelled' | 'refused';

/** The title that a shared link carries: the heading that it leads to, and the article's. */
export function titleUnder(heading: Element | null): string {
  const text = heading === null ? '' : headingText(heading);
  return text === '' || document.title.includes(text) ? document.title : `${text} — ${document.title}`;
}

export async function shareLink(url: string, title: string): Promise<LinkOutcome> {
  if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
    try {
      await navigator.share({ title, url });
      return 'shared';
    } catch (error) {
      // Whoever closes the sheet wanted no link; a sheet that cannot open leaves the clipboard.
      if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    }
  }
  try {
    await navigator.clipboard.writeText(url);
    return 'copied';
  } catch {
    return 'refused';
  }
}
