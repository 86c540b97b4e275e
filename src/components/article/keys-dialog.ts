// The list of keys, and the switch that turns single letters off for those whom they disturb.
import { dialogWords } from './dialog-words.ts';
import { element, makeDialog, openDialog } from './dialog.ts';
import { keep, recall } from './kept.ts';

let dialog: HTMLDialogElement | null = null;

/** May single letters act? Whoever dictates or uses switches can turn them off. */
export function areLettersOn(): boolean {
  return recall('keys') !== 'off';
}

function make(): HTMLDialogElement {
  const word = dialogWords();
  const list = element('dl', '');
  for (const [keys, what] of word.keyRows)
    list.append(element('dt', '', ...keys.map((key) => element('kbd', '', key))), element('dd', '', what));
  const box = element('input', '');
  box.type = 'checkbox';
  box.checked = areLettersOn();
  box.addEventListener('change', () => {
    keep('keys', box.checked ? 'on' : 'off');
  });
  return makeDialog('keys-dialog', word.keys, list, element('label', '', box, ` ${word.lettersOn}`));
}

export function openKeys(): void {
  dialog ??= make();
  void openDialog(dialog);
}
