// One store per lab: sends commands to its world's session, folds the events into what the block shows. A session is
// opened by the first run and lives until Reset, so variables stay from run to run, as in a shell.
import { atom, type ReadableAtom } from 'nanostores';
import type { ClientEvent, ClientSession, LossReason } from '../engine/client/client.ts';
import {
  evaluationForbidden,
  type CrashReason,
  type Micros,
  type Pace,
  type ProcessCard,
  type WorldFigures,
} from '../engine/client/protocol.ts';
import { initialLabState } from './lab-state.ts';
import { appendOutput, emptyOutput, portion, isTranscript, type Output, type Piece } from './output.ts';
import { ignoreLoss, type WorldStore } from './world.ts';

export type LabPhase =
  /** Nothing has run: the recorded output is shown. */
  'recorded' | 'starting' | 'running' | 'idle' | 'stopped' | 'failed';

export type LabProblem = CrashReason | LossReason | 'not-started' | 'busy';

/** What the line of state tells of the world. */
export type LabFigures = {
  /** The world's clock, in virtual microseconds since 1970. */
  readonly clock: Micros;
  readonly processes: number;
  /** Trace messages since the run began. */
  readonly events: number;
  /** Messages a virtual second, of late. */
  readonly rate: number;
};

export type LabState = {
  readonly phase: LabPhase;
  /** Counts the runs, so that a view can start afresh with each. */
  readonly run: number;
  /** The number in the shell's prompt. */
  readonly prompt: number;
  /** The prompt under which the run's first line was typed; null before that. */
  readonly typedAt: number | null;
  readonly output: Output;
  readonly pace: Pace;
  /** Null before anything ran. */
  readonly figures: LabFigures | null;
  readonly problem: LabProblem | null;
  /** The technical side of the problem, for whoever reports it. */
  readonly detail: string;
};

/** A lab that another goes on from: its id, and what is typed in it. */
export type Predecessor = { readonly id: string; readonly code: string };

export type LabOptions = {
  readonly lab: string;
  readonly before: readonly Predecessor[];
};

export type LabSurroundings = {
  readonly world: WorldStore;
  /** Calls `action` before the next picture is drawn. */
  readonly nextFrame: (action: () => void) => void;
};

export type LabStore = {
  readonly state: ReadableAtom<LabState>;
  /** Opens the session ahead of the first run: the node boots while the reader still reaches for the button. */
  readonly prepare: (columns: number) => Promise<void>;
  readonly run: (code: string, columns: number) => Promise<void>;
  /** Types one more line into the same shell, below what it has printed; also while something is being traced. */
  readonly type: (line: string, columns: number) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Back to the recorded output and, at the next run, a fresh node; with another seed if one is named. */
  readonly reset: (seed?: number) => Promise<void>;
  readonly setPace: (pace: Pace) => void;
  /** At pace 0: to the next thing that is printed. */
  readonly step: () => void;
  /** What the text before a caret may go on with; nothing while there is no node. */
  readonly complete: ClientSession['complete'];
  /** Loads a module into the world; null while there is none. It stays there over Resets until it is taken back. */
  readonly load: WorldStore['load'];
  /** The files whose code in the world is the reader's. */
  readonly changed: WorldStore['changed'];
  /** Puts the original code of those files back. */
  readonly takeBack: WorldStore['takeBack'];
  /** What the node knows of a process; null while there is no node. */
  readonly describe: (process: string) => Promise<ProcessCard | null>;
};

/** Characters shown with one frame, and those that may wait for the next ones. */
const charactersAFrame = 8_192;
const charactersBehind = 262_144;

const nothing = { output: emptyOutput, figures: null, problem: null, detail: '' } satisfies Partial<LabState>;

