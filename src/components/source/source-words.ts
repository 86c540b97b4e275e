// The words around a source, one column per language.
import type { Language } from '../../content/outline.ts';

type SourceWords = {
  readonly sources: string;
  readonly sourcesOf: string;
  readonly article: string;
  readonly description: (file: string) => string;
  readonly other: string;
  readonly recompile: string;
  readonly original: string;
  readonly undo: string;
  readonly page: string;
  readonly editLabel: (file: string) => string;
  readonly edited: string;
  readonly loading: string;
  readonly loaded: (module: string, lab: string) => string;
  readonly warned: (count: number) => string;
  readonly notLoaded: (problem: string) => string;
  readonly noNode: string;
};

export const sourceWords: Readonly<Record<Language, SourceWords>> = {
  ru: {
    sources: 'Исходники',
    sourcesOf: 'Модули, которые работают в примерах статьи.',
    article: 'К статье',
    description: (file) => `Исходный текст ${file}, который работает в примерах статьи.`,
    other: 'English',
    recompile: 'Перекомпилировать',
    original: 'Вернуть исходный',
    undo: 'Вернуть правку',
    page: 'Отдельной страницей',
    editLabel: (file) => `${file}; Ctrl+Enter — перекомпилировать, Esc — закрыть`,
    edited: 'изменено',
    loading: 'Компилируется…',
    loaded: (module, lab) => `Модуль ${module} загружен на ноду примера ${lab}.`,
    warned: (count) => ` Предупреждений: ${String(count)}.`,
    notLoaded: (problem) => `Не загружен. ${problem}`,
    noNode: 'Загружать некуда: сначала запустите пример, его нода получит модуль.',
  },
  en: {
    sources: 'Sources',
    sourcesOf: 'The modules that run in the examples of the article.',
    article: 'To the article',
    description: (file) => `The source of ${file}, which runs in the examples of the article.`,
    other: 'Русский',
    recompile: 'Recompile',
    original: 'Back to the original',
    undo: 'Restore the edit',
    page: 'As a page',
    editLabel: (file) => `${file}; Ctrl+Enter recompiles, Esc closes`,
    edited: 'edited',
    loading: 'Compiling…',
    loaded: (module, lab) => `Module ${module} is loaded on the node of the example ${lab}.`,
    warned: (count) => ` Warnings: ${String(count)}.`,
    notLoaded: (problem) => `Not loaded. ${problem}`,
    noNode: 'There is no node to load it: run an example first, and its node will get the module.',
  },
};
