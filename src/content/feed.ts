// The feed of a language: the article's sections, each with the address of its own page.
import rss from '@astrojs/rss';
import { pageAddress } from './address.ts';
import { sectionsOf } from './article.ts';
import type { Language } from './outline.ts';

/** The response of `rss.xml`. */
export async function feedOf(language: Language, site: URL | undefined): Promise<Response> {
  const sections = await sectionsOf(language);
  const [whole] = sections;
  return rss({
    title: whole?.title ?? '',
    description: whole?.description ?? '',
    site: new URL(pageAddress(language), site).href,
    items: sections.map(({ id, title, description }) => ({
      title,
      description,
      link: new URL(pageAddress(language, id), site).href,
    })),
    customData: `<language>${language}</language>`,
    trailingSlash: true,
  });
}
