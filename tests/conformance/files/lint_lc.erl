-module(lint_lc).
-export([f/1]).
f(X) -> [Y || Y <- X, Z = 1, Z], [Y || Y <- X, Y <- X], [{A,B} || A <- X, B <- A, A], Y, << <<C>> || C <- X, D <- X >>, [ok || {ok, E} <- X, E > 1, _F <- X].
g(X) -> [A || A <- begin B = X, B end], B.
h(X) -> [begin Q = 1, Q end || X], Q.
i(L) -> [catch X || X <- L], [X || X <- L] ++ [Z || Z <- L, begin Z = 1, true end].
j(L) -> [X || X <- X, L].
