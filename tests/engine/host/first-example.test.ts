// The article's first example runs on what the worker has at its start, without the late code: this file imports none of it.
// Needs the bundle of `npm run code` and the recordings of `npm run record`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { labCode, labs } from '../../../src/content/labs.ts';
import type { CoreBundle } from '../../../src/engine/world/code-store.ts';
import { createCodeStore } from '../../../src/engine/world/code-store.ts';
import { createOpenSession } from '../../../src/engine/host/session.ts';

test('the labs of the introduction need no late code, and the core says so', async () => {
  const core = JSON.parse(readFileSync('public/otp/core.json', 'utf8')) as CoreBundle;
  const asked: string[] = [];
  const open = createOpenSession(() =>
    Promise.resolve(
      createCodeStore(core, (name) => {
        asked.push(name);
        return undefined;
      }),
    ),
  );
  for (const lab of labs.filter(({ section }) => section === 'intro')) {
    let isResting = false;
    let printed = '';
    const session = await open(
      { lab: lab.id, world: lab.world, seed: lab.seed, columns: 80, pace: Infinity },
      (event) => {
        if (event.kind === 'status') isResting = event.status === 'idle';
        if (event.kind === 'output') printed += event.text;
      },
    );
    const rest = (): void => {
      for (let slices = 0; !isResting; slices += 1) {
        assert.ok(slices < 1000, 'it does not come to rest');
        session.run(240e6, () => !isResting);
      }
    };
    rest();
    isResting = false;
    printed = '';
    assert.equal(session.covers(`${labCode(lab.id)}\n`), true);
    assert.equal(session.covers('c(foo).\n'), false);
    session.input(`${labCode(lab.id)}\n`);
    rest();
    const recorded = JSON.parse(readFileSync(`src/content/recorded/${lab.id}.json`, 'utf8')) as {
      readonly lines: readonly { readonly text: string }[];
    };
    assert.equal(
      printed.trimEnd(),
      recorded.lines
        .map(({ text }) => text)
        .join('\n')
        .trimEnd(),
    );
  }
  assert.deepEqual(asked, []);
});
