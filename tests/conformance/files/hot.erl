-module(hot).
-export([start/0, loop/1, make/0, version/0]).
-ifndef(V).
-define(V, 1).
-endif.
version() -> ?V.
start() -> spawn(fun() -> loop(?V) end).
loop(N) ->
    receive
        {From, version} -> From ! {N, ?V}, loop(N);
        upgrade -> ?MODULE:loop(N);
        stop -> ok
    end.
make() -> fun() -> ?V end.
