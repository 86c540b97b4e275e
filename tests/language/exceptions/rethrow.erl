-module(rethrow).
-export([main/0]).

main() -> try f() catch C:R -> {C, R} end.

f() ->
    try g() catch throw:unknown -> never end.

g() ->
    try error(first)
    catch error:first -> try throw(second) catch throw:X -> exit({X, third}) end
    end.

%% => {exit,{second,third}}
