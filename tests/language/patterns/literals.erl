-module(literals).
-export([main/0]).

main() -> [f(X) || X <- [1, -1, 1.0, 0.0, -0.0, 123456789012345678901, $a, [], {}, <<>>, <<"bin">>, #{}]].

f(1) -> one;
f(-1) -> minus;
f(1.0) -> onef;
f(0.0) -> zero;
f(123456789012345678901) -> big;
f($a) -> char;
f([]) -> nil;
f({}) -> empty_tuple;
f(<<>>) -> empty_bin;
f(<<"bin">>) -> bin;
f(#{}) -> map.

%% => [one,minus,onef,zero,zero,big,char,nil,empty_tuple,empty_bin,bin,map]
