-module(tuple_tags).
-export([main/0]).

main() -> [f(X) || X <- [{ok, 1}, {error, e}, {ok, 1, 2}, ok, {other, 1}, {ok, a}, []]].

f({ok, N}) when is_integer(N) -> {int, N};
f({error, R}) -> {err, R};
f({ok, A, B}) -> {two, A, B};
f(ok) -> plain;
f({ok, X}) -> {any, X};
f(_) -> none.

%% => [{int,1},{err,e},{two,1,2},plain,none,{any,a},none]
