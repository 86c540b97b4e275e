-module(merge_sort).
-export([run/0]).

run() ->
    List = random(20000, 42, []),
    [First | _] = sort(List),
    First.

random(0, _, Acc) -> Acc;
random(N, X, Acc) ->
    Next = (X * 1103515245 + 12345) rem 2147483648,
    random(N - 1, Next, [Next | Acc]).

sort([]) -> [];
sort([X]) -> [X];
sort(List) ->
    {A, B} = split(List, [], []),
    merge(sort(A), sort(B)).

split([], A, B) -> {A, B};
split([X | Rest], A, B) -> split(Rest, B, [X | A]).

merge([], L) -> L;
merge(L, []) -> L;
merge([A | As], [B | _] = Bs) when A =< B -> [A | merge(As, Bs)];
merge(As, [B | Bs]) -> [B | merge(As, Bs)].
