// A worker that is played by a script, and timers that are moved by hand: for tests of the client and the stores.
import {
  createEngineClient,
  type ClientSurroundings,
  type EngineClient,
  type WorkerHandlers,
} from '../../src/engine/client/client.ts';
import type { Command, SessionEvent, SessionId } from '../../src/engine/client/protocol.ts';

type CommandKind = Command['kind'];

export type FakeWorker = {
  readonly commands: Command[];
  readonly handlers: WorkerHandlers;
  isTerminated: boolean;
  /** Commands of these kinds get no answer. */
  readonly deaf: Set<CommandKind>;
  /** Commands of these kinds are refused. */
  readonly refusing: Set<CommandKind>;
  readonly say: (session: SessionId, events: readonly SessionEvent[]) => void;
};

export type FakeEngine = {
  readonly client: EngineClient;
  readonly workers: FakeWorker[];
  /** Lets real time pass for the client's timers. */
  readonly pass: (milliseconds: number) => void;
};

/** Makes a client whose workers do nothing but answer `done`, and find nothing wrong with what they load. */
export function fakeEngine(): FakeEngine {
  const workers: FakeWorker[] = [];
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly action: () => void }>();

  const surroundings: ClientSurroundings = {
    startWorker: (handlers) => {
      let batch = 0;
      const worker: FakeWorker = {
        commands: [],
        handlers,
        isTerminated: false,
        deaf: new Set(),
        refusing: new Set(),
        say: (session, events) => {
          batch += 1;
          handlers.message({ kind: 'events', session, batch, events });
        },
      };
      workers.push(worker);
      return {
        post: (command) => {
          worker.commands.push(command);
          if (command.kind === 'ack' || worker.deaf.has(command.kind)) return;
          const { request } = command;
          queueMicrotask(() => {
            const refused = worker.refusing.has(command.kind);
            const answer = command.kind === 'load' ? ({ kind: 'diagnostics', problems: [] } as const) : undefined;
            handlers.message(
              refused
                ? { kind: 'refused', request, problem: 'no' }
                : { kind: 'done', request, ...(answer === undefined ? {} : { answer }) },
            );
          });
        },
        terminate: () => {
          worker.isTerminated = true;
        },
      };
    },
    after: (milliseconds, action) => {
      const timer = { at: now + milliseconds, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };

  return {
    client: createEngineClient(surroundings),
    workers,
    pass: (milliseconds) => {
      now += milliseconds;
      for (const timer of [...timers]) {
        if (timer.at > now) continue;
        timers.delete(timer);
        timer.action();
      }
    },
  };
}

/** Lets promises that are ready run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
