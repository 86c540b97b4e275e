%% Subset of OTP's cprof. Missing: nothing of its interface.
%%
%% Counts calls by breakpoints: no process is traced for it.
-module(cprof).

-export([start/0, start/1, start/2, start/3, stop/0, stop/1, stop/2, stop/3, restart/0, restart/1, restart/2, restart/3,
         pause/0, pause/1, pause/2, pause/3, analyse/0, analyse/1, analyse/2, analyze/0, analyze/1, analyze/2]).

start() -> everywhere(true).
start(Spec) -> some(Spec, true).
start(M, F) -> count({M, F, '_'}, true).
start(M, F, A) -> count({M, F, A}, true).

stop() -> everywhere(false).
stop(Spec) -> some(Spec, false).
stop(M, F) -> count({M, F, '_'}, false).
stop(M, F, A) -> count({M, F, A}, false).

restart() -> count({'_', '_', '_'}, restart).
restart(Spec) -> some(Spec, restart).
restart(M, F) -> count({M, F, '_'}, restart).
restart(M, F, A) -> count({M, F, A}, restart).

pause() -> everywhere(pause).
pause(Spec) -> some(Spec, pause).
pause(M, F) -> count({M, F, '_'}, pause).
pause(M, F, A) -> count({M, F, A}, pause).

%% Modules that are loaded later are counted only while all is.
everywhere(What) -> count(on_load, What =:= true) + count({'_', '_', '_'}, What).

some({_, _, _} = Functions, What) -> count(Functions, What);
some({Mod}, What) -> some(Mod, What);
some(Mod, What) -> count({Mod, '_', '_'}, What).

count(Functions, What) -> erlang:trace_pattern(Functions, What, [call_count]).

%% {Calls, [{Module, Calls, [{Function, Calls}]}]}, what is called most first; this module is not among them.
analyse() -> analyse(1).

analyse(Limit) when is_integer(Limit) ->
    Modules = [{Sum, M, Functions} || {M, _} <- code:all_loaded(), M =/= ?MODULE,
                                      {_, Sum, Functions} <- [analyse(M, Limit)], Functions =/= []],
    Sorted = lists:reverse(lists:sort(Modules)),
    {lists:sum([Sum || {Sum, _, _} <- Sorted]), [{M, Sum, Functions} || {Sum, M, Functions} <- Sorted]};
analyse(Mod) when is_atom(Mod) -> analyse(Mod, 1).

analyse(Mod, Limit) when is_atom(Mod), is_integer(Limit) ->
    Counts = [{Calls, {Mod, F, A}} || {F, A} <- Mod:module_info(functions),
                                      {call_count, Calls} <- [erlang:trace_info({Mod, F, A}, call_count)],
                                      is_integer(Calls), Calls > 0],
    Shown = [{MFA, Calls} || {Calls, MFA} <- lists:reverse(lists:sort(Counts)), Calls >= Limit],
    {Mod, lists:sum([Calls || {Calls, _} <- Counts]), Shown}.

analyze() -> analyse().
analyze(What) -> analyse(What).
analyze(Mod, Limit) -> analyse(Mod, Limit).
