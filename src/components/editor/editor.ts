// The editor of examples and sources, fetched when the reader first edits something.
// Tab leaves it, except while words are offered: a reader without a pointer must not be caught in it.
import { acceptCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, tooltips } from '@codemirror/view';
import type { SourceProblem } from '../../engine/client/protocol.ts';
import { completing, type Complete } from './completion.ts';
import { ink } from './ink.ts';
import { checking, diagnosticOf, type Check } from './problems.ts';
import { theme } from './theme.ts';

export type EditorOptions = {
  readonly parent: HTMLElement;
  /** Where what hovers over the text is put. */
  readonly hovering: HTMLElement;
  readonly text: string;
  /** The selection to begin with. */
  readonly selection: { readonly anchor: number; readonly head: number };
  readonly label: string;
  /** Of a file; without it, lines have no numbers. */
  readonly onnumber?: ((line: number) => void) | undefined;
  readonly complete?: Complete | undefined;
  readonly check: Check;
  readonly onchange: (text: string) => void;
  /** Ctrl+Enter. */
  readonly onrun: () => void;
  /** Escape. */
  readonly onend: () => void;
  /** What is wrong at the caret, or else first; null when nothing is. */
  readonly onproblem: (message: string | null) => void;
};

export type Editor = {
  /** Puts another text in place; that can be undone. */
  readonly setText: (text: string) => void;
  readonly showProblems: (problems: readonly SourceProblem[]) => void;
  /** Puts the caret into a line and shows it. */
  readonly goTo: (line: number) => void;
  readonly focus: () => void;
  readonly destroy: () => void;
};

/**
 * CodeMirror writes its styles into a `<style>`, which the page's policy forbids; into a root without a head it puts them as
 * adopted style sheets. So the document has no head while the first view is made.
 */
function withoutHead(make: () => EditorView): EditorView {
  Object.defineProperty(document, 'head', { configurable: true, value: null });
  try {
    return make();
  } finally {
    Reflect.deleteProperty(document, 'head');
  }
}

function keys({ onrun, onend }: EditorOptions): Extension {
  const run = (): boolean => {
    onrun();
    return true;
  };
  return keymap.of([
    { key: 'Mod-Enter', run },
    { key: 'Ctrl-Enter', run },
    { key: 'Tab', run: acceptCompletion },
    ...lintKeymap,
    ...historyKeymap,
    {
      key: 'Escape',
      run: () => {
        onend();
        return true;
      },
    },
    ...defaultKeymap,
  ]);
}

/** Opens an editor inside `parent`. */
export function openEditor(options: EditorOptions): Editor {
  const { parent, hovering, text, selection, label, onnumber, complete, check, onchange, onproblem } = options;
  const within = (place: number): number => Math.min(Math.max(0, place), text.length);
  const state = EditorState.create({
    doc: text,
    selection: { anchor: within(selection.anchor), head: within(selection.head) },
    extensions: [
      complete === undefined ? [] : completing(complete),
      keys(options),
      history(),
      bracketMatching(),
      indentUnit.of('    '),
      EditorState.tabSize.of(8),
      ink,
      theme,
      checking(check, onproblem),
      tooltips({ parent: hovering }),
      onnumber === undefined
        ? []
        : [
            EditorView.editorAttributes.of({ class: 'file' }),
            lineNumbers({
              domEventHandlers: {
                click: (view, block) => {
                  onnumber(view.state.doc.lineAt(block.from).number);
                  return true;
                },
              },
            }),
          ],
      EditorView.contentAttributes.of({
        'aria-label': label,
        tabindex: '0',
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
        translate: 'no',
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onchange(update.state.doc.toString());
      }),
    ],
  });
  const view = withoutHead(() => new EditorView({ state, parent }));
  return {
    setText: (wanted) => {
      const now = view.state.doc.toString();
      if (now !== wanted) view.dispatch({ changes: { from: 0, to: now.length, insert: wanted } });
    },
    showProblems: (problems) => {
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => diagnosticOf(view.state.doc, problem)),
        ),
      );
    },
    goTo: (line) => {
      const { from } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    },
    focus: () => {
      view.focus();
    },
    destroy: () => {
      view.destroy();
    },
  };
}
