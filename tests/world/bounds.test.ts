/** Whatever runs, a node stays within its memory, and its records stay consistent. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { natives } from '../../src/engine/bifs/all.ts';
import { support } from '../../src/engine/bifs/compile-source.ts';
import { checkNode } from '../../src/engine/runtime/check.ts';
import { addNode, startProcess } from '../../src/engine/world/node.ts';
import { newWorld, run } from '../../src/engine/world/world.ts';
import { bareNode, compileAll } from '../engine/world/bare.ts';

function goesDown(source: string): string | null {
  const modules = compileAll({ m: source });
  const world = newWorld({ seed: 1, memoryBound: 16 * 1024 * 1024 });
  let slogan: string | null = null;
  const node = addNode(world, {
    name: 'nonode@nohost',
    natives,
    support,
    code: (module) => modules.get(module),
    halted: (_status, text) => {
      slogan = text;
    },
  });
  startProcess(node, 'm', 'main', []);
  run(world, Infinity, 3e7);
  return slogan;
}

test('endless recursion takes the node down, not the page', () => {
  const slogan = goesDown('-module(m). -export([main/0]). main() -> 1 + main().');
  assert.match(slogan ?? '', /^eheap_alloc: Cannot allocate \d+ bytes of memory/);
});

test('a flood of messages takes the node down', () => {
  const source = `-module(m). -export([main/0]).
    main() -> P = spawn(fun() -> receive never -> ok end end), flood(P). flood(P) -> P ! x, flood(P).`;
  assert.match(goesDown(source) ?? '', /^eheap_alloc/);
});

test('a flood of atoms takes the node down', () => {
  const source = `-module(m). -export([main/0]). main() -> flood(0).
    flood(N) -> list_to_atom("flood_" ++ integer_to_list(N)), flood(N + 1).`;
  assert.equal(goesDown(source), 'no more index entries in atom_tab (max=1048576)');
});

test('records agree while processes come, link, watch and go', () => {
  const source = `-module(m). -export([main/0, w/1]).
    main() -> process_flag(trap_exit, true), [step(N) || N <- [1,2,3,4,5,6,7,8,9,10,11,12]].
    step(N) -> P = spawn_link(m, w, [N]), monitor(process, P), spawn_monitor(m, w, [N]), erlang:send_after(N * 3, P, go),
      receive after N -> ok end.
    w(N) -> register(list_to_atom([$a + N]), self()), receive go -> exit(N) after 20 -> ok end.`;
  const { world, node } = bareNode({ m: source });
  startProcess(node, 'm', 'main', []);
  for (let time = 0; time < 100_000; time += 500) {
    run(world, time, 1e6);
    assert.deepEqual(checkNode(node), []);
  }
  assert.equal(node.processes.size, 0);
});
