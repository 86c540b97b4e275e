// Gives a link to an example: to the phone's share sheet where there is one, else to the clipboard, else into the address.
import { pageAddress } from '../../content/address.ts';
import { sectionIds } from '../../content/outline.ts';
import { runFragment, type SharedRun } from '../../stores/share.ts';
import type { Language } from './words.ts';

export type ShareOutcome = 'shared' | 'copied' | 'placed' | 'too-long' | 'cancelled';

/** The address of a lab on its section's own page, so that the link previews as that section; null if the text is too long. */
function linkTo(lab: HTMLElement, id: string, language: Language, run: SharedRun | null): URL | null {
  const fragment = run === null ? `lab-${id}` : runFragment(id, run);
  if (fragment === null) return null;
  const section = lab.closest('section[aria-labelledby]')?.getAttribute('aria-labelledby') ?? '';
  const own = sectionIds.find((one) => one === section);
  const page = own === undefined ? location.pathname : pageAddress(language, own);
  return new URL(`${page}#${fragment}`, location.href);
}

/** Shares a lab: as it is in the article, or with a run of the reader's. */
export async function shareLab(
  lab: HTMLElement,
  id: string,
  language: Language,
  run: SharedRun | null,
): Promise<ShareOutcome> {
  const link = linkTo(lab, id, language, run);
  return link === null ? 'too-long' : shareLink(link);
}

/** Shares a link. */
export async function shareLink(link: URL): Promise<ShareOutcome> {
  if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
    try {
      await navigator.share({ title: document.title, url: link.href });
      return 'shared';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    }
  }
  try {
    await navigator.clipboard.writeText(link.href);
    return 'copied';
  } catch {
    // Without a clipboard (a page without encryption, say) the link can be taken from the browser's own line.
    if (link.pathname === location.pathname) history.replaceState(history.state, '', link);
    else location.assign(link);
    return 'placed';
  }
}
