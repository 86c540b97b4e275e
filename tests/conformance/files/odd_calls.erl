-module(odd_calls).
-compile([export_all, nowarn_export_all]).

l1() -> [X || X <- a].
l3() -> [X || {X} <- [a]].
t1() -> a().
a() -> (fun(X) -> X end)().
t2() -> F = fun(X) -> X end, F(1, 2).
t3() -> F = a, F(1).
t5() -> try 1 of 2 -> a catch _:_ -> b end.
t6() -> receive a -> 1; a -> 2 end.
t7() -> receive _ -> 1; a -> 2 end.
t8() -> throw(x), ok.
t9() -> exit(x), ok.
t10() -> erlang:error(x), ok, b.
e1(X) -> X#{a := 1}.
e2() -> x#{a => 1}.
e3() -> #{a := 1} = #{a => 1}.
e4() -> [a | b] ++ [c].
e5() -> <<a>>.
e6() -> <<"a":8/float>>.
e7() -> <<1.5>>.
e8() -> <<x/binary>>.
e9() -> <<300>>.
