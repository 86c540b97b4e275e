// What a word may become, asked of the node itself: modules, their functions with arities, commands of the shell.
import {
  autocompletion,
  closeCompletion,
  completionKeymap,
  completionStatus,
  startCompletion,
  type Completion as Option,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { Prec, type Extension } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import { EngineRequestError, type ClientSession } from '../../engine/client/client.ts';
import type { Completion } from '../../engine/client/protocol.ts';

export type Complete = ClientSession['complete'];

/** As Erlang's own shell does, a module is followed by its colon and a function by its parenthesis. */
function optionOf({ kind, word, arities }: Completion): Option {
  const sign = kind === 'module' ? ':' : kind === 'function' ? '(' : '';
  return {
    label: word,
    type: kind,
    detail: arities.map((arity) => `/${String(arity)}`).join(' '),
    apply: (view, _option, from, to) => {
      const isThere = view.state.sliceDoc(to, to + 1) === sign;
      const insert = isThere ? word : word + sign;
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        userEvent: 'input.complete',
      });
      if (kind === 'module' && !isThere) startCompletion(view);
    },
  };
}

/** Esc sends away words that are shown. While they are only being asked for it means what it means without them. */
const keys = completionKeymap.map((one) =>
  one.key === 'Escape'
    ? { ...one, run: (view: EditorView) => completionStatus(view.state) === 'active' && closeCompletion(view) }
    : one,
);

/** Opens by itself after a module's colon, else when asked for by Ctrl+Space. */
export function completing(complete: Complete): Extension {
  const source: CompletionSource = async (context) => {
    const before = context.state.doc
      .lineAt(context.pos)
      .text.slice(0, context.pos - context.state.doc.lineAt(context.pos).from);
    if (!context.explicit && !/[a-z][\w@]*:[\w@]*$/.test(before)) return null;
    try {
      const { from, items } = await complete(before);
      return { from: context.pos - before.length + from, options: items.map(optionOf), validFor: /^[\w@]*$/ };
    } catch (error) {
      // An engine that is gone knows no words.
      if (error instanceof EngineRequestError) return null;
      throw error;
    }
  };
  return [
    Prec.highest(keymap.of(keys)),
    autocompletion({ override: [source], icons: false, activateOnTypingDelay: 50, defaultKeymap: false }),
  ];
}
