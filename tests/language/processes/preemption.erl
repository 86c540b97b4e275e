-module(preemption).
-export([main/0]).

main() ->
    Self = self(),
    Spin = spawn(fun() -> spin(0) end),
    spawn(fun() -> Self ! {sum, sum(200000)} end),
    receive {sum, S} -> exit(Spin, kill), S end.

spin(N) -> spin(N + 1).

sum(0) -> 0;
sum(N) -> 1 + sum(N - 1).

%% => 200000
