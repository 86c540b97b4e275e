-module(arithmetic).
-export([main/0]).

main() -> [f(X) || X <- [5, 5.0, a, 100000000000000000000, -7]].

f(X) when X rem 5 =:= 0 -> five;
f(X) when X * 2 == 10 -> ten;
f(X) when X div 1 > 1 bsl 60 -> big;
f(X) when abs(X) =:= 7 -> seven;
f(_) -> other.

%% => [five,ten,other,five,seven]
