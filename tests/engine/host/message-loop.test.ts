import assert from 'node:assert/strict';
import test from 'node:test';
import type { Command, SessionEvent, WorkerMessage } from '../../../src/engine/client/protocol.ts';
import * as late from '../../../src/engine/host/late.ts';
import { createMessageLoop } from '../../../src/engine/host/message-loop.ts';
import type { HostSession } from '../../../src/engine/host/session-types.ts';

type World = HostSession & { emit: (event: SessionEvent) => void; now: number; typed: string[]; isLooping: boolean };

type Bench = {
  readonly send: (command: Command) => Promise<void>;
  readonly messages: WorkerMessage[];
  readonly worlds: World[];
  /** Lets real time pass, a millisecond at a time, and what is due happen. */
  readonly pass: (milliseconds: number) => void;
  readonly replies: () => WorkerMessage[];
};

/** A loop over worlds that tick every 1000 µs, or that burn their whole slice once they loop. */
function bench(): Bench {
  const messages: WorkerMessage[] = [];
  const worlds: World[] = [];
  let now = 0;
  let timers: { at: number; action: () => void }[] = [];
  const take = createMessageLoop(
    (_options, emit) => {
      const world: World = {
        emit,
        now: 0,
        typed: [],
        isLooping: false,
        run: (until, mayGoOn) => {
          while (world.isLooping && mayGoOn()) now += 1;
          while (!world.isLooping && world.now + 1000 <= until && mayGoOn()) {
            world.now += 1000;
            emit({ kind: 'output', time: world.now, source: 'output', text: '.' });
          }
          return { now: world.now, wake: world.isLooping ? world.now : world.now + 1000 };
        },
        input: (text) => {
          world.typed.push(text);
          emit({ kind: 'status', time: world.now, status: 'running' });
        },
        stop: () => {
          world.isLooping = false;
          emit({ kind: 'status', time: world.now, status: 'stopped' });
        },
        setColumns: () => undefined,
        figures: () => ({ clock: world.now, processes: 1, events: 0, messages: 0 }),
        describe: (name) => ({ pid: name, isAlive: false, facts: [] }),
        complete: (text) => ({ from: text.length, items: [] }),
        load: () => [],
        covers: () => false,
        close: () => undefined,
      };
      worlds.push(world);
      emit({ kind: 'status', time: 0, status: 'idle' });
      return Promise.resolve(world);
    },
    {
      post: (message) => messages.push(message),
      late: () => Promise.resolve(late),
      now: () => now,
      after: (milliseconds, action) => timers.push({ at: now + milliseconds, action }),
    },
  );
  const turn = (): void => {
    const due = timers.filter((timer) => timer.at <= now);
    timers = timers.filter((timer) => timer.at > now);
    for (const timer of due) timer.action();
  };
  return {
    messages,
    worlds,
    send: async (command) => {
      take(command);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      turn();
    },
    pass: (milliseconds) => {
      const end = now + milliseconds;
      while (now < end) {
        now += 1;
        turn();
      }
    },
    replies: () => messages.filter((message) => message.kind === 'done' || message.kind === 'refused'),
  };
}

const options = { lab: 'one', world: 'bare', seed: 1, columns: 80, pace: 1 } as const;
const open: Command = { kind: 'open', request: 1, session: 1, options };

function outputOf(messages: readonly WorkerMessage[]): string {
  return messages
    .flatMap((message) => (message.kind === 'events' ? message.events : []))
    .map((event) => (event.kind === 'output' ? event.text : ''))
    .join('');
}

test('an idle world stands still, whatever time passes', async () => {
  const { send, pass, worlds } = bench();
  await send(open);
  pass(500);
  assert.equal(worlds[0]?.now, 0);
});

test('after an input virtual time follows real time', async () => {
  const { send, pass, worlds } = bench();
  await send(open);
  await send({ kind: 'input', request: 2, session: 1, text: 'go().' });
  assert.deepEqual(worlds[0]?.typed, ['go().\n']);
  pass(20);
  assert.equal(worlds[0]?.now, 20_000);
});

test('the pace makes it slower, faster, or stops it', async () => {
  const { send, pass, worlds } = bench();
  await send(open);
  await send({ kind: 'input', request: 2, session: 1, text: 'go().' });
  await send({ kind: 'pace', request: 3, session: 1, pace: 10 });
  pass(10);
  assert.equal(worlds[0]?.now, 100_000);
  await send({ kind: 'pace', request: 4, session: 1, pace: 0 });
  pass(10);
  assert.equal(worlds[0]?.now, 100_000);
});

