// Where the reader is: the last heading or example whose beginning has passed the upper third of the window.

type Chapter = {
  readonly box: Element;
  readonly places: readonly HTMLElement[];
  readonly headings: readonly HTMLElement[];
};

/** A section that is far away has no layout, and asking for a place inside would make one: its box is asked first. */
const boxes = document.querySelectorAll(document.querySelector('main > section') === null ? 'main' : 'main > section');
const chapters: readonly Chapter[] = [...boxes].map((box) => {
  const places = [...box.querySelectorAll<HTMLElement>(':is(h1, h2, h3, h4)[id], .lab[id]')];
  return { box, places, headings: places.filter((place) => place.dataset['lab'] === undefined) };
});

function lastPassed<T>(of: readonly T[], boxOf: (one: T) => Element | undefined): T | null {
  let [from, to] = [0, of.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const top = boxOf(of[middle])?.getBoundingClientRect().top ?? 0;
    if (top < innerHeight * 0.35) from = middle + 1;
    else to = middle;
  }
  return of[from - 1] ?? null;
}

function lastPlace(kind: 'places' | 'headings'): HTMLElement | null {
  const passed = lastPassed(chapters, ({ box }) => box);
  if (passed === null) return null;
  const own = lastPassed(passed[kind], (place) => place);
  // Its box begins above its heading.
  return own ?? chapters[chapters.indexOf(passed) - 1]?.[kind].at(-1) ?? null;
}

/** The heading or example that the reader is at; null above the first. */
export function placeNow(): HTMLElement | null {
  return lastPlace('places');
}

/** The heading that the reader is under. */
export function headingNow(): HTMLElement | null {
  return lastPlace('headings');
}

/** The heading that something in the text stands under. */
export function headingAbove(thing: Node): HTMLElement | null {
  const before = chapters
    .flatMap(({ headings }) => headings)
    .filter((heading) => (heading.compareDocumentPosition(thing) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
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
