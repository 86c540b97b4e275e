// Gives a link to an example: to the phone's share sheet where there is one, else to the clipboard, else into the address.
import { pageAddress } from '../../content/address.ts';
import { sectionIds } from '../../content/outline.ts';
import { runFragment, type SharedRun } from '../../stores/share.ts';
import { shareLink, titleUnder, type LinkOutcome } from '../article/share-link.ts';
import type { Language } from './words.ts';

export type ShareOutcome = Exclude<LinkOutcome, 'refused'> | 'placed' | 'too-long';

/** The address of a lab on its section's own page, so that the link previews as that section; null if the text is too long. */
function linkTo(section: Element | null, id: string, language: Language, run: SharedRun | null): URL | null {
  const fragment = run === null ? `lab-${id}` : runFragment(id, run);
  if (fragment === null) return null;
  const own = sectionIds.find((one) => one === section?.getAttribute('aria-labelledby'));
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
  const section = lab.closest('section[aria-labelledby]');
  const link = linkTo(section, id, language, run);
  if (link === null) return 'too-long';
  const outcome = await shareLink(link.href, titleUnder(section?.firstElementChild ?? null));
  if (outcome !== 'refused') return outcome;
  // Without a clipboard (a page without encryption, say) the link can be taken from the browser's own line.
  if (link.pathname === location.pathname) history.replaceState(history.state, '', link);
  else location.assign(link);
  return 'placed';
}
