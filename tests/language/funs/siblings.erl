-module(siblings).
-export([main/0]).

main() ->
    List = [X = id(42), fun() -> X = 2, X end()],
    {List, X, {Y = 3, fun(_) -> Y = 4, Y + 1 end(0), fun() -> Y = 8 end()}}.

id(X) -> X.

%% => {[42,2],42,{3,5,8}}
