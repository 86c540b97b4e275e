// Folds pieces of output into the lines that a lab shows. Plain data and functions, no store.
import type { Micros, OutputSource } from '../engine/client/protocol.ts';

export type OutputLine = {
  /** Counts all lines of a run from 0, shown or not. */
  readonly number: number;
  /** Virtual microseconds since the line was entered at the prompt. */
  readonly time: Micros;
  readonly source: OutputSource;
  readonly text: string;
  /** The number of the prompt at which the line was typed; null for what was printed. */
  readonly prompt: number | null;
  /** Characters left out at its end; without it, none. */
  readonly cut?: number;
};

export type Output = {
  readonly lines: readonly OutputLine[];
  /** Lines that were dropped from the top. */
  readonly dropped: number;
  /** The last line is not ended yet. */
  readonly open: boolean;
};

export const emptyOutput: Output = { lines: [], dropped: 0, open: false };

/** Lines kept of one run; the oldest go first. */
export const maxLines = 2000;
/** Characters kept of one line. */
export const maxLineLength = 10_000;

/** What arrives: text that was printed, in pieces of any length, or a line that was typed. */
export type Piece =
  | { readonly kind: 'printed'; readonly time: Micros; readonly source: OutputSource; readonly text: string }
  | { readonly kind: 'typed'; readonly time: Micros; readonly prompt: number; readonly text: string };

/** Appends pieces; a piece may hold several lines, or part of one. */
export function appendOutput(output: Output, pieces: readonly Piece[]): Output {
  const lines = [...output.lines];
  let open = output.open;
  let next = output.dropped + lines.length;
  for (const piece of pieces) {
    if (piece.kind === 'typed') {
      const before = lines.at(-1);
      // The text stands above, whole; of an expression of several lines the first will do.
      if (before?.prompt === piece.prompt) {
        if (!before.text.endsWith(' …')) lines[lines.length - 1] = { ...before, text: `${before.text} …` };
        continue;
      }
      lines.push({ number: next, time: piece.time, source: 'output', text: piece.text, prompt: piece.prompt });
      next += 1;
      open = false;
      continue;
    }
    const parts = piece.text.split('\n');
    parts.forEach((text, index) => {
      const isLast = index === parts.length - 1;
      const newest = lines.at(-1);
      if (open && newest !== undefined) {
        lines[lines.length - 1] = extended(newest, text);
      } else if (!(isLast && text === '')) {
        lines.push(extended({ number: next, time: piece.time, source: piece.source, text: '', prompt: null }, text));
        next += 1;
      }
      open = isLast && (open || text !== '');
    });
  }
  const excess = Math.max(0, lines.length - maxLines);
  return { lines: lines.slice(excess), dropped: output.dropped + excess, open };
}

/** The first pieces, up to so many characters, and the others; printed text is divided where it must be. */
export function portion(pieces: readonly Piece[], characters: number): readonly [Piece[], Piece[]] {
  let room = characters;
  for (const [index, piece] of pieces.entries()) {
    const { length } = piece.text;
    if (length > room && piece.kind === 'printed') {
      const first = { ...piece, text: piece.text.slice(0, room) };
      const second = { ...piece, text: piece.text.slice(room) };
      return [
        [...pieces.slice(0, index), first],
        [second, ...pieces.slice(index + 1)],
      ];
    }
    room -= length;
    if (room <= 0) return [pieces.slice(0, index + 1), pieces.slice(index + 1)];
  }
  return [[...pieces], []];
}

/** The line with more text at its end, as far as a line may go. */
function extended(line: OutputLine, text: string): OutputLine {
  const room = maxLineLength - line.text.length;
  if (text.length <= room) return { ...line, text: line.text + text };
  return { ...line, text: line.text + text.slice(0, room), cut: (line.cut ?? 0) + text.length - room };
}

/** The output as text, as a terminal would hold it. */
export function outputText(output: Output): string {
  return output.lines.map((line) => line.text).join('\n');
}

/** Does the text hold more than one expression? Then each typed line is shown before what it printed. */
export function isTranscript(code: string): boolean {
  return code.split('\n').filter((line) => /\.\s*(?:%.*)?$/.test(line)).length > 1;
}
