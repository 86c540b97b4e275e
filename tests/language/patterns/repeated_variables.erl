-module(repeated_variables).
-export([main/0]).

main() -> [f(1, 1), f(1, 2), f(1, 1.0), g({a, [a]}), g({a, [b]}), h([1, 2, 1])].

f(X, X) -> same;
f(_, _) -> different.

g({X, [X]}) -> yes;
g(_) -> no.

h([X, _, X]) -> X.

%% => [same,different,different,yes,no,1]
