// Where the reader is: the last heading or example whose beginning has passed the upper third of the window.

const places = [...document.querySelectorAll<HTMLElement>('main :is(h1, h2, h3, h4)[id], .lab[id]')];
const headings = places.filter((place) => place.dataset['lab'] === undefined);

function lastPassed(of: readonly HTMLElement[]): HTMLElement | null {
  let [from, to] = [0, of.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const top = of[middle]?.getBoundingClientRect().top ?? 0;
    if (top < innerHeight * 0.35) from = middle + 1;
    else to = middle;
  }
  return of[from - 1] ?? null;
}

/** The heading or example that the reader is at; null above the first. */
export function placeNow(): HTMLElement | null {
  return lastPassed(places);
}

/** The heading that the reader is under. */
export function headingNow(): HTMLElement | null {
  return lastPassed(headings);
}

/** The heading that something in the text stands under. */
export function headingAbove(thing: Node): HTMLElement | null {
  const before = headings.filter(
    (heading) => (heading.compareDocumentPosition(thing) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  return before.at(-1) ?? null;
}

/** Calls `action` now and, at most once a frame, whenever the reader has moved. */
export function onMove(action: () => void): void {
  let isAsked = false;
  const moved = (): void => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      action();
    });
  };
  addEventListener('scroll', moved, { passive: true });
  addEventListener('resize', moved, { passive: true });
  action();
}
