-module(lint_redefine).
-export([f/0]).
f() -> 1.
g() -> 2.
f() -> 3.
-record(r, {a, b, a}).
-record(r, {c}).
-record(s, {a = X, b = fun(Y) -> Y end, c = [Z || Z <- [1]], d = begin Q = 1, Q end}).
