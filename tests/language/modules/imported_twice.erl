-module(imported_twice).
-export([main/0]).
-import(lists, [member/2, reverse/2, member/2]).

main() ->
    {member(b, [a, b]), reverse([b, a], [c])}.

%% => {true,[a,b,c]}
