// What each kind of token in an output is, in a sentence.
import type { Language } from '../../content/outline.ts';
import type { TokenKind } from './tokens.ts';

type Words = {
  readonly kinds: Readonly<Record<TokenKind, string>>;
  readonly took: (microseconds: string) => string;
  readonly times: (count: number) => string;
  readonly open: string;
};

export const tokenWords: Readonly<Record<Language, Words>> = {
  ru: {
    kinds: {
      time: 'время события по часам ноды',
      pid: 'pid, идентификатор процесса',
      dead: 'процесс завершился раньше, чем о нём успели спросить',
      reference: 'ссылка: уникальная метка, по ней ответ находит свой вызов',
      port: 'порт: связь ноды с внешним миром',
      fun: 'анонимная функция',
      function: 'функция: модуль, имя, число аргументов',
      cat: 'кот, имя в бинарной строке',
      town: 'город, название в бинарной строке',
      name: 'имя, под которым процесс зарегистрирован',
      call: 'вызов функции',
      return: 'функция вернула значение, оно справа',
      exception: 'функция завершилась исключением',
      send: 'слева получатель, справа сообщение',
      receive: 'процесс получил сообщение, оно справа',
      end: 'трассировка закончилась сама, дальше причина',
    },
    took: (microseconds) => `вызов занял ${microseconds} мкс`,
    times: (count) => `${String(count)} раз в этом выводе`,
    open: 'Enter — что нода знает о процессе',
  },
  en: {
    kinds: {
      time: 'the time of the event by the node’s clock',
      pid: 'a pid, the identifier of a process',
      dead: 'the process had ended before it could be asked',
      reference: 'a reference: a unique mark by which a reply finds its call',
      port: 'a port: the node’s link to the outside',
      fun: 'an anonymous function',
      function: 'a function: module, name, number of arguments',
      cat: 'a cat, its name in a binary',
      town: 'a town, its name in a binary',
      name: 'the name under which a process is registered',
      call: 'a function is called',
      return: 'the function has returned, its value is on the right',
      exception: 'the function ended with an exception',
      send: 'the receiver is on the left, the message on the right',
      receive: 'the process has received a message, it is on the right',
      end: 'tracing ended by itself, the reason follows',
    },
    took: (microseconds) => `the call took ${microseconds} µs`,
    times: (count) => `${String(count)} times in this output`,
    open: 'Enter shows what the node knows of the process',
  },
};
