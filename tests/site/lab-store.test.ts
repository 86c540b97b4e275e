import assert from 'node:assert/strict';
import test from 'node:test';
import { watchdogMs } from '../../src/engine/client/client.ts';
import { createLabStore, type LabStore } from '../../src/stores/lab.ts';
import { outputText } from '../../src/stores/output.ts';
import { createWorldStore } from '../../src/stores/world.ts';
import type { SessionEvent } from '../../src/engine/client/protocol.ts';
import { fakeEngine, settle, type FakeEngine, type FakeWorker } from './fake-engine.ts';

type Bench = FakeEngine & {
  readonly lab: LabStore;
  /** Goes on where the first one ends. */
  readonly follower: LabStore;
  readonly draw: () => void;
};

function bench(): Bench {
  const engine = fakeEngine();
  const frames: (() => void)[] = [];
  const world = createWorldStore({ lab: 'one', world: 'cats', seed: 7 }, () => engine.client);
  const nextFrame = (action: () => void): number => frames.push(action);
  const lab = createLabStore({ lab: 'one', before: [] }, { world, nextFrame });
  const follower = createLabStore({ lab: 'two', before: [{ id: 'one', code: 'X = 1.' }] }, { world, nextFrame });
  const draw = (): void => {
    for (const action of frames.splice(0)) action();
  };
  return { ...engine, lab, follower, draw };
}

test('shows the recording until the first run', () => {
  const { lab, workers } = bench();
  assert.equal(lab.state.get().phase, 'recorded');
  assert.equal(workers.length, 0);
});

test('a run opens a session, types the code and gathers the output by frames', async () => {
  const { lab, workers, draw } = bench();
  await lab.run('1 + 1.', 72);
  const worker = workers[0];
  assert.deepEqual(
    worker?.commands.map((command) => command.kind),
    ['open', 'input'],
  );
  assert.equal(lab.state.get().phase, 'running');
  worker?.say(1, [
    { kind: 'echo', time: 30, counter: 1, text: '1 + 1.' },
    { kind: 'output', time: 40, source: 'value', text: '2\n' },
    { kind: 'prompt', time: 41, counter: 2 },
  ]);
  assert.equal(outputText(lab.state.get().output), '');
  draw();
  assert.equal(outputText(lab.state.get().output), '2');
  assert.equal(lab.state.get().prompt, 2);
  worker?.say(1, [{ kind: 'status', time: 42, status: 'idle' }]);
  assert.equal(lab.state.get().phase, 'idle');
});

test('times are counted from the moment the line was entered', async () => {
  const { lab, workers, draw } = bench();
  await lab.run('a.', 80);
  workers[0]?.say(1, [
    { kind: 'output', time: 500, source: 'output', text: 'greeting\n' },
    { kind: 'echo', time: 900, counter: 1, text: 'a.' },
    { kind: 'output', time: 1000, source: 'value', text: 'a\n' },
    { kind: 'status', time: 2000, status: 'idle' },
  ]);
  await lab.run('b.', 80);
  workers[0]?.say(1, [
    { kind: 'echo', time: 2000, counter: 2, text: 'b.' },
    { kind: 'output', time: 2300, source: 'value', text: 'b\n' },
  ]);
  draw();
  assert.deepEqual(
    lab.state.get().output.lines.map(({ time, text }) => ({ time, text })),
    [{ time: 300, text: 'b' }],
  );
});

test('variables live on: the second run goes to the same session', async () => {
  const { lab, workers } = bench();
  await lab.run('X = 1.', 80);
  workers[0]?.say(1, [
    { kind: 'echo', time: 0, counter: 1, text: 'X = 1.' },
    { kind: 'status', time: 1, status: 'idle' },
  ]);
  await lab.run('X.', 60);
  assert.deepEqual(
    workers[0]?.commands.filter(({ kind }) => kind !== 'ack').map(({ kind }) => kind),
    ['open', 'input', 'columns', 'pace', 'input'],
  );
});

