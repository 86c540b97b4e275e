/** The engine's worker as a thread of Node; see unresponsive.test.ts. */
import { parentPort } from 'node:worker_threads';
import { openFromDisk } from '../../../scripts/open-from-disk.ts';
import type { Command } from '../../../src/engine/client/protocol.ts';
import * as late from '../../../src/engine/host/late.ts';
import { createMessageLoop } from '../../../src/engine/host/message-loop.ts';

const take = createMessageLoop(openFromDisk, {
  post: (message) => parentPort?.postMessage(message),
  late: () => Promise.resolve(late),
  now: () => performance.now(),
  after: (milliseconds, action) => {
    if (milliseconds > 0) setTimeout(action, milliseconds);
    else setImmediate(action);
  },
});

parentPort?.on('message', (command: Command) => {
  take(command);
});
