// The theme follows the system until the reader chooses one.
import { keep } from './kept.ts';

const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)');
const button = document.getElementById('theme');

function isDark(): boolean {
  const chosen = root.dataset['theme'];
  return chosen === undefined ? system.matches : chosen === 'dark';
}

/** The button is named after the theme it leads to. */
function show(): void {
  if (button === null) return;
  const name = (isDark() ? button.dataset['light'] : button.dataset['dark']) ?? '';
  button.ariaLabel = name;
  button.title = name;
}

function toggle(): void {
  const theme = isDark() ? 'light' : 'dark';
  root.dataset['theme'] = theme;
  keep('theme', theme);
  show();
}

show();
button?.addEventListener('click', toggle);
system.addEventListener('change', show);
