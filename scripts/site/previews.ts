// Preview pictures (Open Graph), one a section and language, and the icons: drawn at build time and kept in build/previews by
// what they show, so that an unchanged one is not drawn again.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';
import { labCode, labs } from '../../src/content/labs.ts';

const PAPER = '#fbfaf6';
const INK = '#1d1b18';
const FAINT = '#6d675e';
const WIDTH = 1200;
const HEIGHT = 630;
const KEPT = 'build/previews';

type Node = { readonly type: string; readonly props: Readonly<Record<string, unknown>> };

type Preview = { readonly language: string; readonly section: string; readonly title: string };

function box(style: Readonly<Record<string, unknown>>, ...children: (Node | string)[]): Node {
  return { type: 'div', props: { style: { display: 'flex', ...style }, children } };
}

function font(family: string, script: string): Buffer {
  const name = family === 'Literata' ? 'literata' : 'jetbrains-mono';
  return readFileSync(`node_modules/@fontsource/${name}/files/${name}-${script}-400-normal.woff`);
}

const SCRIPTS = ['latin', 'cyrillic'] as const;

/** A name a script: letters that the first font of a list lacks are looked for in the next. */
function fonts() {
  return ['Literata', 'JetBrains Mono'].flatMap((family) =>
    SCRIPTS.map((script) => ({
      name: `${family} ${script}`,
      data: font(family, script),
      weight: 400 as const,
      style: 'normal' as const,
    })),
  );
}

function families(family: string): string {
  return SCRIPTS.map((script) => `${family} ${script}`).join(', ');
}

/** The titles of the sections that are written, from their files. */
function previews(): Preview[] {
  return globSync('src/content/article/{ru,en}/*.mdx').map((path) => ({
    language: basename(dirname(path)),
    section: basename(path, '.mdx'),
    title: (/^title: (.*)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '').replace(/^(['"])(.*)\1$/, '$2'),
  }));
}

const subtitle: Readonly<Record<string, string>> = {
  ru: 'Статья об Эрланге, в которой каждый пример работает',
  en: 'An article on Erlang in which every example runs',
};

/** The first lines of the section's first example; the article's own where a section has none. */
function codeOf(section: string): string[] {
  const lab = labs.find((one) => one.section === section) ?? labs[0];
  const lines = labCode(lab.id).split('\n').slice(0, 3);
  return lines.map(
    (line, index) => `${index === 0 ? '1> ' : '   '}${line.length > 62 ? `${line.slice(0, 61)}…` : line}`,
  );
}

function picture({ language, section, title }: Preview): Node {
  const isLong = title.length > 40;
  return box(
    {
      flexDirection: 'column',
      justifyContent: 'space-between',
      width: WIDTH,
      height: HEIGHT,
      padding: 72,
      background: PAPER,
      color: INK,
      fontFamily: families('Literata'),
      boxSizing: 'border-box',
    },
    box({ fontSize: isLong ? 64 : 88, lineHeight: 1.15 }, title),
    box(
      {
        flexDirection: 'column',
        width: '100%',
        padding: '28px 32px',
        boxSizing: 'border-box',
        border: `2px solid #dcd8cc`,
        borderRadius: 8,
        fontFamily: families('JetBrains Mono'),
        fontSize: 25,
        lineHeight: 1.5,
      },
      ...codeOf(section).map((line) =>
        // A box for each piece: the font would join `->` and its like to one sign.
        box({}, ...line.split(/(?<=[-=<>|:/])/).map((piece) => box({ whiteSpace: 'pre' }, piece))),
      ),
    ),
    box(
      { justifyContent: 'space-between', alignItems: 'center', fontSize: 28, color: FAINT },
      subtitle[language] ?? '',
      { type: 'img', props: { src: `data:image/svg+xml;base64,${icon().toString('base64')}`, width: 56, height: 56 } },
    ),
  );
}

function icon(): Buffer {
  return readFileSync('public/favicon.svg');
}

async function drawn(preview: Preview): Promise<Buffer> {
  const tree = picture(preview);
  const kept = join(KEPT, `${createHash('sha256').update(JSON.stringify(tree)).digest('hex').slice(0, 20)}.png`);
  if (existsSync(kept)) return readFileSync(kept);
  // Satori's types ask for React's, its documentation for objects like these.
  const svg = await satori(tree as Parameters<typeof satori>[0], { width: WIDTH, height: HEIGHT, fonts: fonts() });
  const png = new Resvg(svg).render().asPng();
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(kept, png);
  return png;
}

/** Writes `previews/LANGUAGE-SECTION.png` and the icons into the built site. */
export async function writePictures(folder: string): Promise<void> {
  mkdirSync(join(folder, 'previews'), { recursive: true });
  for (const preview of previews()) {
    writeFileSync(join(folder, `previews/${preview.language}-${preview.section}.png`), await drawn(preview));
  }
  for (const size of [192, 512]) {
    const png = new Resvg(icon(), { fitTo: { mode: 'width', value: size }, background: PAPER }).render().asPng();
    writeFileSync(join(folder, `icon-${String(size)}.png`), png);
  }
}
