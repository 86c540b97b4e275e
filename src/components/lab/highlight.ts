// Colours Erlang as the reader edits it, as Shiki does for code that is highlighted at build time (styles/ink-theme.ts); a
// test compares both. Kinds are the classes of that code: comment, string, variable, keyword, number, function.

export type CodeKind = 'plain' | 'c' | 's' | 'v' | 'k' | 'n' | 'f';

export type CodePart = { readonly kind: CodeKind; readonly text: string };

const name = "[a-z][\\w@]*|'(?:[^'\\\\]|\\\\[^])*'";
const keywords =
  'after|and|andalso|band|begin|bnot|bor|bsl|bsr|bxor|case|catch|cond|div|else|end|fun|if|let|maybe|not|of|or|orelse|receive|rem|try|when|xor';

/** What a match of its pattern is; `list` and `names` begin and use the names that an export or import lists. */
const rules: readonly (readonly [CodeKind | 'list' | 'listed', string])[] = [
  ['c', '%[^\\n]*'],
  // What a directive defines, a record or a macro is no call and no variable.
  ['plain', '(?<=^-(?:define|ifn?def|undef)\\()[\\w@]+|(?:#|\\?\\??)[ \\t]*[\\w@]+'],
  ['list', '(?<=^-)(?:export|import)(?=\\()'],
  ['k', `(?<=^-)[a-z][\\w@]*|\\b(?:${keywords})\\b`],
  ['n', '\\b(?:true|false|undefined)\\b'],
  ['s', '"(?:[^"\\\\]|\\\\[^])*"?|\\$(?:\\\\(?:\\^.|[0-7]{1,3}|x[\\dA-Fa-f]{2}|.)|[^\\\\\\n])'],
  ['f', `(?:${name})(?=[ \\t]*\\()|(?<=\\bfun[ \\t]+(?:\\w+:)?)(?:${name})(?=/)`],
  ['listed', `(?:${name})(?=[ \\t]*/)`],
  ['plain', `${name}|'[^]*`],
  ['v', '[A-Z_][\\w@]*'],
  ['n', '\\d+\\.\\d+(?:[eE][+-]?\\d+)?|\\d+#\\w+|\\d[\\d_]*'],
  ['plain', '\\]'],
];

const anyRule = new RegExp(rules.map(([, pattern]) => `(${pattern})`).join('|'), 'gm');

/** Splits code into coloured parts; their texts together are the code. */
export function highlight(code: string): CodePart[] {
  const parts: CodePart[] = [];
  let end = 0;
  let isListing = false;
  for (const found of code.matchAll(anyRule)) {
    if (found.index > end) parts.push({ kind: 'plain', text: code.slice(end, found.index) });
    const [kind] = rules[found.slice(1).findIndex((text: string | undefined) => text !== undefined)] ?? ['plain'];
    if (kind === 'list') isListing = true;
    else if (found[0] === ']') isListing = false;
    const named = isListing ? 'f' : 'plain';
    parts.push({ kind: kind === 'list' ? 'k' : kind === 'listed' ? named : kind, text: found[0] });
    end = found.index + found[0].length;
  }
  if (end < code.length) parts.push({ kind: 'plain', text: code.slice(end) });
  return parts;
}
