// Search in the whole article, in the language of the page. The index comes with the first opening.
import { dialogLanguage, dialogWords } from './dialog-words.ts';
import { element, makeDialog, openDialog } from './dialog.ts';
import { findIn, loadIndex, type Finding, type SearchIndex } from './search-results.ts';

const mostShown = 30;
const base = import.meta.env.BASE_URL.replace(/\/$/, '');
const language = dialogLanguage();

let index: Promise<SearchIndex> | null = null;
let dialog: HTMLDialogElement | null = null;

/** The place of a finding: in this page where it is here, else on its section's page. */
function addressOf({ id, section }: Finding): string {
  if (document.getElementById(id) !== null) return `#${id}`;
  return `${base}/${language === 'ru' ? '' : `${language}/`}${section}/${id === section ? '' : `#${id}`}`;
}

function row(finding: Finding): HTMLLIElement {
  const link = element('a', '', element('b', '', finding.title));
  link.href = addressOf(finding);
  const { crumb, snippet } = finding;
  const isLab = finding.id.startsWith('lab-');
  const place = [crumb === finding.title ? '' : crumb, isLab ? dialogWords().example : ''].filter((one) => one !== '');
  if (place.length > 0) link.append(element('small', '', place.join(' · ')));
  const text = element(isLab ? 'code' : 'span', '');
  for (const part of snippet) text.append(part.isMatch ? element('mark', '', part.text) : part.text);
  link.append(text);
  return element('li', '', link);
}

function make(): HTMLDialogElement {
  const word = dialogWords();
  const field = element('input', '');
  // No field of type search: there Esc only empties it.
  field.role = 'searchbox';
  field.enterKeyHint = 'search';
  field.ariaLabel = word.searchLabel;
  field.placeholder = word.searchLabel;
  field.autocomplete = 'off';
  field.spellcheck = false;
  const state = element('p', 'told-count', word.searchHint);
  state.role = 'status';
  const list = element('ol', '');
  const made = makeDialog('search-dialog', word.search, field, state, list);
  let asked = 0;

  async function find(): Promise<void> {
    asked += 1;
    const mine = asked;
    const query = field.value.trim();
    let found: readonly Finding[];
    try {
      index ??= loadIndex(`${base}/search/${language}.json`);
      const loaded = await index;
      found = query === '' ? [] : findIn(loaded, query, mostShown);
    } catch {
      index = null;
      state.textContent = word.noIndex;
      return;
    }
    // A slower answer to an earlier question comes too late.
    if (mine !== asked) return;
    list.replaceChildren(...found.map(row));
    list.scrollTop = 0;
    if (query === '') state.textContent = word.searchHint;
    else state.textContent = found.length === 0 ? word.nothing(query) : word.found(found.length);
  }

  field.addEventListener('input', () => void find());
  made.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('ol a') !== null) made.close();
  });
  made.addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('a')];
    const at = links.findIndex((link) => link === document.activeElement);
    if (event.key === 'Enter' && document.activeElement === field) links[0]?.click();
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    (links[at + (event.key === 'ArrowDown' ? 1 : -1)] ?? (event.key === 'ArrowUp' ? field : links.at(-1)))?.focus();
  });
  void find();
  return made;
}

export async function openSearch(): Promise<void> {
  dialog ??= make();
  await openDialog(dialog);
  const field = dialog.querySelector('input');
  field?.focus();
  field?.select();
}
