// Sections far from the reader are not laid out (`html.lazy` in page.css). One that comes near is let go for good: what holds
// its layout back would also cut off its notes in the margin. Whoever jumps gets all of it, so that places are exact.

const root = document.documentElement;

/** Blocks get their controls then (scripts/site/shared-controls.ts). */
function tellNear(box: Element): void {
  box.dispatchEvent(new Event('near', { bubbles: true }));
}

function letGo(section: Element): void {
  section.classList.add('near');
  tellNear(section);
}

/** Lays everything out: before the page is asked for a place in it. */
function letAllGo(): void {
  root.classList.remove('lazy');
  tellNear(root);
}

if (root.classList.contains('lazy')) {
  document.addEventListener('contentvisibilityautostatechange', (event) => {
    const isSkipped = 'skipped' in event && event.skipped === true;
    if (event.target instanceof Element && event.target.matches('main > section') && !isSkipped) letGo(event.target);
  });
  for (const section of document.querySelectorAll('main > section'))
    if (section.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }) === true) letGo(section);
  // The keyboard may lead into a section before it has come near.
  document.addEventListener(
    'focusin',
    ({ target }) => {
      const section = target instanceof Element ? target.closest('main > section:not(.near)') : null;
      if (section !== null) letGo(section);
    },
    { capture: true },
  );
  // By an address that was typed, say: the browser has gone to the place as it was before everything had its height.
  addEventListener('hashchange', () => {
    if (!root.classList.contains('lazy')) return;
    letAllGo();
    document.querySelector(':target')?.scrollIntoView();
  });
  document.addEventListener(
    'click',
    ({ target }) => {
      if (target instanceof Element && target.closest('a[href^="#"]') !== null) letAllGo();
    },
    { capture: true },
  );
}
