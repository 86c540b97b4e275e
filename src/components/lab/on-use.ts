// Astro's client directive `client:use`: a block's code is fetched when the reader reaches for the block, by pointer or
// by keyboard, or when there is something to show in it that only the reader's own browser knows: an edit that was kept, or
// the run of a link. What was pressed before the block woke up is not lost.
import type { ClientDirective } from 'astro';

const reaching = ['pointerenter', 'pointerdown', 'focusin'] as const;

/** The build leaves the code out of the island's props, since the page has it as text (scripts/site/lighten.ts). */
function giveCode(island: HTMLElement): void {
  const props = JSON.parse(island.getAttribute('props') ?? '{}') as Record<string, unknown>;
  props['code'] ??= [0, island.querySelector('pre')?.textContent ?? ''];
  island.setAttribute('props', JSON.stringify(props));
}

function hasKeptEdit(lab: string | undefined): boolean {
  try {
    return localStorage.getItem(`edit:${lab ?? ''}`) !== null;
  } catch {
    return false;
  }
}

const onUse: ClientDirective = (load, _options, island) => {
  const lab = island.parentElement;
  let pressed: string | null = null;

  const press = (event: Event): void => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest('button');
    if (button != null) pressed = button.classList[0] ?? null;
    else if (target?.closest('.typed') != null && (getSelection()?.isCollapsed ?? true)) pressed = 'edit';
  };
  const type = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    if (event.ctrlKey || event.metaKey) pressed = 'run';
    else if (event.target instanceof Element && event.target.matches('.typed')) pressed = 'edit';
    else return;
    event.preventDefault();
  };
  const wake = async (): Promise<void> => {
    island.removeEventListener('lab-wake', wakeUp);
    for (const name of reaching) island.removeEventListener(name, reach);
    island.addEventListener('click', press);
    island.addEventListener('keydown', type);
    giveCode(island);
    // Its controls may not have been put in yet, and what wakes must be whole.
    island.dispatchEvent(new Event('near', { bubbles: true }));
    const hydrate = await load();
    await hydrate();
    island.removeEventListener('click', press);
    island.removeEventListener('keydown', type);
    if (pressed !== null) island.querySelector<HTMLButtonElement>(`button.${pressed}`)?.click();
  };
  const wakeUp = (): void => {
    void wake();
  };
  const reach = (): void => {
    if (lab !== null) lab.dataset['reached'] = '';
    island.dispatchEvent(new Event('lab-reach', { bubbles: true }));
    void wake();
  };
  island.addEventListener('lab-wake', wakeUp);
  for (const name of reaching) island.addEventListener(name, reach);
  if (hasKeptEdit(lab?.dataset['lab']) || lab?.dataset['shared'] !== undefined) wakeUp();
};

// Astro takes the directive from the default export.
export default onUse;
