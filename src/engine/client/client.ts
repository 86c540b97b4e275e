// The page's end of the protocol: starts the worker when a first session is opened, a promise per request, an event
// stream per session. Asks its surroundings for a worker and for timers, so it runs anywhere and its clock can be faked.
// Invariant: a session handle belongs to one worker; when that worker dies, each of its sessions hears `lost` once
// and its open requests are rejected. The next `open` starts a new worker.
import type {
  Answer,
  Command,
  Completion,
  Pace,
  ProcessCard,
  RequestId,
  SessionEvent,
  SessionId,
  SessionOptions,
  SourceKind,
  SourceProblem,
  WorkerMessage,
} from './protocol.ts';

/** What the client needs of a Web Worker. */
export type WorkerPort = {
  readonly post: (command: Command) => void;
  readonly terminate: () => void;
};

export type WorkerHandlers = {
  readonly message: (message: WorkerMessage) => void;
  /** The worker failed to load or threw where nothing caught it. */
  readonly failure: (detail: string) => void;
};

export type ClientSurroundings = {
  readonly startWorker: (handlers: WorkerHandlers) => WorkerPort;
  /** Calls `action` once after so many real milliseconds, unless the returned function is called first. */
  readonly after: (milliseconds: number, action: () => void) => () => void;
};

/** `unresponsive`: it did not answer within the watchdog's time after a Stop; `crashed`: it died by itself. */
export type LossReason = 'unresponsive' | 'crashed';

export type ClientEvent =
  SessionEvent | { readonly kind: 'lost'; readonly reason: LossReason; readonly detail: string };

export type ClientSession = {
  readonly input: (text: string) => Promise<void>;
  /** Stops what runs; if the worker does not answer within `watchdogMs`, it is replaced and the session is lost. */
  readonly stop: () => Promise<void>;
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly setPace: (pace: Pace) => Promise<void>;
  readonly setColumns: (columns: number) => Promise<void>;
  /** At pace 0: lets time pass until the next thing is printed. */
  readonly step: () => Promise<void>;
  /** What the node knows of a process, by its pid or registered name as text. */
  readonly describe: (process: string) => Promise<ProcessCard>;
  /** What the text before the caret may go on with; `from`: where the word to be completed begins. */
  readonly complete: (text: string) => Promise<{ readonly from: number; readonly items: readonly Completion[] }>;
  /** Compiles a module and loads it into the running world; nothing is loaded when there is an error among the problems. */
  readonly load: (file: string, text: string) => Promise<readonly SourceProblem[]>;
};

export type EngineClient = {
  /** Opens a world; the promise is kept when the worker has made it, `listen` hears everything from then on. */
  readonly open: (options: SessionOptions, listen: (event: ClientEvent) => void) => Promise<ClientSession>;
  /** What is wrong in a text; starts the worker, if it must, but no world. */
  readonly check: (what: SourceKind, text: string) => Promise<readonly SourceProblem[]>;
  /** Starts the worker ahead of the first world, if it does not run yet. */
  readonly warm: () => void;
  /** Ends the worker and every session. */
  readonly dispose: () => void;
};

/** A request that can no longer be answered, or that the worker refused. */
export class EngineRequestError extends Error {
  override readonly name = 'EngineRequestError';
}

/** Real milliseconds within which a worker must answer after a Stop. */
export const watchdogMs = 100;

type Pending = {
  readonly resolve: (answer: Answer | undefined) => void;
  readonly reject: (error: EngineRequestError) => void;
};

type Running = {
  readonly port: WorkerPort;
  readonly listeners: Map<SessionId, (event: ClientEvent) => void>;
  readonly pending: Map<RequestId, Pending>;
  /** Sessions being opened: loading code may hold the worker, so the watchdog is patient meanwhile. */
  opening: number;
};

type CommandBody = Command extends infer One
  ? One extends { request: RequestId }
    ? Omit<One, 'request'>
    : never
  : never;

