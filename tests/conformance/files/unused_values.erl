-module(unused_values).
-compile([export_all, nowarn_export_all]).

u1() -> {a, b}, ok.
u2(X) -> {X, b}, ok.
u3(X) -> [X], ok.
u4() -> "abc", ok.
u5() -> 1, ok.
u6() -> a, ok.
u7(X) -> X, ok.
u8(X) -> X + 1, ok.
u9(X) -> X =:= 1, ok.
u10(X) -> length(X), ok.
u11() -> fun() -> 1 end, ok.
u12(X) -> #{a => X}, ok.
u13(X) -> <<X>>, ok.
u14() -> self(), ok.
u15() -> atom_to_list(abc), ok.
u16(X) -> [Y || Y <- X], ok.
u17(X) -> _ = X + 1, ok.
u18() -> [], ok.
u19() -> #{}, ok.
u20(X) -> not X, ok.
u21(X) -> is_atom(X), ok.
u22(X) -> element(1, X), ok.
u23(X) -> lists:map(X, []), ok.
u24() -> date(), ok.
u25() -> 1.5, ok.
u26(X) -> hd(X), ok.
u27(X) -> X == 1, X < 2, ok.
u28() -> node(), make_ref(), ok.
