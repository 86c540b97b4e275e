// Keys of the page. Letters are told by their place where the layout is not Latin.
import { areLettersOn, openKeys } from './keys-dialog.ts';
import { placeNow } from './place.ts';
import { openSearch } from './search.ts';

/** The sign a key stands for: itself, or what is on it in a Latin layout. */
export function signOf(key: string, code: string): string {
  if (code === 'Slash' && key === '.') return '/';
  if (code === 'Slash' && key === ',') return '?';
  const small = key.toLowerCase();
  return /^[\u0400-\u04ff]$/.test(small) && code.startsWith('Key') ? code.slice(3).toLowerCase() : small;
}

/** Goes to a place as a link would, but without a step in the browser's history. */
function go(to: HTMLElement): void {
  location.replace(`#${to.id}`);
  to.tabIndex = -1;
  to.focus({ preventScroll: true });
}

/** The next or previous of `all`, seen from where the reader is. */
function beside(all: readonly HTMLElement[], step: 1 | -1): HTMLElement | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('.lab, main :is(h1, h2, h3, h4)') ?? null;
  const isSeen = focused !== null && Math.abs(focused.getBoundingClientRect().top) < innerHeight;
  const at = isSeen ? focused : placeNow();
  if (at === null) return step === 1 ? all[0] : undefined;
  const where = (one: HTMLElement): number => at.compareDocumentPosition(one);
  return step === 1
    ? all.find((one) => one !== at && (where(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)
    : all.findLast((one) => one !== at && (where(one) & Node.DOCUMENT_POSITION_PRECEDING) !== 0);
}

function toSection(step: 1 | -1): void {
  const page = document.querySelector<HTMLElement>(step === 1 ? 'a[rel=next]' : 'a[rel=prev]');
  if (page !== null) {
    page.click();
    return;
  }
  const heading = beside([...document.querySelectorAll<HTMLElement>('main > section > :first-child')], step);
  if (heading !== undefined) go(heading);
}

function toExample(step: 1 | -1): void {
  const lab = beside([...document.querySelectorAll<HTMLElement>('.lab')], step);
  if (lab !== undefined) go(lab);
}

/** Runs the example that has the focus or that the reader is at, or stops it when it runs. */
function runOrStop(): void {
  const lab = document.activeElement?.closest('.lab') ?? placeNow()?.closest('.lab') ?? null;
  const stop = lab?.querySelector<HTMLButtonElement>('button.stop:enabled');
  const button = stop ?? lab?.querySelector<HTMLButtonElement>('button.run');
  button?.focus({ preventScroll: true });
  button?.click();
}

function openContents(): void {
  const contents = document.getElementById('contents');
  if (contents === null) return;
  const button = document.querySelector<HTMLElement>('.contents-button');
  if (button?.checkVisibility() === true) contents.togglePopover();
  contents.querySelector<HTMLElement>('[aria-current], a')?.focus();
}

const actions: Readonly<Record<string, () => void>> = {
  n: () => {
    toSection(1);
  },
  p: () => {
    toSection(-1);
  },
  j: () => {
    toExample(1);
  },
  k: () => {
    toExample(-1);
  },
  r: runOrStop,
  c: openContents,
  t: () => document.getElementById('theme')?.click(),
  l: () => document.getElementById('language')?.click(),
};

/** A key was pressed that no field or dialog wanted. */
export function press(key: string, code: string): void {
  if (!areLettersOn()) return;
  const sign = signOf(key, code);
  if (sign === '?') openKeys();
  else if (sign === '/') void openSearch();
  else actions[sign]?.();
}
