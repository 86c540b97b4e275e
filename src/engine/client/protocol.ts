// Owns the messages between a page and the engine's worker: every command, reply and event, as discriminated types.
// Knows nothing of terms, processes or the DOM; all times are virtual microseconds since the world's boot.
// Invariant: each request is answered exactly once, by `done` or `refused` with its number; the events of one
// session arrive in the order in which they happened, in numbered batches that the page acknowledges. The worker
// lets at most a few batches go unacknowledged, so a flood in the world never becomes a flood of messages.

/**
 * A world is a lab's own: nodes, clock, seed, terminal. `cats`: a shell on the node of cat_traveler under load; `agents`: a
 * shell on the node of its agents; `bare`: a node with a shell alone.
 */
export type WorldPreset = 'cats' | 'agents' | 'bare';

export type SessionId = number;
export type RequestId = number;

/** Virtual microseconds since the world's boot. */
export type Micros = number;

/**
 * How virtual time passes: virtual seconds a real second (0 paused, 1 as it is, Infinity as fast as possible), or
 * `lively`: as it is around what is printed, as fast as possible while nothing is.
 */
export type Pace = number | 'lively';

export type SessionOptions = {
  /** The lab's stable id, for messages only. */
  readonly lab: string;
  readonly world: WorldPreset;
  readonly seed: number;
  /** Width of the node's terminal in characters. */
  readonly columns: number;
  readonly pace: Pace;
};

export type Command =
  | {
      readonly kind: 'open';
      readonly request: RequestId;
      readonly session: SessionId;
      readonly options: SessionOptions;
    }
  /** Text typed at the shell, whole lines; a line end is added where it lacks one. */
  | { readonly kind: 'input'; readonly request: RequestId; readonly session: SessionId; readonly text: string }
  /** Ends the running evaluation and switches tracing off, as the shell's own interrupt would; bindings stay. */
  | { readonly kind: 'stop'; readonly request: RequestId; readonly session: SessionId }
  /** A new world from the same options, in place of the old one. */
  | { readonly kind: 'reset'; readonly request: RequestId; readonly session: SessionId }
  | { readonly kind: 'close'; readonly request: RequestId; readonly session: SessionId }
  | { readonly kind: 'pace'; readonly request: RequestId; readonly session: SessionId; readonly pace: Pace }
  /** At pace 0: time passes until the next thing is printed, or nothing is left to do. */
  | { readonly kind: 'step'; readonly request: RequestId; readonly session: SessionId }
  /** Answered with a `process`: what the session's node knows of the process with that pid or registered name. */
  | { readonly kind: 'describe'; readonly request: RequestId; readonly session: SessionId; readonly process: string }
  /** Answered with `completions` of the text before the caret. */
  | { readonly kind: 'complete'; readonly request: RequestId; readonly session: SessionId; readonly text: string }
  /** Answered with `diagnostics` of lines for the shell, or of a module. */
  | { readonly kind: 'check'; readonly request: RequestId; readonly what: SourceKind; readonly text: string }
  /** Compiles a module and, if it has no errors, makes it current code where the module is loaded; `diagnostics`. */
  | {
      readonly kind: 'load';
      readonly request: RequestId;
      readonly session: SessionId;
      readonly file: string;
      readonly text: string;
    }
  | { readonly kind: 'columns'; readonly request: RequestId; readonly session: SessionId; readonly columns: number }
  | { readonly kind: 'ping'; readonly request: RequestId }
  /** No reply: the page has taken in the batch of that number and all before it. */
  | { readonly kind: 'ack'; readonly session: SessionId; readonly batch: number };

/** Who wrote a piece of output. */
export type OutputSource =
  /** What Erlang code printed through the shell's group leader. */
  | 'output'
  /** The value of an expression, printed by the shell. */
  | 'value'
  /** An error of an expression or of its syntax, printed by the shell. */
  | 'error'
  /** What came by way of `user`: the logger's reports, mostly. */
  | 'report';

export type SessionStatus =
  /** The world is being made; input waits. */
  | 'booting'
  /** An evaluation runs, or something in the world is being traced: virtual time passes. */
  | 'running'
  /** The prompt waits and nothing is traced: the world's clock stands still until the next input. */
  | 'idle'
  /** As idle, after the reader's Stop. */
  | 'stopped';

/** Why a session can go no further. */
export type CrashReason = 'memory' | 'evaluation-forbidden' | 'engine-fault' | 'node-halted';

/** The problem of a refused `open` where a content security policy forbids evaluation in the worker. */
export const evaluationForbidden = 'evaluation-forbidden' satisfies CrashReason;

/** Lines typed at the shell, or the text of a module. */
export type SourceKind = 'shell' | 'module';

/** What a node knows of a process; facts have the names that `process_info/2` gives them, in the order to show. */
export type ProcessCard = {
  readonly pid: string;
  readonly isAlive: boolean;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
};

export type Completion = {
  readonly kind: 'module' | 'function' | 'keyword';
  /** The whole word: `cat_traveler`, or `enter` of `cat_traveler:enter/2`. */
  readonly word: string;
  /** Of functions; several where the name has more than one. */
  readonly arities: readonly number[];
};

/** Something wrong in a text; lines and columns count from 1. */
export type SourceProblem = {
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  /** As Erlang words it. */
  readonly text: string;
};

/** Counts of a world since its boot, for a line of state. */
export type WorldFigures = {
  /** The world's clock, in virtual microseconds since 1970. */
  readonly clock: Micros;
  readonly processes: number;
  /** Trace messages. */
  readonly events: number;
  /** Messages delivered, those of traces not among them. */
  readonly messages: number;
};

export type SessionEvent =
  | { readonly kind: 'output'; readonly time: Micros; readonly source: OutputSource; readonly text: string }
  /** An expression begins to be evaluated; `text` as typed, without the prompt. */
  | { readonly kind: 'echo'; readonly time: Micros; readonly counter: number; readonly text: string }
  /** The shell waits for a line: `counter` is the number in its prompt. */
  | { readonly kind: 'prompt'; readonly time: Micros; readonly counter: number }
  | { readonly kind: 'status'; readonly time: Micros; readonly status: SessionStatus }
  /** A few times a second of real time while the world runs, and when it comes to rest. */
  | { readonly kind: 'figures'; readonly time: Micros; readonly figures: WorldFigures }
  | { readonly kind: 'crashed'; readonly time: Micros; readonly reason: CrashReason; readonly detail: string };

export type Answer =
  | { readonly kind: 'process'; readonly card: ProcessCard }
  | { readonly kind: 'completions'; readonly from: number; readonly items: readonly Completion[] }
  | { readonly kind: 'diagnostics'; readonly problems: readonly SourceProblem[] };

export type Reply =
  /** `answer` where the command asks something. */
  | { readonly kind: 'done'; readonly request: RequestId; readonly answer?: Answer }
  | { readonly kind: 'refused'; readonly request: RequestId; readonly problem: string };

export type WorkerMessage =
  | Reply
  | {
      readonly kind: 'events';
      readonly session: SessionId;
      readonly batch: number;
      readonly events: readonly SessionEvent[];
    }
  /** The worker cannot go on; all its sessions are lost. */
  | { readonly kind: 'fatal'; readonly detail: string };
