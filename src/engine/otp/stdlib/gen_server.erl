%% Subset of OTP's gen_server. Missing: chars_limit shrinking of reports, multi_call to nodes without aliases.
%%
%% A server is a process whose only frame is loop/7; every state transition is a tail call.
%% The -file attributes keep the line numbers that a stack of the real module shows.
-module(gen_server).

-export([start/3, start/4, start_link/3, start_link/4, start_monitor/3, start_monitor/4, stop/1, stop/3,
         call/2, call/3, cast/2, reply/2, abcast/2, abcast/3, multi_call/2, multi_call/3, multi_call/4,
         send_request/2, send_request/4, wait_response/2, wait_response/3, receive_response/2, receive_response/3,
         check_response/2, check_response/3, reqids_new/0, reqids_size/1, reqids_add/3, reqids_to_list/1,
         enter_loop/3, enter_loop/4, enter_loop/5, wake_hib/6, init_it/6,
         system_continue/3, system_terminate/4, system_code_change/4, system_get_state/1, system_replace_state/2,
         format_status/2, format_log/1, format_log/2]).

-define(IS_ACTION(A), (A =:= infinity orelse A =:= hibernate orelse (is_integer(A) andalso A >= 0)
                       orelse (is_tuple(A) andalso tuple_size(A) =:= 2 andalso element(1, A) =:= continue))).
-define(STACK, element(2, erlang:process_info(self(), current_stacktrace))).

-callback init(Args :: term()) ->
    {ok, term()} | {ok, term(), timeout() | hibernate | {continue, term()}} | {stop, term()} | ignore.
-callback handle_call(term(), {pid(), term()}, term()) -> term().
-callback handle_cast(term(), term()) -> term().
-callback handle_info(term(), term()) -> term().
-callback handle_continue(term(), term()) -> term().
-callback terminate(term(), term()) -> term().
-callback code_change(term(), term(), term()) -> {ok, term()} | {error, term()}.
-callback format_status(term(), list()) -> term().
-callback format_status(map()) -> map().
-optional_callbacks([handle_info/2, handle_continue/2, terminate/2, code_change/3, format_status/1, format_status/2]).

%%% Client side

start(Mod, Args, Opts) when is_atom(Mod), is_list(Opts) -> gen:start(?MODULE, nolink, Mod, Args, Opts);
start(Mod, Args, Opts) -> erlang:error(badarg, [Mod, Args, Opts]).

start(Name, Mod, Args, Opts) when is_tuple(Name), is_atom(Mod), is_list(Opts) ->
    gen:start(?MODULE, nolink, Name, Mod, Args, Opts);
start(Name, Mod, Args, Opts) -> erlang:error(badarg, [Name, Mod, Args, Opts]).

start_link(Mod, Args, Opts) when is_atom(Mod), is_list(Opts) -> gen:start(?MODULE, link, Mod, Args, Opts);
start_link(Mod, Args, Opts) -> erlang:error(badarg, [Mod, Args, Opts]).

start_link(Name, Mod, Args, Opts) when is_tuple(Name), is_atom(Mod), is_list(Opts) ->
    gen:start(?MODULE, link, Name, Mod, Args, Opts);
start_link(Name, Mod, Args, Opts) -> erlang:error(badarg, [Name, Mod, Args, Opts]).

start_monitor(Mod, Args, Opts) when is_atom(Mod), is_list(Opts) -> gen:start(?MODULE, monitor, Mod, Args, Opts);
start_monitor(Mod, Args, Opts) -> erlang:error(badarg, [Mod, Args, Opts]).

start_monitor(Name, Mod, Args, Opts) when is_tuple(Name), is_atom(Mod), is_list(Opts) ->
    gen:start(?MODULE, monitor, Name, Mod, Args, Opts);
start_monitor(Name, Mod, Args, Opts) -> erlang:error(badarg, [Name, Mod, Args, Opts]).

stop(Server) -> gen:stop(Server).

stop(Server, Reason, Timeout) -> gen:stop(Server, Reason, Timeout).

-file("gen_server.erl", 364).
call(Server, Request) ->
    try gen:call(Server, '$gen_call', Request) of
        {ok, Reply} -> Reply
    catch
        Class:Reason:Stack ->
            exit({failure(Class, Reason, Stack), {?MODULE, call, [Server, Request]}})
    end.

