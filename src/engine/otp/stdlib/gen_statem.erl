%% Subset of OTP's gen_statem. Missing: change_callback_module and kin, hibernate_after.
%%
%% A machine is {Mode, Module, State, Data} with a queue of events: first what actions inserted, then what was postponed and
%% retried, then the mailbox. Time-outs are timers kept by name in a map.
%% The -file attributes keep the line numbers that a stack of the real module shows.
-module(gen_statem).

-export([start/3, start/4, start_link/3, start_link/4, start_monitor/3, start_monitor/4, stop/1, stop/3, cast/2, call/2, call/3,
         send_request/2, send_request/4, wait_response/1, wait_response/2, wait_response/3, receive_response/1, receive_response/2,
         receive_response/3, check_response/2, check_response/3, reqids_new/0, reqids_size/1, reqids_add/3, reqids_to_list/1,
         reply/1, reply/2, enter_loop/4, enter_loop/5, enter_loop/6, init_it/6, wakeup_from_hibernate/3,
         system_continue/3, system_terminate/4, system_code_change/4, system_get_state/1, system_replace_state/2,
         format_status/2, format_log/1, format_log/2]).

-callback init(term()) -> term().
-callback callback_mode() -> atom() | [atom()].
-callback handle_event(term(), term(), term(), term()) -> term().
-callback terminate(term(), term(), term()) -> term().
-callback code_change(term(), term(), term(), term()) -> term().
-callback format_status(term(), list()) -> term().
-callback format_status(map()) -> map().
-optional_callbacks([handle_event/4, terminate/3, code_change/4, format_status/1, format_status/2]).

