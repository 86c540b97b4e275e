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
    if (event.target instanceof Element && event.target.matches('main > section') && !event.skipped)
      letGo(event.target);
  });
  for (const section of document.querySelectorAll('main > section'))
    if (section.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }) === true) letGo(section);
  addEventListener('hashchange', letAllGo);
  document.addEventListener(
    'click',
    ({ target }) => {
      if (target instanceof Element && target.closest('a[href^="#"]') !== null) letAllGo();
    },
    { capture: true },
  );
}
