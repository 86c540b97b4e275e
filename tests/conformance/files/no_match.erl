-module(no_match).
-compile([export_all, nowarn_export_all]).

m1() -> {ok, _} = error, ok.
m2(X) -> {ok, _} = {error, X}, ok.
m3() -> a = b.
m4() -> [] = [1], ok.
m5() -> X = 1, X = 2.
m6() -> X = 1, 2 = X.
m7() -> {a, B} = {a, b, c}, B.
m8() -> [H | T] = [], {H, T}.
m9() -> "abc" = "abd".
m10() -> <<1>> = x.
m11() -> #{a := X} = x, X.
m12(Y) -> [_] = {Y}.
