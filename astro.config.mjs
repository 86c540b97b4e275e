import { existsSync, readFileSync } from 'node:fs';
import svelte from '@astrojs/svelte';
import mdx from '@astrojs/mdx';
import { defineConfig, fontProviders } from 'astro/config';
import sitemap from '@astrojs/sitemap';
import { finish } from './scripts/site/finish.ts';
import { inkTheme } from './src/styles/ink-theme.ts';

/** `client:use`: an island wakes when the reader reaches for it (src/components/lab/on-use.ts). */
const onUse = {
  name: 'on-use',
  hooks: {
    'astro:config:setup': ({ addClientDirective }) => {
      addClientDirective({ name: 'use', entrypoint: './src/components/lab/on-use.ts' });
    },
  },
};

/** Changes with the compiled Erlang modules, so that a browser never mixes two builds. */
const versionFile = new URL('build/otp/version.json', import.meta.url);
const codeVersion = existsSync(versionFile) ? JSON.parse(readFileSync(versionFile, 'utf8')).version : 'none';
/** Where the site is published; the defaults serve on this machine. */
const site = process.env.SITE_URL ?? 'http://localhost:4321';
const base = process.env.BASE_PATH ?? '/';

const latin = 'U+0000-00FF, U+2010-2027, U+2190-2193, U+2212';
const cyrillic = 'U+0400-045F, U+2116';

/** `optional`: a font that is late stays away until the next visit, so text never shifts. */
const shape = { weight: 400, style: 'normal', display: 'optional' };

/** A font's files as scripts/fonts.ts cuts them. */
const latinCut = (name) => ({ src: [`./src/assets/fonts/${name}.woff2`], ...shape, unicodeRange: [latin] });
const cyrillicCut = (name) => ({ src: [`./src/assets/fonts/${name}.woff2`], ...shape, unicodeRange: [cyrillic] });

export default defineConfig({
  output: 'static',
  site,
  base,
  trailingSlash: 'always',
  integrations: [
    svelte(),
    mdx(),
    onUse,
    sitemap({ i18n: { defaultLocale: 'ru', locales: { ru: 'ru', en: 'en' } } }),
    finish,
  ],
  i18n: { defaultLocale: 'ru', locales: ['ru', 'en'] },
  build: { inlineStylesheets: 'always' },
  devToolbar: { enabled: false },
  markdown: { shikiConfig: { theme: inkTheme } },
  fonts: [
    {
      provider: fontProviders.local(),
      name: 'Literata',
      cssVariable: '--font-prose-en',
      fallbacks: ['Georgia', 'serif'],
      options: { variants: [latinCut('literata-latin')] },
    },
    {
      provider: fontProviders.local(),
      name: 'Literata Russian',
      cssVariable: '--font-prose-ru',
      fallbacks: ['Georgia', 'serif'],
      options: { variants: [latinCut('literata-latin-bare'), cyrillicCut('literata-cyrillic')] },
    },
    {
      provider: fontProviders.local(),
      name: 'JetBrains Mono',
      cssVariable: '--font-code-latin',
      fallbacks: ['monospace'],
      options: { variants: [latinCut('jetbrains-mono-latin')] },
    },
    {
      // Fetched only where code has Cyrillic letters.
      provider: fontProviders.local(),
      name: 'JetBrains Mono Cyrillic',
      cssVariable: '--font-code-cyrillic',
      fallbacks: [],
      optimizedFallbacks: false,
      options: { variants: [cyrillicCut('jetbrains-mono-cyrillic')] },
    },
  ],
  vite: {
    define: {
      __CODE_FOLDER__: JSON.stringify(`${base.replace(/\/$/, '')}/otp/`),
      __CODE_VERSION__: JSON.stringify(codeVersion),
    },
    worker: { format: 'es' },
    build: { target: 'es2022' },
  },
});
