-module(aliases).
-export([main/0]).

main() -> [f({1, 2}), f({[a], b}), g(#{k => {x, 1}})].

f({A, _} = T = {_, B}) -> {A, B, T}.

g(#{k := {x, N} = V} = M) -> {N, V, map_size(M)}.

%% => [{1,2,{1,2}},{[a],b,{[a],b}},{1,{x,1},1}]
