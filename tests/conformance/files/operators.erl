-module(operators).
-compile([export_all, nowarn_export_all]).

g1() -> 1 + a.
g2() -> a + 1, ok.
g3() -> 1 div 0.
g4() -> X = 1 / 0, X.
g5() -> not 1.
g6() -> -a.
g7() -> "a" ++ b.
g8() -> [] ++ a.
g9() -> a ++ [].
g10() -> 1 bsl a.
g11() -> 1 and true.
g12() -> x andalso true.
g13() -> 1.0 rem 2.
