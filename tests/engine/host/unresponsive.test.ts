/**
 * A built-in that walks a term which shares its parts takes time that grows with the power of its depth, and nothing ends
 * it, as in OTP. Stop then costs the reader the worker, at once, and says so; memory stays bounded. In a real thread.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { createEngineClient, watchdogMs } from '../../../src/engine/client/client.ts';
import type { ClientEvent, EngineClient } from '../../../src/engine/client/client.ts';
import type { WorkerMessage } from '../../../src/engine/client/protocol.ts';

function clientInThread(): EngineClient {
  return createEngineClient({
    startWorker: (handlers) => {
      const worker = new Worker(new URL('thread-worker.ts', import.meta.url));
      worker.on('message', (message: WorkerMessage) => {
        handlers.message(message);
      });
      worker.on('error', (error) => {
        handlers.failure(String(error));
      });
      return {
        post: (command) => {
          worker.postMessage(command);
        },
        terminate: () => void worker.terminate(),
      };
    },
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
  });
}

/** A deep term of two references to the same below it, and another one that is equal. */
const PAIR =
  'Deep = fun() -> lists:foldl(fun(_, T) -> [T | T] end, [], lists:seq(1, 100)) end, T = Deep(), U = Deep(), ';

function until(isSo: () => boolean, milliseconds: number): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      const waited = performance.now() - start;
      if (isSo()) resolve(waited);
      else if (waited > milliseconds) reject(new Error(`not within ${String(milliseconds)} ms`));
      else return;
      clearInterval(look);
    }, 5);
  });
}

for (const call of ['T == U', 'erlang:phash2(T)', 'erts_debug:flat_size(T)', 'iolist_size(T)', 'term_to_binary(T)']) {
  test(`Stop during ${call}`, async () => {
    const events: ClientEvent[] = [];
    const client = clientInThread();
    const isIdle = (): boolean => events.some((event) => event.kind === 'status' && event.status === 'idle');
    const isOver = (): boolean => events.some(({ kind }) => kind === 'lost' || kind === 'crashed');
    try {
      const session = await client.open({ lab: 'deep', world: 'bare', seed: 1, columns: 80, pace: Infinity }, (event) =>
        events.push(event),
      );
      await until(isIdle, 20_000);
      events.length = 0;
      session.input(`${PAIR}io:format("begins~n"), ${call}.\n`).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 400));
      session.stop().catch(() => undefined);
      const waited = await until(() => isOver() || isIdle(), 5_000);
      assert.ok(isOver(), JSON.stringify(events));
      assert.ok(waited < watchdogMs * 10, `${String(waited)} ms`);
      const lost = events.find((event) => event.kind === 'lost');
      if (lost !== undefined) assert.equal(lost.reason, 'unresponsive');
      // The next block starts another worker.
      events.length = 0;
      await client.open({ lab: 'next', world: 'bare', seed: 1, columns: 80, pace: Infinity }, (event) =>
        events.push(event),
      );
      await until(isIdle, 20_000);
    } finally {
      client.dispose();
    }
  });
}
