// What a block shows before anything ran: all that it needs to know of its store until the reader reaches into it.
import type { LabState } from './lab.ts';

export const initialLabState: LabState = {
  phase: 'recorded',
  run: 0,
  prompt: 1,
  typedAt: null,
  pace: 'lively',
  output: { lines: [], dropped: 0, open: false },
  figures: null,
  problem: null,
  detail: '',
};
