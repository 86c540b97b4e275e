%% Stand-in for redbug 2.0.10: tracing with limits, one string a trace pattern.
%% start/2 checks its arguments and starts a host process, registered as
%% redbug_<target node>, which prints; the host starts redbug_targ on the target
%% node, which traces. Messages from redbug_targ to the host:
%%   {Targ, ready, Procs, Funs} | {Targ, failed, Reason}
%%   {Targ, msgs, [Msg]}        trace messages, oldest first
%%   {Targ, table, Kind, Rows}  what the actions time and count have counted
%% and its exit reason, which ends the session. A trace message is
%%   {call, {{M,F,Args | Arity}, Dump}, {Pid, Info}, TS}
%%   {retn, {{M,F,Arity}, Value}, {Pid, Info}, TS}
%%   {send, {Msg, {To, Info}}, {Pid, Info}, TS}  {recv, Msg, {Pid, Info}, TS}
%% with TS = {Hour, Minute, Second, Microsecond}, local time.
-module(redbug).

-export([help/0, start/1, start/2, stop/0, stop/1]).

-type trc() :: send | 'receive' | string().
-type result() :: {atom(), non_neg_integer(), non_neg_integer()} | term().

-spec start(trc() | [trc()]) -> result().
start(Trc) -> start(Trc, []).

%% {Name, Processes, Functions} when tracing has begun, otherwise the reason why
%% not; with the option blocking {EndReason, Messages} at the end.
-spec start(trc() | [trc()], list()) -> result().
start(Trc, Opts) ->
    Name = host_name(redbug_lib:target(Opts)),
    case whereis(Name) of
        undefined ->
            try
                Conf = redbug_lib:conf(Opts),
                run(Name, Conf, redbug_compiler:compile(Trc, Conf))
            catch
                throw:Reason -> Reason
            end;
        _ ->
            redbug_already_started
    end.

-spec stop() -> stopped | not_started.
stop() -> stop(node()).

-spec stop(node()) -> stopped | not_started.
stop(Target) ->
    case whereis(host_name(Target)) of
        undefined ->
            not_started;
        Host ->
            Host ! stop,
            stopped
    end.

host_name(Target) ->
    list_to_atom("redbug_" ++ atom_to_list(Target)).

run(Name, Conf, Traces) ->
    Caller = self(),
    {Host, Monitor} = spawn_monitor(fun() -> host(Caller, Name, Conf, Traces) end),
    receive
        {Host, Answer} ->
            erlang:demonitor(Monitor, [flush]),
            Answer;
        {'DOWN', Monitor, process, Host, Reason} ->
            Reason
    end.

