/** The same seed gives the same bytes; nodes of a world talk, link and lose each other. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { atom } from '../../src/engine/terms/atoms.ts';
import { setPartition } from '../../src/engine/world/network.ts';
import { startProcess } from '../../src/engine/world/node.ts';
import { newWorld, run } from '../../src/engine/world/world.ts';
import { addBare, bareNode, compileAll } from '../engine/world/bare.ts';

const CHATTER = `-module(m). -export([main/0, peer/1]).
main() -> P = [spawn(m, peer, [self()]) || _ <- [1, 2, 3, 4]], talk(P, 40).
talk(_, 0) -> erlang:display({erlang:monotonic_time(), make_ref()});
talk([P | Ps], N) -> P ! {self(), N}, receive {X, T} -> erlang:display({X, T}) end, talk(Ps ++ [P], N - 1).
peer(S) -> receive {From, N} -> receive after N rem 7 -> ok end, From ! {N, erlang:timestamp()}, peer(S) end.`;

function play(seed: number): string[] {
  const bare = bareNode({ m: CHATTER }, 'nonode@nohost', seed);
  startProcess(bare.node, 'm', 'main', []);
  run(bare.world, Infinity, 1e7);
  return bare.printed;
}

test('the same seed gives the same bytes', () => {
  assert.deepEqual(play(7), play(7));
  assert.notDeepEqual(play(7), play(8));
});

const TWO = `-module(m). -export([main/0, serve/0, back/1, watch/0]).
serve() -> register(srv, self()), loop().
loop() -> receive {From, X} -> From ! {self(), X + 1}, loop() end.
main() -> {srv, 'b@y'} ! {self(), 1}, receive {P, N} -> erlang:display({node(P), N}) end,
  Q = spawn('b@y', m, back, [self()]), receive {Q, W} -> erlang:display(W) end,
  M = monitor(process, {srv, 'b@y'}), erlang:display(nodes()),
  receive {'DOWN', M, process, What, Why} -> erlang:display({What, Why}) end, erlang:display(nodes()).
back(To) -> To ! {self(), node()}.
watch() -> ok.`;

test('nodes exchange messages, spawn on each other and notice a lost connection', () => {
  const world = newWorld({ seed: 1 });
  const modules = compileAll({ m: TWO });
  const a = addBare(world, modules, 'a@x');
  const b = addBare(world, modules, 'b@y');
  startProcess(b.node, 'm', 'serve', []);
  startProcess(a.node, 'm', 'main', []);
  run(world, 1e6, 1e7);
  setPartition(world.network, atom('a@x'), atom('b@y'), true);
  run(world, 2e6, 1e7);
  assert.deepEqual(a.printed, ["{'b@y',2}", "'b@y'", "['b@y']", "{{srv,'b@y'},noconnection}", '[]']);
});
