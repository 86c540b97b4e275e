-module(after_order).
-export([main/0]).

main() ->
    put_(log, []),
    A = try note(1), 2 after note(3) end,
    B = try try note(4), throw(x) after note(5) end catch x -> note(6), y end,
    C = (catch try exit(z) catch error:_ -> no after note(7) end),
    D = try ok of ok -> note(8), fine after note(9) end,
    {A, B, C, D, get(log)}.

put_(K, V) -> put(K, V).

note(N) -> put(log, [N | get(log)]), N.

%% => {2,y,{'EXIT',z},fine,[9,8,7,6,5,4,3,1]}
