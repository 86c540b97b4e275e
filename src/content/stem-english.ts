// A light stemmer: plurals, -ing, -ed and -ly only, enough that a reader need not guess the form of a word.

export function stemEnglish(word: string): string {
  if (word.length < 4) return word;
  let stem = word;
  if (/(?:ss|x|ch|sh)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^aeiou]ies$/.test(stem)) stem = `${stem.slice(0, -3)}y`;
  else if (/[^sui]s$/.test(stem)) stem = stem.slice(0, -1);
  const bare = /^(.*[aeiouy].*)(?:ing|ed)$/.exec(stem)?.[1];
  if (bare !== undefined && bare.length > 2) stem = /([^aeiouls])\1$/.test(bare) ? bare.slice(0, -1) : bare;
  else if (stem.length > 5 && stem.endsWith('ly')) stem = stem.slice(0, -2);
  // `trace` and `tracing`, `carry` and `carried` meet without the last vowel.
  return stem.length > 3 ? stem.replace(/e$/, '').replace(/i$/, 'y') : stem;
}
