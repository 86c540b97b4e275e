/** Tables: order of walks as on a real node, types, protection, inheritance. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { displayed } from '../world/bare.ts';

function shows(name: string, source: string, ...expected: string[]): void {
  test(name, () => assert.deepEqual(displayed(source), expected));
}

const ALL = `all(T) -> ets:select(T, [{'$1', [], ['$1']}]).`;

shows(
  'a set of integers is walked in the order of OTP 25',
  `main() -> T = ets:new(t, []), fill(T, 20), erlang:display(all(T)).
   fill(_, 0) -> ok; fill(T, N) -> ets:insert(T, {N}), fill(T, N - 1). ${ALL}`,
  `[${[20, 5, 15, 19, 12, 11, 17, 18, 14, 6, 13, 10, 1, 9, 2, 8, 4, 7, 3, 16].map((n) => `{${n}}`).join()}]`,
);

shows(
  'a thousand keys make a table grow as OTP does',
  `main() -> T = ets:new(t, []), fill(T, 1), [{A}, {B}, {C}, {D} | _] = all(T), erlang:display([A, B, C, D]).
   fill(_, 1001) -> ok; fill(T, N) -> ets:insert(T, {N}), fill(T, N + 1). ${ALL}`,
  '[752,768,712,832]',
);

shows(
  'an ordered set takes 1 and 1.0 for one key',
  `main() -> T = ets:new(t, [ordered_set]), ets:insert(T, [{3, c}, {1, a}, {2, b}, {1.0, f}]),
     erlang:display(all(T)), erlang:display({ets:first(T), ets:last(T), ets:next(T, 1), ets:prev(T, 3)}). ${ALL}`,
  '[{1.000000e+00,f},{2,b},{3,c}]',
  '{1.000000e+00,3,2,2}',
);

shows(
  'a bag keeps each object once, a duplicate bag all',
  `main() -> B = ets:new(b, [bag]), D = ets:new(d, [duplicate_bag]),
     [ets:insert(X, [{a, 1}, {a, 2}, {a, 1}]) || X <- [B, D]], erlang:display({ets:lookup(B, a), ets:lookup(D, a)}).`,
  '{[{a,1},{a,2}],[{a,1},{a,2},{a,1}]}',
);

shows(
  'a private table is closed to others, and dies with its owner',
  `main() -> S = self(), P = spawn(fun() -> S ! ets:new(t, [private]), receive stop -> ok end end),
     T = receive X -> X end, erlang:display(try ets:lookup(T, a) catch error:E -> E end),
     P ! stop, receive after 5 -> ok end, erlang:display(ets:info(T)).`,
  'badarg',
  'undefined',
);

shows(
  'an heir inherits',
  `main() -> S = self(), spawn(fun() -> T = ets:new(t, [{heir, S, will}]), ets:insert(T, {a, 1}) end),
     receive {'ETS-TRANSFER', T, _, D} -> erlang:display({D, ets:lookup(T, a)}) end.`,
  '{will,[{a,1}]}',
);

shows(
  'chunks go through a whole table',
  `main() -> T = ets:new(t, []), ets:insert(T, [{1}, {2}, {3}, {4}, {5}]),
     erlang:display(count(ets:select(T, [{'$1', [], ['$1']}], 2), 0)).
   count('$end_of_table', N) -> N; count({L, C}, N) -> count(ets:select(C), N + length(L)).`,
  '5',
);
