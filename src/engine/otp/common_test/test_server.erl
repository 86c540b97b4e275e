%% Subset of test_server: what suites of OTP call directly. Missing: running suites, peers, and time traps that fire.
-module(test_server).
-export([lookup_config/2, fail/0, fail/1, format/1, format/2, comment/1, sleep/1, seconds/1, minutes/1, hours/1, timetrap/1,
         timetrap_cancel/1, timetrap_scale_factor/0, m_out_of_n/3, is_native/1, is_cover/0, is_debug/0, is_asan/0,
         is_valgrind/0, os_type/0, messages_get/0, do_times/2, do_times/4, timecall/3, temp_name/1, peer_name/2,
         start_peer/3, start_peer/5, is_release_available/1]).

lookup_config(Key, Config) -> proplists:get_value(Key, Config).

fail() -> exit(suite_failed).
fail(Reason) -> exit({suite_failed, Reason}).

format(Format) -> format(Format, []).
format(Format, Args) -> io:format(user, Format, Args).

comment(_Text) -> ok.

sleep(Time) -> timer:sleep(Time).

seconds(N) -> N * 1000.
minutes(N) -> N * 60000.
hours(N) -> N * 3600000.

timetrap(_Time) -> make_ref().
timetrap_cancel(_Trap) -> ok.
timetrap_scale_factor() -> 1.

%% Calls a fun until it has succeeded M times, at most N times.
m_out_of_n(0, _N, _Fun) -> ok;
m_out_of_n(M, 0, _Fun) -> exit({m_out_of_n_failed, {M, left_to_do}});
m_out_of_n(M, N, Fun) ->
    case catch Fun() of
        {'EXIT', _} -> m_out_of_n(M, N - 1, Fun);
        _ -> m_out_of_n(M - 1, N - 1, Fun)
    end.

is_native(_Module) -> false.

is_cover() -> false.

os_type() -> os:type().

is_debug() -> false.
is_asan() -> false.
is_valgrind() -> false.

is_release_available(_Release) -> false.

%% The messages that wait, taken out of the queue.
messages_get() ->
    receive Message -> [Message | messages_get()]
    after 0 -> []
    end.

do_times(0, _Fun) -> ok;
do_times(N, Fun) ->
    Fun(),
    do_times(N - 1, Fun).

do_times(N, M, F, Args) -> do_times(N, fun() -> apply(M, F, Args) end).

%% Seconds that a call took, and its value.
timecall(M, F, Args) ->
    {Micros, Value} = timer:tc(M, F, Args),
    {Micros / 1000000, Value}.

temp_name(Stem) ->
    Name = Stem ++ integer_to_list(erlang:unique_integer([positive])),
    case filelib:is_file(Name) of
        true -> temp_name(Stem);
        false -> Name
    end.

peer_name(Module, Case) ->
    lists:concat([Module, "-", Case, "-", erlang:unique_integer([positive])]).

%% There are no other nodes to start.
-spec start_peer(term(), module(), atom()) -> no_return().
start_peer(_Options, Module, Case) -> exit({no_peers, Module, Case}).

-spec start_peer(term(), module(), atom(), term(), term()) -> no_return().
start_peer(_Options, Module, Case, _Release, _Folder) -> exit({no_peers, Module, Case}).
