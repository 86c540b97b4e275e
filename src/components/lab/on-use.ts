// Astro's client directive `client:use`: a block's code is fetched when the reader reaches for the block, by pointer or
// by keyboard. What was typed or pressed before the block woke up is not lost.
import type { ClientDirective } from 'astro';

const reaching = ['pointerenter', 'pointerdown', 'focusin'] as const;

/** The build leaves the code out of the island's props, since the page has it as text (scripts/site/lighten.ts). */
function giveCode(island: HTMLElement): void {
  const props = JSON.parse(island.getAttribute('props') ?? '{}') as Record<string, unknown>;
  props['code'] ??= [0, island.querySelector('pre')?.textContent ?? ''];
  island.setAttribute('props', JSON.stringify(props));
}

const onUse: ClientDirective = (load, _options, island) => {
  let pressed: string | null = null;

  const press = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button !== null) pressed = button.className || null;
  };
  const type = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      pressed = 'run';
    }
  };
  const wake = async (): Promise<void> => {
    for (const name of reaching) island.removeEventListener(name, reach);
    island.addEventListener('click', press);
    island.addEventListener('keydown', type);
    giveCode(island);
    const hydrate = await load();
    const before = island.querySelector('textarea');
    const typed = before === null ? null : { text: before.value, from: before.selectionStart, to: before.selectionEnd };
    await hydrate();
    island.removeEventListener('click', press);
    island.removeEventListener('keydown', type);
    const field = island.querySelector('textarea');
    if (field !== null && typed !== null) {
      field.value = typed.text;
      field.setSelectionRange(typed.from, typed.to);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    if (pressed !== null) island.querySelector<HTMLButtonElement>(`button.${pressed}`)?.click();
  };
  const reach = (): void => {
    void wake();
  };
  for (const name of reaching) island.addEventListener(name, reach);
};

// Astro takes the directive from the default export.
export default onUse;
