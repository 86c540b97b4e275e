-module(higher_order).
-export([run/0]).

run() -> repeat(200, 0).

repeat(0, Sum) -> Sum;
repeat(N, Sum) ->
    List = map(fun(X) -> X * N end, numbers(1, 500)),
    Even = [X || X <- List, X rem 2 =:= 0],
    repeat(N - 1, fold(fun(X, Acc) -> X + Acc end, Sum, Even)).

numbers(N, Max) when N > Max -> [];
numbers(N, Max) -> [N | numbers(N + 1, Max)].

map(_, []) -> [];
map(F, [H | T]) -> [F(H) | map(F, T)].

fold(_, Acc, []) -> Acc;
fold(F, Acc, [H | T]) -> fold(F, F(H, Acc), T).
