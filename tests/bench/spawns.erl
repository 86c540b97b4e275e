-module(spawns).
-export([run/0]).

run() -> many(20000).

many(0) -> ok;
many(N) ->
    Self = self(),
    Pid = spawn(fun() -> Self ! {self(), N} end),
    receive {Pid, N} -> many(N - 1) end.
