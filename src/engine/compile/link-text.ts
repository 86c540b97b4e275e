/** The text of a module's `Link` function: its own names around the printed functions. */
import type { ModuleContext } from './context.ts';

const WORDS = /\b(_[A-Za-z]\w*|Atom|Float|Bits|Pid|Port|Ref|Mp|Fun|XFun|EM|EB|INF|V|I|A|C|N|T|F|again)\b/g;

/** Names of what compiled code takes from `Support.code`. */
function supportNames(text: string): readonly string[] {
  const found = new Set<string>();
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  for (const [name] of bare.matchAll(WORDS)) found.add(name);
  return [...found].sort();
}

/** Joins what was lowered. */
export function linkText(m: ModuleContext): string {
  const functions = m.functions.map(({ text }) => text).join('\n');
  const forms = m.functions.map(({ resume }, i) => `[F${i},${resume ?? `(p,L)=>again(E${i},L)`}]`).join(',\n');
  const literals = [...m.literals].map(([text, name]) => `${name}=${text}`);
  const declared = [
    'R=Q.R',
    'S=Q.S',
    'B=X.base',
    `[${m.functions.map((_, i) => `E${i}`).join()}]=X.entries`,
    ...literals,
    ...[...m.remotes].map(([text, name]) => `${name}=${text}`),
    ...[...m.guards].map(([key, name]) => `${name}=Q.guard(${JSON.stringify(key)})`),
  ];
  const body = `const ${declared.join(',')};\n${functions}\nreturn[${forms}]`;
  return `(Q,X)=>{const{${supportNames(body).join()}}=Q.code;${body}}`;
}
