-module(failing).
-export([main/0]).

main() -> [f(X) || X <- [[1], [], a, {1}, 3, #{}]].

f(X) when hd(X) =:= 1; X =:= a -> one;
f(X) when element(1, X) > 0 orelse true -> never_or_tuple;
f(X) when is_integer(X) andalso X + 1 > 3 -> big;
f(X) when not is_map(X) -> not_map;
f(_) -> other.

%% => [one,not_map,one,never_or_tuple,big,other]
