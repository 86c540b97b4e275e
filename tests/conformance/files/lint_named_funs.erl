-module(lint_named_funs).
-export([f/1]).
f(X) -> fun F(Y) -> F(X) end, fun G() -> ok end, fun _H() -> ok end, fun X() -> X end, G().
g() -> F = fun F() -> F end, F.
h() -> fun F(1) -> F; F(2) -> ok end.
i() -> fun F() -> F = 1 end.