/** Makes the store of one lab; nothing is loaded before its first run. */
export function createLabStore({ lab, before }: LabOptions, { world, nextFrame }: LabSurroundings): LabStore {
  const state = atom<LabState>(initialLabState);
  /** When the run's first line was handed to the shell; what is printed before that is not the run's. */
  let entered: Micros | null = null;
  let isEchoed = false;
  let pieces: Piece[] = [];
  let isFrameAsked = false;
  /** The world's figures when the run began, and when they were told last. */
  let atStart: WorldFigures | null = null;
  let lastFigures: WorldFigures | null = null;

  function change(part: Partial<LabState>): void {
    state.set({ ...state.get(), ...part });
  }

  /** What one frame has time for; the rest follows with the next ones, unless it is so much that it would fall behind. */
  function showFrame(): void {
    isFrameAsked = false;
    const [now, later] = portion(pieces, charactersAFrame);
    if (later.reduce((sum, { text }) => sum + text.length, 0) > charactersBehind) {
      showPieces();
      return;
    }
    pieces = now;
    showPieces();
    pieces = later;
    if (later.length > 0) askForFrame();
  }

  function askForFrame(): void {
    if (isFrameAsked) return;
    isFrameAsked = true;
    nextFrame(showFrame);
  }

  function showPieces(): void {
    if (pieces.length === 0) return;
    const output = appendOutput(state.get().output, pieces);
    pieces = [];
    change({ output });
  }

  function add(piece: Piece): void {
    pieces.push(piece);
    askForFrame();
  }

  function giveUp(problem: LabProblem, detail: string): void {
    // A node that was lost before its first run is none of the reader's business: the run will ask for another.
    if (state.get().phase === 'recorded') return;
    showPieces();
    change({ phase: 'failed', prompt: 1, problem, detail });
  }

  function tellFigures(now: WorldFigures): void {
    const last = lastFigures;
    lastFigures = now;
    if (entered === null || last === null) return;
    atStart ??= last;
    const seconds = (now.clock - last.clock) / 1e6;
    const rate = seconds > 0 ? (now.messages - last.messages) / seconds : (state.get().figures?.rate ?? 0);
    change({
      figures: { clock: now.clock, processes: now.processes, events: now.events - atStart.events, rate },
    });
  }

  function hear(event: ClientEvent): void {
    switch (event.kind) {
      case 'lost':
        giveUp(event.reason, event.detail);
        break;
      case 'output':
        if (entered === null) break;
        add({ kind: 'printed', time: event.time - entered, source: event.source, text: event.text });
        break;
      case 'echo':
        if (entered === null) change({ typedAt: event.counter });
        entered ??= event.time;
        if (isEchoed) add({ kind: 'typed', time: event.time - entered, prompt: event.counter, text: event.text });
        break;
      case 'prompt':
        change({ prompt: event.counter });
        break;
      case 'figures':
        tellFigures(event.figures);
        break;
      case 'status':
        // The world comes to rest before its first input too; only what follows an input ends a run.
        if (entered === null || event.status === 'booting') break;
        showPieces();
        if (event.status !== 'running') world.typed.add(lab);
        change({ phase: event.status });
        break;
      case 'crashed':
        // What a node says as it goes down: the emulator's own words.
        if (entered !== null && event.reason !== 'engine-fault')
          pieces.push({
            kind: 'printed',
            time: event.time - entered,
            source: 'error',
            text: `\n${event.detail}\n`,
          });
        giveUp(event.reason, event.detail);
        void world.close();
        break;
    }
  }

  async function prepare(columns: number): Promise<void> {
    if (world.isOpen() || state.get().phase !== 'recorded') return;
    world.listen(hear);
    await world.session(columns, state.get().pace).then(ignoreLoss, ignoreLoss);
  }

  /** The session, with all that this lab goes on from typed into it. */
  async function ready(columns: number): Promise<ClientSession> {
    const { pace } = state.get();
    const isFresh = !world.isOpen();
    const open = await world.session(columns, pace);
    if (!isFresh) {
      await open.setColumns(columns);
      await open.setPace(pace);
    }
    for (const { id, code } of before) {
      if (world.typed.has(id)) continue;
      await open.setPace(Infinity);
      await world.typeAhead(open, code);
      world.typed.add(id);
      await open.setPace(pace);
    }
    return open;
  }

  /** Hands text to the shell; `begin` has said what the block shows meanwhile. */
  async function input(text: string, columns: number): Promise<void> {
    try {
      world.listen(hear);
      const open = await ready(columns);
      change({ phase: 'running' });
      await open.input(text);
    } catch (error) {
      if (state.get().phase === 'failed') return;
      const detail = error instanceof Error ? error.message : String(error);
      giveUp(detail === evaluationForbidden ? evaluationForbidden : 'not-started', detail);
    }
  }

  function isOccupied(): boolean {
    if (!world.isBusyFor(hear)) return false;
    change({ problem: 'busy', detail: '' });
    return true;
  }

  async function run(code: string, columns: number): Promise<void> {
    const { phase } = state.get();
    if (phase === 'starting' || phase === 'running' || isOccupied()) return;
    pieces = [];
    entered = null;
    atStart = null;
    isEchoed = isTranscript(code);
    const isFresh = !world.isOpen();
    change({ phase: 'starting', run: state.get().run + 1, ...nothing, ...(isFresh ? { prompt: 1 } : {}) });
    await input(code, columns);
  }

  async function type(line: string, columns: number): Promise<void> {
    const { phase, run: runs } = state.get();
    if (phase === 'starting' || isOccupied()) return;
    isEchoed = true;
    if (phase === 'recorded' || phase === 'failed') change({ phase: 'starting', run: runs + 1, ...nothing });
    await input(line, columns);
  }

  async function stop(): Promise<void> {
    const open = world.current();
    if (open === null) return;
    pieces = [];
    await (await open).stop().catch(ignoreLoss);
  }

  async function reset(seed?: number): Promise<void> {
    pieces = [];
    entered = null;
    lastFigures = null;
    state.set({ ...initialLabState, pace: state.get().pace });
    await world.close(seed);
  }

  function setPace(wanted: Pace): void {
    change({ pace: wanted });
    void world
      .current()
      ?.then((one) => one.setPace(wanted))
      .catch(ignoreLoss);
  }

  return {
    state,
    prepare,
    run,
    type,
    stop,
    reset,
    setPace,
    step: () => {
      void world
        .current()
        ?.then((one) => one.step())
        .catch(ignoreLoss);
    },
    complete: async (text) => {
      const open = world.current();
      return open === null ? { from: text.length, items: [] } : await (await open).complete(text);
    },
    load: world.load,
    changed: world.changed,
    takeBack: world.takeBack,
    describe: async (process) => {
      const open = world.current();
      return open === null ? null : await (await open).describe(process);
    },
  };
}
