-module(lint_trys).
-export([f/0]).
f() -> try ok catch C:R:S when S =:= [] -> {C,R,S}; error:S2:S2 -> S2 end.
g(S) -> try ok catch _:_:S -> S end.
h() -> try X = 1, X of Y -> Y catch E -> {E, X} after X end.
i() -> try X = 1 catch _ -> ok end, X.
j() -> try ok of Z -> Z catch error:[R|_]:_ -> R end, try ok catch throw:E:_T -> E end.
k() -> try ok after X = 1 end, X.
l(X) -> try X of {ok, Y} -> Y; error -> Y = 1 catch _ -> Y = 2 end, Y.
