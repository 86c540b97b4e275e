-module(maybe_else).
-feature(maybe_expr, enable).
-export([main/0]).
main() -> [f(1), f(2), f(3), g(a), g({ok, 1})].

f(X) ->
    maybe
        {ok, A} ?= h(X),
        B = A + 1,
        {ok, C} ?= h(B),
        {A, B, C}
    else
        {error, E} -> {failed, E};
        other -> other
    end.

h(1) -> {ok, 1};
h(2) -> {error, two};
h(_) -> other.

g(V) -> maybe {ok, X} ?= V, X end.

%% => [{failed,two},{failed,two},other,a,1]
