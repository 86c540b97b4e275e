// One store per lab: sends commands to its session, folds the events into what the block shows. A session is opened by
// the first run and lives until Reset, so variables stay from run to run, as in a shell.
import { atom, type ReadableAtom } from 'nanostores';
import type { ClientEvent, ClientSession, EngineClient, LossReason } from '../engine/client/client.ts';
import {
  evaluationForbidden,
  type CrashReason,
  type Micros,
  type Pace,
  type WorldPreset,
} from '../engine/client/protocol.ts';
import { appendOutput, emptyOutput, type Output, type Piece } from './output.ts';

export type LabPhase =
  /** Nothing has run: the recorded output is shown. */
  'recorded' | 'starting' | 'running' | 'idle' | 'stopped' | 'failed';

export type LabProblem = CrashReason | LossReason | 'not-started';

export type LabState = {
  readonly phase: LabPhase;
  /** Counts the runs, so that a view can start afresh with each. */
  readonly run: number;
  /** The number in the shell's prompt. */
  readonly prompt: number;
  readonly output: Output;
  readonly problem: LabProblem | null;
  /** The technical side of the problem, for whoever reports it. */
  readonly detail: string;
};

export type LabOptions = {
  readonly lab: string;
  readonly world: WorldPreset;
  readonly seed: number;
};

export type LabSurroundings = {
  readonly client: () => EngineClient;
  /** Calls `action` before the next picture is drawn. */
  readonly nextFrame: (action: () => void) => void;
};

export type LabStore = {
  readonly state: ReadableAtom<LabState>;
  /** Opens the session ahead of the first run: the node boots while the reader still reaches for the button. */
  readonly prepare: (columns: number) => Promise<void>;
  readonly run: (code: string, columns: number) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Back to the recorded output and, at the next run, a fresh node. */
  readonly reset: () => Promise<void>;
  readonly setPace: (pace: Pace) => void;
};

const initial: LabState = { phase: 'recorded', run: 0, prompt: 1, output: emptyOutput, problem: null, detail: '' };

/** Makes the store of one lab; nothing is loaded before its first run. */
export function createLabStore(options: LabOptions, surroundings: LabSurroundings): LabStore {
  const state = atom<LabState>(initial);
  let session: Promise<ClientSession> | null = null;
  /** Events of sessions that were given up are not heard. */
  let generation = 0;
  let pace: Pace = 'lively';
  /** When the run's first line was handed to the shell; what is printed before that is not the run's. */
  let entered: Micros | null = null;
  let pieces: Piece[] = [];
  let frameAsked = false;

  function change(part: Partial<LabState>): void {
    state.set({ ...state.get(), ...part });
  }

  function showPieces(): void {
    frameAsked = false;
    if (pieces.length === 0) return;
    const output = appendOutput(state.get().output, pieces);
    pieces = [];
    change({ output });
  }

  function giveUp(problem: LabProblem, detail: string): void {
    generation += 1;
    session = null;
    // A node that was lost before its first run is none of the reader's business: the run will ask for another.
    if (state.get().phase === 'recorded') return;
    showPieces();
    change({ phase: 'failed', prompt: 1, problem, detail });
  }

  function hear(event: ClientEvent): void {
    if (event.kind === 'lost') {
      giveUp(event.reason, event.detail);
      return;
    }
    switch (event.kind) {
      case 'output':
        if (entered === null) break;
        pieces.push({ kind: 'printed', time: event.time - entered, source: event.source, text: event.text });
        if (!frameAsked) {
          frameAsked = true;
          surroundings.nextFrame(showPieces);
        }
        break;
      case 'echo':
        entered ??= event.time;
        break;
      case 'prompt':
        change({ prompt: event.counter });
        break;
      case 'status':
        // The world comes to rest before its first input too; only what follows an input ends a run.
        if (entered === null || event.status === 'booting') break;
        showPieces();
        change({ phase: event.status });
        break;
      case 'crashed': {
        const crashed = session;
        giveUp(event.reason, event.detail);
        void crashed?.then((one) => one.close()).catch(ignoreLoss);
        break;
      }
    }
  }

  function opened(columns: number): Promise<ClientSession> {
    if (session !== null) return session;
    generation += 1;
    const mine = generation;
    entered = null;
    const opening = surroundings.client().open({ ...options, columns, pace }, (event) => {
      if (mine === generation) hear(event);
    });
    session = opening;
    return opening;
  }

  async function prepare(columns: number): Promise<void> {
    if (session !== null || state.get().phase !== 'recorded') return;
    const opening = opened(columns);
    try {
      await opening;
    } catch {
      if (session === opening) session = null;
    }
  }

  async function run(code: string, columns: number): Promise<void> {
    const { phase } = state.get();
    if (phase === 'starting' || phase === 'running') return;
    const isFresh = session === null;
    pieces = [];
    entered = null;
    change({
      phase: 'starting',
      run: state.get().run + 1,
      output: emptyOutput,
      problem: null,
      detail: '',
      ...(isFresh ? { prompt: 1 } : {}),
    });
    try {
      const open = await opened(columns);
      if (!isFresh) await open.setColumns(columns);
      change({ phase: 'running' });
      await open.input(code);
    } catch (error) {
      if (state.get().phase === 'failed') return;
      const detail = error instanceof Error ? error.message : String(error);
      giveUp(detail === evaluationForbidden ? evaluationForbidden : 'not-started', detail);
    }
  }

  async function stop(): Promise<void> {
    if (session === null) return;
    pieces = [];
    await (await session).stop().catch(ignoreLoss);
  }

  async function reset(): Promise<void> {
    const old = session;
    generation += 1;
    session = null;
    pieces = [];
    state.set(initial);
    if (old !== null) await old.then((one) => one.close()).catch(ignoreLoss);
  }

  function setPace(wanted: Pace): void {
    pace = wanted;
    void session?.then((one) => one.setPace(wanted)).catch(ignoreLoss);
  }

  return { state, prepare, run, stop, reset, setPace };
}

/** A session that is lost has said so by its own event. */
function ignoreLoss(): void {
  return;
}
