-module(lint_records_in_guards).
-export([mk_a/0, t/1, u/1]).
-record(bar, {a = mk_a(), b = 1}).
-record(r, {f}).
mk_a() -> 1.
t(Rec) when Rec =:= #bar{b = 2} -> true;
t(Rec) when Rec =:= #bar{a = 2} -> true.
u(#r{f = 17, _ = V}) -> V.
