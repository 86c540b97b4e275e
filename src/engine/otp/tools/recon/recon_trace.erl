%% Stand-in for recon_trace 2.5.6: traces of calls that cannot flood the node.
%% Two registered processes: recon_trace_tracer gets the trace messages, counts
%% them and ends when there are too many; recon_trace_formatter prints what the
%% tracer passes on, so that the tracer never waits for output. The tracer is linked to
%% its caller: when the shell goes, so does tracing.
%% Missing: records by name in the output (recon_rec), types of maps (recon_map).
-module(recon_trace).

-export([calls/2, calls/3, clear/0, format/1]).
-export([count_tracer/1, rate_tracer/2, formatter/5, format_trace_output/1]).

-type tspec() :: {module(), '_' | atom(), '_' | arity() | return_trace | fun() | list()}.
-type max() :: non_neg_integer() | {non_neg_integer(), pos_integer()}.

%% Ends all tracing on the node.
-spec clear() -> ok.
clear() ->
    erlang:trace(all, false, [all]),
    erlang:trace_pattern({'_', '_', '_'}, false, [local, meta, call_count, call_time]),
    erlang:trace_pattern({'_', '_', '_'}, false, []),
    maybe_kill(recon_trace_tracer),
    maybe_kill(recon_trace_formatter),
    ok.

maybe_kill(Name) ->
    case whereis(Name) of
        undefined ->
            ok;
        Pid ->
            unlink(Pid),
            Monitor = erlang:monitor(process, Pid),
            exit(Pid, kill),
            receive
                {'DOWN', Monitor, process, Pid, _} -> ok
            end
    end.

-spec calls(tspec() | [tspec()], max()) -> non_neg_integer().
calls(Specs, Max) ->
    calls(Specs, Max, []).

%% The number of functions that match. Max: messages in all, or {Messages, Ms}.
%% Options: {pid, all | new | existing | term() | list()}, {timestamp, formatter | trace},
%% {args, args | arity}, {return_to, boolean()}, {scope, global | local},
%% {formatter, fun((Trace) -> iodata())}, {io_server, pid() | atom()}.
-spec calls(tspec() | [tspec()], max(), list()) -> non_neg_integer().
calls({_, _, _} = Spec, Max, Opts) ->
    calls([Spec], Max, Opts);
calls(Specs, {Max, Time}, Opts) ->
    start(Specs, fun() -> rate_tracer(Max, Time) end, Opts);
calls(Specs, Max, Opts) when is_integer(Max) ->
    start(Specs, fun() -> count_tracer(Max) end, Opts).

start(Specs, TracerFun, Opts) ->
    Tracer = setup(TracerFun, validate_formatter(Opts), validate_io_server(Opts)),
    trace_calls(Specs, Tracer, Opts).

%% Tracers

count_tracer(0) ->
    exit(normal);
count_tracer(N) ->
    receive
        Message ->
            recon_trace_formatter ! Message,
            count_tracer(N - 1)
    end.

rate_tracer(Max, Time) ->
    rate_tracer(Max, Time, 0, erlang:monotonic_time(millisecond)).

rate_tracer(Max, Time, Count, Start) ->
    receive
        Message ->
            Now = erlang:monotonic_time(millisecond),
            recon_trace_formatter ! Message,
            if
                Now - Start > Time -> rate_tracer(Max, Time, 0, Now);
                Count >= Max -> exit(normal);
                true -> rate_tracer(Max, Time, Count + 1, Start)
            end
    end.

%% The formatter is linked to the tracer, and tells of its end.
formatter(Tracer, Parent, Ref, FormatFun, IoServer) ->
    process_flag(trap_exit, true),
    link(Tracer),
    Parent ! {Ref, linked},
    formatter(Tracer, IoServer, FormatFun).

formatter(Tracer, IoServer, FormatFun) ->
    receive
        {'EXIT', Tracer, normal} ->
            io:format(IoServer, "Recon tracer rate limit tripped.~n", []),
            exit(normal);
        {'EXIT', Tracer, Reason} ->
            exit(Reason);
        Trace ->
            io:put_chars(IoServer, FormatFun(Trace)),
            formatter(Tracer, IoServer, FormatFun)
    end.

setup(TracerFun, FormatFun, IoServer) ->
    clear(),
    Ref = make_ref(),
    Tracer = spawn_link(TracerFun),
    register(recon_trace_tracer, Tracer),
    Formatter = spawn(?MODULE, formatter, [Tracer, self(), Ref, FormatFun, IoServer]),
    register(recon_trace_formatter, Formatter),
    receive
        {Ref, linked} -> ok
    after 5000 ->
        error(setup_failed)
    end,
    Tracer.

trace_calls(Specs, Tracer, Opts) ->
    {PidSpecs, TraceOpts, MatchOpts} = validate_opts(Opts),
    Matches = [begin
                   {Arity, Spec} = validate_tspec(Mod, Fun, Args),
                   erlang:trace_pattern({Mod, Fun, Arity}, Spec, MatchOpts)
               end || {Mod, Fun, Args} <- Specs],
    [erlang:trace(PidSpec, true, [call, {tracer, Tracer} | TraceOpts]) || PidSpec <- PidSpecs],
    lists:sum(Matches).

%% Options

validate_opts(Opts) ->
    PidSpecs = validate_pid_specs(proplists:get_value(pid, Opts, all)),
    Scope = proplists:get_value(scope, Opts, global),
    TraceOpts = case proplists:get_value(timestamp, Opts, formatter) of
        formatter -> [];
        trace -> [timestamp]
    end ++ case proplists:get_value(args, Opts, args) of
        args -> [];
        arity -> [arity]
    end ++ case proplists:get_value(return_to, Opts, false) of
        true when Scope =:= local -> [return_to];
        true -> io:format("Option return_to only works with option {scope, local}~n"), [];
        false -> []
    end,
    MatchOpts = case Scope of
        global -> [global];
        local -> [local]
    end,
    {PidSpecs, TraceOpts, MatchOpts}.

