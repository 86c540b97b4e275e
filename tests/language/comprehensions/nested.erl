-module(nested).
-export([main/0]).

main() ->
    L = [1, 2, 3],
    {[{X, Y} || X <- L, Y <- [a, b], X =/= 2], [X || {ok, X} <- [{ok, 1}, no, {ok, 2}]], [[Z || Z <- lists_seq(X)] || X <- L], [X || X <- L, X rem 2 =:= 1, f(X)], [x || true], [x || false], [X + Y || X <- L, begin Y = X * 2, true end], << <<X, Y>> || X <- L, Y <- [0] >>, [B || <<B, 1>> <= <<5, 1, 6, 2, 7, 1>>]}.

lists_seq(0) -> [];
lists_seq(N) -> lists_seq(N - 1) ++ [N].

f(X) -> X > 1.

%% => {[{1,a},{1,b},{3,a},{3,b}],[1,2],[[1],[1,2],[1,2,3]],[3],[x],[],[3,6,9],<<1,0,2,0,3,0>>,[5,7]}
