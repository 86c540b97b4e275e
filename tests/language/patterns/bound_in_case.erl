-module(bound_in_case).
-export([main/0]).

main() ->
    X = 3,
    Y = case X of 3 -> Z = three, X; _ -> Z = other, 0 end,
    R = case {a, 3} of {a, X} -> matched; _ -> no end,
    {Y, Z, R, try X = id(4) catch error:E -> E end}.

id(V) -> V.

%% => {3,three,matched,{badmatch,4}}
