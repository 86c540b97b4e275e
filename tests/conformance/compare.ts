/**
 * Compares what the engine printed with what real Erlang printed. Folded are only pids, references,
 * ports, the numbers in `#Fun<…>`, dates and times, and what a case's `% nondet:` names; with those, white
 * space too, since line breaks depend on their lengths.
 */
import type { Case, CaseStep } from '../../scripts/cases-format.ts';

const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/#Ref<[\d.]+>/g, '#Ref<>'],
  [/#Port<[\d.]+>/g, '#Port<>'],
  [/#Fun<(\w+)\.[\d.]+>/g, '#Fun<$1>'],
  [/<\d+\.\d+\.\d+>/g, '<pid>'],
  [/\d{1,2}-[A-Z][a-z]{2}-\d{4}::\d\d:\d\d:\d\d\.\d{6}/g, 'TIME'],
  [/\b\d{1,2}:\d\d:\d\d(\.\d+)?\b/g, 'TIME'],
];

/** The comparable form of the lines of one step. */
export function fold(lines: readonly string[], nondet: readonly string[]): string {
  let text = lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
  const before = text;
  for (const [pattern, replacement] of FOLDS) text = text.replace(pattern, replacement);
  const varied = text !== before;
  if (nondet.includes('time')) text = text.replace(/\{\d+,\s*\d+,\s*\d+\}/g, '{now}');
  if (nondet.includes('numbers') || nondet.includes('time')) text = text.replace(/-?\d+/g, '0');
  if (nondet.includes('path')) text = text.replace(/(\/[\w.+-]+)+/g, '/path');
  if (nondet.includes('order')) text = text.split('\n').sort().join('\n');
  return varied || nondet.length > 0 ? text.replace(/\s+/g, '') : text;
}

/** One step that differs. */
export interface Difference {
  readonly step: number;
  readonly input: string;
  readonly expected: string;
  readonly actual: string;
}

/** The differences of a case; empty when the engine agrees. Steps of `unstable` cases are not compared. */
export function differences(expected: Case, actual: readonly CaseStep[]): Difference[] {
  if (expected.nondet.includes('unstable')) return [];
  const found: Difference[] = [];
  for (const [index, step] of expected.steps.entries()) {
    const got = actual[index]?.output ?? ['(no answer)'];
    if (fold(step.output, expected.nondet) !== fold(got, expected.nondet)) {
      found.push({
        step: index + 1,
        input: step.input.join('\n'),
        expected: step.output.join('\n'),
        actual: got.join('\n'),
      });
    }
  }
  return found;
}