-file("gen_server.erl", 379).
call(Server, Request, Timeout) ->
    try gen:call(Server, '$gen_call', Request, Timeout) of
        {ok, Reply} -> Reply
    catch
        Class:Reason:Stack ->
            exit({failure(Class, Reason, Stack), {?MODULE, call, [Server, Request, Timeout]}})
    end.

failure(exit, Reason, _Stack) -> Reason;
failure(error, Reason, Stack) -> {Reason, Stack}.

-file("gen_server.erl", 569).
cast({global, Name}, Request) ->
    catch global:send(Name, {'$gen_cast', Request}),
    ok;
cast({via, Mod, Name}, Request) ->
    catch Mod:send(Name, {'$gen_cast', Request}),
    ok;
cast({Name, Node} = Dest, Request) when is_atom(Name), is_atom(Node) -> post(Dest, {'$gen_cast', Request});
cast(Dest, Request) when is_atom(Dest); is_pid(Dest) -> post(Dest, {'$gen_cast', Request}).

post(Dest, Message) ->
    try
        erlang:send(Dest, Message),
        ok
    catch
        _:_ -> ok
    end.

reply(Client, Reply) -> gen:reply(Client, Reply).

abcast(Name, Request) when is_atom(Name) -> abcast([node() | nodes()], Name, Request).

abcast(Nodes, Name, Request) when is_list(Nodes), is_atom(Name) ->
    lists:foreach(fun(Node) -> post({Name, Node}, {'$gen_cast', Request}) end, Nodes),
    abcast.

multi_call(Name, Request) when is_atom(Name) -> multi_call([node() | nodes()], Name, Request, infinity).

multi_call(Nodes, Name, Request) when is_list(Nodes), is_atom(Name) -> multi_call(Nodes, Name, Request, infinity).

multi_call(Nodes, Name, Request, Timeout) when is_list(Nodes), is_atom(Name) ->
    Deadline = deadline(Timeout),
    Asked = [{Node, ask(Name, Node, Request)} || Node <- Nodes],
    Answers = [{Node, gen:receive_response(Ref, Deadline)} || {Node, Ref} <- Asked],
    {[{Node, Reply} || {Node, {reply, Reply}} <- Answers],
     [Node || {Node, Answer} <- Answers, element(1, {Answer}) =:= timeout orelse element(1, Answer) =:= error]}.

ask(Name, Node, Request) ->
    Ref = erlang:monitor(process, {Name, Node}, [{alias, demonitor}]),
    post({Name, Node}, {'$gen_call', {self(), [alias | Ref]}, Request}),
    Ref.

deadline(infinity) -> infinity;
deadline(Timeout) -> {abs, erlang:monotonic_time(millisecond) + Timeout}.

send_request(Server, Request) -> gen:send_request(Server, '$gen_call', Request).

send_request(Server, Request, Label, Collection) ->
    gen:send_request(Server, '$gen_call', Request, Label, Collection).

wait_response(ReqId, Timeout) -> gen:wait_response(ReqId, Timeout).

wait_response(Collection, Timeout, Delete) -> gen:wait_response(Collection, Timeout, Delete).

receive_response(ReqId, Timeout) -> gen:receive_response(ReqId, Timeout).

receive_response(Collection, Timeout, Delete) -> gen:receive_response(Collection, Timeout, Delete).

check_response(Message, ReqId) -> gen:check_response(Message, ReqId).

check_response(Message, Collection, Delete) -> gen:check_response(Message, Collection, Delete).

reqids_new() -> gen:reqids_new().

reqids_size(Collection) -> gen:reqids_size(Collection).

reqids_add(ReqId, Label, Collection) -> gen:reqids_add(ReqId, Label, Collection).

reqids_to_list(Collection) -> gen:reqids_to_list(Collection).

%%% A process becomes a server

enter_loop(Mod, Opts, State) when is_atom(Mod), is_list(Opts) ->
    enter_loop(Mod, Opts, State, self(), infinity).

