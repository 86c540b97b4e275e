// Shows the tokens of an output without any markup of their own: the one under the pointer, or the one that the arrow keys
// reached, is marked in every place where it stands, by the browser's highlights over ranges of text.
import { tokensOf, type Token } from './tokens.ts';

/** A token that the reader looks at. */
export type Seen = {
  readonly token: Token;
  /** How often it stands in the output. */
  readonly count: number;
  /** Of the line of a return: microseconds since the call. */
  readonly took: string | null;
  /** Where it stands in the window. */
  readonly place: DOMRect;
  readonly isByKey: boolean;
};

export type CursorHandlers = {
  readonly onsee: (seen: Seen | null) => void;
  /** Enter or a click on a pid or a name. */
  readonly onopen: (process: string) => void;
};

type Placed = { readonly token: Token; readonly line: HTMLElement };

/** One set of highlights for the page: only one output is looked at at a time. */
const SAME = 'same-token';
const CURRENT = 'current-token';

/** Lines looked through for the same token: what the reader may see of a long output. */
const mostLines = 500;

function linesOf(out: HTMLElement): HTMLElement[] {
  return [...out.querySelectorAll<HTMLElement>('.ln')].slice(-mostLines);
}

/** The range of a token within its line, across whatever elements it is in. */
function rangeOf({ token, line }: Placed): Range | null {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let passed = 0;
  let isOpen = false;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (!isOpen && token.from < passed + length) {
      range.setStart(node, token.from - passed);
      isOpen = true;
    }
    const end = token.from + token.text.length;
    if (isOpen && end <= passed + length) {
      range.setEnd(node, end - passed);
      return range;
    }
    passed += length;
  }
  return null;
}

/** The offset in a line's text of the character under a point; null beside the text. */
function offsetAt(line: HTMLElement, x: number, y: number): number | null {
  const at = document.caretPositionFromPoint?.(x, y);
  if (at == null || !line.contains(at.offsetNode)) return null;
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(at.offsetNode, at.offset);
  return range.toString().length;
}

/** Attaches to an output box; gives what detaches it again. */
export function tokenCursor(out: HTMLElement, { onsee, onopen }: CursorHandlers): () => void {
  const isMarking = 'highlights' in CSS;
  let current: Placed | null = null;

  function mark(placed: Placed | null, isByKey: boolean): void {
    current = placed;
    if (isMarking) {
      CSS.highlights.delete(SAME);
      CSS.highlights.delete(CURRENT);
    }
    const range = placed === null ? null : rangeOf(placed);
    if (placed === null || range === null) {
      onsee(null);
      return;
    }
    const same = linesOf(out).flatMap((line) =>
      tokensOf(line.textContent)
        .filter(({ key }) => key === placed.token.key)
        .map((token) => rangeOf({ token, line })),
    );
    const ranges = same.filter((one) => one !== null);
    if (isMarking) {
      CSS.highlights.set(SAME, new Highlight(...ranges));
      CSS.highlights.set(CURRENT, new Highlight(range));
    }
    if (isByKey) placed.line.scrollIntoView({ block: 'nearest' });
    onsee({
      token: placed.token,
      count: ranges.length,
      took: placed.line.dataset['took'] ?? null,
      place: range.getBoundingClientRect(),
      isByKey,
    });
  }

  function under(event: PointerEvent | MouseEvent): Placed | null {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('.ln') : null;
    if (line === null) return null;
    const offset = offsetAt(line, event.clientX, event.clientY);
    if (offset === null) return null;
    const token = tokensOf(line.textContent).find(({ from, text }) => from <= offset && offset <= from + text.length);
    return token === undefined ? null : { token, line };
  }

  function isSame(a: Placed | null, b: Placed | null): boolean {
    return a === b || (a !== null && b !== null && a.line === b.line && a.token.from === b.token.from);
  }

  function move(event: PointerEvent): void {
    const placed = under(event);
    if (!isSame(placed, current)) mark(placed, false);
  }

  function open(token: Token): void {
    if (token.kind === 'pid' || token.kind === 'name') onopen(token.text);
  }

  function click(event: MouseEvent): void {
    const placed = under(event);
    if (placed === null || getSelection()?.isCollapsed === false) return;
    mark(placed, false);
    open(placed.token);
  }

  /** The token so many places further on, in reading order. */
  function next(by: 1 | -1): Placed | null {
    const all = linesOf(out).flatMap((line) => tokensOf(line.textContent).map((token): Placed => ({ token, line })));
    if (all.length === 0) return null;
    const at = all.findIndex((one) => isSame(one, current));
    const index = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
    return all[index] ?? null;
  }

  function keydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
      mark(next(event.key === 'ArrowRight' ? 1 : -1), true);
    } else if (event.key === 'Enter' && current !== null) {
      event.preventDefault();
      open(current.token);
    } else if (event.key === 'Escape' && current !== null) {
      mark(null, true);
    }
  }

  function leave(): void {
    if (current !== null) mark(null, false);
  }

  out.addEventListener('pointermove', move);
  out.addEventListener('pointerleave', leave);
  out.addEventListener('click', click);
  out.addEventListener('keydown', keydown);
  out.addEventListener('blur', leave);
  return () => {
    leave();
    out.removeEventListener('pointermove', move);
    out.removeEventListener('pointerleave', leave);
    out.removeEventListener('click', click);
    out.removeEventListener('keydown', keydown);
    out.removeEventListener('blur', leave);
  };
}
