// The words of trace output that mean something by themselves: finds them in a line and tells which of them are the same
// thing. Text only; token-cursor.ts shows them.

export type TokenKind =
  | 'time'
  | 'pid'
  | 'dead'
  | 'reference'
  | 'port'
  | 'fun'
  | 'function'
  | 'cat'
  | 'town'
  | 'name'
  | 'call'
  | 'return'
  | 'exception'
  | 'send'
  | 'receive'
  | 'end';

export type Token = {
  readonly kind: TokenKind;
  readonly text: string;
  /** Tokens of one output with the same key are the same thing. */
  readonly key: string;
  /** Where it begins in its line. */
  readonly from: number;
};

const atom = "(?:[a-z][\\w@]*|'[^'\\n]*')";

/** In the order of trying; the first that matches at a place wins. */
const rules: readonly (readonly [TokenKind, string])[] = [
  ['end', '^redbug done, \\w+|^Recon tracer rate limit tripped'],
  ['time', '\\b\\d{1,2}:\\d\\d:\\d\\d(?:\\.\\d+)?'],
  ['pid', '<\\d+\\.\\d+\\.\\d+>'],
  ['dead', '(?<=>\\()dead(?=\\))'],
  ['reference', '#Ref<[\\d.]+>'],
  ['port', '#Port<[\\d.]+>'],
  ['fun', '#Fun<[^>\\n]+>'],
  ['function', `\\{${atom},${atom},\\d+\\}`],
  ['function', `${atom}:${atom}(?:/\\d+|(?=\\())`],
  ['cat', '<<"(?:Tihon|Marfa|Murka|Vasjka)">>'],
  ['town', '<<"(?:Minsk|Barcelona|Praha|Munchen|Amsterdam|Stockholm)">>'],
  ['name', '\\b(?:cat_traveler_(?:srv|sup)|load_agent_sup|cat_agent|ct_http_listener|user_drv|redbug|dbg)\\b(?![:/])'],
  ['return', '(?<=\\) )returned from|(?<=/\\d+ )--?>'],
  ['call', '(?<=^\\(<[\\d.]+>\\) )call'],
  ['exception', '(?<=\\) )exception_from|EXCEPTION'],
  ['receive', '(?<=^\\(<[\\d.]+>\\) )<<'],
  ['send', '(?<=^\\(<[\\d.]+>\\) \\S+ )!'],
];

const anyRule = new RegExp(rules.map(([, pattern]) => `(${pattern})`).join('|'), 'g');

/** The tokens of a line, from left to right. */
export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  for (const found of line.matchAll(anyRule)) {
    const which = found.slice(1).findIndex((text: string | undefined) => text !== undefined);
    const rule = rules[which];
    if (rule === undefined) continue;
    const [kind] = rule;
    tokens.push({ kind, text: found[0], key: keyOf(kind, found[0]), from: found.index });
  }
  return tokens;
}

/** `{m,f,2}`, `m:f/2` and `m:f` of a call with its arguments are the same function. */
function keyOf(kind: TokenKind, text: string): string {
  if (kind !== 'function') return `${kind} ${text}`;
  const [module, name] = text.startsWith('{') ? text.slice(1).split(',') : text.split(/[:/]/);
  return `function ${module ?? ''}:${name ?? ''}`;
}
