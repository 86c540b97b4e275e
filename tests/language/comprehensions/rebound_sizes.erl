-module(rebound_sizes).
-import(gb_sets, [size/1]).
-compile({no_auto_import, [size/1]}).
-export([main/0]).

main() ->
    X = 8,
    Y = [1, 2],
    Sets = [gb_sets:singleton(42), gb_sets:from_list([1, 2])],
    {[X || <<X:X>> <- [<<1>>, <<2>>]],
     [{X, Y} || <<X:X>> <= <<1, 2>>, Y <- [X, a]],
     << <<X:8, Z:8>> || <<X:X>> <- [<<1>>, <<2>>], Z <- [X, 9] >>,
     [Y || _ <- [a, b], Y <- Y],
     [size(S) || S <- Sets, size(S) > 1]}.

%% => {[1,2],[{1,1},{1,a},{2,2},{2,a}],<<1,1,1,9,2,2,2,9>>,[1,2,1,2],[2]}
