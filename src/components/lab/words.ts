// The words of a runnable block before it runs (run-words.ts has the others), one column per language: the same word for the same thing everywhere.
import type { Language } from '../../content/outline.ts';

export type { Language };

type Words = {
  readonly run: string;
  readonly stop: string;
  readonly reset: string;
  readonly edit: string;
  readonly undo: string;
  readonly copy: string;
  readonly copyCode: string;
  readonly copyTranscript: string;
  readonly share: string;
  readonly linkCopied: string;
  readonly linkPlaced: string;
  readonly linkTooLong: string;
  readonly linkDamaged: string;
  readonly shell: string;
  readonly paused: string;
  readonly step: string;
  readonly stepHint: string;
  readonly processes: (count: number) => string;
  readonly eventCount: (count: number) => string;
  readonly rate: (count: number) => string;
  readonly failed: string;
  readonly copied: string;
  readonly recorded: string;
  readonly recordedHint: string;
  readonly starting: string;
  readonly running: string;
  readonly done: string;
  readonly stopped: string;
  readonly edited: string;
  readonly keys: string;
  readonly codeLabel: string;
  readonly editLabel: string;
  readonly outputLabel: string;
  readonly controlsLabel: string;
  readonly pace: string;
  readonly paceHint: string;
  readonly lively: string;
  readonly asFastAsPossible: string;
};

const ruRules = new Intl.PluralRules('ru');

function ruCount(count: number, one: string, few: string, many: string): string {
  const rule = ruRules.select(count);
  return `${String(count)} ${rule === 'one' ? one : rule === 'few' ? few : many}`;
}

function enCount(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

export const words: Readonly<Record<Language, Words>> = {
  ru: {
    run: 'Запустить',
    stop: 'Стоп',
    reset: 'Сбросить',
    edit: 'Править',
    undo: 'Вернуть правку',
    copy: 'Копировать',
    copyCode: 'Команды',
    copyTranscript: 'Команды и вывод (Markdown)',
    share: 'Поделиться',
    linkCopied: 'Ссылка скопирована',
    linkPlaced: 'Ссылка — в строке адреса',
    linkTooLong: 'Для ссылки слишком длинно',
    linkDamaged: 'Ссылка повреждена, это исходный пример',
    shell: 'Открыть в шелле',
    paused: 'пауза',
    step: 'Шаг',
    stepHint: 'На паузе: до следующей строки вывода',
    processes: (count) => ruCount(count, 'процесс', 'процесса', 'процессов'),
    eventCount: (count) => ruCount(count, 'событие', 'события', 'событий'),
    rate: (count) => `${ruCount(count, 'сообщение', 'сообщения', 'сообщений')}/с`,
    failed: 'не вышло',
    copied: 'Скопировано',
    recorded: 'запись',
    recordedHint: 'Этот вывод записан при сборке страницы: тот же пример, тот же движок',
    starting: 'нода стартует',
    running: 'работает',
    done: 'готово',
    stopped: 'остановлено',
    edited: 'изменено',
    keys: 'Ctrl+Enter — запустить',
    codeLabel: 'Строка для шелла; Enter — править, Ctrl+Enter — запустить',
    editLabel: 'Правка строки для шелла; Ctrl+Enter — запустить, Esc — закончить',
    outputLabel: 'Вывод шелла',
    controlsLabel: 'Управление примером',
    pace: 'Темп времени',
    paceHint: 'Темп времени на ноде: обычно тишина между событиями пролетает, ×1 — как на часах',
    lively: 'без пауз',
    asFastAsPossible: 'макс',
  },
  en: {
    run: 'Run',
    stop: 'Stop',
    reset: 'Reset',
    edit: 'Edit',
    undo: 'Restore the edit',
    copy: 'Copy',
    copyCode: 'The commands',
    copyTranscript: 'Commands and output (Markdown)',
    share: 'Share',
    linkCopied: 'Link copied',
    linkPlaced: 'The link is in the address bar',
    linkTooLong: 'Too long for a link',
    linkDamaged: 'The link is damaged: this is the original',
    shell: 'Open in the shell',
    paused: 'paused',
    step: 'Step',
    stepHint: 'While paused: to the next line of output',
    processes: (count) => enCount(count, 'process', 'processes'),
    eventCount: (count) => enCount(count, 'event', 'events'),
    rate: (count) => `${enCount(count, 'message', 'messages')}/s`,
    failed: 'failed',
    copied: 'Copied',
    recorded: 'recorded',
    recordedHint: 'This output was recorded when the page was built: same example, same engine',
    starting: 'the node is starting',
    running: 'running',
    done: 'done',
    stopped: 'stopped',
    edited: 'edited',
    keys: 'Ctrl+Enter runs',
    codeLabel: 'A line for the shell; Enter edits it, Ctrl+Enter runs it',
    editLabel: 'Editing a line for the shell; Ctrl+Enter runs it, Esc ends editing',
    outputLabel: 'Output of the shell',
    controlsLabel: 'Controls of the example',
    pace: 'Pace of time',
    paceHint: 'How time passes on the node: usually the quiet between events flies by, ×1 is as on the clock',
    lively: 'no pauses',
    asFastAsPossible: 'max',
  },
};
