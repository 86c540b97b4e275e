// What Erlang finds wrong with a text, underlined where Erlang reports it. The words are there without a pointer too: what
// is wrong at the caret, or else first, is told to whoever opened the editor; F8 goes to the next one.
import { forEachDiagnostic, linter, type Diagnostic } from '@codemirror/lint';
import type { Extension, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { EngineRequestError } from '../../engine/client/client.ts';
import type { SourceProblem } from '../../engine/client/protocol.ts';

export type Check = (text: string) => Promise<readonly SourceProblem[]>;

/** Real milliseconds of quiet before a text is checked. */
const quiet = 350;

/** The place of a problem in a text, and its words; at least one character is underlined where there is one. */
export function diagnosticOf(text: Text, { line, column, severity, text: message }: SourceProblem): Diagnostic {
  const row = text.line(Math.min(Math.max(1, line), text.lines));
  const from = line > text.lines ? row.to : Math.min(row.from + column - 1, row.to);
  const rest = text.sliceString(from, row.to);
  const to = from + (/^(?:[\w@]+|'[^']*'|\S)/.exec(rest)?.[0].length ?? 0);
  const place = `${String(line)}:${String(column)}: `;
  return { from: from === to ? Math.max(0, from - 1) : from, to, severity, message: place + message };
}

/** The problem at the caret, or else the first one. */
function problemToTell(view: EditorView): string | null {
  const { head } = view.state.selection.main;
  const found: Diagnostic[] = [];
  forEachDiagnostic(view.state, (one, from, to) => found.push({ ...one, from, to }));
  return (found.find(({ from, to }) => from <= head && head <= to) ?? found[0])?.message ?? null;
}

/** Checks the text when the reader pauses. */
export function checking(check: Check, onproblem: (message: string | null) => void): Extension {
  let told: string | null = null;
  const diagnose = async ({ state: { doc } }: EditorView): Promise<Diagnostic[]> => {
    if (/^\s*$/.test(doc.toString())) return [];
    try {
      return (await check(doc.toString())).map((problem) => diagnosticOf(doc, problem));
    } catch (error) {
      // An engine that is gone finds nothing wrong.
      if (error instanceof EngineRequestError) return [];
      throw error;
    }
  };
  return [
    linter(diagnose, { delay: quiet }),
    EditorView.updateListener.of(({ view }) => {
      const problem = problemToTell(view);
      if (problem === told) return;
      told = problem;
      onproblem(problem);
    }),
  ];
}
