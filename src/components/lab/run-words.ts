// The words of what a run shows, one column per language; they come with the first run.
import type { EventKind } from './classify.ts';
import type { Language } from './words.ts';

type RunWords = {
  readonly skipped: (lines: number) => string;
  readonly cut: (characters: number) => string;
  readonly events: Readonly<Record<EventKind, string>>;
  readonly lost: string;
  readonly failedToStart: string;
  readonly memory: string;
  readonly forbidden: string;
  readonly fault: string;
  readonly halted: string;
  readonly busy: string;
  readonly shellLabel: string;
  readonly close: string;
  readonly noNode: string;
  readonly deadProcess: string;
  /** Before the names of the files. */
  readonly changed: string;
  readonly takeBack: string;
};

export const runWords: Readonly<Record<Language, RunWords>> = {
  ru: {
    skipped: (lines) => `… ${String(lines)} строк выше не показано`,
    cut: (characters) => ` … ещё ${String(characters)} знаков в этой строке не показано`,
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
    lost: 'Движок не ответил и был перезапущен. Текст примера цел: нажмите «Запустить», чтобы начать с чистой ноды.',
    failedToStart: 'Движок не загрузился. Проверьте соединение и нажмите «Запустить» ещё раз.',
    memory: 'Ноде не хватило памяти, и она упала, как упала бы настоящая. «Сбросить» поднимет новую.',
    forbidden: 'Браузер или сайт запрещает выполнять скомпилированный код, без этого нода не работает.',
    fault: 'Ошибка движка, не вашего кода. «Сбросить» поднимет новую ноду.',
    halted: 'Нода остановлена. «Сбросить» поднимет новую.',
    busy: 'На этой ноде ещё работает другой пример. Дождитесь его или остановите.',
    shellLabel: 'Строка шелла; Enter — выполнить, стрелки — история, Esc — закрыть',
    close: 'Закрыть',
    noNode: 'Это запись: спросить некого. Запустите пример, и нода ответит.',
    deadProcess: 'Такого процесса на ноде уже нет.',
    changed: 'На этой ноде ваш код:',
    takeBack: 'Вернуть исходный',
  },
  en: {
    skipped: (lines) => `… ${String(lines)} lines above are not shown`,
    cut: (characters) => ` … ${String(characters)} more characters of this line are not shown`,
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
    lost: 'The engine did not answer and was restarted. Your text is safe: press Run to begin with a fresh node.',
    failedToStart: 'The engine did not load. Check the connection and press Run again.',
    memory: 'The node ran out of memory and went down, as a real one would. Reset brings up a new one.',
    forbidden: 'The browser or the site forbids running compiled code, and the node needs it.',
    fault: 'A fault of the engine, not of your code. Reset brings up a new node.',
    halted: 'The node has halted. Reset brings up a new one.',
    busy: 'Another example is still running on this node. Wait for it, or stop it.',
    shellLabel: 'A line for the shell; Enter runs it, arrows recall earlier ones, Esc closes',
    close: 'Close',
    noNode: 'This is a recording, there is no node to ask. Run the example and the node will answer.',
    deadProcess: 'There is no such process on the node any more.',
    changed: 'This node runs your code:',
    takeBack: 'Back to the original',
  },
};
