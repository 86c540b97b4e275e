// The article as a whole: both languages have the same sections, parts and examples in the same order, each example stands in
// the text once, and no link leads nowhere.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { glossary } from '../../src/content/glossary.ts';
import { labs } from '../../src/content/labs.ts';
import { languages, outline, sectionIds, type Language } from '../../src/content/outline.ts';

type Text = { readonly id: string; readonly front: ReadonlyMap<string, string>; readonly body: string };

const folder = 'src/content/article';
const texts = new Map(languages.map((language) => [language, textsOf(language)]));

/** The sections that are written in a language, in the order of the outline. */
function textsOf(language: Language): Text[] {
  return outline.flatMap(({ id }) => {
    const path = `${folder}/${language}/${id}.mdx`;
    if (!existsSync(path)) return [];
    const [, front = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/.exec(readFileSync(path, 'utf8')) ?? [];
    return [{ id, front: new Map(front.split('\n').map(pairOf)), body }];
  });
}

function pairOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

/** Compares the sections that are written in both languages. */
function inBoth(of: (text: Text) => readonly string[]): void {
  const [first = [], second = []] = languages.map((language) => texts.get(language));
  const pairs = first.flatMap((text) =>
    second.filter(({ id }) => id === text.id).map((other) => [text, other] as const),
  );
  assert.ok(pairs.length > 0);
  for (const [text, other] of pairs) assert.deepEqual(of(other), of(text), text.id);
}

function found(body: string, pattern: RegExp): string[] {
  return [...body.matchAll(pattern)].map(([, name = '']) => name);
}

const partsOf = ({ body }: Text): string[] => found(body, /<Heading id="([^"]+)"/g);
const labsOf = ({ body }: Text): string[] => found(body, /<Lab id="([^"]+)"/g);

test('files of the article are named after sections of the outline', () => {
  for (const language of languages)
    for (const name of readdirSync(`${folder}/${language}`))
      assert.ok(
        sectionIds.some((id) => name === `${id}.mdx`),
        `${language}/${name}`,
      );
});

test('both languages have the same sections, and all of them', () => {
  for (const language of languages)
    assert.deepEqual(
      texts.get(language)?.map(({ id }) => id),
      sectionIds,
      language,
    );
});

test('both languages have the same parts in the same order, named after their section', () => {
  inBoth(partsOf);
  const all = [...texts.values()].flat();
  for (const text of all)
    for (const part of partsOf(text)) assert.ok(part.startsWith(`${text.id}-`), `${part} in ${text.id}`);
});

test('no id stands twice', () => {
  for (const language of languages) {
    const ids = texts.get(language)?.flatMap((text) => [text.id, ...partsOf(text)]) ?? [];
    assert.deepEqual(
      ids.filter((id, place) => ids.indexOf(id) !== place),
      [],
      language,
    );
  }
});

test('both languages have the same examples and files in the same order', () => {
  inBoth(labsOf);
  inBoth(({ body }) => found(body, /<SourceFile name="([^"]+)"/g));
});

test('each example stands once in the text of its section, in the order of the table', () => {
  for (const language of languages)
    assert.deepEqual(
      texts.get(language)?.flatMap((text) => labsOf(text).map((lab) => `${text.id}: ${lab}`)),
      labs.toSorted((a, b) => place(a.section) - place(b.section)).map(({ id, section }) => `${section}: ${id}`),
      language,
    );
});

function place(section: string): number {
  return outline.findIndex(({ id }) => id === section);
}

test('an example that goes on from another stands after it, in the same world', () => {
  for (const [index, row] of labs.entries()) {
    if (!('after' in row)) continue;
    const before = labs.slice(0, index).find(({ id }) => id === row.after);
    assert.ok(before !== undefined, `${row.id} goes on from ${row.after}`);
    assert.deepEqual([before.world, before.seed, before.section], [row.world, row.seed, row.section]);
  }
});

test('each section has a title and a description that fit', () => {
  for (const language of languages)
    for (const { id, front } of texts.get(language) ?? []) {
      assert.deepEqual(
        [...front.keys()].filter((key) => !['title', 'short', 'description'].includes(key)),
        [],
        `${language}/${id}`,
      );
      assert.ok((front.get('title') ?? '').length >= 3, `title of ${language}/${id}`);
      const { length } = front.get('description') ?? '';
      assert.ok(length >= 40 && length <= 200, `description of ${language}/${id} has ${length} characters`);
    }
});

test('links inside the article lead to a section, a part or an example', () => {
  for (const language of languages) {
    const targets = new Set(texts.get(language)?.flatMap((text) => [text.id, ...partsOf(text)]));
    for (const { id } of labs) targets.add(`lab-${id}`);
    for (const { id, body } of texts.get(language) ?? [])
      for (const target of found(body, /\]\(#([^)]+)\)/g))
        assert.ok(targets.has(target), `#${target} in ${language}/${id}`);
  }
});

test('files that the text shows exist, and terms are in the glossary', () => {
  for (const { id, body } of [...texts.values()].flat()) {
    for (const name of found(body, /<SourceFile name="([^"]+)"/g))
      assert.ok(existsSync(`public/files/${name}`), `${name} in ${id}`);
    for (const term of found(body, /<Term id="([^"]+)"/g)) assert.ok(term in glossary, `${term} in ${id}`);
  }
});

test('code in the Russian text is Latin, as Erlang has it: the Cyrillic letters of its font are not fetched for a word', () => {
  for (const { id, body } of texts.get('ru') ?? []) {
    const text = body.replace(/^```[^]*?^```/gm, '');
    const cyrillic = found(text, /`([^`\n]+)`/g).filter((code) => /[\u0400-\u04ff]/.test(code));
    assert.deepEqual(cyrillic, [], id);
  }
});

test('both languages lead to the same sources', () => {
  inBoth(({ body }) => found(body, /<Source of="([^"]+)"/g));
});
