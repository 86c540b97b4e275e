-module(lint_bif_clash_no_auto).
-compile({no_auto_import, [abs/1, length/1]}).
-export([abs/1, f/0]).
abs(X) -> X.
f() -> abs(1), length([]).
g(X) when abs(X) > 1, length(X) > 1 -> ok.