-define(STACK, element(2, erlang:process_info(self(), current_stacktrace))).
-record(m, {parent, name, module, modes = [], enter = false, state, data, postponed = [], timers = #{}, debug = []}).

start(Mod, Args, Opts) -> gen:start(?MODULE, nolink, Mod, Args, Opts).

start(Name, Mod, Args, Opts) -> gen:start(?MODULE, nolink, Name, Mod, Args, Opts).

start_link(Mod, Args, Opts) -> gen:start(?MODULE, link, Mod, Args, Opts).

start_link(Name, Mod, Args, Opts) -> gen:start(?MODULE, link, Name, Mod, Args, Opts).

start_monitor(Mod, Args, Opts) -> gen:start(?MODULE, monitor, Mod, Args, Opts).

start_monitor(Name, Mod, Args, Opts) -> gen:start(?MODULE, monitor, Name, Mod, Args, Opts).

stop(Server) -> gen:stop(Server).

stop(Server, Reason, Timeout) -> gen:stop(Server, Reason, Timeout).

cast({global, Name}, Msg) ->
    catch global:send(Name, {'$gen_cast', Msg}),
    ok;
cast({via, Mod, Name}, Msg) ->
    catch Mod:send(Name, {'$gen_cast', Msg}),
    ok;
cast(Server, Msg) ->
    catch erlang:send(Server, {'$gen_cast', Msg}),
    ok.

call(Server, Request) -> call(Server, Request, infinity).

call(Server, Request, {clean_timeout, Timeout}) -> call_dirty(Server, Request, {clean_timeout, Timeout}, Timeout);
call(Server, Request, {dirty_timeout, Timeout}) -> call_dirty(Server, Request, {dirty_timeout, Timeout}, Timeout);
call(Server, Request, Timeout) -> call_dirty(Server, Request, Timeout, Timeout).

-file("gen_statem.erl", 898).
call_dirty(Server, Request, Timeout, T) ->
    try gen:call(Server, '$gen_call', Request, T) of
        {ok, Reply} -> Reply
    catch
        Class:Reason:Stack ->
            erlang:raise(Class, {Reason, {?MODULE, call, [Server, Request, Timeout]}}, Stack)
    end.

send_request(Server, Request) -> gen:send_request(Server, '$gen_call', Request).

wait_response(ReqId) -> wait_response(ReqId, infinity).

wait_response(ReqId, Timeout) -> gen:wait_response(ReqId, Timeout).

receive_response(ReqId) -> receive_response(ReqId, infinity).

receive_response(ReqId, Timeout) -> gen:receive_response(ReqId, Timeout).

check_response(Msg, ReqId) -> gen:check_response(Msg, ReqId).

send_request(Server, Request, Label, Collection) -> gen:send_request(Server, '$gen_call', Request, Label, Collection).

wait_response(Collection, Timeout, Delete) -> gen:wait_response(Collection, Timeout, Delete).

receive_response(Collection, Timeout, Delete) -> gen:receive_response(Collection, Timeout, Delete).

check_response(Msg, Collection, Delete) -> gen:check_response(Msg, Collection, Delete).

reqids_new() -> gen:reqids_new().

reqids_size(Collection) -> gen:reqids_size(Collection).

reqids_add(ReqId, Label, Collection) -> gen:reqids_add(ReqId, Label, Collection).

reqids_to_list(Collection) -> gen:reqids_to_list(Collection).

reply({reply, From, Reply}) -> reply(From, Reply);
reply(Replies) when is_list(Replies) -> lists:foreach(fun reply/1, Replies).

reply(From, Reply) -> gen:reply(From, Reply).

%%% Start

enter_loop(Mod, Opts, State, Data) -> enter_loop(Mod, Opts, State, Data, self(), []).

enter_loop(Mod, Opts, State, Data, Actions) when is_list(Actions) -> enter_loop(Mod, Opts, State, Data, self(), Actions);
enter_loop(Mod, Opts, State, Data, Server) -> enter_loop(Mod, Opts, State, Data, Server, []).

enter_loop(Mod, Opts, State, Data, Server, Actions) ->
    Name = gen:get_proc_name(Server),
    entered(gen:get_parent(), Name, Mod, gen:debug_options(Name, Opts), State, Data, Actions).

init_it(Starter, self, Server, Mod, Args, Opts) -> init_it(Starter, self(), Server, Mod, Args, Opts);
init_it(Starter, Parent, Server, Mod, Args, Opts) ->
    Name = gen:name(Server),
    Debug = gen:debug_options(Name, Opts),
    try Mod:init(Args) of
        Result -> init_result(Starter, Parent, Server, Name, Mod, Debug, Result)
    catch
        throw:Result -> init_result(Starter, Parent, Server, Name, Mod, Debug, Result);
        Class:Reason:Stack ->
            gen:unregister_name(Server),
            proc_lib:init_ack(Starter, {error, case Class of error -> {Reason, Stack}; exit -> Reason end}),
            erlang:raise(Class, Reason, Stack)
    end.

init_result(Starter, Parent, Server, Name, Mod, Debug, Result) ->
    case Result of
        {ok, State, Data} ->
            proc_lib:init_ack(Starter, {ok, self()}),
            entered(Parent, Name, Mod, Debug, State, Data, []);
        {ok, State, Data, Actions} ->
            proc_lib:init_ack(Starter, {ok, self()}),
            entered(Parent, Name, Mod, Debug, State, Data, Actions);
        {stop, Reason} -> refused(Starter, Server, Reason, {error, Reason});
        ignore -> refused(Starter, Server, normal, ignore);
        Else -> refused(Starter, Server, {bad_return_from_init, Else}, {error, {bad_return_from_init, Else}})
    end.

refused(Starter, Server, Reason, Answer) ->
    gen:unregister_name(Server),
    proc_lib:init_ack(Starter, Answer),
    exit(Reason).

entered(Parent, Name, Mod, Debug, State, Data, Actions) ->
    Modes = case Mod:callback_mode() of
                L when is_list(L) -> L;
                A -> [A]
            end,
    M = #m{parent = Parent, name = Name, module = Mod, modes = Modes, enter = lists:member(state_enter, Modes),
           state = State, data = Data, debug = Debug},
    case M#m.enter of
        true -> enter_state(State, M, [], listed(Actions), {init, State});
        false -> actions(listed(Actions), M, [], {internal, init_state}, false)
    end.

listed(Actions) when is_list(Actions) -> Actions;
listed(Action) -> [Action].

%%% The loop

loop([], M) -> loop_receive(M, M#m.parent, ok);
loop([{Type, Content} | Queue], M) -> loop_state_callback(Type, Content, Queue, M, M#m.state, M#m.data, M#m.module, M#m.modes, ok, ok, ok).

-file("gen_statem.erl", 1278).
loop_receive(M, Parent, _) ->

    %% an idle machine waits here
    receive
        {system, From, Req} ->
            sys:handle_system_msg(Req, From, Parent, ?MODULE, M#m.debug, M, false);
        {'EXIT', Parent, Reason} ->
            terminate(exit, Reason, [], M, [{info, {'EXIT', Parent, Reason}}]);
        {'$gen_call', From, Msg} -> received({call, From}, Msg, M);
        {'$gen_cast', Msg} -> received(cast, Msg, M);
        {timeout, Ref, {?MODULE, Name}} -> fired(Ref, Name, M);
        Msg -> received(info, Msg, M)
    end.

wakeup_from_hibernate(M, Parent, X) -> loop_receive(M, Parent, X).

fired(Ref, Name, #m{timers = Timers} = M) ->
    case Timers of
        #{Name := {Ref, Content}} -> received(timeout_type(Name), Content, M#m{timers = maps:remove(Name, Timers)});
        _ -> loop([], M)
    end.

timeout_type(state_timeout) -> state_timeout;
timeout_type(event_timeout) -> timeout;
timeout_type({timeout, _} = Name) -> Name.

%% Any event ends the event time-out.
received(Type, Content, M0) ->
    M1 = without_timer(event_timeout, M0),
    M = debugged({in, {Type, Content}, M1#m.state}, M1),
    loop_state_callback(Type, Content, [], M, M#m.state, M#m.data, M#m.module, M#m.modes, ok, ok, ok).

debugged(_Event, #m{debug = []} = M) -> M;
debugged(Event, #m{debug = Debug, name = Name} = M) -> M#m{debug = sys:handle_debug(Debug, fun print_event/3, Name, Event)}.

-file("gen_statem.erl", 1422).
loop_state_callback(Type, Content, Queue, M, State, Data, Module, Modes, _, _, _) ->
    try
        case lists:member(state_functions, Modes) of
            true -> Module:State(Type, Content, Data);

            false -> Module:handle_event(Type, Content, State, Data)
        end
    of
        Result -> loop_state_callback_result(Result, Type, Content, Queue, M, ok, ok, ok, ok, ok, ok)
    catch
        throw:Result -> loop_state_callback_result(Result, Type, Content, Queue, M, ok, ok, ok, ok, ok, ok);
        Class:Reason:Stack -> terminate(Class, Reason, Stack, M, [{Type, Content} | Queue])
    end.

-file("gen_statem.erl", 1560).
loop_state_callback_result(Result, Type, Content, Queue, #m{state = S, data = D} = M, _, _, _, _, _, _) ->
    Event = {Type, Content},
    case Result of
        {next_state, New, NewD} -> moved(New, NewD, [], Event, Queue, M);
        {next_state, New, NewD, As} -> moved(New, NewD, As, Event, Queue, M);
        {keep_state, NewD} -> kept(NewD, [], Event, Queue, M);
        {keep_state, NewD, As} -> kept(NewD, As, Event, Queue, M);
        keep_state_and_data -> kept(D, [], Event, Queue, M);
        {keep_state_and_data, As} -> kept(D, As, Event, Queue, M);
        {repeat_state, NewD} -> repeated(NewD, [], Event, Queue, M);
        {repeat_state, NewD, As} -> repeated(NewD, As, Event, Queue, M);
        repeat_state_and_data -> repeated(D, [], Event, Queue, M);
        {repeat_state_and_data, As} -> repeated(D, As, Event, Queue, M);
        stop -> stopped(normal, M, [Event | Queue]);
        {stop, Reason} -> stopped(Reason, M, [Event | Queue]);
        {stop, Reason, NewD} -> stopped(Reason, M#m{data = NewD}, [Event | Queue]);
        {stop_and_reply, Reason, Rs} -> stopped(Reason, replies(Rs, M), [Event | Queue]); {stop_and_reply, Reason, Rs, NewD} -> stopped(Reason, replies(Rs, M#m{data = NewD}), [Event | Queue]);


        _ -> terminate(error, {bad_return_from_state_function, Result}, ?STACK, M#m{state = S}, [Event | Queue])
    end.

stopped(Reason, M, Queue) -> terminate(exit, Reason, [], M, Queue).

replies(Rs, M) -> lists:foldl(fun({reply, From, R}, Acc) -> replied(From, R, Acc) end, M, listed(Rs)).

replied(From, R, M) ->
    gen:reply(From, R),
    debugged({out, R, From}, M).

kept(NewD, As, Event, Queue, M) -> actions(listed(As), M#m{data = NewD}, Queue, Event, false).

moved(New, NewD, As, Event, Queue, #m{state = New} = M) -> kept(NewD, As, Event, Queue, M);
moved(New, NewD, As, Event, Queue, #m{state = Old} = M) ->
    M1 = M#m{state = New, data = NewD},
    changed_state(Old, As, Event, Queue, M1).

repeated(NewD, As, Event, Queue, #m{state = S} = M) -> changed_state(S, As, Event, Queue, M#m{data = NewD}).

changed_state(Old, As, Event, Queue, M) ->
    actions(listed(As), M, Queue, Event, {changed, Old}).

%% Runs the actions, then decides what comes next. Inserted events come before the queue, in the order of the actions.
actions(As, M0, Queue, Event, Change) ->
    {M1, Inserted, Postpone, Timeouts} = lists:foldl(fun action/2, {M0, [], false, []}, As),
    M2 = case Event of
             {internal, init_state} -> M1;
             _ -> debugged(case Postpone of
                               true -> {postpone, Event, old_state(Change, M1), next_state(Change, M1)};
                               false -> {consume, Event, old_state(Change, M1), next_state(Change, M1)}
                           end, M1)
         end,
    M3 = case Postpone of
             true -> M2#m{postponed = [Event | M2#m.postponed]};
             false -> M2
         end,
    {M4, Queue1} = case Change of
                       {changed, _} ->
                           Retried = lists:reverse(M3#m.postponed),
                           {(without_timer(state_timeout, M3))#m{postponed = []}, Retried ++ Queue};
                       false ->
                           {M3, Queue}
                   end,
    {M5, Zero} = lists:foldl(fun set_timeout/2, {M4, []}, lists:reverse(Timeouts)),
    Next = lists:reverse(Inserted) ++ Queue1 ++ lists:reverse(Zero),
    case Change of
        {changed, Old} when M5#m.enter -> enter_state(Old, M5, Next, [], Event);
        _ -> loop(Next, M5)
    end.

old_state({changed, Old}, _M) -> Old;
old_state(false, #m{state = S}) -> S.

next_state(_, #m{state = S}) -> S.

action({reply, From, R}, {M, I, P, T}) -> {replied(From, R, M), I, P, T};
action(postpone, {M, I, _, T}) -> {M, I, true, T};
action({postpone, Bool}, {M, I, _, T}) -> {M, I, Bool, T};
action({next_event, Type, Content}, {M, I, P, T}) -> {debugged({in, {Type, Content}, M#m.state}, M), [{Type, Content} | I], P, T};
action(hibernate, Acc) -> Acc;
action({hibernate, _}, Acc) -> Acc;
action({timeout, Time, Content}, {M, I, P, T}) -> {M, I, P, [{event_timeout, Time, Content, []} | T]};
action({timeout, Time, Content, Opts}, {M, I, P, T}) -> {M, I, P, [{event_timeout, Time, Content, Opts} | T]};
action({state_timeout, cancel}, {M, I, P, T}) -> {without_timer(state_timeout, M), I, P, T};
action({state_timeout, Time, Content}, {M, I, P, T}) -> {M, I, P, [{state_timeout, Time, Content, []} | T]};
action({state_timeout, Time, Content, Opts}, {M, I, P, T}) -> {M, I, P, [{state_timeout, Time, Content, Opts} | T]};
action({{timeout, _} = Name, cancel}, {M, I, P, T}) -> {without_timer(Name, M), I, P, T};
action({{timeout, _} = Name, Time, Content}, {M, I, P, T}) -> {M, I, P, [{Name, Time, Content, []} | T]};
action({{timeout, _} = Name, Time, Content, Opts}, {M, I, P, T}) -> {M, I, P, [{Name, Time, Content, Opts} | T]};
action(Time, {M, I, P, T}) when is_integer(Time); Time =:= infinity -> {M, I, P, [{event_timeout, Time, Time, []} | T]};
action(Other, {M, _, _, _}) -> terminate(error, {bad_action_from_state_function, Other}, ?STACK, M, []).

set_timeout({Name, infinity, _Content, _Opts}, {M, Zero}) -> {without_timer(Name, M), Zero};
set_timeout({Name, 0, Content, _Opts}, {M, Zero}) -> {without_timer(Name, M), [{timeout_type(Name), Content} | Zero]};
set_timeout({Name, Time, Content, Opts}, {M0, Zero}) ->
    #m{timers = Timers} = M = without_timer(Name, M0),
    Ref = erlang:start_timer(Time, self(), {?MODULE, Name}, Opts),
    {M#m{timers = Timers#{Name => {Ref, Content}}}, Zero}.

without_timer(Name, #m{timers = Timers} = M) ->
    case Timers of
        #{Name := {Ref, _}} ->
            _ = erlang:cancel_timer(Ref),
            M#m{timers = maps:remove(Name, Timers)};
        _ ->
            M
    end.

%% A state enter call: its actions may not insert or postpone events.
enter_state(Old, #m{module = Module, modes = Modes, state = S, data = D} = M, Queue, Actions, Event) ->
    Result = try
                 case lists:member(state_functions, Modes) of
                     true -> Module:S(enter, Old, D);
                     false -> Module:handle_event(enter, Old, S, D)
                 end
             catch
                 throw:Thrown -> Thrown;
                 Class:Why:Stack -> terminate(Class, Why, Stack, M, [{enter, Old}, Event])
             end,
    Next = {internal, init_state},
    case Result of
        {keep_state, NewD} -> actions(Actions, M#m{data = NewD}, Queue, Next, false);
        {keep_state, NewD, As} -> actions(Actions ++ listed(As), M#m{data = NewD}, Queue, Next, false);
        keep_state_and_data -> actions(Actions, M, Queue, Next, false);
        {keep_state_and_data, As} -> actions(Actions ++ listed(As), M, Queue, Next, false);
        {next_state, S, NewD} -> actions(Actions, M#m{data = NewD}, Queue, Next, false);
        {next_state, S, NewD, As} -> actions(Actions ++ listed(As), M#m{data = NewD}, Queue, Next, false);
        stop -> stopped(normal, M, Queue);
        {stop, Reason} -> stopped(Reason, M, Queue);
        {stop, Reason, NewD} -> stopped(Reason, M#m{data = NewD}, Queue);
        {stop_and_reply, Reason, Rs} -> stopped(Reason, replies(Rs, M), Queue);
        _ -> terminate(error, {bad_state_enter_return_from_state_function, Result}, ?STACK, M, Queue)
    end.

%%% sys

system_continue(_Parent, Debug, M) -> loop([], M#m{debug = Debug}).

system_terminate(Reason, _Parent, Debug, M) -> terminate(exit, Reason, [], M#m{debug = Debug}, []).

system_code_change(#m{module = Mod, state = S, data = D} = M, _Module, OldVsn, Extra) ->
    case Mod:code_change(OldVsn, S, D, Extra) of
        {ok, NewS, NewD} -> {ok, M#m{state = NewS, data = NewD}};
        Error -> Error
    end.

system_get_state(#m{state = S, data = D}) -> {ok, {S, D}}.

system_replace_state(Fun, #m{state = S, data = D} = M) ->
    {NewS, NewD} = Result = Fun({S, D}),
    {ok, Result, M#m{state = NewS, data = NewD}}.

format_status(Opt, [PDict, SysState, Parent, Debug, #m{name = Name, module = Mod, timers = Timers, postponed = Postponed} = M]) ->
    Status = gen:format_status(Mod, Opt, #{state => M#m.state, data => M#m.data}, [PDict, M#m.state, M#m.data]),
    Shown = case Status of
                #{'$status' := L} when is_list(L) -> L;
                #{'$status' := T} -> [T];
                #{state := S, data := D} -> [{data, [{"State", {S, D}}]}]
            end,
    [{header, gen:format_status_header("Status for state machine", Name)},
     {data, [{"Status", SysState}, {"Parent", Parent}, {"Modules", [Mod]},
             {"Time-outs", {map_size(Timers), [{timeout_type(N), C} || {N, {_, C}} <- maps:to_list(Timers)]}},
             {"Logged Events", sys:get_log(Debug)}, {"Postponed", lists:reverse(Postponed)}]} | Shown].

print_event(Dev, {in, Event, State}, Name) ->
    io:format(Dev, "*DBG* ~tp receive ~ts in state ~tp~n", [Name, event_text(Event), State]);
print_event(Dev, {out, Reply, {To, _}}, Name) -> io:format(Dev, "*DBG* ~tp send ~tp to ~tw~n", [Name, Reply, To]);
print_event(Dev, {terminate, Reason, State}, Name) -> io:format(Dev, "*DBG* ~tp terminate ~tp in state ~tp~n", [Name, Reason, State]);
print_event(Dev, {Tag, Event, Same, Same}, Name) ->
    io:format(Dev, "*DBG* ~tp ~tw ~ts in state ~tp~n", [Name, Tag, event_text(Event), Same]);
print_event(Dev, {Tag, Event, Old, New}, Name) ->
    io:format(Dev, "*DBG* ~tp ~tw ~ts in state ~tp => ~tp~n", [Name, Tag, event_text(Event), Old, New]).

event_text({{call, {From, _}}, Content}) -> io_lib:format("call ~tp from ~tw", [Content, From]);
event_text({Type, Content}) -> io_lib:format("~tw ~tp", [Type, Content]).

%%% The end

terminate(Class, Reason, Stack, #m{module = Mod, state = S, data = D} = M0, Queue) ->
    M = case M0#m.debug of
            [] -> M0;
            _ -> debugged({terminate, Reason, S}, M0)
        end,
    case erlang:function_exported(Mod, terminate, 3) of
        true ->
            try
                Mod:terminate(case Class of error -> {Reason, Stack}; _ -> Reason end, S, D)
            catch
                throw:_ -> ok;
                C:R:St ->
                    report(C, R, St, M, Queue),
                    erlang:raise(C, R, St)
            end;
        false ->
            ok
    end,
    report(Class, Reason, Stack, M, Queue),
    case Stack of
        [] -> erlang:Class(Reason);
        _ -> erlang:raise(Class, Reason, Stack)
    end.

report(exit, normal, _, _, _) -> ok;
report(exit, shutdown, _, _, _) -> ok;
report(exit, {shutdown, _}, _, _, _) -> ok;
report(Class, Reason, Stack, #m{name = Name, module = Mod, modes = Modes, state = S, data = D, postponed = P, debug = Debug}, Queue) ->
    Status = gen:format_status(Mod, terminate, #{state => S, data => D}, [get(), S, D]),
    Shown = case Status of
                #{'$status' := T} -> T;
                _ -> {maps:get(state, Status), maps:get(data, Status)}
            end,
    logger:log(error,
               #{label => {?MODULE, terminate}, name => Name, queue => Queue, postponed => lists:reverse(P), modules => [Mod],
                 callback_mode => case Modes of [One] -> One; _ -> Modes end, state_enter => lists:member(state_enter, Modes),
                 state => Shown, timeouts => {0, []}, log => sys:get_log(Debug), reason => {Class, Reason, Stack},
                 client_info => client_info(Queue)},
               #{domain => [otp], report_cb => fun ?MODULE:format_log/2,
                 error_logger => #{tag => error, report_cb => fun ?MODULE:format_log/1}}).

client_info([{{call, {Pid, _}}, _} | _]) when is_pid(Pid), node(Pid) =:= node() ->
    case process_info(Pid, [current_stacktrace, registered_name]) of
        undefined -> {Pid, dead};
        [{_, Stack}, {_, []}] -> {Pid, {Pid, Stack}};
        [{_, Stack}, {_, Name}] -> {Pid, {Name, Stack}}
    end;
client_info([{{call, {Pid, _}}, _} | _]) when is_pid(Pid) -> {Pid, remote};
client_info(_) -> undefined.

format_log(Report) -> parts(Report, #{}).

format_log(Report, Opts) ->
    {Format, Args} = parts(Report, Opts),
    io_lib:format(Format, Args).

parts(#{label := {?MODULE, terminate}} = Report, Opts) ->
    #{name := Name, queue := Queue, postponed := Postponed, modules := Mods, callback_mode := Mode, state := State, log := Log,
      reason := {Class, Reason, Stack}, client_info := Client} = Report,
    {P, More} = case Opts of
                    #{depth := Depth} when is_integer(Depth) -> {"~tP", [Depth]};
                    _ -> {"~tp", []}
                end,
    Line = fun(Before, V, After) -> {Before ++ P ++ After, [V | More]} end,
    Lines = [Line("** State machine ", Name, " terminating\n")]
        ++ [Line("** Last event = ", hd(Queue), "\n") || Queue =/= []]
        ++ [Line("** When server state  = ", State, "\n"),
            Line("** Reason for termination = " ++ atom_to_list(Class) ++ ":", Reason, "\n"),
            Line("** Callback modules = ", Mods, "\n"),
            Line("** Callback mode = ", Mode, "\n")]
        ++ [Line("** Queued = ", tl(Queue), "\n") || length(Queue) > 1]
        ++ [Line("** Postponed = ", Postponed, "\n") || Postponed =/= []]
        ++ [Line("** Stacktrace =\n**  ", Stack, "\n") || Stack =/= []]
        ++ [Line("** Log =\n**  ", Log, "\n") || Log =/= []]
        ++ case Client of
               undefined -> [];
               {Pid, dead} -> [Line("** Client ", Pid, " is dead\n")];
               {Pid, remote} -> [Line("** Client ", Pid, " is remote on node "), {"~tw\n", [node(Pid)]}];
               {_, {Who, ClientStack}} -> [Line("** Client ", Who, " stacktrace\n"), Line("** ", ClientStack, "\n")]
           end,
    {lists:append([F || {F, _} <- Lines]), lists:append([A || {_, A} <- Lines])}.
