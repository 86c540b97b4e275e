-module(named_captures).
-export([main/0]).

main() ->
    Step = 3,
    Count = fun Loop(N, Acc) when N > 0 -> Loop(N - Step, [N | Acc]); Loop(_, Acc) -> {is_function(Loop, 2), Acc} end,
    Count(10, []).

%% => {true,[1,4,7,10]}
