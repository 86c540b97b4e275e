// The few measurements a block takes of itself.

const mostColumns = 80;
const fewestColumns = 32;
const mostRows = 26;
const fewestRows = 8;

/** Columns of a terminal that fits the output box, at most 80. */
export function columnsOf(output: HTMLElement): number {
  const line = document.createElement('div');
  line.className = 'ln';
  const ten = document.createElement('span');
  ten.textContent = '0000000000';
  line.append(ten);
  output.append(line);
  const place = ten.getBoundingClientRect();
  const free = output.clientWidth - (place.left - output.getBoundingClientRect().left);
  const width = place.width / 10;
  line.remove();
  if (width === 0) return mostColumns;
  return Math.max(fewestColumns, Math.min(mostColumns, Math.floor(free / width)));
}

/** Rows the output box keeps free, for so many recorded lines. */
export function outputRows(recorded: number): number {
  return recorded === 0 ? fewestRows : Math.min(mostRows, recorded);
}

/** Calls `attach` once when the reader turns to the output by pointer or keyboard; gives what detaches all of it. */
export function onFirstLook(output: HTMLElement, attach: () => Promise<() => void>): () => void {
  const listening = new AbortController();
  let attached: Promise<() => void> | null = null;
  const look = (): void => {
    attached ??= attach();
    listening.abort();
  };
  output.addEventListener('pointerenter', look, { signal: listening.signal });
  output.addEventListener('focus', look, { signal: listening.signal });
  // What woke the block may have been just that.
  if (output.matches(':hover, :focus')) look();
  return () => {
    listening.abort();
    void attached?.then((detach) => {
      detach();
    });
  };
}

/** The lines that an output box shows, as a terminal would hold them. */
export function printedText(output: HTMLElement): string {
  const lines = [...output.querySelectorAll<HTMLElement>('.ln')];
  return lines.map((line) => line.textContent.trimEnd()).join('\n');
}

/** How many characters of a box's text stand before the place where the pointer pressed; null if that cannot be told. */
export function placeOfPress(box: HTMLElement, { clientX, clientY }: MouseEvent): number | null {
  if (!('caretPositionFromPoint' in document)) return null;
  const found = document.caretPositionFromPoint(clientX, clientY);
  if (found === null || !box.contains(found.offsetNode)) return null;
  const before = new Range();
  before.selectNodeContents(box.querySelector('pre') ?? box);
  before.setEnd(found.offsetNode, found.offset);
  return before.toString().length;
}
