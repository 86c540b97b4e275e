// Offers the way back to where the reader was last time. It never moves the page by itself, and goes when he reads on.
import { dialogWords } from './dialog-words.ts';
import { headingText } from './heading-text.ts';
import { notice } from './notice.ts';
import { headingAbove } from './place.ts';

/** `id` names the heading or example that he was at. */
export function offer(id: string): void {
  const place = document.getElementById(id);
  const heading = place?.matches('.lab') === true ? headingAbove(place) : place;
  if (place === null || heading === null) return;
  const link = document.createElement('a');
  link.href = `#${id}`;
  link.textContent = headingText(heading);
  const leave = notice(dialogWords().youWereAt, link);
  const gone = new AbortController();
  const away = (): void => {
    if (scrollY <= innerHeight * 1.5) return;
    gone.abort();
    leave();
  };
  addEventListener('scroll', away, { passive: true, signal: gone.signal });
}