/** Makes a client; no worker is started before it is asked for something. */
export function createEngineClient(surroundings: ClientSurroundings): EngineClient {
  let running: Running | null = null;
  let lastRequest = 0;
  let lastSession = 0;

  function start(): Running {
    const listeners = new Map<SessionId, (event: ClientEvent) => void>();
    const pending = new Map<RequestId, Pending>();
    const port = surroundings.startWorker({
      message: (message) => {
        if (running === started) receive(started, message);
      },
      failure: (detail) => {
        lose(started, 'crashed', detail);
      },
    });
    const started: Running = { port, listeners, pending, opening: 0 };
    running = started;
    return started;
  }

  function receive(worker: Running, message: WorkerMessage): void {
    switch (message.kind) {
      case 'done':
        settle(worker, message.request)?.resolve(message.answer);
        break;
      case 'refused':
        settle(worker, message.request)?.reject(new EngineRequestError(message.problem));
        break;
      case 'events': {
        const listen = worker.listeners.get(message.session);
        if (listen !== undefined) for (const event of message.events) listen(event);
        worker.port.post({ kind: 'ack', session: message.session, batch: message.batch });
        break;
      }
      case 'fatal':
        lose(worker, 'crashed', message.detail);
        break;
    }
  }

  function settle(worker: Running, request: RequestId): Pending | undefined {
    const waiting = worker.pending.get(request);
    worker.pending.delete(request);
    return waiting;
  }

  function lose(worker: Running, reason: LossReason, detail: string): void {
    if (running !== worker) return;
    running = null;
    worker.port.terminate();
    for (const waiting of worker.pending.values()) waiting.reject(new EngineRequestError(detail));
    for (const listen of worker.listeners.values()) listen({ kind: 'lost', reason, detail });
  }

  function ask(worker: Running, body: CommandBody): Promise<Answer | undefined> {
    if (running !== worker) return Promise.reject(new EngineRequestError('the session is lost'));
    lastRequest += 1;
    const number = lastRequest;
    return new Promise((resolve, reject) => {
      worker.pending.set(number, { resolve, reject });
      worker.port.post({ ...body, request: number });
    });
  }

  async function request(worker: Running, body: CommandBody): Promise<void> {
    await ask(worker, body);
  }

  function watch(worker: Running): void {
    const forget = surroundings.after(watchdogMs, () => {
      if (worker.opening === 0) lose(worker, 'unresponsive', `no answer within ${String(watchdogMs)} ms`);
    });
    request(worker, { kind: 'ping' }).then(forget, forget);
  }

  async function open(options: SessionOptions, listen: (event: ClientEvent) => void): Promise<ClientSession> {
    const worker = running ?? start();
    lastSession += 1;
    const session = lastSession;
    worker.listeners.set(session, listen);
    worker.opening += 1;
    try {
      await request(worker, { kind: 'open', session, options });
    } catch (error) {
      worker.listeners.delete(session);
      throw error;
    } finally {
      worker.opening -= 1;
    }
    return {
      input: (text) => request(worker, { kind: 'input', session, text }),
      stop: () => {
        const stopped = request(worker, { kind: 'stop', session });
        watch(worker);
        return stopped;
      },
      reset: () => request(worker, { kind: 'reset', session }),
      close: async () => {
        await request(worker, { kind: 'close', session });
        worker.listeners.delete(session);
      },
      setPace: (pace) => request(worker, { kind: 'pace', session, pace }),
      setColumns: (columns) => request(worker, { kind: 'columns', session, columns }),
      step: () => request(worker, { kind: 'step', session }),
      describe: async (process) => {
        const answer = await ask(worker, { kind: 'describe', session, process });
        if (answer?.kind !== 'process') throw new EngineRequestError('an answer of the wrong kind');
        return answer.card;
      },
      complete: async (text) => {
        const answer = await ask(worker, { kind: 'complete', session, text });
        if (answer?.kind !== 'completions') throw new EngineRequestError('an answer of the wrong kind');
        return answer;
      },
      load: async (file, text) => problemsOf(await ask(worker, { kind: 'load', session, file, text })),
    };
  }

  async function check(what: SourceKind, text: string): Promise<readonly SourceProblem[]> {
    return problemsOf(await ask(running ?? start(), { kind: 'check', what, text }));
  }

  function warm(): void {
    if (running === null) start();
  }

  function dispose(): void {
    const worker = running;
    running = null;
    worker?.port.terminate();
  }

  return { open, check, warm, dispose };
}

function problemsOf(answer: Answer | undefined): readonly SourceProblem[] {
  if (answer?.kind !== 'diagnostics') throw new EngineRequestError('an answer of the wrong kind');
  return answer.problems;
}
