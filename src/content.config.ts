// The article's text: one MDX file a section and language, checked against this schema at build time.
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const section = z.strictObject({
  /** The heading, and the title of the section's own page. */
  title: z.string().min(3),
  /** In the contents, where the heading is too long for them. */
  short: z.string().min(3).optional(),
  /** One sentence for search engines and previews. */
  description: z.string().min(40).max(200),
});

export const collections = {
  /** Entries are named `ru/redbug`, `en/redbug`. */
  article: defineCollection({
    loader: glob({ pattern: '{ru,en}/*.mdx', base: './src/content/article' }),
    schema: section,
  }),
};
