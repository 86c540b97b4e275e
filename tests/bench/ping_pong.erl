-module(ping_pong).
-export([run/0]).

run() ->
    Server = spawn(fun serve/0),
    Result = calls(Server, 50000),
    Server ! stop,
    Result.

calls(_, 0) -> ok;
calls(Server, N) ->
    Ref = make_ref(),
    Server ! {call, self(), Ref, N},
    receive {Ref, N} -> calls(Server, N - 1) end.

serve() ->
    receive
        {call, From, Ref, N} -> From ! {Ref, N}, serve();
        stop -> ok
    end.
