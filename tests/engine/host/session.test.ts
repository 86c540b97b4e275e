// A session on the real engine: what the page asks of it besides typed lines. Needs the bundle of `npm run code`.
import assert from 'node:assert/strict';
import test from 'node:test';
import { openFromDisk } from '../../../scripts/open-from-disk.ts';
import * as late from '../../../src/engine/host/late.ts';
import type { SessionEvent, SessionOptions } from '../../../src/engine/client/protocol.ts';
import type { HostSession } from '../../../src/engine/host/session-types.ts';

type Opened = { readonly session: HostSession; readonly type: (line: string) => string };

async function open(world: SessionOptions['world']): Promise<Opened> {
  let isResting = false;
  let printed = '';
  const session = await openFromDisk(
    { lab: 'test', world, seed: 1, columns: 80, pace: Infinity },
    (event: SessionEvent) => {
      if (event.kind === 'status') isResting = event.status === 'idle';
      if (event.kind === 'output') printed += event.text;
    },
  );
  const rest = (): void => {
    while (!isResting) session.run(Infinity, () => !isResting);
  };
  rest();
  return {
    session,
    type: (line) => {
      isResting = false;
      printed = '';
      session.input(line);
      rest();
      return printed;
    },
  };
}

test('a process is described by its pid and by its name, a dead one as such', async () => {
  const { session } = await open('cats');
  const card = session.describe('cat_traveler_srv');
  assert.equal(card.isAlive, true);
  assert.match(card.pid, /^<0\.\d+\.0>$/);
  const facts = new Map(card.facts.map(({ name, value }) => [name, value]));
  assert.equal(facts.get('registered_name'), 'cat_traveler_srv');
  assert.equal(facts.get('initial_call'), '{cat_traveler_srv,init,1}');
  assert.equal(facts.get('current_function'), '{gen_server,loop,7}');
  assert.deepEqual(session.describe(card.pid), card);
  assert.deepEqual(session.describe('<0.9999.0>'), { pid: '<0.9999.0>', isAlive: false, facts: [] });
});

test('words are completed to modules, functions with their arities, and commands', async () => {
  const { session } = await open('cats');
  const functions = session.complete('X = cat_traveler:who_is');
  assert.deepEqual(functions, {
    from: 17,
    items: [{ kind: 'function', word: 'who_is_in_town', arities: [1] }],
  });
  const names = session.complete('cat_tr').items.map(({ word }) => word);
  assert.ok(names.includes('cat_traveler') && names.includes('cat_traveler_srv'), names.join());
  assert.ok(session.complete('flu').items.some(({ word }) => word === 'flush'));
  assert.deepEqual(session.complete('Var').items, []);
});

const SOURCE = '-module(towns_now).\n-export([answer/0]).\nanswer() -> 42.\n';

test('a module is loaded into the running world, and one with errors is not', async () => {
  const { session, type } = await open('bare');
  assert.deepEqual(session.load(late, 'towns_now.erl', SOURCE), []);
  assert.equal(type('towns_now:answer().'), '42\n');
  assert.deepEqual(session.load(late, 'towns_now.erl', SOURCE.replace('42', 'X')), [
    { line: 3, column: 13, severity: 'error', text: "variable 'X' is unbound" },
  ]);
  assert.equal(type('towns_now:answer().'), '42\n');
  session.load(late, 'towns_now.erl', SOURCE.replace('42', '43'));
  assert.equal(type('towns_now:answer().'), '43\n');
});

test('figures count processes, messages and trace messages', async () => {
  const { session, type } = await open('cats');
  const before = session.figures();
  assert.ok(before.processes > 60);
  type(
    "erlang:trace(whereis(cat_traveler_srv), true, ['receive']), timer:sleep(10000), erlang:trace(all, false, [all]).",
  );
  const after = session.figures();
  assert.ok(after.clock - before.clock > 10_000_000);
  assert.ok(after.messages > before.messages);
  assert.equal(before.events, 0);
  assert.ok(after.events > 0);
});
