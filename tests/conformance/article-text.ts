/**
 * Reads the article's transcripts (article/*.txt): whole screens, with prompts. A step is what was typed at one prompt
 * number and all that was printed until the next one. What other processes print may stand between a prompt and the
 * line that was typed at it; then the typed line has no prompt of its own.
 */
import type { CaseStep } from '../../scripts/cases-format.ts';

/** The beginnings of lines that no one typed although they follow a prompt. */
const PRINTED = /^(\(<|\*DBG\*|=[A-Z]+ REPORT====|INFO:|ERROR:|%)/;
/** A whole command, typed when its prompt had already scrolled away. */
const COMMAND = /^(dbg|sys|redbug|recon|recon_trace|erlang|whereis|supervisor|application)(:\w+)?\(.*\)\.$/;
/** The listing of `i()` and its like asks whether to go on; nobody answered. */
const QUESTION = 'more (y/n)? (y)';

interface Open {
  readonly number: number;
  input: string[];
  output: string[];
}

/** The steps of a transcript; a last prompt without input is none. */
export function parseScreen(text: string): CaseStep[] {
  const steps: Open[] = [];
  for (const line of text.split('\n')) {
    const [, digits, rest] = /^(\d+)> ?(.*)$/.exec(line) ?? [];
    const last = steps.at(-1);
    if (digits === undefined) {
      if (last === undefined) continue;
      if (last.input.length === 0 && COMMAND.test(line)) last.input.push(line);
      else last.output.push(line);
      continue;
    }
    const number = Number(digits);
    const step: Open = last?.number === number ? last : { number, input: [], output: [] };
    if (step !== last) steps.push(step);
    if (PRINTED.test(rest)) step.output.push(rest);
    else if (rest !== '') step.input.push(rest);
  }
  return steps
    .filter((step) => step.input.length > 0)
    .map(({ input, output }) => ({ input, output: withoutQuestion(output), wait: 0 }));
}

function withoutQuestion(lines: string[]): string[] {
  const end = lines.indexOf(QUESTION);
  const kept = end < 0 ? lines : lines.slice(0, end + 1);
  while (kept.at(-1) === '') kept.pop();
  return kept;
}
