// Cuts the web fonts down to the characters that the article and the shell can show.
// Run by hand (`npm run fonts`) when a font or the set of characters changes; the results are kept in the tree.
import { readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const latin = characters(0x20, 0x7e) + '\u00a0«»§©°·—–…“”„’‘×−→←';
const cyrillic = characters(0x410, 0x44f) + 'Ёё№';

type Cut = {
  readonly from: readonly string[];
  readonly to: string;
  readonly text: string;
  readonly axes: Record<string, number | { min: number; max: number }>;
};

const fontsource = 'node_modules/@fontsource-variable';
const cuts: readonly Cut[] = [
  {
    from: [`${fontsource}/literata/files/literata-latin-wght-normal.woff2`],
    to: 'literata-latin.woff2',
    text: latin,
    axes: { wght: 400 },
  },
  {
    from: [`${fontsource}/literata/files/literata-cyrillic-wght-normal.woff2`],
    to: 'literata-cyrillic.woff2',
    text: cyrillic,
    axes: { wght: 400 },
  },
  {
    from: [`${fontsource}/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2`],
    to: 'jetbrains-mono-latin.woff2',
    text: latin,
    axes: { wght: 400 },
  },
  {
    from: [`${fontsource}/jetbrains-mono/files/jetbrains-mono-cyrillic-wght-normal.woff2`],
    to: 'jetbrains-mono-cyrillic.woff2',
    text: cyrillic,
    axes: { wght: 400 },
  },
];

function characters(first: number, last: number): string {
  let text = '';
  for (let code = first; code <= last; code += 1) text += String.fromCodePoint(code);
  return text;
}

for (const cut of cuts) {
  for (const source of cut.from) {
    const subset = await subsetFont(await readFile(source), cut.text, {
      targetFormat: 'woff2',
      variationAxes: cut.axes,
      noLayoutClosure: true,
    });
    await writeFile(`src/assets/fonts/${cut.to}`, subset);
    console.log(`${cut.to} ${subset.length} bytes`);
  }
}
