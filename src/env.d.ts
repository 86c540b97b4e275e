declare module 'astro' {
  interface AstroClientDirectives {
    /** Wakes the island when the reader reaches for it. */
    'client:use'?: boolean;
  }
}

export {};
