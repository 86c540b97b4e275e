-module(shadows).
-compile([export_all, nowarn_export_all]).

c1() -> case 1 of 2 -> a; 1 -> b end.
c2() -> case a of a -> 1; b -> 2 end.
c3() -> case a of a -> 1; _ -> 2 end.
c4(X) -> case X of _ -> 1; a -> 2 end.
c5(X) -> case X of Y -> Y; a -> 2 end.
c6(X) -> case {ok, X} of {error, _} -> 1; {ok, Y} -> Y end.
c7() -> case b of a -> 1 end.
c8(X) -> case X of a -> 1; a -> 2; b -> 3 end.
c9(X) -> case X of {a, _} -> 1; {a, b} -> 2 end.
c10(X) -> case {X} of {_} -> 1; _ -> 2 end.
c11(X) -> case [X] of {_} -> 1; [] -> 2 end.
c12(X) -> case X of a when false -> 1; b -> 2 end.
c13(X) -> case X of a when true -> 1; a -> 2 end.
f1(_) -> 1;
f1(a) -> 2.
f2(X) -> X;
f2(_) -> 2.
f3(a) -> 1;
f3(a) -> 2;
f3(b) -> 3.
f4({A, _}) -> A;
f4({_, B}) -> B.
f5(X) when is_atom(X) -> 1;
f5(X) when is_atom(X) -> 2.
