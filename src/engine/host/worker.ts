// The worker's entry: ties the message loop to the real worker scope, its clock and its timers. Nothing else lives here.
import type { Command } from '../client/protocol.ts';
import { createMessageLoop } from './message-loop.ts';
import { openSession } from './session.ts';

declare const self: DedicatedWorkerGlobalScope;

// A message to oneself comes back after the commands that already wait, and sooner than a timer would.
const turn = new MessageChannel();
const due: (() => void)[] = [];
turn.port1.onmessage = () => {
  due.shift()?.();
};

const take = createMessageLoop(openSession, {
  post: (message) => {
    self.postMessage(message);
  },
  now: () => performance.now(),
  after: (milliseconds, action) => {
    if (milliseconds > 0) {
      setTimeout(action, Math.min(milliseconds, 1000));
    } else {
      due.push(action);
      turn.port2.postMessage(null);
    }
  },
});

self.onmessage = (message: MessageEvent<Command>) => {
  take(message.data);
};