enter_loop(Mod, Opts, State, {Scope, _} = ServerName) when is_atom(Mod), is_list(Opts), Scope =:= local;
                                                          is_atom(Mod), is_list(Opts), Scope =:= global ->
    enter_loop(Mod, Opts, State, ServerName, infinity);
enter_loop(Mod, Opts, State, {via, _, _} = ServerName) ->
    enter_loop(Mod, Opts, State, ServerName, infinity);
enter_loop(Mod, Opts, State, Pid) when is_pid(Pid) ->
    enter_loop(Mod, Opts, State, Pid, infinity);
enter_loop(Mod, Opts, State, Action) ->
    enter_loop(Mod, Opts, State, self(), Action).

-file("gen_server.erl", 780).
enter_loop(Mod, Opts, State, ServerName, Action) when is_atom(Mod), is_list(Opts) ->
    Name = gen:get_proc_name(ServerName),
    Parent = gen:get_parent(),
    Debug = gen:debug_options(Name, Opts),
    loop(Parent, Name, State, Mod, Action, gen:hibernate_after(Opts), Debug).

-file("gen_server.erl", 809).
init_it(Starter, self, Name, Mod, Args, Opts) -> init_it(Starter, self(), Name, Mod, Args, Opts);
init_it(Starter, Parent, Name0, Mod, Args, Opts) ->
    Name = gen:name(Name0), Debug = gen:debug_options(Name, Opts),
    case
        init_it(Mod, Args) of
        {ok, {ok, State}} ->
            proc_lib:init_ack(Starter, {ok, self()}),
            loop(Parent, Name, State, Mod, infinity, gen:hibernate_after(Opts), Debug);
        {ok, {ok, State, Action}} when ?IS_ACTION(Action) ->
            proc_lib:init_ack(Starter, {ok, self()}),
            loop(Parent, Name, State, Mod, Action, gen:hibernate_after(Opts), Debug);
        {ok, ignore} ->
            gen:unregister_name(Name0),
            proc_lib:init_ack(Starter, ignore),
            exit(normal);


        {ok, {stop, Reason}} ->
            %% The name is free before the starter hears of the failure. The empty lines keep the
            %% numbers that stacks of the real module show.


            gen:unregister_name(Name0),
            proc_lib:init_ack(Starter, {error, Reason}),

            exit(Reason);
        {ok, Else} ->
            Error = {bad_return_value, Else},
            gen:unregister_name(Name0),
            proc_lib:init_ack(Starter, {error, Error}),



            exit(Error);
        {'EXIT', Class, Reason, Stack} ->
            gen:unregister_name(Name0),
            proc_lib:init_ack(Starter, {error, failure(Class, Reason, Stack)}),
            erlang:raise(Class, Reason, Stack)
    end.

-file("gen_server.erl", 848).
init_it(Mod, Args) ->
    try
        {ok, Mod:init(Args)}
    catch
        throw:Value -> {ok, Value};
        Class:Reason:Stack -> {'EXIT', Class, Reason, Stack}
    end.

%%% The loop

-file("gen_server.erl", 860).
loop(Parent, Name, State, Mod, {continue, Continue} = Msg, HibernateAfter, Debug) ->
    Debug1 = debugged(Debug, Name, Msg),


    case try_dispatch(Mod, handle_continue, Continue, State) of Result -> handle_common_reply(Result, Parent, Name, undefined, Msg, Mod, HibernateAfter, State, Debug1) end;
loop(Parent, Name, State, Mod, hibernate, HibernateAfter, Debug) ->
    proc_lib:hibernate(?MODULE, wake_hib, [Parent, Name, State, Mod, HibernateAfter, Debug]);
loop(Parent, Name, State, Mod, infinity, HibernateAfter, Debug) ->


    receive
        Msg -> decode_msg(Msg, Parent, Name, State, Mod, infinity, HibernateAfter, Debug, false)
    after HibernateAfter ->
        loop(Parent, Name, State, Mod, hibernate, HibernateAfter, Debug)
    end;
loop(Parent, Name, State, Mod, Time, HibernateAfter, Debug) ->
    Msg = receive Input -> Input after Time -> timeout end,
    decode_msg(Msg, Parent, Name, State, Mod, Time, HibernateAfter, Debug, false).

