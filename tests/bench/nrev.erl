-module(nrev).
-export([run/0]).

run() -> length(repeat(200, numbers(1, 500), [])).

repeat(0, _, Last) -> Last;
repeat(N, List, _) -> repeat(N - 1, List, nrev(List)).

numbers(N, Max) when N > Max -> [];
numbers(N, Max) -> [N | numbers(N + 1, Max)].

nrev([]) -> [];
nrev([H | T]) -> join(nrev(T), [H]).

join([], L) -> L;
join([H | T], L) -> [H | join(T, L)].