test('a session opened ahead is the one that the first run uses', async () => {
  const { lab, workers } = bench();
  await lab.prepare(80);
  assert.equal(lab.state.get().phase, 'recorded');
  workers[0]?.say(1, [
    { kind: 'prompt', time: 100, counter: 1 },
    { kind: 'status', time: 100, status: 'idle' },
  ]);
  assert.equal(lab.state.get().phase, 'recorded');
  await lab.run('1.', 60);
  assert.deepEqual(
    workers[0]?.commands.filter(({ kind }) => kind !== 'ack').map(({ kind }) => kind),
    ['open', 'columns', 'pace', 'input'],
  );
});

test('a worker that is lost before the first run is replaced without a word', async () => {
  const { lab, workers } = bench();
  await lab.prepare(80);
  workers[0]?.handlers.failure('gone');
  assert.equal(lab.state.get().phase, 'recorded');
  await lab.run('1.', 80);
  assert.equal(workers.length, 2);
  assert.equal(lab.state.get().phase, 'running');
});

test('a second click while it runs does nothing', async () => {
  const { lab, workers } = bench();
  await Promise.all([lab.run('a.', 80), lab.run('a.', 80)]);
  assert.equal(workers[0]?.commands.filter(({ kind }) => kind === 'input').length, 1);
});

test('Reset closes the world and shows the recording again', async () => {
  const { lab, workers, draw } = bench();
  await lab.run('a.', 80);
  await lab.reset();
  assert.equal(lab.state.get().phase, 'recorded');
  workers[0]?.say(1, [{ kind: 'output', time: 1, source: 'output', text: 'late\n' }]);
  draw();
  assert.deepEqual(lab.state.get().output.lines, []);
  assert.equal(workers[0]?.commands.at(-2)?.kind, 'close');
});

test('a lost worker is told to the reader, and the next run starts another', async () => {
  const { lab, workers, pass } = bench();
  await lab.run('loop().', 80);
  workers[0]?.deaf.add('stop').add('ping');
  void lab.stop();
  await settle();
  pass(watchdogMs);
  assert.equal(lab.state.get().phase, 'failed');
  assert.equal(lab.state.get().problem, 'unresponsive');
  await lab.run('1.', 80);
  assert.equal(workers.length, 2);
  assert.equal(lab.state.get().problem, null);
  assert.equal(lab.state.get().phase, 'running');
});

test('an engine that does not open says so', async () => {
  const { lab, workers } = bench();
  const first = lab.run('1.', 80);
  workers[0]?.refusing.add('open');
  await first;
  assert.equal(lab.state.get().problem, 'not-started');
});

test('a crashed node ends the run', async () => {
  const { lab, workers } = bench();
  await lab.run('1.', 80);
  workers[0]?.say(1, [{ kind: 'crashed', time: 9, reason: 'memory', detail: '' }]);
  assert.equal(lab.state.get().problem, 'memory');
});

const typedLines = (worker: FakeWorker | undefined): string[] =>
  (worker?.commands ?? []).flatMap((command) => (command.kind === 'input' ? [command.text] : []));

test('a lab that goes on from another types that one first, silently', async () => {
  const { follower, workers, draw } = bench();
  const run = follower.run('X + 1.', 80);
  await settle();
  workers[0]?.say(1, [
    { kind: 'echo', time: 0, counter: 1, text: 'X = 1.' },
    { kind: 'output', time: 1, source: 'value', text: '1\n' },
    { kind: 'status', time: 2, status: 'idle' },
  ]);
  await run;
  workers[0]?.say(1, [
    { kind: 'echo', time: 5, counter: 2, text: 'X + 1.' },
    { kind: 'output', time: 6, source: 'value', text: '2\n' },
  ]);
  draw();
  assert.deepEqual(typedLines(workers[0]), ['X = 1.', 'X + 1.']);
  assert.equal(outputText(follower.state.get().output), '2');
});

test('what the reader did in the lab before is what the next one goes on from', async () => {
  const { lab, follower, workers } = bench();
  await lab.run('X = 5.', 80);
  workers[0]?.say(1, [
    { kind: 'echo', time: 0, counter: 1, text: 'X = 5.' },
    { kind: 'status', time: 1, status: 'idle' },
  ]);
  await follower.run('X + 1.', 80);
  assert.deepEqual(typedLines(workers[0]), ['X = 5.', 'X + 1.']);
});

