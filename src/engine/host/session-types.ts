// What the worker's message loop asks of a session: one world behind one lab. The loop owns real time and slices;
// the session owns the world and never looks at a clock of its own.
// Invariant: everything a session has to say goes through `emit`, synchronously, in order, during `openSession` or a
// method call; between calls it does nothing.
import type {
  Completion,
  Micros,
  ProcessCard,
  SessionEvent,
  SessionOptions,
  SourceKind,
  SourceProblem,
  WorldFigures,
} from '../client/protocol.ts';
import type { World } from '../world/world.ts';

export type SliceResult = {
  /** The world's clock after the slice. */
  readonly now: Micros;
  /** When the world next has work: at or before `now` if it was cut short, null if only input can wake it. */
  readonly wake: Micros | null;
};

/** What late.ts exports: the code that a first trace does without. */
export type LateParts = {
  readonly checkSource: (what: SourceKind, text: string) => SourceProblem[];
  readonly loadModule: (world: World, file: string, text: string) => SourceProblem[];
};

export type HostSession = {
  /**
   * Runs the world until its clock reaches `until`, nothing is left to do, or `mayGoOn` says no (asked every few
   * thousand reductions). The clock may be moved over idle stretches, never past `until`.
   */
  readonly run: (until: Micros, mayGoOn: () => boolean) => SliceResult;
  /** Whole lines typed at the shell. */
  readonly input: (text: string) => void;
  /** Ends the running evaluation and all tracing; a `prompt` and status `stopped` follow, at once or in the next slice. */
  readonly stop: () => void;
  readonly setColumns: (columns: number) => void;
  readonly figures: () => WorldFigures;
  /** What the node knows of a process, by its pid or registered name. */
  readonly describe: (process: string) => ProcessCard;
  readonly complete: (text: string) => { readonly from: number; readonly items: readonly Completion[] };
  /** Compiles a module and loads it unless it has errors. */
  readonly load: (late: LateParts, file: string, text: string) => readonly SourceProblem[];
  /** Does this input run without the late code? */
  readonly covers: (text: string) => boolean;
  /** Drops what the world holds; no call follows. */
  readonly close: () => void;
};

/** Makes a world and boots it as far as its first prompt needs; throws if the engine itself cannot start. */
export type OpenSession = (options: SessionOptions, emit: (event: SessionEvent) => void) => Promise<HostSession>;
