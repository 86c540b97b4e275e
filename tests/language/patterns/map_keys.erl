-module(map_keys).
-export([main/0]).

main() -> [f(#{a => 1}), f(#{b => 2, a => 3}), f(#{c => [1]}), f(#{}), f(x), g(k, #{k => v})].

f(#{a := 1}) -> a1;
f(#{a := A, b := B}) -> {A, B};
f(#{c := [H | _]}) -> H;
f(M) when map_size(M) =:= 0 -> empty;
f(_) -> none.

g(K, M) -> #{K := V} = M, V.

%% => [a1,{3,2},1,empty,none,v]