test('a lab whose neighbour is running in the same world says so and leaves it alone', async () => {
  const { lab, follower, workers } = bench();
  await lab.run('timer:sleep(infinity).', 80);
  workers[0]?.say(1, [
    { kind: 'echo', time: 0, counter: 1, text: 'timer:sleep(infinity).' },
    { kind: 'status', time: 1, status: 'running' },
  ]);
  await follower.run('X + 1.', 80);
  assert.equal(follower.state.get().problem, 'busy');
  assert.deepEqual(typedLines(workers[0]), ['timer:sleep(infinity).']);
});

test('several expressions are shown line by line, and so is what is typed into the shell below', async () => {
  const { lab, workers, draw } = bench();
  await lab.run('X = 1.\nX + 1.', 80);
  workers[0]?.say(1, [
    { kind: 'echo', time: 0, counter: 1, text: 'X = 1.' },
    { kind: 'output', time: 1, source: 'value', text: '1\n' },
    { kind: 'echo', time: 2, counter: 2, text: 'X + 1.' },
    { kind: 'output', time: 3, source: 'value', text: '2\n' },
    { kind: 'status', time: 4, status: 'idle' },
  ]);
  await lab.type('X.', 80);
  workers[0]?.say(1, [
    { kind: 'echo', time: 5, counter: 3, text: 'X.' },
    { kind: 'output', time: 6, source: 'value', text: '1\n' },
  ]);
  draw();
  assert.deepEqual(
    lab.state.get().output.lines.map(({ prompt, text }) => [prompt, text]),
    [
      [1, 'X = 1.'],
      [null, '1'],
      [2, 'X + 1.'],
      [null, '2'],
      [3, 'X.'],
      [null, '1'],
    ],
  );
});

test('the line of state counts events from the beginning of the run and messages a second', async () => {
  const { lab, workers } = bench();
  await lab.run('a.', 80);
  const figures = (clock: number, events: number, messages: number): SessionEvent => ({
    kind: 'figures',
    time: clock,
    figures: { clock, processes: 70, events, messages },
  });
  workers[0]?.say(1, [figures(0, 10, 100), { kind: 'echo', time: 0, counter: 1, text: 'a.' }]);
  workers[0]?.say(1, [figures(2_000_000, 14, 300)]);
  assert.deepEqual(lab.state.get().figures, { clock: 2_000_000, processes: 70, events: 4, rate: 100 });
});

test('a changed source is loaded into each new session before anything is typed, until it is taken back', async () => {
  const { lab, follower, workers } = bench();
  const source = { file: 'm.erl', text: 'mine', original: 'theirs' };
  assert.equal(await lab.load(source), null);
  await lab.run('a.', 80);
  assert.deepEqual(await lab.load(source), []);
  assert.deepEqual(follower.changed.get(), ['m.erl']);
  await lab.reset();
  await lab.run('a.', 80);
  const kinds = (): string[] =>
    (workers[0]?.commands ?? []).map((command) => (command.kind === 'load' ? `load ${command.text}` : command.kind));
  assert.deepEqual(kinds(), ['open', 'input', 'load mine', 'close', 'open', 'load mine', 'input']);
  await lab.takeBack();
  assert.deepEqual(lab.changed.get(), []);
  assert.equal(kinds().at(-1), 'load theirs');
  await lab.reset();
  await lab.run('a.', 80);
  assert.deepEqual(kinds().slice(-2), ['open', 'input']);
});

test('a source that has become the original again is no longer the reader’s, also while there is no session', async () => {
  const { lab } = bench();
  await lab.run('a.', 80);
  await lab.load({ file: 'm.erl', text: 'mine', original: 'theirs' });
  await lab.reset();
  assert.deepEqual(lab.changed.get(), ['m.erl']);
  assert.deepEqual(await lab.load({ file: 'm.erl', text: 'theirs', original: 'theirs' }), []);
  assert.deepEqual(lab.changed.get(), []);
});
