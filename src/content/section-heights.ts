// About how high each section will be, for what the browser has not laid out yet: only the scroll bar hangs on it.
import { outputRows } from '../components/lab/measure.ts';
import { labCode, labs } from './labs.ts';
import { recordedOutput } from './recorded.ts';
import type { Section } from './article.ts';

/** Measures of the page in px, and characters a line, as page.css and lab.css have them. */
const shapes = {
  narrow: { characters: 40, line: 29.5, paragraph: 17, heading: 90, block: 165 },
  wide: { characters: 70, line: 29.5, paragraph: 16, heading: 90, block: 132 },
} as const;
const codeLine = 20.5;

async function rowsOf(id: string): Promise<number> {
  const lab = labs.find((one) => one.id === id);
  if (lab === undefined) return 0;
  const recorded = await recordedOutput(lab.id);
  return labCode(lab.id).split('\n').length + outputRows(recorded?.lines.length ?? 0);
}

/** Heights in px of a section on a narrow window and on a wide one. */
export async function sectionHeight({ entry, parts }: Section): Promise<{ narrow: number; wide: number }> {
  const text = entry.body ?? '';
  const ids = [...text.matchAll(/<Lab id="([^"]+)"/g)].map(([, id = '']) => id);
  const rows = (await Promise.all(ids.map(rowsOf))).reduce((a, b) => a + b, 0);
  const paragraphs = text
    .replace(/<\/?(?:Lab|Danger|Lead|SourceFile)[^>]*>/g, '')
    .split(/\n\n/)
    .map((one) => one.replace(/<[^>]*>|\]\([^)]*\)/g, '').trim().length)
    .filter((length) => length > 0);
  const height = (of: (typeof shapes)['narrow' | 'wide']): number =>
    Math.round(
      paragraphs.reduce((sum, length) => sum + Math.ceil(length / of.characters) * of.line + of.paragraph, 0) +
        (parts.length + 1) * of.heading +
        ids.length * of.block +
        rows * codeLine,
    );
  return { narrow: height(shapes.narrow), wide: height(shapes.wide) };
}

/** The rules that tell a page of these sections how high they will be. */
export async function heightRules(sections: readonly Section[]): Promise<string> {
  const heights = await Promise.all(sections.map(sectionHeight));
  const rule = (index: number, height: number): string =>
    `main>:nth-child(${String(index + 1)}){--high:${String(height)}px}`;
  const narrow = heights.map((one, index) => rule(index, one.narrow)).join('');
  const wide = heights.map((one, index) => rule(index, one.wide)).join('');
  return `${narrow}@media(min-width:48rem){${wide}}`;
}