test('Stop is heard under an endless loop', async () => {
  const { send, pass, worlds, messages } = bench();
  await send(open);
  await send({ kind: 'input', request: 2, session: 1, text: 'loop().' });
  const world = worlds[0];
  assert.ok(world);
  world.isLooping = true;
  pass(30);
  await send({ kind: 'stop', request: 3, session: 1 });
  assert.equal(world.isLooping, false);
  assert.deepEqual(messages.at(-1), { kind: 'done', request: 3 });
});

test('a flood waits for the page', async () => {
  const { send, pass, worlds, messages } = bench();
  await send({ ...open, options: { ...options, pace: Infinity } });
  await send({ kind: 'input', request: 2, session: 1, text: 'flood().' });
  pass(200);
  const reached = worlds[0]?.now ?? 0;
  pass(200);
  assert.equal(worlds[0]?.now, reached);
  assert.ok(outputOf(messages).length < 3 * 65_536);
  const last = messages.filter((message) => message.kind === 'events').at(-1);
  assert.ok(last);
  await send({ kind: 'ack', session: 1, batch: last.batch });
  pass(5);
  assert.ok((worlds[0]?.now ?? 0) > reached);
});

test('two worlds run side by side', async () => {
  const { send, pass, worlds } = bench();
  await send(open);
  await send({ ...open, request: 2, session: 2 });
  await send({ kind: 'input', request: 3, session: 1, text: 'a.' });
  await send({ kind: 'input', request: 4, session: 2, text: 'b.' });
  pass(10);
  assert.deepEqual(
    worlds.map((world) => world.now),
    [10_000, 10_000],
  );
});

test('Reset makes a new world under the same number', async () => {
  const { send, worlds } = bench();
  await send(open);
  await send({ kind: 'reset', request: 2, session: 1 });
  await send({ kind: 'input', request: 3, session: 1, text: 'x.' });
  assert.equal(worlds.length, 2);
  assert.deepEqual(worlds[1]?.typed, ['x.\n']);
});

test('a step goes on to the next thing that is printed, and stands still again', async () => {
  const { send, pass, worlds, messages } = bench();
  await send({ ...open, options: { ...options, pace: 0 } });
  await send({ kind: 'input', request: 2, session: 1, text: 'go().' });
  pass(50);
  assert.equal(outputOf(messages), '');
  await send({ kind: 'step', request: 3, session: 1 });
  pass(50);
  const reached = worlds[0]?.now ?? 0;
  assert.ok(reached > 0);
  assert.ok(outputOf(messages).length > 0);
  pass(50);
  assert.equal(worlds[0]?.now, reached);
});

test('figures come a few times a second', async () => {
  const { send, pass, messages } = bench();
  await send(open);
  await send({ kind: 'input', request: 2, session: 1, text: 'go().' });
  pass(1000);
  const told = messages.flatMap((message) => (message.kind === 'events' ? message.events : []));
  const count = told.filter(({ kind }) => kind === 'figures').length;
  assert.ok(count >= 3 && count <= 6, String(count));
});

test('questions are answered with what they ask for', async () => {
  const { send, replies } = bench();
  await send(open);
  await send({ kind: 'describe', request: 2, session: 1, process: '<0.1.0>' });
  await send({ kind: 'check', request: 3, what: 'shell', text: '1 +.' });
  assert.deepEqual(replies().slice(1), [
    { kind: 'done', request: 2, answer: { kind: 'process', card: { pid: '<0.1.0>', isAlive: false, facts: [] } } },
    {
      kind: 'done',
      request: 3,
      answer: {
        kind: 'diagnostics',
        problems: [{ line: 1, column: 4, severity: 'error', text: "syntax error before: '.'" }],
      },
    },
  ]);
});

test('a forbidden evaluation is told by its own name', async () => {
  const replies: WorkerMessage[] = [];
  const take = createMessageLoop(() => Promise.reject(new EvalError('blocked by policy')), {
    post: (message) => replies.push(message),
    late: () => Promise.resolve(late),
    now: () => 0,
    after: () => undefined,
  });
  take(open);
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  assert.deepEqual(replies, [{ kind: 'refused', request: 1, problem: 'evaluation-forbidden' }]);
});

test('commands to a session that is not there are refused', async () => {
  const { send, replies } = bench();
  await send({ kind: 'input', request: 1, session: 9, text: 'x.' });
  assert.deepEqual(replies(), [{ kind: 'refused', request: 1, problem: 'no session 9' }]);
});