wake_hib(Parent, Name, State, Mod, HibernateAfter, Debug) ->
    Msg = receive Input -> Input end,
    decode_msg(Msg, Parent, Name, State, Mod, hibernate, HibernateAfter, Debug, true).

debugged([], _Name, _Event) -> [];
debugged(Debug, Name, Event) -> sys:handle_debug(Debug, fun print_event/3, Name, Event).

-file("gen_server.erl", 902).
decode_msg(Msg, Parent, Name, State, Mod, Time, HibernateAfter, Debug, Hibernated) ->
    case Msg of
        {system, From, Req} ->
            sys:handle_system_msg(Req, From, Parent, ?MODULE, Debug,
                                  [Name, State, Mod, Time, HibernateAfter], Hibernated);
        {'EXIT', Parent, Reason} ->
            terminate(exit, Reason, ?STACK, Reason, Name, undefined, Msg, Mod, State, Debug);
        _ when Debug =:= [] ->
            handle_msg(Msg, Parent, Name, State, Mod, HibernateAfter);
        _ ->
            Debug1 = sys:handle_debug(Debug, fun print_event/3, Name, {in, Msg}),
            handle_msg(Msg, Parent, Name, State, Mod, HibernateAfter, Debug1)
    end.

-file("gen_server.erl", 1120).
try_dispatch(Mod, Func, Msg, State) ->
    try
        {ok, Mod:Func(Msg, State)}
    catch
        throw:Value -> {ok, Value};
        error:undef = Reason:Stack when Func =:= handle_info ->
            case erlang:function_exported(Mod, handle_info, 2) of
                false ->
                    warn_unexpected(Mod, Msg),
                    {ok, {noreply, State}};
                true ->
                    {'EXIT', error, Reason, Stack}
            end;
        Class:Reason:Stack ->
            {'EXIT', Class, Reason, Stack}
    end.

-file("gen_server.erl", 1146).
try_handle_call(Mod, Msg, From, State) ->
    try
        {ok, Mod:handle_call(Msg, From, State)}
    catch
        throw:Value -> {ok, Value};
        Class:Reason:Stack -> {'EXIT', Class, Reason, Stack}
    end.

-file("gen_server.erl", 1156).
try_terminate(Mod, Reason, State) ->
    case erlang:function_exported(Mod, terminate, 2) of
        true ->
            try
                {ok, Mod:terminate(Reason, State)}
            catch
                throw:Value -> {ok, Value};
                Class:R:Stack -> {'EXIT', Class, R, Stack}
            end;
        false ->
            {ok, ok}
    end.

-file("gen_server.erl", 1176).
handle_msg({'$gen_call', From, Msg}, Parent, Name, State, Mod, HibernateAfter) ->
    Result = try_handle_call(Mod, Msg, From, State),
    case Result of
        {ok, {reply, Reply, NewState}} ->
            reply(From, Reply),
            loop(Parent, Name, NewState, Mod, infinity, HibernateAfter, []);
        {ok, {reply, Reply, NewState, Action}} when ?IS_ACTION(Action) ->
            reply(From, Reply),
            loop(Parent, Name, NewState, Mod, Action, HibernateAfter, []);
        {ok, {noreply, NewState}} ->
            loop(Parent, Name, NewState, Mod, infinity, HibernateAfter, []);
        {ok, {noreply, NewState, Action}} when ?IS_ACTION(Action) ->
            loop(Parent, Name, NewState, Mod, Action, HibernateAfter, []);
        {ok, {stop, Reason, Reply, NewState}} ->
            try

                terminate(exit, Reason, ?STACK, Reason, Name, From, Msg, Mod, NewState, [])
            after
                reply(From, Reply)
            end;
        _ -> handle_common_reply(Result, Parent, Name, From, Msg, Mod, HibernateAfter, State)
    end;
handle_msg(Msg, Parent, Name, State, Mod, HibernateAfter) ->
    Result = dispatch(Msg, Mod, State), handle_common_reply(Result, Parent, Name, undefined, Msg, Mod, HibernateAfter, State).

