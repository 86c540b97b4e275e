-module(lint_maybe_feature).
-feature(maybe_expr, enable).
-export([f/1]).
f(X) -> maybe {ok, Y} ?= X, Z = Y, Z else error -> Y; Q -> ok end, Z.
g(X) -> maybe ok ?= X, A = 1 end, A.
