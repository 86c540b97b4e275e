-module(ring).
-export([run/0]).

run() ->
    First = build(100, self()),
    rounds(1000, First).

rounds(0, First) ->
    First ! stop,
    receive stop -> ok end;
rounds(N, First) ->
    First ! N,
    receive N -> rounds(N - 1, First) end.

build(0, Last) -> Last;
build(N, Next) -> build(N - 1, spawn(fun() -> relay(Next) end)).

relay(Next) ->
    receive
        stop -> Next ! stop;
        Message -> Next ! Message, relay(Next)
    end.
