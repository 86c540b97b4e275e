// The page's one client of the engine. The worker is started when the reader reaches for a block.
import { createEngineClient, type EngineClient } from '../engine/client/client.ts';
import type { WorkerMessage } from '../engine/client/protocol.ts';

let client: EngineClient | null = null;

/** The client shared by all labs of the page. */
export function engine(): EngineClient {
  client ??= createEngineClient({
    startWorker: (handlers) => {
      const worker = new Worker(new URL('../engine/host/worker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = (message: MessageEvent<WorkerMessage>) => {
        handlers.message(message.data);
      };
      worker.onerror = (event) => {
        handlers.failure(event.message);
      };
      return {
        post: (command) => {
          worker.postMessage(command);
        },
        terminate: () => {
          worker.terminate();
        },
      };
    },
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
  });
  return client;
}
