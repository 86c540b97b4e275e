// Offers the way back to where the reader was last time. It never moves the page by itself, and goes when he reads on.
import { dialogWords } from './dialog-words.ts';
import { headingAbove } from './place.ts';

/** `id` names the heading or example that he was at. */
export function offer(id: string): void {
  const place = document.getElementById(id);
  const heading = place?.matches('.lab') === true ? headingAbove(place) : place;
  if (place === null || heading === null) return;
  const word = dialogWords();
  const box = document.createElement('p');
  box.className = 'resume';
  box.append(`${word.youWereAt} `);
  const link = document.createElement('a');
  link.href = `#${id}`;
  const title = heading.cloneNode(true);
  if (title instanceof Element) title.querySelector('.self')?.remove();
  link.textContent = (title.textContent ?? '').trim();
  const close = document.createElement('button');
  close.ariaLabel = word.close;
  close.textContent = '×';
  box.append(link, close);
  document.body.append(box);
  const gone = new AbortController();
  const leave = (): void => {
    gone.abort();
    box.remove();
  };
  for (const one of [link, close]) one.addEventListener('click', leave);
  const away = (): void => {
    if (scrollY > innerHeight * 1.5) leave();
  };
  addEventListener('scroll', away, { passive: true, signal: gone.signal });
}