-file("gen_server.erl", 1202).
handle_msg({'$gen_call', From, Msg}, Parent, Name, State, Mod, HibernateAfter, Debug) ->
    Result = try_handle_call(Mod, Msg, From, State),
    case Result of
        {ok, {reply, Reply, NewState}} ->
            Debug1 = reply(Name, From, Reply, NewState, Debug),
            loop(Parent, Name, NewState, Mod, infinity, HibernateAfter, Debug1);
        {ok, {reply, Reply, NewState, Action}} when ?IS_ACTION(Action) ->
            Debug1 = reply(Name, From, Reply, NewState, Debug),
            loop(Parent, Name, NewState, Mod, Action, HibernateAfter, Debug1);





        {ok, {stop, Reason, Reply, NewState}} ->
            try
                terminate(exit, Reason, ?STACK, Reason, Name, From, Msg, Mod, NewState, Debug)
            after
                _ = reply(Name, From, Reply, NewState, Debug)
            end;
        _ ->
            handle_common_reply(Result, Parent, Name, From, Msg, Mod, HibernateAfter, State, Debug)
    end;
handle_msg(Msg, Parent, Name, State, Mod, HibernateAfter, Debug) ->
    Result = dispatch(Msg, Mod, State),
    handle_common_reply(Result, Parent, Name, undefined, Msg, Mod, HibernateAfter, State, Debug).

dispatch({'$gen_cast', Msg}, Mod, State) -> try_dispatch(Mod, handle_cast, Msg, State);
dispatch(Info, Mod, State) -> try_dispatch(Mod, handle_info, Info, State).

reply(Name, From, Reply, State, Debug) ->
    reply(From, Reply),
    sys:handle_debug(Debug, fun print_event/3, Name, {out, Reply, From, State}).

-file("gen_server.erl", 1230).
handle_common_reply(Result, Parent, Name, From, Msg, Mod, HibernateAfter, State) ->
    case Result of
        {ok, {noreply, NewState}} ->
            loop(Parent, Name, NewState, Mod, infinity, HibernateAfter, []);
        {ok, {noreply, NewState, Action}} when ?IS_ACTION(Action) ->
            loop(Parent, Name, NewState, Mod, Action, HibernateAfter, []);



        {ok, {stop, Reason, NewState}} ->
            terminate(exit, Reason, ?STACK, Reason, Name, From, Msg, Mod, NewState, []);
        {'EXIT', Class, Reason, Stack} ->
            terminate(Class, Reason, Stack, {Reason, Stack}, Name, From, Msg, Mod, State, []);
        {ok, BadReply} -> Reason = {bad_return_value, BadReply},
            terminate(exit, Reason, ?STACK, Reason, Name, From, Msg, Mod, State, [])
    end.

-file("gen_server.erl", 1253).
handle_common_reply(Result, Parent, Name, From, Msg, Mod, HibernateAfter, State, Debug) ->
    case Result of
        {ok, {noreply, NewState}} ->
            Debug1 = debugged(Debug, Name, {noreply, NewState}),
            loop(Parent, Name, NewState, Mod, infinity, HibernateAfter, Debug1);
        {ok, {noreply, NewState, Action}} when ?IS_ACTION(Action) ->
            Debug1 = debugged(Debug, Name, {noreply, NewState}),
            loop(Parent, Name, NewState, Mod, Action, HibernateAfter, Debug1);
        {ok, {stop, Reason, NewState}} ->
            terminate(exit, Reason, ?STACK, Reason, Name, From, Msg, Mod, NewState, Debug);
        {'EXIT', Class, Reason, Stack} ->
            terminate(Class, Reason, Stack, {Reason, Stack}, Name, From, Msg, Mod, State, Debug);
        {ok, BadReply} -> Reason = {bad_return_value, BadReply},
            terminate(exit, Reason, ?STACK, Reason, Name, From, Msg, Mod, State, Debug)
    end.

