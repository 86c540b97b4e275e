-module(lint_unsafe).
-export([f/1]).
f(X) -> case X of 1 -> A = 1; 2 -> ok end, case X of 2 -> A = 2; _ -> A end.
g(X) -> if X -> A = 1; true -> ok end, fun() -> A end, [A || _ <- X].
h(X) -> receive 1 -> A = 1 after 2 -> B = 2 end, A = B.
i(X) -> X orelse (A = 1), A = 2, A.
j(X) -> (A = 1) andalso X, A, X andalso begin B = 1 end andalso B.
k(X) -> catch (A = X), catch A.
l(X) -> case X of a -> B = 1; b -> C = 1; c -> ok end, {B, C}.
m(X) -> case X of A when A > 1 -> ok; B -> B end, A, B.
n(X) -> Y = case X of 1 -> Z = 2; 2 -> Z = 3 end, Y + Z.
