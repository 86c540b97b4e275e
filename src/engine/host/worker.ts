// The worker's entry: ties the message loop to the real worker scope, its clock and its timers. Nothing else lives here.
import { codeAddress, core } from './code-files.ts';
import type { Command } from '../client/protocol.ts';
import { createMessageLoop } from './message-loop.ts';
import { createCodeStore, REST } from '../world/code-store.ts';
import { createOpenSession } from './session.ts';
import type { LateParts } from './session-types.ts';

declare const self: DedicatedWorkerGlobalScope;
/** Real milliseconds after the core, when a first example has been seen on its way: then what may be needed next is fetched. */
const LATE_AFTER = 1500;

/** The functions that the core lacks, fetched behind it; null until they are here. */
let rest: string | null = null;

async function fetchRest(): Promise<void> {
  const response = await fetch(codeAddress(REST));
  if (response.ok) rest = await response.text();
}

/** Code called for the first time: the process that calls it cannot go on without, so this waits. */
function readNow(name: string): string | undefined {
  if (name === REST && rest !== null) return rest;
  const request = new XMLHttpRequest();
  request.open('GET', codeAddress(name), false);
  request.send();
  return request.status === 200 ? request.responseText : undefined;
}

let late: Promise<LateParts> | null = null;

/** Fetched once; tried again when it could not be. */
function loadLate(): Promise<LateParts> {
  late ??= import('./late.ts').catch((error: unknown) => {
    late = null;
    throw error;
  });
  return late;
}

async function loadStore() {
  const bundle = await core();
  // Not waited for: what cannot be fetched now is read when it is called.
  fetchRest().catch(() => undefined);
  setTimeout(() => {
    loadLate().catch(() => undefined);
  }, LATE_AFTER);
  return createCodeStore(bundle, readNow);
}

// A message to oneself comes back after the commands that already wait, and sooner than a timer would.
const turn = new MessageChannel();
const due: (() => void)[] = [];
turn.port1.onmessage = () => {
  due.shift()?.();
};

const take = createMessageLoop(createOpenSession(loadStore), {
  post: (message) => {
    self.postMessage(message);
  },
  late: loadLate,
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
