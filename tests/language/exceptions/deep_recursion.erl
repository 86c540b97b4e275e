-module(deep_recursion).
-export([main/0]).

main() -> try down(30000) catch throw:X -> X end.

down(0) -> throw(bottom);
down(N) -> 1 + down(N - 1).

%% => bottom
