// How the editor looks: as the static code that it takes the place of. Here and not in the page's styles, since few readers
// ever need it.
import { EditorView } from '@codemirror/view';

const quietBox = {
  border: '1px solid var(--hair)',
  borderRadius: '4px',
  background: 'var(--paper)',
  color: 'var(--ink)',
};

/** Where the system's colours take the place of the page's (forced-colors), what a background told is told by a frame. */
const framed = { outline: '1px solid transparent', outlineOffset: '-1px' };

export const theme = EditorView.theme({
  '&': { color: 'inherit', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflowY: 'hidden' },
  '&.file .cm-scroller': { overflowY: 'auto' },
  '.cm-content': { padding: '0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 1ch 0 0' },
  '.cm-line ::selection, .cm-line::selection': { background: 'color-mix(in srgb, var(--accent) 25%, transparent)' },
  '&.cm-focused .cm-matchingBracket': {
    ...framed,
    background: 'color-mix(in srgb, var(--accent) 18%, transparent)',
  },
  '&.cm-focused .cm-nonmatchingBracket': { background: 'none', color: 'var(--error)' },
  // Above the line's end, or the frame of a single line would cut it off.
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '0', textUnderlineOffset: '0.1em' },
  '.cm-lintRange-error': { textDecoration: 'underline dashed 2px var(--error)' },
  '.cm-lintRange-warning': { textDecoration: 'underline dotted 2px var(--accent)' },
  '.cm-gutters': { background: 'var(--paper)', border: '0', color: 'var(--faint)' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 1.5ch 0 0.5rem', minWidth: '5ch', cursor: 'pointer' },
  '.cm-lineNumbers .cm-gutterElement:hover': { color: 'var(--accent)' },
  '.cm-tooltip': { ...quietBox, zIndex: '5' },
  '.cm-tooltip-lint': { maxWidth: 'min(32rem, 90vw)' },
  '.cm-diagnostic': { padding: '0.25rem 0.5rem', border: '0', font: '0.8125rem/1.4 var(--sans)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-code)',
    fontSize: '0.8125rem',
    lineHeight: '1.5',
    maxHeight: '14em',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.0625rem 0.5rem' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    ...framed,
    background: 'var(--accent)',
    color: 'var(--on-accent)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '0.75' },
  '.cm-panels': { ...quietBox, font: '0.8125rem/1.4 var(--sans)' },
});
