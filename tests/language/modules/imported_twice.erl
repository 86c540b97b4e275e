-module(imported_twice).
-export([main/0]).
-import(lists, [map/2, foldl/3, map/2]).

main() ->
    {map(fun(X) -> X + 1 end, [1, 2]), foldl(fun(X, Sum) -> X + Sum end, 0, [1, 2])}.

%% => {[2,3],3}
