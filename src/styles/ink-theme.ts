import type { ThemeRegistrationRaw } from 'shiki';

/** The scopes that have a colour of their own, and the word of ink-classes.ts for it; a later row is the finer one. */
const rows: readonly (readonly [string, string])[] = [
  ['comment', 'comment'],
  ['string.quoted', 'string'],
  ['constant.character.erlang', 'string'],
  ['variable.other.erlang', 'parameter'],
  ['variable.language.omitted.erlang', 'parameter'],
  ['keyword.control', 'keyword'],
  ['keyword.operator.textual', 'keyword'],
  ['constant.numeric', 'constant'],
  ['constant.language', 'constant'],
  ['entity.name.function', 'function'],
  ['entity.name.function.macro', 'foreground'],
];

/** One Shiki theme for paper, night, print and forced colours: its colours are the page's own variables (page.css). */
export const inkTheme: ThemeRegistrationRaw = {
  name: 'ink',
  type: 'light',
  fg: 'var(--code-foreground)',
  bg: 'transparent',
  settings: rows.map(([scope, colour]) => ({ scope, settings: { foreground: `var(--code-${colour})` } })),
};
