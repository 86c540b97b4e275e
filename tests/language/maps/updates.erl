-module(updates).
-export([main/0]).

main() ->
    M = #{a => 1, b => 2},
    N = M#{a := 3, c => 4},
    {N, N#{{x} => y}, catch_(fun() -> M#{z := 1} end), catch_(fun() -> (id(1))#{z => 1} end), maps_get(a, N), #{1 => a, 1.0 => b}, #{k => v, k => w}}.

maps_get(K, M) -> maps:get(K, M).

id(X) -> X.

catch_(F) -> try F() catch error:E -> E end.

%% => {#{a => 3,b => 2,c => 4},#{a => 3,b => 2,c => 4,{x} => y},{badkey,z},{badmap,1},3,#{1 => a,1.0 => b},#{k => w}}
