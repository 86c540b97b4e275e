-module(interleaved_clauses).
-export([main/0]).

main() -> [f(X, Y) || X <- [a, b, 1], Y <- [1, 2, c]].

f(a, 1) -> 1;
f(X, 2) when is_atom(X) -> {2, X};
f(a, c) -> 3;
f(b, 1) -> 4;
f(_, c) -> 5;
f(X, Y) -> {X, Y}.

%% => [1,{2,a},3,4,{2,b},5,{1,1},{1,2},5]
