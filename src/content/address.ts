// Addresses inside the site, below whatever path it is published at.
import { defaultLanguage, type Language, type SectionId } from './outline.ts';

const base = import.meta.env.BASE_URL.replace(/\/$/, '');

/** The address of a file or page of the site; `path` begins with a slash. */
export function siteAddress(path: string): string {
  return `${base}${path}`;
}

/** The page of the whole article, or of one section. */
export function pageAddress(language: Language, section: SectionId | null = null): string {
  const prefix = language === defaultLanguage ? '/' : `/${language}/`;
  return siteAddress(section === null ? prefix : `${prefix}${section}/`);
}
