// The words of a runnable block, one column per language: the same word for the same thing everywhere.
import type { Language } from '../../content/outline.ts';
import type { EventKind } from './classify.ts';

export type { Language };

type Words = {
  readonly run: string;
  readonly stop: string;
  readonly reset: string;
  readonly copy: string;
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
  readonly outputLabel: string;
  readonly controlsLabel: string;
  readonly pace: string;
  readonly paceHint: string;
  readonly lively: string;
  readonly asFastAsPossible: string;
  readonly skipped: (lines: number) => string;
  readonly lost: string;
  readonly failedToStart: string;
  readonly memory: string;
  readonly forbidden: string;
  readonly fault: string;
  readonly halted: string;
  readonly events: Readonly<Record<EventKind, string>>;
};

export const words: Readonly<Record<Language, Words>> = {
  ru: {
    run: 'Запустить',
    stop: 'Стоп',
    reset: 'Сбросить',
    copy: 'Копировать',
    copied: 'Скопировано',
    recorded: 'запись',
    recordedHint: 'Этот вывод записан при сборке страницы: тот же пример, тот же движок',
    starting: 'нода стартует',
    running: 'работает',
    done: 'готово',
    stopped: 'остановлено',
    edited: 'изменено',
    keys: 'Ctrl+Enter — запустить',
    codeLabel: 'Строка для шелла; Ctrl+Enter — запустить',
    outputLabel: 'Вывод шелла',
    controlsLabel: 'Управление примером',
    pace: 'Темп времени',
    paceHint: 'Темп времени на ноде: обычно тишина между событиями пролетает, ×1 — как на часах',
    lively: 'без пауз',
    asFastAsPossible: 'макс',
    skipped: (lines) => `… ${String(lines)} строк выше не показано`,
    lost: 'Движок не ответил и был перезапущен. Текст примера цел: нажмите «Запустить», чтобы начать с чистой ноды.',
    failedToStart: 'Движок не загрузился. Проверьте соединение и нажмите «Запустить» ещё раз.',
    memory: 'Ноде не хватило памяти, и она упала, как упала бы настоящая. «Сбросить» поднимет новую.',
    forbidden: 'Браузер или сайт запрещает выполнять скомпилированный код, без этого нода не работает.',
    fault: 'Ошибка движка, не вашего кода. «Сбросить» поднимет новую ноду.',
    halted: 'Нода остановлена. «Сбросить» поднимет новую.',
    events: {
      call: 'вызов',
      return: 'возврат',
      exception: 'исключение',
      send: 'отправка',
      receive: 'получение',
      spawn: 'старт процесса',
      exit: 'завершение процесса',
      link: 'связь',
      register: 'регистрация',
    },
  },
  en: {
    run: 'Run',
    stop: 'Stop',
    reset: 'Reset',
    copy: 'Copy',
    copied: 'Copied',
    recorded: 'recorded',
    recordedHint: 'This output was recorded when the page was built: same example, same engine',
    starting: 'the node is starting',
    running: 'running',
    done: 'done',
    stopped: 'stopped',
    edited: 'edited',
    keys: 'Ctrl+Enter runs',
    codeLabel: 'A line for the shell; Ctrl+Enter runs it',
    outputLabel: 'Output of the shell',
    controlsLabel: 'Controls of the example',
    pace: 'Pace of time',
    paceHint: 'How time passes on the node: usually the quiet between events flies by, ×1 is as on the clock',
    lively: 'no pauses',
    asFastAsPossible: 'max',
    skipped: (lines) => `… ${String(lines)} lines above are not shown`,
    lost: 'The engine did not answer and was restarted. Your text is safe: press Run to begin with a fresh node.',
    failedToStart: 'The engine did not load. Check the connection and press Run again.',
    memory: 'The node ran out of memory and went down, as a real one would. Reset brings up a new one.',
    forbidden: 'The browser or the site forbids running compiled code, and the node needs it.',
    fault: 'A fault of the engine, not of your code. Reset brings up a new node.',
    halted: 'The node has halted. Reset brings up a new one.',
    events: {
      call: 'call',
      return: 'return',
      exception: 'exception',
      send: 'send',
      receive: 'receive',
      spawn: 'spawn',
      exit: 'exit',
      link: 'link',
      register: 'register',
    },
  },
};
