// What the search finds, made from the article at build time: its text heading by heading, its examples with code and output.
import { sectionsOf, type Section } from './article.ts';
import { labCode, labs } from './labs.ts';
import type { Language } from './outline.ts';
import { recordedText } from './recorded.ts';
import type { SearchDocument } from './search-options.ts';

/** The words of a piece of MDX, without what only tells how they look. */
export function plainText(mdx: string): string {
  return mdx
    .replace(/<Danger\b([^]*?)\n?>(?=\s*\n)/g, (_, props: string) =>
      [...props.matchAll(/=(?:"([^"]*)"|\{(['`])([^]*?)\2\})/g)]
        .map(([, plain, , quoted = '']) => plain ?? quoted.replace(/\\(.)/g, '$1'))
        .join(' '),
    )
    .replace(/<Note label="([^"]*)">/g, ' $1. ')
    .replace(/<\/?(?:Term|Seen|Source)\b[^>]*>/g, '')
    .replace(/<\/?[A-Z][\w.]*(?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|\{[^}]*\}))?)*\s*\/?>/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/```\w*/g, ' ')
    .replace(/\*\*|`|^#+ |^[-*] |^\|?[-: |]+\|$/gm, '')
    .replace(/\\([{}<>*_[\]])/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A section's texts: what stands before its first heading, then heading by heading. */
function textDocuments({ id, title, parts, entry }: Section): SearchDocument[] {
  const pieces = (entry.body ?? '').split(/<Heading id="([^"]+)">[^]*?<\/Heading>/);
  const documents: SearchDocument[] = [];
  for (let at = 0; at < pieces.length; at += 2) {
    const part = at === 0 ? { id, title } : parts.find((one) => one.id === pieces[at - 1]);
    if (part === undefined) throw new Error(`heading ${String(pieces[at - 1])} is not among the parts of ${id}`);
    documents.push({ id: part.id, section: id, title: part.title, crumb: title, text: plainText(pieces[at] ?? '') });
  }
  return documents;
}

/** All that can be found in a language. */
export async function searchDocuments(language: Language): Promise<SearchDocument[]> {
  const sections = await sectionsOf(language);
  const texts = sections.flatMap(textDocuments);
  const examples = labs.map(async ({ id }): Promise<SearchDocument[]> => {
    const section = sections.find(({ entry }) => entry.body?.includes(`<Lab id="${id}"`) === true);
    if (section === undefined) return [];
    const code = labCode(id);
    const [line = ''] = code.split('\n');
    const text = `${code}\n${await recordedText(id)}`.replace(/\s+/g, ' ');
    return [{ id: `lab-${id}`, section: section.id, title: line, crumb: section.title, text }];
  });
  return [...texts, ...(await Promise.all(examples)).flat()];
}
