// A dialog with a heading and a way to close it; made once, opened many times.
import { dialogWords } from './dialog-words.ts';
import styles from './dialog.css?url&no-inline';

let styled: Promise<void> | null = null;

/** Opens a dialog as soon as its styles are there; without them it still works. */
export async function openDialog(dialog: HTMLDialogElement): Promise<void> {
  styled ??= new Promise((resolve) => {
    const link = element('link', '');
    link.rel = 'stylesheet';
    link.href = styles;
    link.addEventListener('load', () => {
      resolve();
    });
    link.addEventListener('error', () => {
      resolve();
    });
    document.head.append(link);
  });
  await styled;
  if (!dialog.open) dialog.showModal();
}

/** An element with a class and what stands in it. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...inside);
  return made;
}

export function makeDialog(name: string, title: string, ...inside: readonly Node[]): HTMLDialogElement {
  const close = element('button', 'close', '×');
  close.ariaLabel = dialogWords().close;
  const heading = element('h2', '', title);
  heading.id = `${name}-title`;
  const dialog = element('dialog', name, element('header', '', heading, close), ...inside);
  dialog.setAttribute('aria-labelledby', heading.id);
  close.addEventListener('click', () => {
    dialog.close();
  });
  // A click outside lands on the dialog itself, not on anything in it.
  dialog.addEventListener('pointerdown', (event) => {
    const box = dialog.getBoundingClientRect();
    const isOutside =
      event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
    if (event.target === dialog && isOutside) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}
