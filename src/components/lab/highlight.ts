// Colours Erlang as the reader edits it: words only, no grammar. Kinds are classes that code highlighted at build time has
// as well (styles/ink-classes.ts): comment, string, variable, keyword, number, function.

export type CodeKind = 'plain' | 'c' | 's' | 'v' | 'k' | 'n' | 'f';

export type CodePart = { readonly kind: CodeKind; readonly text: string };

const keywords =
  'after|and|andalso|band|begin|bnot|bor|bsl|bsr|bxor|case|catch|cond|div|else|end|fun|if|let|maybe|not|of|or|orelse|receive|rem|try|when|xor';

const rules: readonly (readonly [CodeKind, string])[] = [
  ['c', '%[^\\n]*'],
  ['s', '"(?:[^"\\\\]|\\\\[^])*"?|\\$(?:\\\\.|[^\\\\])'],
  ['plain', "'(?:[^'\\\\]|\\\\[^])*'?"],
  ['v', '\\b[A-Z_][\\w@]*'],
  ['k', `\\b(?:${keywords})\\b(?!@)`],
  ['f', '\\b[a-z][\\w@]*(?=\\()'],
  ['plain', '\\b[a-z][\\w@]*'],
  ['n', '\\b\\d[\\d_]*(?:\\.\\d+(?:[eE][+-]?\\d+)?|#\\w+)?'],
];

const anyRule = new RegExp(rules.map(([, pattern]) => `(${pattern})`).join('|'), 'g');

/** Splits code into coloured parts; their texts together are the code. */
export function highlight(code: string): CodePart[] {
  const parts: CodePart[] = [];
  let end = 0;
  for (const found of code.matchAll(anyRule)) {
    if (found.index > end) parts.push({ kind: 'plain', text: code.slice(end, found.index) });
    const which = found.slice(1).findIndex((text: string | undefined) => text !== undefined);
    parts.push({ kind: rules[which]?.[0] ?? 'plain', text: found[0] });
    end = found.index + found[0].length;
  }
  if (end < code.length) parts.push({ kind: 'plain', text: code.slice(end) });
  return parts;
}
