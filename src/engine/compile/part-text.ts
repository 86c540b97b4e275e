/**
 * A part of a module as four texts, the form in which it is sent: its functions, and the literals, remote functions and
 * guards that they mention, each on a line of its own. What is mentioned is numbered anew, in order of first mention;
 * a first mention is written without its number. A literal that only other literals mention has `~` before it, and
 * literals mention each other by distance. Reading gives functions that do the same.
 */
import { invariant } from '../terms/invariant.ts';
import type { ModuleBody, ModulePart } from './abi.ts';

/** A line for each: functions in the order of their indices, which are kept elsewhere. */
export interface PartText {
  readonly functions: string;
  readonly literals: string;
  readonly remotes: string;
  readonly guards: string;
}

const MENTION = /\b([KMG])(\d+)\b/g;
const LITERAL = /"(?:[^"\\]|\\.)*"|\bK(\d+)\b/g;
const SIMPLE_ATOM = /^A\("([a-z][\w@]*)"\)$/;
const WORD = /^[a-z][\w@]*$/;

interface Table {
  readonly numbers: Map<number, number>;
  readonly lines: string[];
}

/** The text of some functions of a module. */
export function writePart(body: ModuleBody, indices: readonly number[]): PartText {
  const [literals, remotes, guards] = [0, 0, 0].map((): Table => ({ numbers: new Map(), lines: [] }));

  function addLiteral(index: number, isInner: boolean): number {
    const known = literals.numbers.get(index);
    if (known !== undefined) return known;
    const text = body.literals[index];
    // Those inside come first; distances can be told when all are there.
    for (const [, inner] of text.matchAll(LITERAL)) if (inner !== undefined) addLiteral(Number(inner), true);
    const number = literals.lines.length;
    const near = text.replace(LITERAL, (found, inner: string | undefined) =>
      inner === undefined ? found : `K${number - (literals.numbers.get(Number(inner)) ?? 0)}`,
    );
    const [, name] = SIMPLE_ATOM.exec(near) ?? [];
    literals.lines.push(`${isInner ? '~' : ''}${name ?? near}`);
    literals.numbers.set(index, number);
    return number;
  }

  function add(table: Table, index: number, line: string): number {
    const number = table.numbers.get(index) ?? table.lines.push(line) - 1;
    table.numbers.set(index, number);
    return number;
  }

  function remoteLine(index: number): string {
    const words = body.remotes[index];
    invariant(!words.slice(0, 2).some((word) => /[\s]/.test(String(word))), 'a space in the name of a function');
    return words.join(' ');
  }

  const functions = indices.map((at) =>
    body.functions[at].replace(MENTION, (_, kind: string, digits: string) => {
      const index = Number(digits);
      const table = kind === 'K' ? literals : kind === 'M' ? remotes : guards;
      if (table.numbers.has(index)) return `${kind}${table.numbers.get(index)!}`;
      if (kind === 'K') addLiteral(index, false);
      else add(table, index, kind === 'M' ? remoteLine(index) : body.guards[index]);
      return kind;
    }),
  );
  const text = (lines: readonly string[]): string => {
    invariant(!lines.some((line) => line.includes('\n')), 'a line end in the text of a module');
    return lines.join('\n');
  };
  return {
    functions: text(functions),
    literals: text(literals.lines),
    remotes: text(remotes.lines),
    guards: text(guards.lines),
  };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** Reads the text of functions with these indices. */
export function readPart(text: PartText, indices: readonly number[]): ModulePart {
  const outer: number[] = [];
  const literals = linesOf(text.literals).map((line, number) => {
    const isInner = line.startsWith('~');
    if (!isInner) outer.push(number);
    const own = isInner ? line.slice(1) : line;
    if (WORD.test(own)) return `A("${own}")`;
    return own.replace(LITERAL, (found, ago: string | undefined) =>
      ago === undefined ? found : `K${number - Number(ago)}`,
    );
  });
  const next = { K: 0, M: 0, G: 0 };
  const functions = linesOf(text.functions).map((line, i): [number, string] => [
    indices[i],
    line.replace(/\b[KMG]\b/g, (kind) => {
      const number = next[kind as 'K' | 'M' | 'G']++;
      return `${kind}${kind === 'K' ? outer[number] : number}`;
    }),
  ]);
  const remotes = linesOf(text.remotes).map((line): [string, string, number] => {
    const [module, name, arity] = line.split(' ');
    return [module, name, Number(arity)];
  });
  return { literals, remotes, guards: linesOf(text.guards), functions: new Map(functions) };
}
