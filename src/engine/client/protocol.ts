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

export type SessionEvent =
  | { readonly kind: 'output'; readonly time: Micros; readonly source: OutputSource; readonly text: string }
  /** An expression begins to be evaluated; `text` as typed, without the prompt. */
  | { readonly kind: 'echo'; readonly time: Micros; readonly counter: number; readonly text: string }
  /** The shell waits for a line: `counter` is the number in its prompt. */
  | { readonly kind: 'prompt'; readonly time: Micros; readonly counter: number }
  | { readonly kind: 'status'; readonly time: Micros; readonly status: SessionStatus }
  | { readonly kind: 'crashed'; readonly time: Micros; readonly reason: CrashReason; readonly detail: string };

export type Reply =
  | { readonly kind: 'done'; readonly request: RequestId }
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