validate_pid_specs(all) -> [all];
validate_pid_specs(existing) -> [existing];
validate_pid_specs(new) -> [new];
validate_pid_specs(Specs) when is_list(Specs), not is_integer(hd(Specs)) ->
    lists:append([validate_pid_specs(Spec) || Spec <- Specs]);
validate_pid_specs(PidTerm) ->
    [recon_lib:term_to_pid(PidTerm)].

validate_tspec(Mod, Fun, Args) when is_function(Args) ->
    validate_tspec(Mod, Fun, fun_to_ms(Args));
validate_tspec(Mod, Fun, return_trace) ->
    validate_tspec(Mod, Fun, [{'_', [], [{return_trace}]}]);
validate_tspec(_Mod, _Fun, Args) ->
    case Args of
        '_' -> {'_', true};
        _ when is_integer(Args), Args >= 0, Args =< 255 -> {Args, true};
        _ when is_list(Args) -> {'_', Args}
    end.

%% A fun of the shell, or a match specification made of one already.
fun_to_ms(ShellFun) when is_function(ShellFun) ->
    case erl_eval:fun_data(ShellFun) of
        {fun_data, Bindings, Clauses} ->
            case ms_transform:transform_from_shell(dbg, Clauses, Bindings) of
                {error, [{_, [{_, _, Code} | _]} | _], _} ->
                    io:format("Error: ~s~n", [ms_transform:format_error(Code)]),
                    {error, transform_error};
                Spec ->
                    Spec
            end;
        false ->
            exit(shell_funs_only)
    end.

validate_formatter(Opts) ->
    case proplists:get_value(formatter, Opts) of
        Fun when is_function(Fun, 1) -> Fun;
        _ -> fun format/1
    end.

validate_io_server(Opts) ->
    proplists:get_value(io_server, Opts, group_leader()).

%% Output

%% A trace message as a blank line, then time, process and event.
-spec format(tuple()) -> iodata().
format(Trace) ->
    {Type, Pid, {Hour, Min, Sec}, Info} = extract_info(Trace),
    {Format, Args} = event(Type, Info),
    io_lib:format("~n~p:~2..0w:~9.6.0f ~p " ++ Format ++ "~n", [Hour, Min, Sec, Pid | Args]).

extract_info(Trace) ->
    case tuple_to_list(Trace) of
        [trace_ts, Pid, Type | Info] ->
            {Rest, [TS]} = lists:split(length(Info) - 1, Info),
            {Type, Pid, to_hms(TS), Rest};
        [trace, Pid, Type | Info] ->
            {Type, Pid, to_hms(os:timestamp()), Info}
    end.

to_hms({_, _, Micro} = Stamp) ->
    {_, {H, M, S}} = calendar:now_to_local_time(Stamp),
    {H, M, S + Micro / 1000000}.

event('receive', [Message]) ->
    {"< ~ts", [format_trace_output(Message)]};
event(send, [Message, To]) ->
    {" > ~p: ~ts", [To, format_trace_output(Message)]};
event(send_to_non_existing_process, [Message, To]) ->
    {" > (non_existent) ~p: ~ts", [To, format_trace_output(Message)]};
event(call, [{M, F, Args}]) ->
    {"~p:~p~ts", [M, F, format_args(Args)]};
event(call, [{M, F, Args}, Message]) ->
    {"~p:~p~ts ~ts", [M, F, format_args(Args), format_trace_output(Message)]};
event(return_to, [{M, F, Arity}]) ->
    {" '--> ~p:~p/~p", [M, F, Arity]};
event(return_from, [{M, F, Arity}, Value]) ->
    {"~p:~p/~p --> ~ts", [M, F, Arity, format_trace_output(Value)]};
event(exception_from, [{M, F, Arity}, {Class, Value}]) ->
    {"~p:~p/~p ~p ~ts", [M, F, Arity, Class, format_trace_output(Value)]};
event(spawn, [Spawned, {M, F, Args}]) ->
    {"spawned ~p as ~p:~p~ts", [Spawned, M, F, format_args(Args)]};
event(exit, [Reason]) ->
    {"EXIT ~ts", [format_trace_output(Reason)]};
event(link, [Linked]) ->
    {"link(~p)", [Linked]};
event(unlink, [Linked]) ->
    {"unlink(~p)", [Linked]};
event(getting_linked, [Linker]) ->
    {"getting linked by ~p", [Linker]};
event(getting_unlinked, [Linker]) ->
    {"getting unlinked by ~p", [Linker]};
event(register, [Name]) ->
    {"registered as ~p", [Name]};
event(unregister, [Name]) ->
    {"no longer registered as ~p", [Name]};
event(in, [{M, F, Arity}]) ->
    {"scheduled in for ~p:~p/~p", [M, F, Arity]};
event(in, [0]) ->
    {"scheduled in", []};
event(out, [{M, F, Arity}]) ->
    {"scheduled out from ~p:~p/~p", [M, F, Arity]};
event(out, [0]) ->
    {"scheduled out", []};
event(Type, Info) ->
    {"unknown trace type ~p -- ~ts", [Type, format_trace_output(Info)]}.

format_args(Arity) when is_integer(Arity) ->
    [$/, integer_to_list(Arity)];
format_args(Args) when is_list(Args) ->
    [$(, lists:join(", ", [format_trace_output(Arg) || Arg <- Args]), $)].

%% A term as it stands in the output, laid out from the first column.
-spec format_trace_output(term()) -> iolist().
format_trace_output(Term) ->
    io_lib:format("~tp", [Term]).
