%% What the functions of maps and its kin give, on the engine and on OTP 25.
-module(test_maps).
-export([run/0]).

run() ->
    true = #{b => 2} =:= maps:filter(fun(_,V)->V>1 end,#{a=>1,b=>2}),
    true = [{b,2},{a,1}] =:= maps:fold(fun(K,V,A)->[{K,V}|A] end,[],#{a=>1,b=>2}),
    true = #{a => 2} =:= maps:map(fun(_,V)->V+1 end,#{a=>1}),
    true = #{a => 1} =:= maps:with([a],#{a=>1,b=>2}),
    true = #{b => 2} =:= maps:without([a],#{a=>1,b=>2}),
    true = #{a => 2} =:= maps:update_with(a,fun(X)->X+1 end,#{a=>1}),
    true = #{a => 1,b => 0} =:= maps:update_with(b,fun(X)->X+1 end,0,#{a=>1}),
    true = #{0 => [2],1 => [1,3]} =:= maps:groups_from_list(fun(X)->X rem 2 end,[1,2,3]),
    true = #{b => 3} =:= maps:intersect(#{a=>1,b=>2},#{b=>3}),
    true = #{a => {1,2}} =:= maps:merge_with(fun(_,A,B)->{A,B} end,#{a=>1},#{a=>2}),
    true = #{a => 2} =:= maps:filtermap(fun(_,V)->{true,V*2} end,#{a=>1}),
    true = {error,{badmap,foo}} =:= catch_class(fun()->maps:size(foo) end),
    true = {error,badarg} =:= catch_class(fun()->maps:map(1,#{}) end),
    ok.

catch_class(F) ->
    try F() of
        V -> {ok, V}
    catch
        C:R -> {C, R}
    end.
