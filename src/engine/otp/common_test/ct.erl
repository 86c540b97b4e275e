%% Subset of ct: what a test case calls while it runs. Missing: running suites, logs in files, configuration files, hooks.
-module(ct).
-export([fail/1, fail/2, log/1, log/2, pal/1, pal/2, print/1, print/2, comment/1, sleep/1, timetrap/1, get_timetrap_info/0]).

-spec fail(term()) -> no_return().
fail(Reason) -> exit({test_case_failed, Reason}).

-spec fail(string(), [term()]) -> no_return().
fail(Format, Args) -> exit({test_case_failed, lists:flatten(io_lib:format(Format, Args))}).

log(Format) -> log(Format, []).
log(Format, Args) -> io:format(user, Format ++ "~n", Args).

pal(Format) -> pal(Format, []).
pal(Format, Args) -> log(Format, Args).

print(Format) -> print(Format, []).
print(Format, Args) -> log(Format, Args).

comment(_Text) -> ok.

sleep({hours, H}) -> sleep(H * 3600000);
sleep({minutes, M}) -> sleep(M * 60000);
sleep({seconds, S}) -> sleep(S * 1000);
sleep(Time) -> timer:sleep(Time).

%% Time traps are not kept: who runs the case limits it.
timetrap(_Time) -> ok.

get_timetrap_info() -> undefined.
