/** Processes as OTP has them: links, monitors, aliases, timers, names, suspension. Each case displays what it saw. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { displayed } from '../world/bare.ts';

function shows(name: string, source: string, ...expected: string[]): void {
  test(name, () => assert.deepEqual(displayed(source), expected));
}

shows('a message is received', `main() -> self() ! hi, receive X -> erlang:display(X) end.`, 'hi');

shows(
  'selective receive leaves the others in order',
  `main() -> [self() ! X || X <- [a, b, c, d]], receive c -> ok end, all().
   all() -> receive X -> erlang:display(X), all() after 0 -> ok end.`,
  'a',
  'b',
  'd',
);

shows(
  'an exit reaches a trapping process as a message',
  `main() -> process_flag(trap_exit, true), P = spawn_link(fun() -> exit(boom) end),
     receive {'EXIT', P, R} -> erlang:display(R) end.`,
  'boom',
);

shows(
  'kill is not trapped and becomes killed',
  `main() -> process_flag(trap_exit, true),
     P = spawn_link(fun() -> process_flag(trap_exit, true), receive x -> ok end end),
     receive after 1 -> ok end, exit(P, kill), receive {'EXIT', P, R} -> erlang:display(R) end.`,
  'killed',
);

shows(
  'normal exits do not kill linked processes',
  `main() -> S = self(), P = spawn(fun() -> L = spawn_link(fun() -> ok end), receive after 5 -> S ! {lives, is_process_alive(L)} end end),
     receive X -> erlang:display(X) end, is_pid(P).`,
  '{lives,false}',
);

shows(
  'a monitor fires once, with noproc for who is gone',
  `main() -> {P, M} = spawn_monitor(fun() -> exit(bye) end),
     receive {'DOWN', M, process, P, R} -> erlang:display(R) end,
     N = monitor(process, P), receive {'DOWN', N, process, P, Q} -> erlang:display(Q) end,
     monitor(process, nobody), receive {'DOWN', _, process, W, _} -> erlang:display(W) end.`,
  'bye',
  'noproc',
  "{nobody,'nonode@nohost'}",
);

shows(
  'demonitor with flush takes the message away',
  `main() -> {_, M} = spawn_monitor(fun() -> ok end), receive after 5 -> ok end,
     erlang:display(demonitor(M, [flush])), receive X -> erlang:display(X) after 0 -> erlang:display(none) end.`,
  'true',
  'none',
);

shows(
  'an alias of a monitor ends with the first reply',
  `main() -> P = spawn(fun() -> receive {ask, A} -> A ! one, A ! two end end),
     M = monitor(process, P, [{alias, reply_demonitor}]), P ! {ask, M},
     receive one -> erlang:display(one) end, receive two -> erlang:display(two) after 5 -> erlang:display(none) end.`,
  'one',
  'none',
);

shows(
  'timers fire in order, and cancelled ones do not',
  `main() -> erlang:send_after(20, self(), late), erlang:send_after(10, self(), early),
     T = erlang:send_after(15, self(), never), erlang:display(erlang:cancel_timer(T) > 0),
     receive A -> erlang:display(A) end, receive B -> erlang:display(B) end.`,
  'true',
  'early',
  'late',
);

shows(
  'receive waits as long as it says',
  `main() -> T = erlang:monotonic_time(millisecond), receive after 250 -> ok end,
     erlang:display(erlang:monotonic_time(millisecond) - T).`,
  '250',
);

shows(
  'a suspended process runs only when resumed',
  `main() -> S = self(), P = spawn(fun() -> receive go -> S ! went end end), receive after 1 -> ok end,
     erlang:suspend_process(P), P ! go,
     receive went -> erlang:display(too_early) after 5 -> erlang:display(process_info(P, status)) end,
     erlang:resume_process(P), receive went -> erlang:display(went) end.`,
  '{status,suspended}',
  'went',
);

shows(
  'hibernate drops the stack and goes on with a message',
  `main() -> S = self(), P = spawn(fun() -> erlang:hibernate(m, woke, [S]) end), receive after 1 -> ok end,
     erlang:display(process_info(P, current_function)), P ! hey, receive X -> erlang:display(X) end.
   woke(S) -> receive X -> S ! {woke, X} end.`,
  '{current_function,{erlang,hibernate,3}}',
  '{woke,hey}',
);

shows(
  'a long computation gives way to others',
  `main() -> S = self(), spawn(fun() -> count(100000), S ! slow end), spawn(fun() -> S ! quick end),
     receive A -> erlang:display(A) end, receive B -> erlang:display(B) end.
   count(0) -> ok; count(N) -> count(N - 1).`,
  'quick',
  'slow',
);

shows(
  'deep recursion needs no native stack',
  `main() -> erlang:display(sum(300000)). sum(0) -> 0; sum(N) -> N + sum(N - 1).`,
  '45000150000',
);

test('a term deeper than the native stack ends the process that compares it, not the node', () => {
  const seen = displayed(`main() -> {_, M} = spawn_monitor(fun() -> deep(300000, []) == deep(300000, []) end),
     receive {'DOWN', M, process, _, {R, _}} -> erlang:display(R) end.
   deep(0, T) -> T;
   deep(N, T) -> deep(N - 1, [T]).`);
  assert.equal(seen.at(-1), 'system_limit');
});
