// One world behind the labs that share it: opens its session, remembers what has been typed there, and hands its events to
// the lab that typed last. A lab that stands alone has a world of its own. Sources that the reader has changed and loaded there
// are loaded into each new session too, until they are taken back.
// Invariant: events of a session that was given up are not heard; `typed` names only labs that came to rest in this session.
import { atom, type ReadableAtom } from 'nanostores';
import type { ClientEvent, ClientSession, EngineClient } from '../engine/client/client.ts';
import type { Pace, SourceProblem, WorldPreset } from '../engine/client/protocol.ts';

export type WorldOptions = { readonly lab: string; readonly world: WorldPreset; readonly seed: number };

/** A module's text as the reader has it, and the site's. */
export type LoadedSource = { readonly file: string; readonly text: string; readonly original: string };

export type WorldListener = (event: ClientEvent) => void;

export type WorldStore = {
  readonly seed: number;
  /** The labs whose code has been typed there, and whose effects later labs build on. */
  readonly typed: Set<string>;
  readonly isOpen: () => boolean;
  /** Is another lab than `listener`'s running there? */
  readonly isBusyFor: (listener: WorldListener) => boolean;
  /** Events go to `listener` from now on. */
  readonly listen: (listener: WorldListener) => void;
  readonly session: (columns: number, pace: Pace) => Promise<ClientSession>;
  /** Types what the lab goes on from, silently; ends when the world has come to rest. */
  readonly typeAhead: (session: ClientSession, code: string) => Promise<void>;
  /** The open session; null while there is none. */
  readonly current: () => Promise<ClientSession> | null;
  /** The files whose code there is the reader's. */
  readonly changed: ReadableAtom<readonly string[]>;
  /** Loads a module, for this session and those after it; null while there is no session. */
  readonly load: (source: LoadedSource) => Promise<readonly SourceProblem[] | null>;
  /** Puts the original code of all changed files back. */
  readonly takeBack: () => Promise<void>;
  /** Gives the world up; the next `session` makes a new one, with another seed if one is named. */
  readonly close: (seed?: number) => Promise<void>;
};

/** Makes a world; nothing is loaded before its session is asked for. */
export function createWorldStore(options: WorldOptions, client: () => EngineClient): WorldStore {
  const typed = new Set<string>();
  const loaded = new Map<string, LoadedSource>();
  const changed = atom<readonly string[]>([]);
  let opening: Promise<ClientSession> | null = null;
  let generation = 0;
  let heard: WorldListener | null = null;
  let isRunning = false;
  let { seed } = options;
  let ahead: { readonly done: () => void; readonly fail: (reason: Error) => void; hasEchoed: boolean } | null = null;

  function hear(event: ClientEvent): void {
    if (event.kind === 'status') isRunning = event.status === 'running' || event.status === 'booting';
    if (event.kind === 'lost' || event.kind === 'crashed') {
      isRunning = false;
      ahead?.fail(new Error(event.reason));
      ahead = null;
      if (event.kind === 'lost') forget();
    }
    if (ahead !== null) {
      if (event.kind === 'echo') ahead.hasEchoed = true;
      if (event.kind === 'status' && !isRunning && ahead.hasEchoed) {
        ahead.done();
        ahead = null;
      }
      return;
    }
    heard?.(event);
  }

  function forget(): void {
    generation += 1;
    opening = null;
    isRunning = false;
    typed.clear();
  }

  function session(columns: number, pace: Pace): Promise<ClientSession> {
    if (opening !== null) return opening;
    generation += 1;
    const mine = generation;
    const opened = client()
      .open({ ...options, seed, columns, pace }, (event) => {
        if (mine === generation) hear(event);
      })
      .then(withLoaded);
    opening = opened;
    opened.catch(() => {
      if (opening === opened) forget();
    });
    return opened;
  }

  /** The node runs the reader's code from its boot on. */
  async function withLoaded(made: ClientSession): Promise<ClientSession> {
    for (const { file, text } of loaded.values()) await made.load(file, text);
    return made;
  }

  function remember(source: LoadedSource): void {
    if (source.text === source.original) loaded.delete(source.file);
    else loaded.set(source.file, source);
    changed.set([...loaded.keys()]);
  }

  async function load(source: LoadedSource): Promise<readonly SourceProblem[] | null> {
    const { file, text, original } = source;
    if (opening === null && !(text === original && loaded.has(file))) return null;
    const problems = (await (await opening)?.load(file, text)) ?? [];
    if (!problems.some(({ severity }) => severity === 'error')) remember(source);
    return problems;
  }

  async function takeBack(): Promise<void> {
    const sources = [...loaded.values()];
    loaded.clear();
    changed.set([]);
    const open = await opening?.catch(ignoreLoss);
    for (const { file, original } of sources) await open?.load(file, original).catch(ignoreLoss);
  }

  return {
    get seed() {
      return seed;
    },
    typed,
    isOpen: () => opening !== null,
    isBusyFor: (listener) => isRunning && heard !== null && heard !== listener,
    listen: (listener) => {
      heard = listener;
    },
    session,
    typeAhead: (open, code) =>
      new Promise((resolve, reject) => {
        ahead = { done: resolve, fail: reject, hasEchoed: false };
        open.input(code).catch((reason: unknown) => {
          ahead = null;
          reject(reason instanceof Error ? reason : new Error(String(reason)));
        });
      }),
    current: () => opening,
    changed,
    load,
    takeBack,
    close: async (wanted) => {
      const old = opening;
      forget();
      if (wanted !== undefined) seed = wanted;
      if (old !== null) await old.then((one) => one.close()).catch(ignoreLoss);
    },
  };
}

/** A session that is lost has said so by its own event. */
export function ignoreLoss(): void {
  return;
}
