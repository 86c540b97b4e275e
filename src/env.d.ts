import type { Section } from './content/article.ts';
import type { Language, SectionId } from './content/outline.ts';

declare module 'astro' {
  interface AstroClientDirectives {
    /** Wakes the island when the reader reaches for it. */
    'client:use'?: boolean;
  }
}

declare global {
  namespace App {
    /** What the parts of a page ask about the page they are on; set by the page itself. */
    interface Locals {
      language: Language;
      /** All sections of the language. */
      sections: readonly Section[];
      /** The section whose own page this is; null on the page of the whole article. */
      own: SectionId | null;
      /** Explained terms on the page so far. */
      terms?: number;
    }
  }
}

export {};
