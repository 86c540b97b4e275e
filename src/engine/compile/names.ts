/**
 * Short names for compiled code: locals become `a, b, … aa`; what a module text declares for itself
 * starts with a capital letter or an underscore, so that the two never meet.
 */

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Words of JavaScript, and the names that the printed forms use for themselves. */
const TAKEN = new Set(['do', 'if', 'in', 'of', 'pc', 'v', 'as', 'is', 'let', 'new', 'for', 'try', 'var', 'r']);

function shortName(index: number): string {
  let n = index;
  let name = '';
  do {
    name = LETTERS[n % 26] + name;
    n = Math.floor(n / 26) - 1;
  } while (n >= 0);
  return name;
}

export interface LocalNames {
  readonly count: number;
  /** The declaration of all but the parameters. */
  readonly declare: string;
  apply(text: string): string;
}

/** Names for all variables in the text of one function, in order of first mention. */
export function localNames(text: string, params: readonly string[]): LocalNames {
  const names = new Map<string, string>();
  let next = 0;
  const give = (variable: string): void => {
    if (names.has(variable)) return;
    let name = shortName(next++);
    while (TAKEN.has(name)) name = shortName(next++);
    names.set(variable, name);
  };
  for (const param of params) give(param);
  const found = text.match(/[$#]\d+/g) ?? [];
  for (const variable of found) give(variable);
  const own = [...names].filter(([variable]) => !params.includes(variable)).map(([, name]) => name);
  return {
    count: names.size,
    declare: own.length === 0 ? '' : `let ${own.join()};`,
    apply: (whole) => whole.replace(/[$#]\d+/g, (variable) => names.get(variable) ?? give1(variable)),
  };
  function give1(variable: string): string {
    give(variable);
    return names.get(variable)!;
  }
}
