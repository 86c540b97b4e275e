-module(selective_receive).
-export([main/0]).

main() ->
    Self = self(),
    [Self ! M || M <- [{c, 3}, {a, 1}, {b, 2}, x]],
    A = receive {a, N} -> N end,
    B = receive {b, M1} when M1 > 1 -> M1 end,
    C = receive {z, _} -> z after 0 -> none end,
    D = receive Any -> Any end,
    E = receive E1 -> E1 after 10 -> timeout end,
    F = receive F1 -> F1 after 10 -> timeout end,
    {A, B, C, D, E, F}.

%% => {1,2,none,{c,3},x,timeout}
