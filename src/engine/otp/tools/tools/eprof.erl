%% Subset of OTP's eprof. Missing: dump_data/0.
%%
%% Measures the time of functions by breakpoints, for the processes of a root set, one that runs a fun, and all that these
%% start. The server traces, so it lives as long as what it measures.
-module(eprof).
-behaviour(gen_server).

-export([start/0, stop/0, analyze/0, analyze/1, analyze/2, dump/0, profile/1, profile/2, profile/3, profile/4, profile/5, profile/6, log/1,
         start_profiling/1, start_profiling/2, start_profiling/3, stop_profiling/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2, run/3]).

-define(EVERYTHING, {'_', '_', '_'}).

%% rows: [{Process, Function, Calls, Microseconds}] of the last measurement
-record(state, {pattern = none, pids = [], worker = none, rows = [], log = none}).

start() -> gen_server:start({local, ?MODULE}, ?MODULE, [], []).

stop() -> gen_server:call(?MODULE, stop, infinity).

analyze() -> analyze(procs, []).
analyze(Type) when is_atom(Type) -> analyze(Type, []);
analyze(Options) when is_list(Options) -> analyze(procs, Options).
analyze(Type, Options) when is_list(Options) -> gen_server:call(?MODULE, {analyze, Type, Options}, infinity).

profile(Fun) when is_function(Fun) -> profile([], Fun);
profile(Pids) when is_list(Pids) -> start_profiling(Pids).
profile(Fun, Options) when is_function(Fun), is_list(Options) -> profile([], erlang, apply, [Fun, []], ?EVERYTHING, Options);
profile(Pids, Fun) when is_list(Pids), is_function(Fun) -> profile(Pids, Fun, ?EVERYTHING).
profile(Pids, Fun, Pattern) when is_function(Fun) -> profile(Pids, Fun, Pattern, [set_on_spawn]).
profile(Pids, Fun, Pattern, Options) when is_function(Fun) -> profile(Pids, erlang, apply, [Fun, []], Pattern, Options);
profile(Pids, M, F, Args) -> profile(Pids, M, F, Args, ?EVERYTHING).
profile(Pids, M, F, Args, Pattern) -> profile(Pids, M, F, Args, Pattern, [set_on_spawn]).
profile(Pids, M, F, Args, Pattern, Options) -> begun({profile, Pids, Pattern, {M, F, Args}, Options}).

start_profiling(Pids) -> start_profiling(Pids, ?EVERYTHING).
start_profiling(Pids, Pattern) -> start_profiling(Pids, Pattern, [set_on_spawn]).
start_profiling(Pids, Pattern, Options) -> begun({profile, Pids, Pattern, none, Options}).

begun(Request) ->
    _ = start(),
    gen_server:call(?MODULE, Request, infinity).

stop_profiling() -> gen_server:call(?MODULE, stop_profiling, infinity).

%% [{Process, [{Function, {Calls, Microseconds}}]}]
dump() -> gen_server:call(?MODULE, dump, infinity).

log(File) -> gen_server:call(?MODULE, {log, File}, infinity).

%%% The server

