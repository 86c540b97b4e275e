-module(receive_in_body).
-export([main/0]).

main() ->
    Self = self(),
    Pid = spawn(fun() -> server(0, Self) end),
    Pid ! {add, 5}, Pid ! {add, 6}, Pid ! stop,
    X = 1 + begin receive {total, T} -> T end end,
    Y = try receive {bad, _} -> no after 5 -> throw(late) end catch throw:W -> {caught, W} end,
    {X, Y}.

server(N, To) ->
    receive
        {add, M} -> server(N + M, To);
        stop -> To ! {total, N}
    end.

%% => {12,{caught,late}}