host(Caller, Name, #{target := Target} = Conf, Traces) ->
    process_flag(trap_exit, true),
    register(Name, self()),
    redbug_lib:connect(Conf),
    Targ = spawn_link(Target, redbug_targ, init, [#{host => self(), conf => Conf, traces => Traces}]),
    receive
        {Targ, ready, Procs, Funs} ->
            Blocking = maps:get(blocking, Conf),
            _ = [Caller ! {self(), {Name, Procs, Funs}} || not Blocking],
            State = #{targ => Targ, calls => 0, messages => [], acc => 0,
                      device => redbug_lib:open(Conf)},
            {Reason, End} = loop(Conf, State),
            redbug_lib:untrace(Target, Traces),
            done(Caller, Conf, Reason, End);
        {Targ, failed, Reason} ->
            redbug_lib:untrace(Target, Traces),
            Caller ! {self(), Reason};
        {'EXIT', Targ, Reason} ->
            Caller ! {self(), Reason}
    end.

loop(Conf, #{targ := Targ} = State) ->
    receive
        {Targ, msgs, Messages} ->
            loop(Conf, lists:foldl(fun(Msg, S) -> handle(Msg, Conf, S) end, State, Messages));
        {Targ, table, Kind, Rows} ->
            table(Kind, Rows, State),
            loop(Conf, State);
        stop ->
            Targ ! {stop, self()},
            loop(Conf, State);
        {'EXIT', Targ, Reason} ->
            {Reason, State};
        _ ->
            loop(Conf, State)
    end.

handle(Msg, #{blocking := true}, #{messages := Messages} = State) ->
    State#{messages := [Msg | Messages]};
handle(_Msg, _Conf, #{crashed := _} = State) ->
    State;
handle(Msg, #{print_fun := Fun}, #{acc := Acc, targ := Targ} = State) when is_function(Fun) ->
    try called(Fun, Msg, Acc) of
        NewAcc -> counted(Msg, State#{acc := NewAcc})
    catch
        _:Reason ->
            Targ ! {stop, self()},
            State#{crashed => Reason}
    end;
handle(Msg, Conf, #{device := Device} = State) ->
    _ = case {Msg, Conf} of
        {{call, _, _, _}, #{print_calls := false}} -> ok;
        _ -> print(Device, redbug_lib:format(Msg, Conf), Conf)
    end,
    counted(Msg, State).

called(Fun, Msg, Acc) when is_function(Fun, 2) ->
    Fun(Msg, Acc);
called(Fun, Msg, Acc) ->
    Fun(Msg),
    Acc.

counted({retn, _, _, _}, State) -> State;
counted(_, #{calls := Calls} = State) -> State#{calls := Calls + 1}.

%% The event in one piece, then each line of the stack.
print(Device, {Event, Stack}, #{print_re := Re}) ->
    case Re =:= "" orelse re:run([Event | Stack], Re, [{capture, none}]) =:= match of
        true -> lists:foreach(fun(Text) -> io:put_chars(Device, Text) end, [Event | Stack]);
        false -> ok
    end.

table(time, Rows, #{device := Device}) ->
    [io:format(Device, "% ~6w : ~6w : ~6.1f : ~s~n", [Count, Time, Time / Count, redbug_lib:mfa(MFA)])
     || {MFA, Count, Time} <- Rows];
table(count, [], _State) ->
    ok;
table(count, Rows, #{device := Device}) ->
    io:format(Device, "~n", []),
    [io:format(Device, "% ~6w : ~s~n", [Count, redbug_lib:mfa(MFA)]) || {MFA, Count, _} <- Rows].

done(Caller, #{blocking := true}, Reason, #{messages := Messages}) ->
    Caller ! {self(), {Reason, lists:reverse(Messages)}};
done(_Caller, Conf, Reason, #{calls := Calls, device := Device} = State) ->
    io:put_chars(advice(Reason)),
    case State of
        #{crashed := Crash} -> io:format("redbug done, ~p - ~p~n", [printer_crash, Crash]);
        _ -> io:format("redbug done, ~p - ~p~n", [Reason, Calls])
    end,
    redbug_lib:close(Conf, Device).

advice({msg_queue, _}) -> "max_queue was reached; that option can be raised\n";
advice({msg_size, _}) -> "max_msg_size was reached; that option can be raised\n";
advice(_) -> "".

-spec help() -> ok.
help() ->
    io:put_chars(
        "redbug: tracing of a live node, within limits\n"
        "\n"
        "redbug:start(Trc)        the same as start(Trc, [])\n"
        "redbug:start(Trc, Opts)  begin to trace\n"
        "redbug:stop()            end it before a limit does\n"
        "\n"
        "Tracing uses erlang:trace/3 and ends by itself after a number of messages\n"
        "or a time, whichever comes first. Messages are printed, or, with the opt\n"
        "'file', written to trc files: these load the node less, cannot be counted\n"
        "(msgs has no effect), and are read by other tools (dbg:trace_client/3).\n"
        "\n"
        "Trc: 'send' | 'receive' | RTP | a list of these\n"
        "RTP: restricted trace pattern, a string \"<mfa> when <guards> -> <actions>\"\n"
        "  <mfa>     \"mod\", \"mod:fun\", \"mod:fun/3\" or \"mod:fun('_', atom, X)\"\n"
        "  <guards>  as in a function clause: \"X==1\", \"is_atom(A)\"\n"
        "  <actions> \"return\" the value, too   \"stack\" the functions that wait for it\n"
        "            \"time\", \"count\" a table at the end; separated by \",\" or \";\"\n"
        "  guards and actions may be left out\n"
        "\n"
        "  E.g. ets:lookup(T, hostname) when is_integer(T) -> stack\n"
        "\n"
        "Opts: a list of {Opt, Val}; Opt alone means {Opt, true}\n"
        "\n"
        "  in general (default)\n"
        "time         (15000)       end after so many ms\n"
        "msgs         (10)          end after so many messages\n"
        "target       (node())      the node to trace\n"
        "cookie       (host cookie) the cookie of that node\n"
        "blocking     (false)       return at the end, with the list of messages\n"
        "arity        (false)       the number of arguments instead of them\n"
        "trace_child  (false)       processes that the traced ones spawn, too\n"
        "records      ([])          modules whose records the RTP may use\n"
        "buffered     (false)       keep the messages until the end\n"
        "discard      (false)       throw the messages away (when counting)\n"
        "max_queue    (5000)        give up when so many messages wait\n"
        "max_msg_size (50000)       give up on a message bigger than this\n"
        "procs        (all)         all | new | pid() | RegName | {pid, I2, I3}, or a list\n"
        "  about printing\n"
        "print_calls     (true)        the calls\n"
        "print_file      (standard_io) into this file\n"
        "print_msec      (false)       as print_time_unit => millisecond\n"
        "print_time_unit (second)      of timestamps: second, millisecond, microsecond\n"
        "print_depth     (999999)      depth of terms, as for \"~P\"\n"
        "print_re        (\"\")          only what matches this regular expression\n"
        "print_return    (true)        the returned value\n"
        "print_node      (false)       the node of the traced process\n"
        "print_fun       ()            own function instead of printing:\n"
        "                                fun(TrcMsg) -> ignored\n"
        "                                fun(TrcMsg, AccOld) -> AccNew, first AccOld is 0\n"
        "  about trc files\n"
        "file         (none)        first part of their names\n"
        "file_size    (1)           size of each, Mbyte\n"
        "file_count   (8)           how many before the first is overwritten\n"
        "\n").
