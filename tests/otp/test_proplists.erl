%% What the functions of proplists and its kin give, on the engine and on OTP 25.
-module(test_proplists).
-export([run/0]).

run() ->
    true = 1 =:= proplists:get_value(a,[{a,1},b]),
    true = true =:= proplists:get_value(b,[{a,1},b]),
    true = false =:= proplists:get_bool(b,[{b,false}]),
    true = [b] =:= proplists:delete(a,[{a,1},b,a]),
    true = [1,true] =:= proplists:get_all_values(a,[{a,1},a]),
    true = [{a,true},{b,1}] =:= proplists:unfold([a,{b,1}]),
    true = [a] =:= proplists:compact([{a,true}]),
    true = {[[{a,1}]],[{b,2}]} =:= proplists:split([{a,1},{b,2}],[a]),
    true = [x,y,b] =:= proplists:expand([{a,[x,y]}],[a,b]),
    ok.
