-module(exceptions).
-export([run/0]).

run() -> loop(200000, 0).

loop(0, Sum) -> Sum;
loop(N, Sum) ->
    Value =
        try risky(N)
        catch
            throw:{odd, M} -> M;
            error:even -> 1
        end,
    loop(N - 1, Sum + Value).

risky(N) when N rem 2 =:= 1 -> throw({odd, N});
risky(_) -> error(even).
