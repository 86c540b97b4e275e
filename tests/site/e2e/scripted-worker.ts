// A worker played by a script, put in place of the real one: it shows how the blocks behave whatever the engine does.
import type { Page } from 'playwright-core';

/** Speaks the protocol; what is typed chooses what happens. */
const script = `
let clock = 0;
let batch = 0;
const say = (session, ...events) => postMessage({ kind: 'events', session, batch: ++batch, events });
const print = (text) => ({ kind: 'output', time: clock, source: 'output', text });
const status = (value) => ({ kind: 'status', time: clock, status: value });
const acts = {
  hang: () => { for (;;); },
  die: () => { setTimeout(() => { throw new Error('planned'); }); },
  flood: (session) => { say(session, print('flood\\n'.repeat(3000)), status('idle')); },
  echo: (session, text) => { clock += 1500; say(session, print(text), { kind: 'prompt', time: clock, counter: 2 }, status('idle')); },
  wait: () => {},
};
onmessage = ({ data }) => {
  if (data.kind === 'ack') return;
  if (data.kind === 'open') say(data.session, status('idle'), { kind: 'prompt', time: 0, counter: 1 });
  if (data.kind === 'input') say(data.session, status('running'), { kind: 'echo', time: clock, counter: 1, text: data.text });
  if (data.kind === 'stop') say(data.session, status('stopped'));
  postMessage({ kind: 'done', request: data.request });
  if (data.kind === 'input') (acts[data.text.trim()] ?? acts.echo)(data.session, data.text);
};
`;

/** Serves the script wherever the page asks for the engine's worker. */
export async function scriptWorker(page: Page): Promise<void> {
  await page.route(/\/worker-[^/]*\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
}
