/**
 * JavaScript from the statements of a module's functions. Functions are printed in units: those of one
 * unit call each other directly, all others through their entries. A resume form is a unit of its own,
 * printed when its function is first suspended. The text of a unit declares what it mentions and no more.
 */
import type { ModuleCode, ModulePart, Support } from './abi.ts';
import { emitDirect, emitResume } from './emit.ts';
import type { FunctionBody } from './emit.ts';
import { readBody } from './ir-text.ts';

const OWN = /\b[KMGE]\d+\b/g;

function functionBody(code: ModuleCode, index: number, text: string): FunctionBody {
  const { arity, fun } = code.outline?.functions.get(index) ?? code.functions[index];
  const width = fun === undefined ? arity : arity - fun.env + 1;
  return {
    js: `F${index}`,
    entry: `E${index}`,
    ...readBody(text, width),
  };
}

/** Local calls that leave the unit go through the entry. */
function throughEntries(text: string, inside: ReadonlySet<number>): string {
  return text.replace(/\bF(\d+)\(/g, (call, index: string) => (inside.has(Number(index)) ? call : `E${index}.code(`));
}

/** The function around a unit: declares what `functions` mention, and gives `result`. */
function wrap(support: string, part: ModulePart, functions: string, result: string): string {
  const own = new Set<string>();
  const note = (text: string): void => {
    const found = text.match(OWN);
    if (found === null) return;
    for (const name of found) {
      if (own.has(name)) continue;
      own.add(name);
      if (name.startsWith('K')) note(part.literals[Number(name.slice(1))].replace(/"(?:[^"\\]|\\.)*"/g, ''));
    }
  };
  note(functions);
  const declared = ['R=Q.R', 'S=Q.S', 'B=X.base'];
  const number = (name: string): number => Number(name.slice(1));
  for (const name of [...own].sort((a, b) => number(a) - number(b))) {
    const i = number(name);
    switch (name[0]) {
      case 'K':
        declared.push(`${name}=${part.literals[i]}`);
        break;
      case 'M':
        declared.push(`${name}=X.remote(${JSON.stringify(part.remotes[i]).slice(1, -1)})`);
        break;
      case 'G':
        declared.push(`${name}=Q.guard(${JSON.stringify(part.guards[i])})`);
        break;
      default:
        declared.push(`${name}=X.entries[${i}]`);
    }
  }
  return `((Q,X)=>{const{${support}}=Q.code,${declared.join()};\n${functions}\nreturn ${result}})`;
}

/** The names that compiled code may mention, for a text to take them all. */
export function supportNames(support: Support): string {
  return Object.keys(support.code).join();
}

/** The direct forms of a part's functions; evaluates to a function of support and context that gives them in that order. */
export function unitText(support: string, code: ModuleCode, part: ModulePart): string {
  const inside = new Set(part.functions.keys());
  const parts: string[] = [];
  for (const [index, text] of part.functions)
    parts.push(throughEntries(emitDirect(functionBody(code, index, text)), inside));
  return wrap(support, part, parts.join('\n'), `[${[...inside].map((index) => `F${index}`).join()}]`);
}

/** The resume form of one function; evaluates to a function of support and context that gives it. */
export function resumeText(support: string, code: ModuleCode, part: ModulePart, index: number): string {
  const text = part.functions.get(index) ?? '';
  const resume = throughEntries(emitResume(functionBody(code, index, text)), new Set());
  return wrap(support, part, `const r=(${resume});`, 'r');
}
