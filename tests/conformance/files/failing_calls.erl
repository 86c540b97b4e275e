-module(failing_calls).
-compile([export_all, nowarn_export_all]).

b1() -> length(a).
b2() -> hd([]).
b3() -> tl([]), ok.
b4() -> element(3, {a, b}).
b5() -> atom_to_list(1).
b6() -> list_to_atom(a).
b7() -> element(0, {a}).
b8() -> length([1|2]).
b9() -> tuple_size([]).
b10() -> size(a).
b11() -> list_to_integer("abc").
b12() -> integer_to_list(a).
b13() -> abs(a).
b14() -> hd(a).
b15() -> setelement(3, {a}, b).
b16() -> byte_size(a).
b17() -> map_size(a).
b18() -> binary_to_list(a).
i1(X) -> if false -> 1; true -> X end.
i2() -> if 1 > 2 -> 1 end.
i3(X) -> if X -> 1; true -> 2; true -> 3 end.
i4() -> if true -> 1; true -> 2 end.
i5() -> if a -> 1; true -> 2 end.
i6() -> if 1 + a -> 1; true -> 2 end.
