// What the reader is told when a run cannot go on, and what to do next.
import type { LabProblem } from '../../stores/lab.ts';
import { runWords } from './run-words.ts';
import type { Language } from './words.ts';

/** The text of a problem. */
export function problemText(problem: LabProblem, language: Language): string {
  const word = runWords[language];
  const texts: Readonly<Record<LabProblem, string>> = {
    unresponsive: word.lost,
    crashed: word.lost,
    'not-started': word.failedToStart,
    memory: word.memory,
    'evaluation-forbidden': word.forbidden,
    'engine-fault': word.fault,
    'node-halted': word.halted,
    busy: word.busy,
  };
  return texts[problem];
}
