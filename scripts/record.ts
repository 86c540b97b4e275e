// `npm run record [-- id …]`: runs every lab, or those named, in the engine, with time as fast as possible, and writes what the shell printed to
// src/content/recorded/. The page shows these files, so no output in the article is typed by hand.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { labChain, labCode, labs, type LabRow } from '../src/content/labs.ts';
import type { SessionEvent } from '../src/engine/client/protocol.ts';
import { openFromDisk } from './open-from-disk.ts';
import { appendOutput, emptyOutput, isTranscript, type Piece } from '../src/stores/output.ts';

const columns = 80;
const folder = 'src/content/recorded';
/** Virtual microseconds that a lab may take before it counts as endless. */
const patience = 120_000_000;

/** Types a lab into a fresh world, after the labs it goes on from, and gives its recording as text. */
async function record(lab: LabRow): Promise<string> {
  let entered: number | null = null;
  let isRunning = true;
  let isHeard = false;
  let pieces: Piece[] = [];
  let prompt = 1;
  const code = labCode(lab.id);
  /** Where several lines are typed, each stands before what it printed. */
  const isEchoed = isTranscript(code);
  const hear = (event: SessionEvent): void => {
    if (event.kind === 'crashed') throw new Error(`${lab.id}: ${event.reason} ${event.detail}`);
    if (event.kind === 'status') isRunning = event.status === 'running' || event.status === 'booting';
    if (!isHeard) return;
    if (event.kind === 'echo') {
      if (entered === null) prompt = event.counter;
      entered ??= event.time;
      if (isEchoed) pieces.push({ kind: 'typed', time: event.time - entered, prompt: event.counter, text: event.text });
    }
    if (event.kind === 'output' && entered !== null)
      pieces.push({ kind: 'printed', time: event.time - entered, source: event.source, text: event.text });
  };
  const session = await openFromDisk({ lab: lab.id, world: lab.world, seed: lab.seed, columns, pace: Infinity }, hear);
  let now = 0;
  const settle = (): void => {
    const limit = now + patience;
    for (;;) {
      const slice = session.run(limit, () => isRunning);
      now = slice.now;
      if (!isRunning || slice.wake === null) return;
      if (now >= limit) throw new Error(`${lab.id} did not come to rest`);
    }
  };
  settle();
  for (const { id } of labChain(lab.id)) {
    isRunning = true;
    isHeard = id === lab.id;
    pieces = [];
    session.input(`${labCode(id)}\n`);
    settle();
  }
  session.close();
  const { lines } = appendOutput(emptyOutput, pieces);
  const rows = lines.map(
    ({ time, text, prompt }) => `    ${JSON.stringify({ t: time, text, ...(prompt === null ? {} : { prompt }) })}`,
  );
  return `{\n  "columns": ${String(columns)},\n  "prompt": ${String(prompt)},\n  "lines": [\n${rows.join(',\n')}\n  ]\n}\n`;
}

await mkdir(folder, { recursive: true });
const asked = process.argv.slice(2);
for (const lab of labs) {
  if (asked.length > 0 && !asked.includes(lab.id)) continue;
  const file = `${folder}/${lab.id}.json`;
  const text = await record(lab);
  const before = await readFile(file, 'utf8').catch(() => null);
  if (before !== text) await writeFile(file, text);
  console.log(`${lab.id}: ${before === text ? 'as before' : 'recorded'}`);
}
