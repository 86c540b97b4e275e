/**
 * The format of transcript files (`.cases`): shell sessions as a person would see them.
 *   === name        one case, a fresh shell
 *   % directive     `files: a.erl, b.erl`, `wait: ms`, `flags: …`, `nondet: kinds`, `world: cats` or `world: service`
 *   > line          typed
 *   | line          printed, prompts removed
 * Parsing keeps every line, so that a file can be printed again with other output.
 */

/** One typed input, what was printed until the next one, and the pause that followed. */
export interface CaseStep {
  readonly input: readonly string[];
  readonly output: readonly string[];
  /** Milliseconds of virtual time that pass after the input, from `% wait:` lines. */
  readonly wait: number;
}

export interface Case {
  readonly name: string;
  readonly files: readonly string[];
  readonly flags: string;
  /** `service` is the cats world without its agents. */
  readonly world: 'bare' | 'cats' | 'service';
  /** Kinds of text that vary: `pid`, `ref`, `time`, `numbers`, `order`, `unstable` … */
  readonly nondet: readonly string[];
  /** Directive lines in front of the first input, as written. */
  readonly head: readonly string[];
  readonly steps: readonly CaseStep[];
}

interface OpenStep {
  input: string[];
  output: string[];
  wait: number;
}

interface OpenCase {
  name: string;
  files: string[];
  flags: string;
  world: Case['world'];
  nondet: string[];
  head: string[];
  steps: OpenStep[];
}

/** Parses a transcript file. Throws on a line that belongs to no case. */
export function parseCases(text: string): Case[] {
  const cases: OpenCase[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('=== ')) {
      cases.push({ name: line.slice(4), files: [], flags: '', world: 'bare', nondet: [], head: [], steps: [] });
      continue;
    }
    const current = cases.at(-1);
    if (line === '') continue;
    if (current === undefined) throw new Error(`a transcript begins with "=== name", not with: ${line}`);
    if (line.startsWith('%')) directive(current, line);
    else if (line.startsWith('>')) typed(current, line.slice(2));
    else if (line.startsWith('|')) current.steps.at(-1)?.output.push(line.slice(2));
    else throw new Error(`not a line of a transcript: ${line}`);
  }
  return cases;
}

function typed(current: OpenCase, line: string): void {
  const last = current.steps.at(-1);
  const unfinished = last !== undefined && last.output.length === 0 && last.wait === 0 && !endsInput(last.input);
  if (unfinished) last.input.push(line);
  else current.steps.push({ input: [line], output: [], wait: 0 });
}

/** Whether the typed lines end with a dot, so that the shell answers. */
function endsInput(lines: readonly string[]): boolean {
  return /\.\s*(%.*)?$/.test(lines.at(-1) ?? '');
}

function directive(current: OpenCase, line: string): void {
  const [, key, value] = /^%\s*(\w+):\s*(.*)$/.exec(line) ?? [];
  const step = current.steps.at(-1);
  if (key === 'wait' && step !== undefined) {
    step.wait += Number(value);
    return;
  }
  current.head.push(line);
  const words = (value ?? '').split(',').map((word) => word.trim());
  if (key === 'files') current.files.push(...words);
  else if (key === 'nondet') current.nondet.push(...words);
  else if (key === 'flags') current.flags = value ?? '';
  else if (key === 'world') current.world = value === 'cats' || value === 'service' ? value : 'bare';
}

/** Prints cases as a transcript file. */
export function printCases(cases: readonly Case[]): string {
  return `${cases.map(printCase).join('\n\n')}\n`;
}

function printCase(one: Case): string {
  const lines = [`=== ${one.name}`, ...one.head];
  for (const step of one.steps) {
    lines.push(...step.input.map((line) => `> ${line}`));
    lines.push(...step.output.map((line) => (line === '' ? '|' : `| ${line}`)));
    if (step.wait > 0) lines.push(`% wait: ${step.wait}`);
  }
  return lines.join('\n');
}
