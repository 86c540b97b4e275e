// A line at the lower edge of the window that stays until the reader is done with it: words, a link if there is one, and a
// way to close it. There is one at most.
import { dialogWords } from './dialog-words.ts';

let shown: HTMLElement | null = null;

/** Shows a notice in place of what was shown before; gives what takes it away. */
export function notice(text: string, link: HTMLAnchorElement | null): () => void {
  shown?.remove();
  const box = document.createElement('p');
  box.className = 'resume';
  box.role = 'status';
  const close = document.createElement('button');
  close.ariaLabel = dialogWords().close;
  close.textContent = '×';
  // The box comes first and its words after: a live region tells what changes in it.
  document.body.append(box);
  box.append(`${text} `, ...(link === null ? [] : [link]), close);
  shown = box;
  const leave = (): void => {
    box.remove();
  };
  link?.addEventListener('click', leave);
  close.addEventListener('click', leave);
  return leave;
}