init([]) ->
    process_flag(trap_exit, true),
    {ok, #state{}}.

handle_call({profile, _, _, _, _}, _From, #state{pattern = Pattern} = State) when Pattern =/= none ->
    {reply, {error, already_profiling}, State};
handle_call({profile, Pids, Pattern, Call, Options}, From, State) ->
    Flags = [call | [set_on_spawn || proplists:get_bool(set_on_spawn, Options)]],
    Worker = case Call of
                 none -> none;
                 {M, F, Args} -> spawn_monitor(?MODULE, run, [self(), {M, F}, Args])
             end,
    Roots = [Pid || Pid <- [pid_of(P) || P <- Pids] ++ [Pid || {Pid, _} <- [Worker]], is_pid(Pid)],
    case traced(Roots, Flags) of
        true ->
            _ = erlang:trace_pattern(Pattern, true, [call_time]),
            New = State#state{pattern = Pattern, pids = Roots, rows = []},
            case Worker of
                none ->
                    {reply, profiling, New};
                {Pid, Ref} ->
                    Pid ! {self(), go},
                    {noreply, New#state{worker = {Pid, Ref, From}}}
            end;
        false ->
            _ = [exit(Pid, kill) || {Pid, _} <- [Worker]],
            _ = untrace(Roots),
            {reply, error, State}
    end;
handle_call(stop_profiling, _From, #state{pattern = none} = State) -> {reply, profiling_already_stopped, State};
handle_call(stop_profiling, _From, State) -> {reply, profiling_stopped, measured(State)};
handle_call({analyze, _, _}, _From, #state{rows = []} = State) -> {reply, nothing_to_analyze, State};
handle_call({analyze, Type, Options}, _From, #state{rows = Rows, log = Log} = State) ->
    show(Log, case Type of
                  total -> table(total(Rows), Options);
                  procs -> [process(Pid, Rows, Options) || Pid <- lists:usort([Pid || {Pid, _, _, _} <- Rows])]
              end),
    {reply, ok, State};
handle_call(dump, _From, #state{rows = Rows} = State) ->
    Pids = lists:usort([Pid || {Pid, _, _, _} <- Rows]),
    {reply, [{Pid, [{MFA, {Calls, Us}} || {P, MFA, Calls, Us} <- Rows, P =:= Pid]} || Pid <- Pids], State};
handle_call({log, Name}, _From, #state{log = Old} = State) ->
    _ = [file:close(Old) || Old =/= none],
    case file:open(Name, [write, {encoding, utf8}]) of
        {ok, File} -> {reply, ok, State#state{log = File}};
        Error -> {reply, Error, State#state{log = none}}
    end;
handle_call(stop, _From, State) -> {stop, normal, stopped, State}.

handle_cast(_, State) -> {noreply, State}.

handle_info({Pid, done, Result}, #state{worker = {Pid, Ref, From}} = State) ->
    erlang:demonitor(Ref, [flush]),
    answered(From, {ok, Result}, State);
handle_info({'DOWN', Ref, process, _, Reason}, #state{worker = {_, Ref, From}} = State) -> answered(From, {error, Reason}, State);
handle_info(_, State) -> {noreply, State}.

terminate(_Reason, #state{log = Log} = State) ->
    _ = measured(State),
    _ = [file:close(Log) || Log =/= none],
    ok.

answered(From, Answer, State) ->
    New = measured(State),
    gen_server:reply(From, Answer),
    {noreply, New#state{worker = none}}.

%% What a measured process does.
run(Server, {M, F}, Args) ->
    receive {Server, go} -> ok end,
    Result = case {M, F, Args} of
                 {erlang, apply, [Fun, FunArgs]} -> erlang:apply(Fun, FunArgs);
                 _ -> erlang:apply(M, F, Args)
             end,
    Server ! {self(), done, Result}.

pid_of(Name) when is_atom(Name) -> whereis(Name);
pid_of(Pid) -> Pid.

traced(Pids, Flags) ->
    try [erlang:trace(Pid, true, Flags) || Pid <- Pids] of
        _ -> true
    catch
        error:badarg -> false
    end.

untrace(Pids) -> [catch erlang:trace(Pid, false, [all]) || Pid <- Pids].

%%% Figures

measured(#state{pattern = none} = State) -> State;
measured(#state{pattern = Pattern} = State) ->
    _ = erlang:trace_pattern(Pattern, pause, [call_time]),
    _ = erlang:trace(all, false, [call, set_on_spawn]),
    Rows = [{Pid, MFA, Calls, S * 1000000 + Us} || MFA <- functions(Pattern), {call_time, [_ | _] = Times} <- [erlang:trace_info(MFA, call_time)],
                                                   {Pid, Calls, S, Us} <- Times, Calls > 0],
    _ = erlang:trace_pattern(Pattern, false, [call_time]),
    State#state{pattern = none, pids = [], rows = Rows}.

functions({M, F, A}) ->
    Modules = case M of
                  '_' -> erlang:loaded();
                  _ -> [M]
              end,
    [{Mod, Name, Arity} || Mod <- Modules, erlang:module_loaded(Mod), {Name, Arity} <- Mod:module_info(functions),
                           F =:= '_' orelse F =:= Name, A =:= '_' orelse A =:= Arity].

total(Rows) ->
    Sums = lists:foldl(fun({_, MFA, Calls, Us}, Sum) ->
                               maps:update_with(MFA, fun({C, U}) -> {C + Calls, U + Us} end, {Calls, Us}, Sum)
                       end, #{}, Rows),
    [{MFA, Calls, Us} || {MFA, {Calls, Us}} <- maps:to_list(Sums)].

process(Pid, Rows, Options) ->
    Own = [{MFA, Calls, Us} || {P, MFA, Calls, Us} <- Rows, P =:= Pid],
    Share = percent(time(Own), lists:sum([Us || {_, _, _, Us} <- Rows])),
    [io_lib:format("~n****** Process ~w    -- ~6.2f % of profiled time *** ~n", [Pid, Share]) | table(Own, Options)].

time(Rows) -> lists:sum([Us || {_, _, Us} <- Rows]).

percent(_Part, 0) -> 0.0;
percent(Part, Whole) -> 100 * Part / Whole.

table(Rows, Options) ->
    Filter = proplists:get_value(filter, Options, []),
    LeastCalls = proplists:get_value(calls, Filter, 0),
    LeastTime = proplists:get_value(time, Filter, 0),
    Shown = sorted(proplists:get_value(sort, Options, time), [R || {_, C, Us} = R <- Rows, C >= LeastCalls, Us >= LeastTime]),
    {Calls, Time} = {lists:sum([C || {_, C, _} <- Rows]), time(Rows)},
    Lines = [{name(MFA), integer_to_list(C), io_lib:format("~.2f", [percent(Us, Time)]), integer_to_list(Us), per_call(Us, C)}
             || {MFA, C, Us} <- Shown],
    Total = {"Total:", integer_to_list(Calls), "100.00%", integer_to_list(Time), per_call(Time, Calls)},
    Widths = {widest(1, [{"FUNCTION"} | Lines]), widest(2, [{x, "CALLS"}, Total | Lines]), widest(4, [{x, x, x, "TIME"}, Total | Lines])},
    {Name, CallWidth, TimeWidth} = Widths,
    Rule = fun(N) -> {lists:duplicate(N, $-), lists:duplicate(CallWidth, $-), "-------", lists:duplicate(TimeWidth, $-), "----------"} end,
    [line(Widths, L) || L <- [{"FUNCTION", "CALLS", "%", "TIME", "uS / CALLS"}, Rule(8)] ++ Lines ++ [Rule(Name), Total]].

name({M, F, A}) -> lists:flatten(io_lib:format("~tw:~tw/~w", [M, F, A])).

per_call(_Us, 0) -> "0.00";
per_call(Us, Calls) -> io_lib:format("~.2f", [Us / Calls]).

widest(N, Rows) -> lists:max([string:length(element(N, Row)) || Row <- Rows]).

line({Name, Calls, Time}, {N, C, P, T, Per}) ->
    [string:pad(N, Name), "  ", string:pad(C, Calls, leading), "  ", string:pad(P, 7, leading), "  ", string:pad(T, Time, leading),
     "  [", string:pad(Per, 10, leading), "]\n"].

sorted(mfa, Rows) -> lists:sort(Rows);
sorted(calls, Rows) -> lists:keysort(2, lists:sort(Rows));
sorted(time, Rows) -> lists:keysort(3, lists:sort(Rows)).

show(none, Text) -> io:put_chars(Text);
show(File, Text) ->
    io:put_chars(File, Text),
    io:put_chars(Text).
