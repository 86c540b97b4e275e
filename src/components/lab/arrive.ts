// A link that carries a run leads to its example: the block is shown, marked and woken; the block reads the rest itself. A
// link to a place that is not in the page is not passed over in silence.
import { runOf } from '../../stores/run-link.ts';

/** The id that a fragment names as it stands there, or decoded; null if there is nothing to look for. */
function lostId(fragment: string): string | null {
  if (fragment === '' || fragment === 'top' || document.getElementById(fragment) !== null) return null;
  try {
    const id = decodeURIComponent(fragment);
    return document.getElementById(id) === null ? id : null;
  } catch {
    return fragment;
  }
}

function arrive(): void {
  const fragment = location.hash.slice(1);
  const run = runOf(fragment);
  for (const lab of document.querySelectorAll<HTMLElement>('.lab')) {
    const isHere = lab.dataset['lab'] === run?.lab;
    lab.classList.toggle('here', isHere);
    if (run === null || !isHere) continue;
    lab.dataset['shared'] = run.packed;
    lab.scrollIntoView();
    lab.querySelector('astro-island')?.dispatchEvent(new Event('lab-wake'));
  }
  const lost = lostId(run === null ? fragment : `lab-${run.lab}`);
  if (lost !== null)
    import('../article/lost-place.ts').then(
      ({ tellLost }) => tellLost(lost, fragment),
      () => undefined,
    );
}

arrive();
addEventListener('hashchange', arrive);
