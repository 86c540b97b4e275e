%% The tracer of a session, on the target node. It needs no other module of
%% redbug there. It ends with the reason that redbug prints: msg_count, timeout,
%% stopped, {msg_queue, Length}, {msg_size, Size}.
-module(redbug_targ).

-export([init/1]).

%% Never returns. Start: #{host, conf, traces}, see redbug and redbug_compiler.
-spec init(map()) -> no_return().
init(#{host := Host, conf := Conf, traces := Traces}) ->
    Counted = counted_funs(Traces),
    try start_trace(Conf, Traces, Host) of
        {Procs, Funs} -> Host ! {self(), ready, Procs, Funs}
    catch
        throw:Failure ->
            Host ! {self(), failed, Failure},
            exit(normal)
    end,
    erlang:send_after(maps:get(time, Conf), self(), timeout),
    Reason = loop_lp(Host, Conf, sink(Conf)),
    stop_trace(),
    tables(Host, Counted),
    exit(Reason).

start_trace(#{procs := Procs}, #{flags := Flags, funs := Funs}, Host) ->
    case [Spec || P <- proc_list(Procs), Spec <- proc_spec(P)] of
        [] ->
            throw({argument_error, no_matching_processes});
        Specs ->
            Matched = lists:sum([set_pattern(Fun) || Fun <- Funs]),
            _ = [throw({argument_error, no_matching_functions}) || Funs =/= [], Matched =:= 0],
            Traced = lists:sum([erlang:trace(Spec, true, [timestamp | Flags]) || Spec <- Specs]),
            _ = (catch erlang:trace(Host, false, [all])),
            {Traced, Matched}
    end.

proc_list(Procs) when is_list(Procs) -> Procs;
proc_list(Procs) -> [Procs].

proc_spec(Spec) when Spec =:= all; Spec =:= new; Spec =:= existing; Spec =:= processes;
                     Spec =:= new_processes; Spec =:= existing_processes ->
    [Spec];
proc_spec(Pid) when is_pid(Pid) ->
    [Pid || node(Pid) =:= node(), is_process_alive(Pid)];
proc_spec({pid, I, J}) ->
    proc_spec(list_to_pid(lists:concat(["<0.", I, ".", J, ">"])));
proc_spec(Name) when is_atom(Name) ->
    case whereis(Name) of
        undefined -> [];
        Pid -> [Pid]
    end;
proc_spec(_) ->
    [].

set_pattern(#{mfa := {M, _, _} = MFA, kinds := Kinds, match_spec := Spec}) ->
    _ = code:ensure_loaded(M),
    try
        [erlang:trace_pattern(MFA, true, [Kind]) || Kind <- Kinds, Kind =/= local],
        erlang:trace_pattern(MFA, Spec, [local])
    catch
        error:badarg -> throw({argument_error, {bad_match_spec, Spec}})
    end.

stop_trace() ->
    _ = erlang:trace(all, false, [all]),
    ok.

%% Found out before they are traced, since asking a module is a call, too.
counted_funs(#{funs := Funs}) ->
    [{Kind, MFA} || #{mfa := {M, _, _} = Pattern, kinds := Kinds} <- Funs,
                    Kind <- Kinds, Kind =/= local,
                    {module, _} <- [code:ensure_loaded(M)], MFA <- expand(Pattern)].

tables(Host, MFAs) ->
    lists:foreach(
        fun(Kind) ->
            case lists:reverse(lists:keysort(2, [Row || {K, MFA} <- MFAs, K =:= Kind,
                                                        Row <- counted(Kind, MFA)])) of
                [] -> ok;
                Rows -> Host ! {self(), table, table_name(Kind), Rows}
            end
        end, [call_count, call_time]).

table_name(call_count) -> count;
table_name(call_time) -> time.

expand({M, F, A}) ->
    [{M, Fun, Arity} || {Fun, Arity} <- M:module_info(functions),
                        F =:= '_' orelse F =:= Fun, A =:= '_' orelse A =:= Arity].

counted(Kind, MFA) ->
    case erlang:trace_info(MFA, Kind) of
        {call_count, Count} when is_integer(Count), Count > 0 ->
            [{MFA, Count, 0}];
        {call_time, [_ | _] = Times} ->
            Count = lists:sum([N || {_, N, _, _} <- Times]),
            [{MFA, Count, lists:sum([S * 1000000 + Us || {_, _, S, Us} <- Times])} || Count > 0];
        _ ->
            []
    end.

%% The loop keeps the count of messages to come and, when buffered, those seen.
loop_lp(Host, Conf, {Left, Seen, Out}) ->
    receive
        {stop, Host} ->
            flush(Host, {Left, Seen, Out}),
            stopped;
        timeout ->
            flush(Host, {Left, Seen, Out}),
            timeout;
        Trace when element(1, Trace) =:= trace_ts ->
            case buff(Host, Conf, {Trace, {Left, Seen, Out}}) of
                {0, _, _} = Sink ->
                    flush(Host, Sink),
                    msg_count;
                Sink ->
                    check_queue(Conf),
                    loop_lp(Host, Conf, Sink)
            end;
        _ ->
            loop_lp(Host, Conf, {Left, Seen, Out})
    end.

check_queue(#{max_queue := Max}) ->
    {message_queue_len, Length} = process_info(self(), message_queue_len),
    _ = [exit({msg_queue, Length}) || Length > Max],
    ok.

sink(#{file := [_ | _]} = Conf) ->
    {infinity, [], {file, trc_open(Conf, 0), Conf, 0}};
sink(#{discard := true}) -> {infinity, [], discard};
sink(#{msgs := Left, buffered := true}) -> {Left, [], buffered};
sink(#{msgs := Left}) -> {Left, [], send}.

buff(Host, Conf, {Trace, {Left, Seen, Out}}) ->
    check_size(Trace, Conf),
    case Out of
        send ->
            Sent = send_one(Host, Trace),
            {Left - Sent, Seen, Out};
        buffered ->
            Kept = [Msg || Msg <- msg(Trace)],
            {Left - length(Kept), Kept ++ Seen, Out};
        discard ->
            {Left, Seen, Out};
        {file, _, _, _} ->
            {Left, Seen, trc_write(Out, Trace)}
    end.

check_size(Trace, #{max_msg_size := Max}) ->
    Size = erts_debug:flat_size(Trace),
    _ = [exit({msg_size, Size}) || Size > Max],
    ok.

flush(Host, {_, Seen, buffered}) ->
    Host ! {self(), msgs, lists:reverse(Seen)};
flush(_Host, {_, _, {file, Device, _, _}}) ->
    file:close(Device);
flush(_Host, _Sink) ->
    ok.

send_one(Host, Trace) ->
    Messages = msg(Trace),
    Host ! {self(), msgs, Messages},
    length(Messages).

msg(Trace) ->
    Message = case Trace of
        {trace_ts, Pid, call, MFA, TS} -> {call, {MFA, <<>>}, pi(Pid), ts(TS)};
        {trace_ts, Pid, call, MFA, Dump, TS} -> {call, {MFA, Dump}, pi(Pid), ts(TS)};
        {trace_ts, Pid, return_from, MFA, Value, TS} -> {retn, {MFA, Value}, pi(Pid), ts(TS)};
        {trace_ts, Pid, exception_from, MFA, Value, TS} -> {retn, {MFA, Value}, pi(Pid), ts(TS)};
        {trace_ts, Pid, send, Msg, To, TS} -> {send, {Msg, pi(To)}, pi(Pid), ts(TS)};
        {trace_ts, Pid, send_to_non_existing_process, Msg, To, TS} ->
            {send, {Msg, pi(To)}, pi(Pid), ts(TS)};
        {trace_ts, Pid, 'receive', Msg, TS} -> {recv, Msg, pi(Pid), ts(TS)};
        _ -> none
    end,
    [Message || Message =/= none].

%% A process with its name or its first function; aliases have neither.
pi(Pid) when is_pid(Pid), node(Pid) =:= node() ->
    Info = case process_info(Pid, registered_name) of
        undefined ->
            dead;
        {registered_name, Name} ->
            Name;
        [] ->
            case process_info(Pid, initial_call) of
                undefined -> dead;
                {initial_call, {proc_lib, init_p, 5}} -> proc_lib:translate_initial_call(Pid);
                {initial_call, MFA} -> MFA
            end
    end,
    {Pid, Info};
pi(Pid) when is_pid(Pid) ->
    {Pid, node(Pid)};
pi(Port) when is_port(Port) ->
    case erlang:port_info(Port, name) of
        undefined -> {Port, dead};
        {name, Name} -> {Port, Name}
    end;
pi({Name, Node}) when is_atom(Name), is_atom(Node) ->
    {Name, Node};
pi(Name) when is_atom(Name) ->
    {whereis(Name), Name}.

ts({_, _, Us} = TS) ->
    {_, {H, M, S}} = calendar:now_to_local_time(TS),
    {H, M, S, Us}.

%% Trc files have the format of OTP's trace ports: a byte 0, a size, a term.
trc_open(#{file := Base}, N) ->
    {ok, Device} = file:open(lists:concat([Base, N, ".trc"]), [write, raw, binary]),
    Device.

trc_write({file, Device, #{file_size := Size, file_count := Count} = Conf, N}, Trace) ->
    Binary = term_to_binary(Trace),
    ok = file:write(Device, [<<0, (byte_size(Binary)):32>>, Binary]),
    case file:position(Device, cur) of
        {ok, Position} when Position >= Size bsl 20 ->
            ok = file:close(Device),
            Next = (N + 1) rem Count,
            {file, trc_open(Conf, Next), Conf, Next};
        _ ->
            {file, Device, Conf, N}
    end.
