%% What the functions of lists and its kin give, on the engine and on OTP 25.
-module(test_lists).
-export([run/0]).

run() ->
    true = [1,1,2,3] =:= lists:sort([3,1,2,1]),
    true = [1,2,3] =:= lists:usort([3,1,2,1,1.0]),
    true = [3,2,1] =:= lists:sort(fun(A,B)->A>B end,[1,3,2]),
    true = [{1,b},{2,a},{2,c}] =:= lists:keysort(1,[{2,a},{1,b},{2,c}]),
    true = [1,4,7,10] =:= lists:seq(1,10,3),
    true = [1,2,3] =:= lists:flatten([1,[2,[3]],[]]),
    true = [{1,a},{2,b}] =:= lists:zip([1,2],[a,b]),
    true = [3,2,1] =:= lists:foldl(fun(X,A)->[X|A] end,[],[1,2,3]),
    true = {[a,b],[c]} =:= lists:split(2,[a,b,c]),
    true = [b,c] =:= lists:sublist([a,b,c,d],2,2),
    true = {[2,3],[1]} =:= lists:partition(fun(X)->X>1 end,[1,2,3]),
    true = [1,2,3,4] =:= lists:merge([1,3],[2,4]),
    true = [1,3,4] =:= lists:umerge([1,3],[1,4]),
    true = [{1,a}] =:= lists:ukeysort(1,[{1,a},{1,b}]),
    true = [{1,a},{2,b}] =:= lists:enumerate([a,b]),
    true = [a,b] =:= lists:uniq([a,b,a]),
    true = "a1x1.50000000000000000000e+00" =:= lists:concat([a,1,"x",1.5]),
    true = {[2,4],3} =:= lists:mapfoldl(fun(X,A)->{X*2,A+X} end,0,[1,2]),
    true = [1,x,2,x,3] =:= lists:join(x,[1,2,3]),
    true = [{b,1},{a,2}] =:= lists:keystore(a,1,[{b,1}],{a,2}),
    true = [b] =:= lists:nthtail(1,[a,b]),
    true = true =:= lists:suffix([b],[a,b]),
    true = [1,x] =:= lists:filtermap(fun(1)->true;(2)->{true,x};(_)->false end,[1,2,3]),
    true = {error,function_clause} =:= catch_class(fun()->lists:map(foo,[]) end),
    true = {error,badarg} =:= catch_class(fun()->lists:split(3,[a]) end),
    ok.

catch_class(F) ->
    try F() of
        V -> {ok, V}
    catch
        C:R -> {C, R}
    end.
