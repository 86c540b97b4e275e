import assert from 'node:assert/strict';
import test from 'node:test';
import { watchdogMs, type ClientEvent } from '../../src/engine/client/client.ts';
import type { SessionOptions } from '../../src/engine/client/protocol.ts';
import { fakeEngine, settle } from './fake-engine.ts';

const options: SessionOptions = { lab: 'one', world: 'bare', seed: 1, columns: 80, pace: 1 };

function ignore(): void {
  return;
}

test('starts no worker before the first session, and one for all', async () => {
  const { client, workers } = fakeEngine();
  assert.equal(workers.length, 0);
  await client.open(options, ignore);
  await client.open(options, ignore);
  assert.equal(workers.length, 1);
});

test('a worker that was started ahead serves the first session', async () => {
  const { client, workers } = fakeEngine();
  client.warm();
  client.warm();
  await client.open(options, ignore);
  assert.equal(workers.length, 1);
});

test('sends events to their own session and acknowledges each batch', async () => {
  const { client, workers } = fakeEngine();
  const heard: ClientEvent[] = [];
  await client.open(options, (event) => heard.push(event));
  await client.open(options, ignore);
  workers[0]?.say(1, [{ kind: 'prompt', time: 5, counter: 1 }]);
  workers[0]?.say(2, [{ kind: 'prompt', time: 6, counter: 9 }]);
  assert.deepEqual(heard, [{ kind: 'prompt', time: 5, counter: 1 }]);
  const acks = workers[0]?.commands.filter((command) => command.kind === 'ack');
  assert.deepEqual(acks, [
    { kind: 'ack', session: 1, batch: 1 },
    { kind: 'ack', session: 2, batch: 2 },
  ]);
});

test('a refused request rejects its own promise only', async () => {
  const { client, workers } = fakeEngine();
  const session = await client.open(options, ignore);
  workers[0]?.refusing.add('input');
  await assert.rejects(session.input('1.'), { name: 'EngineRequestError', message: 'no' });
  await session.setColumns(40);
});

test('a worker that does not answer after Stop is replaced, and each session hears of it once', async () => {
  const { client, workers, pass } = fakeEngine();
  const heard: ClientEvent[] = [];
  const session = await client.open(options, (event) => heard.push(event));
  const worker = workers[0];
  assert.ok(worker);
  worker.deaf.add('stop').add('ping');
  const stopped = session.stop();
  pass(watchdogMs - 1);
  assert.equal(worker.isTerminated, false);
  pass(1);
  assert.equal(worker.isTerminated, true);
  await assert.rejects(stopped);
  assert.deepEqual(
    heard.map((event) => event.kind === 'lost' && event.reason),
    ['unresponsive'],
  );
  await assert.rejects(session.input('1.'));
  await client.open(options, ignore);
  assert.equal(workers.length, 2);
});

test('a worker that answers in time is left alone', async () => {
  const { client, workers, pass } = fakeEngine();
  const session = await client.open(options, ignore);
  await session.stop();
  await settle();
  pass(watchdogMs * 2);
  assert.equal(workers[0]?.isTerminated, false);
});

test('the watchdog waits while a session is being opened', async () => {
  const { client, workers, pass } = fakeEngine();
  const session = await client.open(options, ignore);
  workers[0]?.deaf.add('open').add('ping').add('stop');
  void client.open(options, ignore).catch(ignore);
  void session.stop().catch(ignore);
  pass(watchdogMs * 2);
  assert.equal(workers[0]?.isTerminated, false);
});

test('a worker that dies by itself takes its sessions with it', async () => {
  const { client, workers } = fakeEngine();
  const heard: ClientEvent[] = [];
  await client.open(options, (event) => heard.push(event));
  workers[0]?.handlers.failure('out of memory');
  assert.deepEqual(heard, [{ kind: 'lost', reason: 'crashed', detail: 'out of memory' }]);
});