warn_unexpected(Mod, Msg) ->
    logger:log(warning, #{label => {?MODULE, no_handle_info}, module => Mod, message => Msg},
               #{domain => [otp], report_cb => fun ?MODULE:format_log/2, error_logger => #{tag => warning_msg, report_cb => fun ?MODULE:format_log/1}}).

%%% What sys asks for

system_continue(Parent, Debug, [Name, State, Mod, Time, HibernateAfter]) ->
    loop(Parent, Name, State, Mod, Time, HibernateAfter, Debug).

-file("gen_server.erl", 1282).
system_terminate(Reason, _Parent, Debug, [Name, State, Mod, _Time, _HibernateAfter]) ->
    terminate(exit, Reason,
              ?STACK, Reason, Name, undefined, [], Mod, State, Debug).

system_code_change([Name, State, Mod, Time, HibernateAfter], _Module, OldVsn, Extra) ->
    case catch Mod:code_change(OldVsn, State, Extra) of
        {ok, NewState} -> {ok, [Name, NewState, Mod, Time, HibernateAfter]};
        Else -> Else
    end.

system_get_state([_Name, State, _Mod, _Time, _HibernateAfter]) -> {ok, State}.

system_replace_state(Fun, [Name, State, Mod, Time, HibernateAfter]) ->
    NewState = Fun(State),
    {ok, NewState, [Name, NewState, Mod, Time, HibernateAfter]}.

format_status(Opt, [PDict, SysState, Parent, Debug, [Name, State, Mod, _Time, _HibernateAfter]]) ->
    Header = gen:format_status_header("Status for generic server", Name),
    Status = gen:format_status(Mod, Opt, #{state => State, log => sys:get_log(Debug)}, [PDict, State]),
    Extra = case Status of
                #{'$status' := S} when is_list(S) -> S;
                #{'$status' := S} -> [S];
                #{'EXIT' := Text} -> [{data, [{"State", Text}]}];
                #{state := S} -> [{data, [{"State", S}]}]
            end,
    [{header, Header},
     {data, [{"Status", SysState}, {"Parent", Parent}, {"Logged events", maps:get(log, Status)}]} | Extra].

print_event(Dev, {in, {'$gen_call', {From, _Tag}, Request}}, Name) ->
    io:format(Dev, "*DBG* ~tp got call ~tp from ~tw~n", [Name, Request, From]);
print_event(Dev, {in, {'$gen_cast', Request}}, Name) ->
    io:format(Dev, "*DBG* ~tp got cast ~tp~n", [Name, Request]);
print_event(Dev, {in, Msg}, Name) ->
    io:format(Dev, "*DBG* ~tp got ~tp~n", [Name, Msg]);
print_event(Dev, {out, Reply, {To, _Tag}, State}, Name) ->
    io:format(Dev, "*DBG* ~tp sent ~tp to ~tw, new state ~tp~n", [Name, Reply, To, State]);
print_event(Dev, {noreply, State}, Name) ->
    io:format(Dev, "*DBG* ~tp new state ~tp~n", [Name, State]);
print_event(Dev, Event, Name) ->
    io:format(Dev, "*DBG* ~tp dbg  ~tp~n", [Name, Event]).

%%% The end

%% Raises again what stopped the server, so that proc_lib reports it with the same stack.
-file("gen_server.erl", 1349).
terminate(Class, Reason, Stack, ReportReason, Name, From, Msg, Mod, State, Debug) ->
    case try_terminate(Mod, failure_seen_by_callback(Class, Reason, Stack, ReportReason), State) of
        {'EXIT', C, R, S} ->
            report(C, {R, S}, S, Name, From, Msg, Mod, State, Debug),
            erlang:raise(C, R, S);
        {ok, _} ->
            report(Class, ReportReason, Stack, Name, From, Msg, Mod, State, Debug),
            erlang:raise(Class, Reason, Stack)
    end.

failure_seen_by_callback(error, Reason, Stack, _) -> {Reason, Stack};
failure_seen_by_callback(exit, Reason, _Stack, _) -> Reason.

report(exit, Reason, Stack, Name, From, Msg, Mod, State, Debug) ->
    Why = case Reason of {R, Trace} when is_list(Trace) -> R; _ -> Reason end,
    case Why of
        normal -> ok;
        shutdown -> ok;
        {shutdown, _} -> ok;
        _ -> report(Reason, Stack, Name, From, Msg, Mod, State, Debug)
    end;
report(_Class, Reason, Stack, Name, From, Msg, Mod, State, Debug) ->
    report(Reason, Stack, Name, From, Msg, Mod, State, Debug).

report(_Reason, _Stack, application_controller, _From, _Msg, _Mod, _State, _Debug) -> ok;
report(Reason, Stack, Name, From, Msg, Mod, State, Debug) ->
    %% The callback sees the reason without a stack.
    {Why, Trace} = case Reason of
                       {R, Stack} -> {R, [Stack]};
                       _ -> {Reason, []}
                   end,
    Status = gen:format_status(Mod, terminate, #{state => State, message => Msg, reason => Why, log => sys:get_log(Debug)},
                               [get(), State]),
    Shown = maps:get(reason, Status),
    logger:log(error,
               #{label => {?MODULE, terminate}, name => Name, last_message => maps:get(message, Status),
                 state => shown_state(Status), log => shown_log(Mod, maps:get(log, Status)),
                 reason => case Trace of [] -> Shown; [_] -> {Shown, Stack} end,
                 client_info => client_info(From)},
               #{domain => [otp], report_cb => fun ?MODULE:format_log/2,
                 error_logger => #{tag => error, report_cb => fun ?MODULE:format_log/1}}).

shown_state(#{'EXIT' := Text}) -> Text;
shown_state(#{'$status' := State}) -> State;
shown_state(#{state := State}) -> State.

%% States in the log are shown as the callback shows states, unless it has seen the log itself.
shown_log(Mod, Log) ->
    case erlang:function_exported(Mod, format_status, 1) of
        true -> Log;
        false -> [shown_event(Mod, Event) || Event <- Log]
    end.

shown_event(Mod, {out, Msg, To, State}) -> {out, Msg, To, shown_state_of(Mod, State)};
shown_event(Mod, {noreply, State}) -> {noreply, shown_state_of(Mod, State)};
shown_event(_Mod, Event) -> Event.

shown_state_of(Mod, State) -> shown_state(gen:format_status(Mod, terminate, #{state => State}, [get(), State])).

client_info(undefined) -> undefined;
client_info({From, _}) when is_pid(From), node(From) =:= node() ->
    case process_info(From, [current_stacktrace, registered_name]) of
        undefined -> {From, dead};
        [{current_stacktrace, Stack}, {registered_name, []}] -> {From, {From, Stack}};
        [{current_stacktrace, Stack}, {registered_name, Name}] -> {From, {Name, Stack}}
    end;
client_info({From, _}) when is_pid(From) -> {From, remote};
client_info(_) -> undefined.

format_log(Report) -> report_text:legacy(fun(Opts) -> log_parts(Report, Opts) end).

format_log(Report, Opts0) -> report_text:text(fun(Opts) -> log_parts(Report, Opts) end, Opts0).

log_parts(#{label := {?MODULE, terminate}} = Report, Opts) ->
    #{name := Name, last_message := Message, state := State, log := Log, reason := Reason, client_info := Client} = Report,
    case Opts of
        #{single_line := true} ->
            ["Generic server ", {whole, Name}, " terminating. Reason: ", {term, explained(Reason)}, ". Last message: ",
             {term, Message}, ". State: ", {term, State}, "."]
                ++ [Part || Log =/= [], Part <- [" Log: ", {term, Log}]];
        _ ->
            ["** Generic server ", {whole, Name}, " terminating \n** Last message in was ", {term, Message},
             "~n** When Server state == ", {term, State}, "~n** Reason for termination ==~n** ",
             {term, explained(Reason)}, "~n"]
                ++ case Log of
                       [] -> [];
                       _ -> ["** Log ==~n** ["] ++ lists:join(",~n    ", [{term, Event} || Event <- Log]) ++ ["]~n"]
                   end
    end ++ report_text:client(Client, Opts);
log_parts(#{label := {?MODULE, no_handle_info}, module := Mod, message := Message}, #{single_line := true}) ->
    ["Undefined handle_info in ", {whole, Mod}, ". Unhandled message: ", {term, Message}, "."];
log_parts(#{label := {?MODULE, no_handle_info}, module := Mod, message := Message}, _Opts) ->
    [{fixed, "** Undefined handle_info in ~p~n", [Mod]}, "** Unhandled message: ", {term, Message}, "~n"].

explained({undef, [{Mod, Name, Args, _} | _] = Stack} = Reason) ->
    case report_text:undefined_function(Mod, {Name, length(Args)}) of
        exported -> Reason;
        Why -> {Why, Stack}
    end;
explained(Reason) ->
    Reason.
