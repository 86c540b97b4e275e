-module(stack_of_calls).
-export([main/0]).

main() -> put(one, 1), try a(get(one)) catch error:R:S -> {R, lists_take(4, [{F, A} || {_, F, A, _} <- S])} end.

a(X) -> [b(X)].

b(X) -> {c(X), 1}.

c(X) -> d(X).

d(X) when X > 5 -> ok.

lists_take(0, _) -> [];
lists_take(N, [H | T]) -> [H | lists_take(N - 1, T)].

%% => {function_clause,[{d,[1]},{b,1},{a,1},{main,0}]}
