// A link that carries a run leads to its example: the block is shown, marked and woken; the block reads the rest itself.
import { runOf } from '../../stores/run-link.ts';

function arrive(): void {
  const run = runOf(location.hash);
  if (run === null) return;
  for (const lab of document.querySelectorAll<HTMLElement>('.lab')) {
    lab.classList.toggle('here', lab.dataset['lab'] === run.lab);
    if (lab.dataset['lab'] !== run.lab) continue;
    lab.dataset['shared'] = run.packed;
    lab.scrollIntoView();
    lab.querySelector('astro-island')?.dispatchEvent(new Event('lab-wake'));
  }
}

arrive();
addEventListener('hashchange', arrive);
