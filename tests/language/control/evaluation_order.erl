-module(evaluation_order).
-export([main/0]).

main() ->
    put(log, []),
    R = {n(1), n(2) + n(3), [n(4) | [n(5)]], f(n(6), n(7)), #{n(8) => n(9)}, (n(10))},
    {R, get(log)}.

f(A, B) -> A - B.

n(X) -> put(log, [X | get(log)]), X.

%% => {{1,5,[4,5],-1,#{8 => 9},10},[10,9,8,7,6,5,4,3,2,1]}
