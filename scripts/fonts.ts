// Cuts the web fonts down to the characters that the article and the shell can show.
// Run by hand (`npm run fonts`) when a font or the set of characters changes; the results are kept in the tree.
import { readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const latin = characters(0x20, 0x7e) + '\u00a0«»§©°·—–…“”„’‘×−→←';
const cyrillic = characters(0x410, 0x44f) + 'Ёё№';

type Cut = {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Layout features to keep: kerning where the font sets prose, nothing in code, where ligatures would mislead. */
  readonly features: readonly string[];
};

const literata = 'literata/files/literata';
const mono = 'jetbrains-mono/files/jetbrains-mono';
const cuts: readonly Cut[] = [
  { from: `${literata}-latin`, to: 'literata-latin', text: latin, features: ['kern'] },
  // Among Russian a Latin word is rare: its letters do without the table of pairs, which weighs a third of the file.
  { from: `${literata}-latin`, to: 'literata-latin-bare', text: latin, features: [] },
  { from: `${literata}-cyrillic`, to: 'literata-cyrillic', text: cyrillic, features: ['kern'] },
  { from: `${mono}-latin`, to: 'jetbrains-mono-latin', text: latin, features: [] },
  { from: `${mono}-cyrillic`, to: 'jetbrains-mono-cyrillic', text: cyrillic, features: [] },
];

function characters(first: number, last: number): string {
  let text = '';
  for (let code = first; code <= last; code += 1) text += String.fromCodePoint(code);
  return text;
}

for (const { from, to, text, features } of cuts) {
  const subset = await subsetFont(await readFile(`node_modules/@fontsource-variable/${from}-wght-normal.woff2`), text, {
    targetFormat: 'woff2',
    variationAxes: { wght: 400 },
    noLayoutClosure: true,
    noHinting: true,
    keepFeatures: [...features],
    dropTables: ['STAT', 'vhea', 'vmtx', 'gasp', 'prep', ...(features.length > 0 ? [] : ['GDEF', 'GSUB', 'GPOS'])],
  });
  await writeFile(`src/assets/fonts/${to}.woff2`, subset);
  console.log(`${to} ${String(subset.length)} bytes`);
}
