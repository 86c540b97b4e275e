// The page's own small controls: the theme button, and the contents that show where the reader is and what has run.
const root = document.documentElement;

function isDark(): boolean {
  const chosen = root.dataset['theme'];
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}

function showTheme(button: HTMLElement): void {
  button.textContent = (isDark() ? button.dataset['light'] : button.dataset['dark']) ?? '';
}

const themeButton = document.getElementById('theme');
if (themeButton !== null) {
  showTheme(themeButton);
  themeButton.hidden = false;
  themeButton.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    root.dataset['theme'] = theme;
    showTheme(themeButton);
    try {
      localStorage.setItem('theme', theme);
    } catch {
      return;
    }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    showTheme(themeButton);
  });
}

const contents = document.getElementById('contents');

function contentsLink(id: string): HTMLAnchorElement | null {
  return contents?.querySelector<HTMLAnchorElement>(`a[href="#${id}"]`) ?? null;
}

const headings = [...document.querySelectorAll<HTMLElement>('main :is(h1, h2, h3, h4)[id]')];
let shown: HTMLAnchorElement | null = null;

function showPlace(): void {
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight * 0.35).at(-1);
  const link = passed === undefined ? null : contentsLink(passed.id);
  if (link === shown) return;
  shown?.removeAttribute('aria-current');
  link?.setAttribute('aria-current', 'location');
  shown = link;
}

let isAsked = false;
addEventListener(
  'scroll',
  () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      showPlace();
    });
  },
  { passive: true },
);
showPlace();

contents?.addEventListener('click', (event) => {
  if (event.target instanceof HTMLAnchorElement && contents.matches(':popover-open')) contents.hidePopover();
});

document.addEventListener('lab-run', (event) => {
  const lab = event.target instanceof Element ? event.target.closest('.lab') : null;
  if (lab === null) return;
  const before = headings.filter(
    (heading) => (heading.compareDocumentPosition(lab) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  const link = contentsLink(before.at(-1)?.id ?? '');
  if (link !== null) link.dataset['ran'] = '';
});

// What a reader without a network will need is fetched when the page has nothing else to do; not where data are dear.
const isSaving = 'connection' in navigator && (navigator.connection as { saveData?: boolean }).saveData === true;
if ('serviceWorker' in navigator && import.meta.env.PROD && !isSaving) {
  addEventListener('load', () => {
    const keep = (): void => {
      // A browser that refuses (private windows, say) has the page all the same.
      navigator.serviceWorker.register(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/sw.js`).catch(() => undefined);
    };
    if ('requestIdleCallback' in window) requestIdleCallback(keep, { timeout: 10_000 });
    else setTimeout(keep, 3000);
  });
}
