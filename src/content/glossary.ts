// Terms that the text explains in place: one sentence each, in both languages.
import type { Language } from './outline.ts';

export const glossary = {
  pid: {
    ru: 'Идентификатор процесса, например <0.104.0>. По нему процессу шлют сообщения и включают трассировку.',
    en: 'The identifier of a process, <0.104.0> for example. Messages are sent to it and tracing is switched on by it.',
  },
  mfa: {
    ru: 'Module, Function, Arity (или Arguments): модуль, имя и число аргументов. Тройка, которой Эрланг называет функцию.',
    en: 'Module, Function, Arity (or Arguments): the triple by which Erlang names a function.',
  },
  'match-specification': {
    ru: 'Маленькая программа из списков и кортежей, которую виртуальная машина выполняет на каждом событии: пропустить его или нет и что к нему добавить.',
    en: 'A small program made of lists and tuples that the virtual machine runs on each event: let it pass or not, and what to add to it.',
  },
  tracer: {
    ru: 'Процесс (или порт), который получает сообщения о событиях трассировки.',
    en: 'The process (or port) that receives the messages about trace events.',
  },
  reduction: {
    ru: 'Единица работы процесса, примерно один вызов функции. После 4000 редукций планировщик передаёт ход другому процессу.',
    en: 'A unit of a process’s work, about one function call. After 4000 reductions the scheduler lets another process run.',
  },
  mailbox: {
    ru: 'Очередь сообщений процесса: то, что ему прислали и чего он ещё не взял через receive.',
    en: 'The queue of a process: what was sent to it and has not been taken by a receive yet.',
  },
  arity: {
    ru: 'Число аргументов функции. enter/2 и enter/3 — разные функции.',
    en: 'The number of arguments of a function. enter/2 and enter/3 are different functions.',
  },
  supervisor: {
    ru: 'Процесс, который запускает другие процессы и перезапускает их, когда они падают.',
    en: 'A process that starts other processes and restarts them when they crash.',
  },
  'gen-server': {
    ru: 'Стандартная заготовка процесса-сервера из OTP: цикл, состояние, вызовы и ответы уже написаны.',
    en: 'OTP’s ready-made server process: the loop, the state, calls and replies are already there.',
  },
  node: {
    ru: 'Запущенная виртуальная машина Эрланга со всеми её процессами.',
    en: 'A running Erlang virtual machine with all its processes.',
  },
  ets: {
    ru: 'Таблицы в памяти ноды, общие для процессов.',
    en: 'Tables in the memory of a node that processes share.',
  },
  alias: {
    ru: 'Временный адрес процесса, на который приходит ответ. Если ответа перестали ждать, адрес отключают, и опоздавший ответ никого не беспокоит.',
    en: 'A temporary address of a process for a reply. When nobody waits for it any more the address is switched off, and a late reply bothers no one.',
  },
  caller: {
    ru: 'Функция, в которую вернётся вызов. При хвостовом вызове это не та, что его сделала, а ближайшая из ждущих ответа.',
    en: 'The function that a call will return to. With a tail call that is not the one that made it, but the nearest that waits.',
  },
  'tail-call': {
    ru: 'Хвостовой вызов: последнее действие функции, после которого ей уже нечего делать. Места на стеке он не занимает.',
    en: 'A tail call: the last thing a function does. It takes no place on the stack.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

export type TermId = keyof typeof glossary;
