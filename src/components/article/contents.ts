// The contents follow the reader: where he is, how far, and which examples he has run.
import { keep, recall } from './kept.ts';
import { headingAbove, headingNow, onMove } from './place.ts';

const contents = document.getElementById('contents');
const line = document.getElementById('progress');
const here = document.getElementById('here');

function linkTo(id: string): HTMLAnchorElement | null {
  return contents?.querySelector<HTMLAnchorElement>(`a[href="#${id}"]`) ?? null;
}

let shown: HTMLAnchorElement | null = null;

/** Brings a link into sight inside the contents, without moving the page. */
function reveal(link: HTMLElement): void {
  if (contents === null) return;
  const [box, own] = [contents.getBoundingClientRect(), link.getBoundingClientRect()];
  if (own.top < box.top + 40 || own.bottom > box.bottom - 40)
    contents.scrollTop += own.top - box.top - box.height / 2.5;
}

function follow(): void {
  const way = document.documentElement.scrollHeight - innerHeight;
  if (line !== null) line.style.scale = `${String(way > 0 ? Math.min(1, scrollY / way) : 1)} 1`;
  const link = linkTo(headingNow()?.id ?? '');
  if (link === shown) return;
  shown?.removeAttribute('aria-current');
  link?.setAttribute('aria-current', 'location');
  shown = link;
  if (here !== null) here.textContent = link?.textContent ?? '';
  if (link !== null) reveal(link);
}

contents?.addEventListener('click', ({ target }) => {
  if (target instanceof HTMLAnchorElement && contents.matches(':popover-open')) contents.hidePopover();
});
contents?.addEventListener('toggle', () => {
  if (shown !== null) reveal(shown);
});

const ran = new Set((recall('ran') ?? '').split(' '));

/** Beside each heading: how many of the examples right under it have been run. */
function showRan(): void {
  const counts = new Map<string, number>();
  for (const lab of document.querySelectorAll<HTMLElement>('.lab')) {
    const id = ran.has(lab.dataset['lab'] ?? '') ? headingAbove(lab)?.id : undefined;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const [id, count] of counts) {
    const link = linkTo(id);
    if (link === null) continue;
    link.dataset['ran'] = String(count);
    link.ariaDescription = `${contents?.dataset['ran'] ?? ''} ${String(count)}`;
  }
}

document.addEventListener('lab-run', ({ target }) => {
  const lab = target instanceof Element ? target.closest<HTMLElement>('.lab') : null;
  if (lab === null) return;
  ran.add(lab.dataset['lab'] ?? '');
  keep('ran', [...ran].join(' ').trim());
  showRan();
});

onMove(follow);
if (ran.size > 1 || !ran.has('')) showRan();
