// The words of what the page fetches when it is asked for: dialogs, messages. One column per language.
import type { Language } from '../../content/outline.ts';

type DialogWords = {
  readonly close: string;
  readonly linkCopied: string;
  /** Where the clipboard is refused. */
  readonly linkInAddress: string;
  readonly youWereAt: string;
  /** A link leads to a place that the article does not have, or has in another section. */
  readonly noSuchPlace: string;
  readonly exampleElsewhere: string;
  readonly placeElsewhere: string;
  readonly keys: string;
  /** A key, or two that belong together, and what it does. */
  readonly keyRows: readonly (readonly [readonly string[], string])[];
  readonly lettersOn: string;
  readonly search: string;
  readonly searchLabel: string;
  readonly searchHint: string;
  readonly nothing: (query: string) => string;
  readonly found: (count: number) => string;
  readonly noIndex: string;
  readonly example: string;
};

const words: Readonly<Record<Language, DialogWords>> = {
  ru: {
    close: 'Закрыть',
    linkCopied: 'Ссылка скопирована',
    linkInAddress: 'Буфер обмена недоступен, ссылка — в адресной строке',
    youWereAt: 'В прошлый раз вы остановились здесь:',
    noSuchPlace: 'Места, на которое ведёт ссылка, в статье нет. Возможно, она устарела или неполна.',
    exampleElsewhere: 'Этот пример стоит в другом разделе:',
    placeElsewhere: 'Это место в другом разделе:',
    keys: 'Клавиши',
    keyRows: [
      [['j', 'k'], 'Следующий и предыдущий пример'],
      [['r'], 'Запустить или остановить пример'],
      [['Ctrl+Enter'], 'Запустить, когда курсор в строке'],
      [['n', 'p'], 'Следующий и предыдущий раздел'],
      [['/'], 'Поиск'],
      [['c'], 'Содержание'],
      [['l'], 'English version'],
      [['t'], 'Тёмная или светлая тема'],
      [['?'], 'Эта подсказка'],
      [['Esc'], 'Закрыть'],
    ],
    lettersOn: 'Буквы и знаки без Ctrl работают',
    search: 'Поиск',
    searchLabel: 'Искать в тексте, коде и выводах',
    searchHint: 'Слово, функция или кусок вывода.',
    nothing: (query) => `Ничего нет по запросу «${query}».`,
    found: (count) => `Нашлось: ${String(count)}`,
    noIndex: 'Указатель не загрузился. Проверьте сеть и откройте поиск снова.',
    example: 'пример',
  },
  en: {
    close: 'Close',
    linkCopied: 'Link copied',
    linkInAddress: 'The clipboard is not available; the link is in the address bar',
    youWereAt: 'Last time you stopped here:',
    noSuchPlace: 'The article has no such place as the link names. The link may be old, or cut off.',
    exampleElsewhere: 'This example stands in another section:',
    placeElsewhere: 'This place is in another section:',
    keys: 'Keys',
    keyRows: [
      [['j', 'k'], 'Next and previous example'],
      [['r'], 'Run or stop the example'],
      [['Ctrl+Enter'], 'Run, with the cursor in the line'],
      [['n', 'p'], 'Next and previous section'],
      [['/'], 'Search'],
      [['c'], 'Contents'],
      [['l'], 'По-русски'],
      [['t'], 'Dark or light theme'],
      [['?'], 'This list'],
      [['Esc'], 'Close'],
    ],
    lettersOn: 'Letters and signs without Ctrl are on',
    search: 'Search',
    searchLabel: 'Search text, code and outputs',
    searchHint: 'A word, a function, or a piece of output.',
    nothing: (query) => `Nothing found for “${query}”.`,
    found: (count) => `Found: ${String(count)}`,
    noIndex: 'The index did not load. Check the network and open the search again.',
    example: 'example',
  },
};

export function dialogLanguage(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'ru';
}

export function dialogWords(): DialogWords {
  return words[dialogLanguage()];
}
