-module(tail_loop).
-export([run/0]).

run() -> loop(5000000, 0).

loop(0, Sum) -> Sum;
loop(N, Sum) -> loop(N - 1, Sum + N rem 7).
