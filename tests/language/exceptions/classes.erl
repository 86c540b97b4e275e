-module(classes).
-export([main/0]).

main() -> [c(fun() -> throw(a) end), c(fun() -> exit(b) end), c(fun() -> error(c) end), c(fun() -> 1 / id(0) end), c(fun() -> id(1) + id(x) end), c(fun() -> ok end), c(fun() -> {ok, 1} = id({ok, 2}) end), c(fun() -> case id(5) of 6 -> a end end), c(fun() -> X1 = id(1), if X1 =:= 2 -> a end end), c(fun() -> (id(1))() end), c(fun() -> (fun(X) -> X end)(id(1), 2) end), c(fun() -> nomod:nofun() end), c(fun() -> f(3) end)].

f(1) -> 1.

id(X) -> X.

c(F) ->
    try F() of
        ok -> fine;
        V -> {value, V}
    catch
        throw:T -> {thrown, T};
        exit:E -> {exited, E};
        error:{badarity, _} -> badarity;
        error:R -> {failed, R}
    end.

%% => [{thrown,a},{exited,b},{failed,c},{failed,badarith},{failed,badarith},fine,{failed,{badmatch,{ok,2}}},{failed,{case_clause,5}},{failed,if_clause},{failed,{badfun,1}},badarity,{failed,undef},{failed,function_clause}]
