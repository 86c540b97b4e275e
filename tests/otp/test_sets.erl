%% What the functions of sets and its kin give, on the engine and on OTP 25.
-module(test_sets).
-export([run/0]).

run() ->
    true = {set,3,16,16,8,80,48,{[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]},{{[],[3],[],[],[],[],[2],[],[],[],[],[1],[],[],[],[]}}} =:= sets:from_list([1,2,3]),
    true = [32,64,96,19,51,83,6,38,70,25,57,89,12,28,44,60,76,92,15,31,47,63,79,95,2,18,34,50,66,82,98,5,21,37,53,69,85,8,24,40,56,72,88,11,27,43,59,75,91,14,30,46,62,78,94,1,17,33,49,65,81,97,4,20,36,52,68,84,100,7,23,39,55,71,87,10,26,42,58,74,90,13,29,45,61,77,93,16,48,80,3,35,67,99,22,54,86,9,41,73] =:= sets:to_list(sets:from_list(lists:seq(1,100))),
    true = #{1 => [],3 => []} =:= sets:del_element(2,sets:from_list([1,2,3],[{version,2}])),
    true = true =:= sets:is_subset(sets:from_list([1]),sets:from_list([1,2])),
    true = [{a,1},{b,2}] =:= dict:to_list(dict:from_list([{a,1},{b,2}])),
    true = 2 =:= dict:fetch(a,dict:store(a,2,dict:new())),
    true = [1,2,3] =:= ordsets:union([1,3],[2,3]),
    true = [{a,1},{b,2},{c,3}] =:= orddict:store(b,2,[{a,1},{c,3}]),
    true = [{a,1}] =:= gb_trees:to_list(gb_trees:insert(a,1,gb_trees:empty())),
    true = [1,2,3] =:= gb_sets:to_list(gb_sets:from_list([3,1,2])),
    true = {4,{3,{2,{1,nil,nil},nil},{4,nil,nil}}} =:= gb_sets:from_list([1,2,3,4]),
    true = [1,2,3] =:= queue:to_list(queue:in(3,queue:from_list([1,2]))),
    true = {{value,1},{[3],[2]}} =:= queue:out(queue:from_list([1,2,3])),
    ok.
