// What the page does before anybody asks: it follows the reader. All that is asked for by a key or a button is fetched then.
import './far.ts';
import './theme.ts';
import './contents.ts';
import './terms.ts';
import '../lab/arrive.ts';
import '../lab/reach.ts';
import { keep, recall } from './kept.ts';
import { placeNow } from './place.ts';

const isTyped =
  ':is(input, textarea, select, [contenteditable], .cm-editor) *, input, textarea, select, [contenteditable]';

document.addEventListener('keydown', (event) => {
  const { key, code, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || key.length > 1) return;
  if (target instanceof Element && target.closest(isTyped) !== null) return;
  if (document.querySelector('dialog[open]') !== null) return;
  if (key === '/') event.preventDefault();
  void import('./shortcuts.ts').then(({ press }) => {
    press(key, code);
  });
});

async function serve(asked: HTMLElement): Promise<void> {
  const opens = asked.dataset['opens'];
  if (opens === 'search') await (await import('./search.ts')).openSearch();
  else if (opens === 'keys') (await import('./keys-dialog.ts')).openKeys();
  else if (asked instanceof HTMLAnchorElement) {
    const [{ giveLink }, { titleUnder }] = await Promise.all([import('./give-link.ts'), import('./share-link.ts')]);
    await giveLink(asked.href, titleUnder(asked.parentElement));
  }
}

document.addEventListener('click', ({ target, button }) => {
  const asked = target instanceof Element ? target.closest<HTMLElement>('[data-opens], .self') : null;
  if (asked !== null && button === 0) void serve(asked);
});

// The other language opens at the same place.
const language = document.getElementById('language');
for (const kind of ['pointerdown', 'focus', 'click'])
  language?.addEventListener(kind, () => {
    const id = placeNow()?.id ?? '';
    const lacking = language.dataset['lacks']?.split(' ') ?? [];
    if (language instanceof HTMLAnchorElement && !lacking.some((one) => id === one || id.startsWith(`${one}-`)))
      language.hash = id === 'intro' ? '' : id;
  });

// The place is kept when the reader leaves, and offered when he comes back to the beginning.
const kept = recall('place');
if (kept !== null && location.hash === '' && document.querySelector('.neighbours') === null)
  addEventListener('load', () => {
    // The browser may yet restore a place of its own.
    setTimeout(() => {
      if (scrollY < innerHeight)
        void import('./resume.ts').then(({ offer }) => {
          offer(kept);
        });
    });
  });
addEventListener('pagehide', () => {
  const id = placeNow()?.id;
  if (id !== undefined && id !== 'intro' && scrollY > innerHeight) keep('place', id);
});

// What a reader without a network will need is fetched when the page has nothing else to do; not where data are dear.
const isSaving = 'connection' in navigator && (navigator.connection as { saveData?: boolean }).saveData === true;
if ('serviceWorker' in navigator && import.meta.env.PROD && !isSaving) {
  addEventListener('load', () => {
    const store = (): void => {
      // A browser that refuses (private windows, say) has the page all the same.
      navigator.serviceWorker.register(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/sw.js`).catch(() => undefined);
    };
    if ('requestIdleCallback' in window) requestIdleCallback(store, { timeout: 10_000 });
    else setTimeout(store, 3000);
  });
}
