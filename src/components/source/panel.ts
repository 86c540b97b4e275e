// A source over the article: the whole file in the editor. Recompile loads it into the world of the block that it was opened
// from, or else of the block that was used last, first in the same section. An edit outlives the panel.
import { EngineRequestError } from '../../engine/client/client.ts';
import type { SourceProblem } from '../../engine/client/protocol.ts';
import { keepEdit, keptEdit } from '../../stores/edits.ts';
import { engine } from '../../stores/engine.ts';
import { usedLabs, type UsedLab } from '../../stores/labs.ts';
import { dialogLanguage } from '../article/dialog-words.ts';
import { element, makeDialog, openDialog } from '../article/dialog.ts';
import { giveLink } from '../article/give-link.ts';
import { openEditor } from '../editor/editor.ts';
import { sourceWords } from './source-words.ts';

const originals = new Map<string, string>();

/** The text of a source, from its page. */
async function originalOf(page: string): Promise<string> {
  const known = originals.get(page);
  if (known !== undefined) return known;
  const answer = await fetch(page);
  if (!answer.ok) throw new Error(`${page}: ${String(answer.status)}`);
  // Only the code is parsed: the page's own styles would offend the policy here.
  const markup = /<pre class="code"[^]*<\/pre>/.exec(await answer.text())?.[0] ?? '';
  const code = new DOMParser().parseFromString(markup, 'text/html').querySelector('pre');
  if (code === null) throw new Error(`${page}: no source`);
  originals.set(page, code.textContent);
  return code.textContent;
}

/** The lab whose world a mention is about. */
function labOfMention(link: Element): UsedLab | null {
  const used = usedLabs();
  const own = link.closest<HTMLElement>('.lab')?.dataset['lab'];
  const section = link.closest('section');
  const isNear = ({ id }: UsedLab): boolean => section?.querySelector(`[data-lab="${id}"]`) != null;
  return used.find(({ id }) => id === own) ?? used.find(isNear) ?? used[0] ?? null;
}

/** Opens the source that a link names, at its line. */
export async function openSource(link: HTMLAnchorElement): Promise<void> {
  const words = sourceWords[dialogLanguage()];
  const address = new URL(link.href);
  const page = address.pathname;
  const file = /([^/]+)\/$/.exec(page)?.[1] ?? '';
  const id = `source/${file}`;
  const original = await originalOf(page);
  let text = keptEdit(id, original) ?? original;
  let taken: string | null = null;

  const load = element('button', 'load', words.recompile);
  const back = element('button', 'back', words.original);
  const state = element('span', 'state');
  const outside = element('a', '', words.page);
  outside.href = link.href;
  const said = element('p', 'said');
  said.role = 'status';
  const box = element('div', 'text');
  const dialog = makeDialog('source-panel', file, element('div', 'source-bar', load, back, outside, state), box, said);

  const show = (): void => {
    const isEdited = text !== original;
    back.textContent = !isEdited && taken !== null ? words.undo : words.original;
    back.disabled = !isEdited && taken === null;
    state.textContent = isEdited ? words.edited : '';
  };

  const tellLoaded = (problems: readonly SourceProblem[] | null, lab: string): void => {
    editor.showProblems(problems ?? []);
    const error = problems?.find(({ severity }) => severity === 'error');
    if (problems === null) said.textContent = words.noNode;
    else if (error !== undefined)
      said.textContent = words.notLoaded(`${String(error.line)}:${String(error.column)}: ${error.text}`);
    else
      said.textContent =
        words.loaded(file.replace(/\.erl$/, ''), lab) + (problems.length > 0 ? words.warned(problems.length) : '');
    said.classList.toggle('wrong', problems === null || error !== undefined);
  };

  const recompile = async (): Promise<void> => {
    const lab = labOfMention(link);
    said.textContent = words.loading;
    try {
      tellLoaded((await lab?.store.load({ file, text, original })) ?? null, lab?.id ?? '');
    } catch (error) {
      // The node went down before it answered.
      if (!(error instanceof EngineRequestError)) throw error;
      tellLoaded(null, '');
    }
  };

  const editor = openEditor({
    parent: box,
    hovering: dialog,
    text,
    selection: { anchor: 0, head: 0 },
    label: words.editLabel(file),
    onnumber: (line) =>
      void giveLink(new URL(`${page}#L${String(line)}`, location.href).href, `${file}:${String(line)}`),
    complete: labOfMention(link)?.store.complete,
    check: (changed) => engine().check('module', changed),
    onchange: (changed) => {
      text = changed;
      if (text !== original) taken = null;
      keepEdit(id, original, text);
      show();
    },
    onrun: () => void recompile(),
    onend: () => {
      dialog.close();
    },
    onproblem: (problem) => {
      said.textContent = problem ?? '';
      said.classList.add('wrong');
    },
  });

  load.addEventListener('click', () => void recompile());
  back.addEventListener('click', () => {
    const before = text;
    const wanted = text === original ? (taken ?? original) : original;
    editor.setText(wanted);
    taken = wanted === original ? before : null;
    show();
  });
  dialog.addEventListener('close', () => {
    editor.destroy();
    dialog.remove();
  });
  show();
  await openDialog(dialog);
  const line = Number(/^#L(\d+)$/.exec(address.hash)?.[1] ?? 1);
  editor.goTo(line);
  editor.focus();
}
