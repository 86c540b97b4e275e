// Erlang's colours in the editor: the classes that static code has as well.
import { RangeSetBuilder, StateField, type Text } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import { highlight, type CodeKind } from '../lab/highlight.ts';

const kinds: readonly CodeKind[] = ['c', 's', 'v', 'k', 'n', 'f'];
const marks = new Map(kinds.map((kind) => [kind, Decoration.mark({ class: kind })]));

function colours(text: Text): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let at = 0;
  for (const part of highlight(text.toString())) {
    const mark = marks.get(part.kind);
    if (mark !== undefined) builder.add(at, at + part.text.length, mark);
    at += part.text.length;
  }
  return builder.finish();
}

/** Colours the whole text anew with every change: texts here are short. */
export const ink = StateField.define<DecorationSet>({
  create: (state) => colours(state.doc),
  update: (before, change) => (change.docChanged ? colours(change.state.doc) : before),
  provide: (field) => EditorView.decorations.from(field),
});
