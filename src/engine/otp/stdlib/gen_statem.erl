%% Subset of OTP's gen_statem. Missing: nothing of its interface.
%%
%% A machine is a state with data and a queue of events: first what actions inserted, then what was postponed and
%% retried, then time-outs of zero, then the mailbox. Timers are kept by name in a map.
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
-define(IS_EVENT_TYPE(T), (T =:= cast orelse T =:= info orelse T =:= internal orelse T =:= timeout
                           orelse T =:= state_timeout)).

%% `modules` is the callback module with those under it; `timers` has what each running timer was started for,
%% `zero` the names of those that wait for an empty queue, newest last.
-record(m, {parent, name, modules, mode = state_functions, enter = false, state, data, postponed = [], timers = #{}, zero = [],
            debug = [], hibernate_after = infinity, hibernate = false}).
%% What the actions of one callback ask for: events and time-outs newest first.
-record(asked, {events = [], timeouts = [], postpone = false, hibernate = false}).

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

call(Server, Request, infinity) -> call_dirty(Server, Request, infinity, infinity);
call(Server, Request, {dirty_timeout, Time} = Timeout) -> call_dirty(Server, Request, Timeout, Time);
call(Server, Request, {clean_timeout, infinity} = Timeout) -> call_dirty(Server, Request, Timeout, infinity);
call(Server, Request, {clean_timeout, Time} = Timeout) -> call_clean(Server, Request, Timeout, Time);
call(Server, Request, Timeout) -> call_clean(Server, Request, Timeout, Timeout).

%% Another process asks, so that no late answer comes here.
call_clean(Server, Request, Timeout, T) ->
    Self = self(),
    Ref = make_ref(),
    {Pid, Monitor} = spawn_monitor(
        fun() ->
            Self ! try gen:call(Server, '$gen_call', Request, T) of
                       Result -> {Ref, Result}
                   catch
                       Class:Reason:Stack -> {Ref, Class, Reason, Stack}
                   end
        end),
    receive
        {Ref, {ok, Reply}} ->
            demonitor(Monitor, [flush]),
            Reply;
        {Ref, exit, Reason, Stack} ->
            demonitor(Monitor, [flush]),
            erlang:raise(exit, {Reason, {?MODULE, call, [Server, Request, Timeout]}}, Stack);
        {Ref, Class, Reason, Stack} ->
            demonitor(Monitor, [flush]),
            erlang:raise(Class, Reason, Stack);
        {'DOWN', Monitor, process, Pid, Reason} ->
            exit(Reason)
    end.

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
    enter(gen:get_parent(), gen:debug_options(Name, Opts), Mod, Name, gen:hibernate_after(Opts), State, Data, Actions).

-file("gen_statem.erl", 995).
enter(Parent, Debug, Mod, Name, HibernateAfter, State, Data, Actions) ->
    M = #m{parent = Parent, name = Name, modules = [Mod], state = State, data = Data, debug = Debug,
           hibernate_after = HibernateAfter},
    Event = {internal, init_state},

    case callback_mode(M) of
        {ok, M1} ->
            M2 = debugged({enter, Mod, State}, M1),
            loop_actions_list(listed(Actions), State, M2#m.enter, true, false, Event, [], M2, #asked{}, ok, ok, ok, ok);
        {Class, Reason, Stack} ->
            terminate(Class, Reason, Stack, M, [Event])
    end.

listed(Actions) when is_list(Actions) -> Actions;
listed(Action) -> [Action].

-file("gen_statem.erl", 1011).
init_it(Starter, self, Server, Mod, Args, Opts) -> init_it(Starter, self(), Server, Mod, Args, Opts);
init_it(Starter, Parent, Server, Mod, Args, Opts) ->
    Name = gen:name(Server),
    Debug = gen:debug_options(Name, Opts),
    HibernateAfter = gen:hibernate_after(Opts),
    try
        Mod:init(Args) of
        Result -> init_result(Starter, Parent, Server, Mod, Result, Name, Debug, HibernateAfter)
    catch
        throw:Result -> init_result(Starter, Parent, Server, Mod, Result, Name, Debug, HibernateAfter);
        Class:Reason:Stack ->
            gen:unregister_name(Server),
            proc_lib:init_ack(Starter, {error, Reason}),
            report(Class, Reason, Stack, #m{name = Name, modules = [Mod], debug = Debug}, []),
            erlang:raise(Class, Reason, Stack)
    end.

-file("gen_statem.erl", 1044).
init_result(Starter, Parent, Server, Mod, Result, Name, Debug, HibernateAfter) ->
    case Result of
        {ok, State, Data} ->
            proc_lib:init_ack(Starter, {ok, self()}),
            enter(Parent, Debug, Mod, Name, HibernateAfter, State, Data, []);
        {ok, State, Data, Actions} ->
            proc_lib:init_ack(Starter, {ok, self()}),
            enter(Parent, Debug, Mod, Name, HibernateAfter, State, Data, Actions);
        {stop, Reason} ->
            gen:unregister_name(Server),
            proc_lib:init_ack(Starter, {error, Reason}),


            exit(Reason);
        ignore ->
            gen:unregister_name(Server),
            proc_lib:init_ack(Starter, ignore),
            exit(normal);
        _ ->
            gen:unregister_name(Server),
            Error = {bad_return_from_init, Result},
            proc_lib:init_ack(Starter, {error, Error}),

            report(error, Error, ?STACK, #m{name = Name, modules = [Mod], debug = Debug}, []),


            exit(Error)
    end.

%% The mode of the callback module, asked again whenever the module changes.
callback_mode(#m{modules = [Mod | _]} = M) ->
    try Mod:callback_mode() of
        Mode -> callback_mode_result(M, Mode, listed(Mode), undefined, false, ok)
    catch
        throw:Mode -> callback_mode_result(M, Mode, listed(Mode), undefined, false, ok);
        Class:Reason:Stack -> {Class, Reason, Stack}
    end.

-file("gen_statem.erl", 2527).
callback_mode_result(M, Given, [Mode | Rest], undefined, Enter, _) when Mode =:= state_functions;
                                                                       Mode =:= handle_event_function ->
    callback_mode_result(M, Given, Rest, Mode, Enter, ok);
callback_mode_result(M, Given, [state_enter | Rest], Mode, _Enter, _) ->
    callback_mode_result(M, Given, Rest, Mode, true, ok);
callback_mode_result(M, _Given, [], Mode, Enter, _) when Mode =/= undefined ->
    {ok, M#m{mode = Mode, enter = Enter}};



callback_mode_result(_M, Given, _Rest, _Mode, _Enter, _) ->
    {error, {bad_return_from_callback_mode, Given}, ?STACK}.

%%% The loop

%% Inserted and retried events come first, then time-outs of zero, then the mailbox.
loop([{Type, Content} | Queue], M) ->
    loop_state_callback(Type, Content, Queue, M, M#m.state, M#m.data, ok, ok, ok, ok, ok);
loop([], #m{zero = [Name | Rest], timers = Timers} = M0) ->
    #{Name := {zero, Content}} = Timers,
    M = debugged({in, {Name, Content}, M0#m.state}, M0#m{zero = Rest, timers = maps:remove(Name, Timers)}),
    loop_state_callback(Name, Content, [], M, M#m.state, M#m.data, ok, ok, ok, ok, ok);
loop([], #m{hibernate = true} = M) ->
    proc_lib:hibernate(?MODULE, wakeup_from_hibernate, [M#m{hibernate = false}, M#m.parent, ok]);
loop([], M) ->
    loop_receive(M, M#m.parent, ok).

-file("gen_statem.erl", 1278).
loop_receive(M, Parent, _) ->

    %% an idle machine waits here
    receive
        {system, From, Req} ->
            sys:handle_system_msg(Req, From, Parent, ?MODULE, M#m.debug, M, false);
        {'$gen_call', From, Msg} -> received({call, From}, Msg, M);
        {'$gen_cast', Msg} -> received(cast, Msg, M);
        {timeout, Ref, Name} = Msg ->
            case M#m.timers of
                #{Name := {Ref, Content}} = Timers -> received(Name, Content, M#m{timers = maps:remove(Name, Timers)});
                _ -> received(info, Msg, M)
            end;
        Msg -> loop_receive_other(Msg, M, Parent)
    after M#m.hibernate_after ->
        proc_lib:hibernate(?MODULE, wakeup_from_hibernate, [M, Parent, ok])
    end.

loop_receive_other({'EXIT', Parent, Reason}, M, Parent) -> terminate(exit, Reason, exit_stack(), M, []);
loop_receive_other(Msg, M, _Parent) -> received(info, Msg, M).

%% The parent's exit ends the machine where it waits.
exit_stack() ->
    [_, {?MODULE, loop_receive_other, 3, _} | Rest] = ?STACK,
    [{?MODULE, loop_receive, 3, [{file, "gen_statem.erl"}, {line, 1316}]} | Rest].

wakeup_from_hibernate(M, Parent, X) -> loop_receive(M, Parent, X).

received(Type, Content, M0) ->
    M = debugged({in, {Type, Content}, M0#m.state}, M0),
    loop_state_callback(Type, Content, [], M, M#m.state, M#m.data, ok, ok, ok, ok, ok).

debugged(_Event, #m{debug = []} = M) -> M;
debugged(Event, #m{debug = Debug, name = Name} = M) -> M#m{debug = sys:handle_debug(Debug, fun print_event/3, Name, Event)}.

-file("gen_statem.erl", 1421).
loop_state_callback(Type, Content, Queue, #m{modules = [Module | _]} = M, State, Data, _, _, _, _, _) ->
    try
        case M#m.mode of
            state_functions ->
                Module:State(Type, Content, Data);
            handle_event_function ->
                Module:handle_event(Type, Content, State, Data)
        end
    of
        Result -> loop_state_callback_result(Result, State, false, {Type, Content}, Queue, M, ok, ok, ok, ok, ok)
    catch
        throw:Result -> loop_state_callback_result(Result, State, false, {Type, Content}, Queue, M, ok, ok, ok, ok, ok);
        Class:Reason:Stack -> terminate(Class, Reason, Stack, M, [{Type, Content} | Queue])
    end.

%% The state enter call; `Asked` is what the actions before it wanted.
enter_callback(Old, Event, Queue, #m{modules = [Module | _], state = State, data = Data} = M, Asked) ->
    try
        case M#m.mode of
            state_functions -> Module:State(enter, Old, Data);
            handle_event_function -> Module:handle_event(enter, Old, State, Data)
        end
    of
        Result -> loop_state_callback_result(Result, Old, {enter, Asked}, Event, Queue, M, ok, ok, ok, ok, ok)
    catch
        throw:Result -> loop_state_callback_result(Result, Old, {enter, Asked}, Event, Queue, M, ok, ok, ok, ok, ok);
        Class:Reason:Stack -> terminate(Class, Reason, Stack, M, [Event | Queue])
    end.

%% In an enter call (`In`) only the state that is being entered may be named.
-file("gen_statem.erl", 1520).
loop_state_callback_result(Result, Old, In, Event, Queue, #m{state = S, data = D} = M, _, _, _, _, _) ->
    Q = [Event | Queue],
    case Result of
        {next_state, New, NewD} when In =:= false; New =:= S ->
            next(New, NewD, [], New =/= S, Old, In, Event, Queue, M);
        {next_state, New, NewD, As} when In =:= false; New =:= S ->
            next(New, NewD, As, New =/= S, Old, In, Event, Queue, M);
        {keep_state, NewD} -> next(S, NewD, [], false, Old, In, Event, Queue, M);
        {keep_state, NewD, As} -> next(S, NewD, As, false, Old, In, Event, Queue, M);
        keep_state_and_data -> next(S, D, [], false, Old, In, Event, Queue, M);
        {keep_state_and_data, As} -> next(S, D, As, false, Old, In, Event, Queue, M);
        {repeat_state, NewD} -> next(S, NewD, [], true, Old, In, Event, Queue, M);
        {repeat_state, NewD, As} -> next(S, NewD, As, true, Old, In, Event, Queue, M);
        repeat_state_and_data -> next(S, D, [], true, Old, In, Event, Queue, M);
        {repeat_state_and_data, As} -> next(S, D, As, true, Old, In, Event, Queue, M);
        stop ->
            terminate(exit, normal, ?STACK, M, Q);


        %% The empty lines keep the numbers that stacks of the real module show.


        {stop, Reason} ->
            terminate(exit, Reason, ?STACK, M, Q);









        {stop, Reason, NewD} ->
            terminate(exit, Reason, ?STACK, M#m{data = NewD}, Q);





        {stop_and_reply, Reason, Replies} ->

            do_reply_then_terminate(exit, Reason, ?STACK, M, Q, listed(Replies), ok, ok);




        {stop_and_reply, Reason, Replies, NewD} ->

            do_reply_then_terminate(exit, Reason, ?STACK, M#m{data = NewD}, Q, listed(Replies), ok, ok);






        _ when In =/= false ->
            terminate(error, {bad_state_enter_return_from_state_function, Result}, ?STACK, M, Q);
        _ ->
            terminate(error, {bad_return_from_state_function, Result}, ?STACK, M, Q)
    end.

-file("gen_statem.erl", 2579).
do_reply_then_terminate(Class, Reason, Stack, M, Q, [], _, _) ->
    terminate(Class, Reason, Stack, M, Q);
do_reply_then_terminate(Class, Reason, Stack, M, Q, [Reply | Replies], _, _) ->
    case Reply of
        {reply, {_To, _Tag} = From, Answer} ->
            do_reply_then_terminate(Class, Reason, Stack, replied(From, Answer, M), Q, Replies, ok, ok);

        _ ->




            terminate(error, {bad_reply_action_from_state_function, Reply}, ?STACK, M, Q)
    end.

replied(From, R, M) ->
    gen:reply(From, R),
    debugged({out, R, From}, M).

%% `Enters` says whether the enter call is (again) due.
next(New, NewD, As, Enters, Old, In, Event, Queue, M) ->
    {Before, Asked} = case In of
                          {enter, Earlier} -> {Old, Earlier};
                          false -> {M#m.state, #asked{}}
                      end,
    loop_actions_list(listed(As), Before, Enters andalso M#m.enter, false, In =/= false, Event, Queue,
                      M#m{state = New, data = NewD}, Asked, ok, ok, ok, ok).

-file("gen_statem.erl", 1626).
loop_actions_list([], Old, Enters, _Init, _InEnter, Event, Queue, M, Asked, _, _, _, _) ->
    case Enters of
        true -> enter_callback(Old, Event, Queue, M, Asked);
        false -> transition(Old, Event, Queue, M, Asked)
    end;
loop_actions_list([Action | As], Old, Enters, Init, InEnter, Event, Queue, M, Asked, _, _, _, _) ->
    case action(Action, InEnter, M, Asked) of
        {M1, Asked1} ->
            loop_actions_list(As, Old, Enters, Init, InEnter, Event, Queue, M1, Asked1, ok, ok, ok, ok);
        {Class, Reason, Stack} ->
            terminate(Class, Reason, Stack, M, [Event | Queue]);
        bad_from ->
            loop_actions_reply(Action, Event, Queue, M, ok, ok, ok, ok, ok, ok, ok, ok, ok, ok);
        bad_event ->
            loop_actions_next_event_bad(Action, Event, Queue, M, ok, ok, ok, ok, ok);
        Bad ->
            [{Module, Function, Arity, _} | Rest] = ?STACK,
            Line = case Bad of bad_time -> 1865; bad_options -> 1829; bad_reply -> 1840; bad -> 1913 end,
            Tag = case InEnter andalso Bad =:= bad of
                      true -> bad_state_enter_action_from_state_function;
                      false -> bad_action_from_state_function
                  end,
            Stack = [{Module, Function, Arity, [{file, "gen_statem.erl"}, {line, Line}]} | Rest],
            terminate(error, {Tag, Action}, Stack, M, [Event | Queue])
    end.

-file("gen_statem.erl", 1941).
loop_actions_reply(Action, Event, Queue, M, _, _, _, _, _, _, _, _, _, _) ->
    terminate(error, {bad_action_from_state_function, Action}, ?STACK, M, [Event | Queue]).

-file("gen_statem.erl", 1992).
loop_actions_next_event_bad(Action, Event, Queue, M, _, _, _, _, _) ->
    terminate(error, {bad_action_from_state_function, Action}, ?STACK, M, [Event | Queue]).

action({reply, {_To, _Tag} = From, R}, _InEnter, M, Asked) -> {replied(From, R, M), Asked};
action({reply, _From, _R}, _InEnter, _M, _Asked) -> bad_from;
action(Reply, _InEnter, _M, _Asked) when element(1, Reply) =:= reply -> bad_reply;
action(postpone, false, M, Asked) -> {M, Asked#asked{postpone = true}};
action({postpone, Postpone}, false, M, Asked) when is_boolean(Postpone) -> {M, Asked#asked{postpone = Postpone}};
action({next_event, {call, {_, _}} = Type, Content}, false, M, Asked) -> inserted({Type, Content}, M, Asked);
action({next_event, {timeout, _} = Type, Content}, false, M, Asked) -> inserted({Type, Content}, M, Asked);
action({next_event, Type, Content}, false, M, Asked) when ?IS_EVENT_TYPE(Type) -> inserted({Type, Content}, M, Asked);
action({next_event, _, _}, false, _M, _Asked) -> bad_event;
action(hibernate, _InEnter, M, Asked) -> {M, Asked#asked{hibernate = true}};
action({hibernate, Hibernate}, _InEnter, M, Asked) when is_boolean(Hibernate) -> {M, Asked#asked{hibernate = Hibernate}};
action({change_callback_module, Mod}, _InEnter, #m{modules = [_ | Under]} = M, Asked) when is_atom(Mod) ->
    module_changed(M#m{modules = [Mod | Under]}, Asked);
action({push_callback_module, Mod}, _InEnter, #m{modules = Mods} = M, Asked) when is_atom(Mod) ->
    module_changed(M#m{modules = [Mod | Mods]}, Asked);
action(pop_callback_module, _InEnter, #m{modules = [_, _ | _] = Mods} = M, Asked) ->
    module_changed(M#m{modules = tl(Mods)}, Asked);
action({timeout, Time, Content}, _InEnter, M, Asked) -> timed(timeout, Time, Content, [], M, Asked);
action({timeout, Time, Content, Opts}, _InEnter, M, Asked) -> timed(timeout, Time, Content, Opts, M, Asked);
action({Name, cancel}, _InEnter, M, Asked) when Name =:= timeout; Name =:= state_timeout; element(1, Name) =:= timeout ->
    {M, Asked#asked{timeouts = [{Name, cancel} | Asked#asked.timeouts]}};
action({state_timeout, Time, Content}, _InEnter, M, Asked) -> timed(state_timeout, Time, Content, [], M, Asked);
action({state_timeout, Time, Content, Opts}, _InEnter, M, Asked) -> timed(state_timeout, Time, Content, Opts, M, Asked);
action({{timeout, _} = Name, Time, Content}, _InEnter, M, Asked) -> timed(Name, Time, Content, [], M, Asked);
action({{timeout, _} = Name, Time, Content, Opts}, _InEnter, M, Asked) -> timed(Name, Time, Content, Opts, M, Asked);
action(Time, _InEnter, M, Asked) when is_integer(Time), Time >= 0; Time =:= infinity ->
    timed(timeout, Time, Time, [], M, Asked);
action(_, _, _, _) -> bad.

inserted({_Type, _Content} = Event, M, Asked) ->
    {debugged({in, Event, M#m.state}, M), Asked#asked{events = [Event | Asked#asked.events]}}.

module_changed(#m{modules = [Mod | _]} = M, Asked) ->
    case callback_mode(M) of
        {ok, M1} -> {debugged({module, Mod, M1#m.state}, M1), Asked};
        Failed -> Failed
    end.

timed(Name, update, Content, _Opts, M, Asked) ->
    {M, Asked#asked{timeouts = [{Name, update, Content} | Asked#asked.timeouts]}};
timed(Name, Time, Content, Opts, M, Asked) ->
    case timer_options(Opts, false) of
        bad -> bad_options;
        Abs when Time =:= infinity; is_integer(Time), Abs; is_integer(Time), Time >= 0 ->
            {M, Asked#asked{timeouts = [{Name, Time, Content, Opts} | Asked#asked.timeouts]}};
        _ -> bad_time
    end.

timer_options({abs, Abs}, _) when is_boolean(Abs) -> Abs;
timer_options([{abs, Abs} | Rest], _) when is_boolean(Abs) -> timer_options(Rest, Abs);
timer_options([], Abs) -> Abs;
timer_options(_, _) -> bad.

%% The event is done with, or put aside; it ends the event time-out. A change of state brings back what was put aside.
transition(Old, Event, Queue, #m{state = New} = M0, #asked{postpone = Postpone} = Asked) ->
    {Tag, Postponed} = case Postpone of
                           true -> {postpone, [Event | M0#m.postponed]};
                           false -> {consume, M0#m.postponed}
                       end,
    M1 = without_timer(timeout, debugged({Tag, Event, Old, New}, M0#m{hibernate = Asked#asked.hibernate})),
    {M2, Retried} = case Old of
                        New -> {M1#m{postponed = Postponed}, Queue};
                        _ -> {without_timer(state_timeout, M1#m{postponed = []}), lists:reverse(Postponed, Queue)}
                    end,
    M3 = start_timers(Asked#asked.timeouts, [], [], M2),
    loop(lists:reverse(Asked#asked.events, Retried), M3).

%% From the last to the first; of several with one name the last counts. Those of zero keep their order.
start_timers([], _Seen, Zero, M) -> M#m{zero = M#m.zero ++ Zero};
start_timers([Timeout | Rest], Seen, Zero, M) ->
    Name = element(1, Timeout),
    case lists:member(Name, Seen) of
        true ->
            start_timers(Rest, Seen, Zero, M);
        false ->
            {Zero1, M1} = start_timer(Timeout, Zero, M),
            start_timers(Rest, [Name | Seen], Zero1, M1)
    end.

start_timer({Name, cancel}, Zero, M) -> {Zero, without_timer(Name, M)};
start_timer({Name, update, Content}, Zero, #m{timers = Timers} = M) ->
    case Timers of
        #{Name := {Ref, _}} -> {Zero, M#m{timers = Timers#{Name := {Ref, Content}}}};
        _ -> {[Name | Zero], M#m{timers = Timers#{Name => {zero, Content}}}}
    end;
start_timer({Name, infinity, _Content, _Opts}, Zero, M) -> {Zero, without_timer(Name, M)};
start_timer({Name, Time, Content, Opts} = Timeout, Zero, M0) ->
    M = debugged({start_timer, Timeout, M0#m.state}, without_timer(Name, M0)),
    case Time of
        0 when Opts =:= []; Opts =:= {abs, false}; Opts =:= [{abs, false}] ->
            {[Name | Zero], M#m{timers = (M#m.timers)#{Name => {zero, Content}}}};
        _ ->
            Ref = erlang:start_timer(Time, self(), Name, listed(Opts)),
            {Zero, M#m{timers = (M#m.timers)#{Name => {Ref, Content}}}}
    end.

without_timer(Name, #m{timers = Timers, zero = Zero} = M) ->
    case Timers of
        #{Name := {zero, _}} -> M#m{timers = maps:remove(Name, Timers), zero = lists:delete(Name, Zero)};
        #{Name := {Ref, _}} ->
            case erlang:cancel_timer(Ref) of
                false -> receive {timeout, Ref, _} -> ok after 0 -> ok end;
                _ -> ok
            end,
            M#m{timers = maps:remove(Name, Timers)};
        _ ->
            M
    end.

%%% sys

system_continue(_Parent, Debug, M) -> loop([], M#m{debug = Debug}).

-file("gen_statem.erl", 1084).
system_terminate(Reason, _Parent, Debug, M) ->
    terminate(exit, Reason, ?STACK, M#m{debug = Debug}, []).

system_code_change(#m{modules = [Mod | _], state = S, data = D} = M, _Module, OldVsn, Extra) ->
    try Mod:code_change(OldVsn, S, D, Extra) of
        Result -> code_changed(Result, M)
    catch
        throw:Result -> code_changed(Result, M)
    end.

code_changed({ok, S, D}, M) ->
    case callback_mode(M#m{state = S, data = D}) of
        {ok, M1} -> {ok, M1};
        {Class, Reason, Stack} -> erlang:raise(Class, Reason, Stack)
    end;
code_changed(Error, _M) -> Error.

system_get_state(#m{state = S, data = D}) -> {ok, {S, D}}.

system_replace_state(Fun, #m{state = S, data = D} = M) ->
    {NewS, NewD} = Result = Fun({S, D}),
    {ok, Result, M#m{state = NewS, data = NewD}}.

format_status(Opt, [PDict, SysState, Parent, Debug, #m{name = Name, modules = [Mod | _] = Mods, postponed = Postponed} = M]) ->
    Given = #{state => M#m.state, data => M#m.data, postponed => lists:reverse(Postponed), log => sys:get_log(Debug),
              timeouts => element(2, timers_shown(M))},
    Status = gen:format_status(Mod, Opt, Given, [PDict, M#m.state, M#m.data]),
    Shown = case Status of
                #{'$status' := L} when is_list(L) -> L;
                #{'$status' := T} -> [T];
                #{'EXIT' := Text} -> [{data, [{"State", {M#m.state, Text}}]}];
                #{state := S, data := D} -> [{data, [{"State", {S, D}}]}]
            end,
    Timeouts = maps:get(timeouts, Status, element(2, timers_shown(M))),
    [{header, gen:format_status_header("Status for state machine", Name)},
     {data, [{"Status", SysState}, {"Parent", Parent}, {"Modules", Mods},
             {"Time-outs", {length(Timeouts), Timeouts}},
             {"Logged Events", maps:get(log, Status, sys:get_log(Debug))},
             {"Postponed", maps:get(postponed, Status, lists:reverse(Postponed))}]} | Shown].

timers_shown(#m{timers = Timers}) ->
    {map_size(Timers), maps:fold(fun(Name, {_, Content}, Shown) -> [{Name, Content} | Shown] end, [], Timers)}.

print_event(Dev, {in, Event, State}, Name) ->
    io:format(Dev, "*DBG* ~tp receive ~ts in state ~tp~n", [Name, event_text(Event), State]);
print_event(Dev, {out, Reply, {To, _}}, Name) -> io:format(Dev, "*DBG* ~tp send ~tp to ~tw~n", [Name, Reply, To]);
print_event(Dev, {enter, Module, State}, Name) ->
    io:format(Dev, "*DBG* ~tp enter ~tp in state ~tp~n", [Name, Module, State]);
print_event(Dev, {module, Module, State}, Name) ->
    io:format(Dev, "*DBG* ~tp module ~tp in state ~tp~n", [Name, Module, State]);
print_event(Dev, {start_timer, Action, State}, Name) ->
    io:format(Dev, "*DBG* ~tp start_timer ~tp in state ~tp~n", [Name, Action, State]);
print_event(Dev, {terminate, Reason, State}, Name) ->
    io:format(Dev, "*DBG* ~tp terminate ~tp in state ~tp~n", [Name, Reason, State]);
print_event(Dev, {Tag, Event, Same, Same}, Name) ->
    io:format(Dev, "*DBG* ~tp ~tw ~ts in state ~tp~n", [Name, Tag, event_text(Event), Same]);
print_event(Dev, {Tag, Event, Old, New}, Name) ->
    io:format(Dev, "*DBG* ~tp ~tw ~ts in state ~tp => ~tp~n", [Name, Tag, event_text(Event), Old, New]).

event_text({{call, {From, _}}, Content}) -> io_lib:format("call ~tp from ~tw", [Content, From]);
event_text({Type, Content}) -> io_lib:format("~tw ~tp", [Type, Content]).

%%% The end

terminate(Class, Reason, Stack, #m{modules = [Mod | _], state = S, data = D} = M, Queue) ->
    case erlang:function_exported(Mod, terminate, 3) of
        true ->
            try
                Mod:terminate(Reason, S, D)
            catch
                throw:_ -> ok;
                C:R:St ->
                    report(C, R, St, M, Queue),
                    erlang:raise(C, R, St)
            end;
        false ->
            ok
    end,
    _ = debugged({terminate, Reason, S}, M),
    case quiet(Class, Reason) of
        true -> ok;
        false -> report(Class, Reason, Stack, M, Queue)
    end,
    case Stack of
        [] -> erlang:Class(Reason);
        _ -> erlang:raise(Class, Reason, Stack)
    end.

quiet(exit, normal) -> true;
quiet(exit, shutdown) -> true;
quiet(exit, {shutdown, _}) -> true;
quiet(_, _) -> false.

report(Class, Reason, Stack, #m{name = Name, modules = [Mod | _] = Mods, mode = Mode, state = S, data = D, debug = Debug} = M, Queue) ->
    Postponed = lists:reverse(M#m.postponed),
    {ShownReason, ShownStack} = explained(Class, Reason, Stack),
    Given = #{state => S, data => D, queue => Queue, postponed => Postponed, reason => {Class, ShownReason, ShownStack},
              log => sys:get_log(Debug)},
    Status = gen:format_status(Mod, terminate, Given, [get(), S, D]),
    Shown = case Status of
                #{'$status' := T} -> T;
                #{'EXIT' := Text} -> {S, Text};
                _ -> {maps:get(state, Status), maps:get(data, Status)}
            end,
    logger:log(error,
               #{label => {?MODULE, terminate}, name => Name, queue => maps:get(queue, Status, Queue),
                 postponed => maps:get(postponed, Status, Postponed), modules => Mods, callback_mode => Mode,
                 state_enter => M#m.enter, state => Shown, timeouts => timers_shown(M),
                 log => maps:get(log, Status, sys:get_log(Debug)),
                 reason => maps:get(reason, Status, {Class, ShownReason, ShownStack}), client_info => client_info(Queue)},
               #{domain => [otp], report_cb => fun ?MODULE:format_log/2,
                 error_logger => #{tag => error, report_cb => fun ?MODULE:format_log/1}}).

%% A callback that does not exist is named instead of the failed call.
explained(error, undef, [{Mod, Fun, Args, _} | Rest] = Stack) when is_list(Args) ->
    case code:is_loaded(Mod) of
        false -> {{'module could not be loaded', Mod}, Rest};
        _ ->
            case erlang:function_exported(Mod, Fun, length(Args)) of
                true -> {undef, Stack};
                false -> {{'function not exported', {Mod, Fun, length(Args)}}, Rest}
            end
    end;
explained(_Class, Reason, Stack) -> {Reason, Stack}.

client_info([{{call, {Pid, _}}, _} | _]) when is_pid(Pid), node(Pid) =:= node() ->
    case process_info(Pid, [current_stacktrace, registered_name]) of
        undefined -> {Pid, dead};
        [{_, Stack}, {_, []}] -> {Pid, {Pid, Stack}};
        [{_, Stack}, {_, Name}] -> {Pid, {Name, Stack}}
    end;
client_info([{{call, {Pid, _}}, _} | _]) when is_pid(Pid) -> {Pid, remote};
client_info(_) -> undefined.

format_log(Report) -> report_text:legacy(fun(Opts) -> log_parts(Report, Opts) end).

format_log(Report, Opts0) -> report_text:text(fun(Opts) -> log_parts(Report, Opts) end, Opts0).

log_parts(#{label := {?MODULE, terminate}} = Report, #{single_line := true} = Opts) ->
    #{name := Name, queue := Queue, state := State, log := Log, reason := Failure, client_info := Client} = Report,
    {_, Reason, Stack} = explained(Failure),
    ["State machine ", {whole, Name}, " terminating. Reason: ", {term, Reason}]
        ++ part(". Stack: ", Stack, "")
        ++ [Part || Queue =/= [], Part <- [". Last event: ", {term, hd(Queue)}]]
        ++ [". State: ", {term, State}]
        ++ part(". Log: ", Log, "")
        ++ ["."]
        ++ report_text:client(Client, Opts);
log_parts(#{label := {?MODULE, terminate}} = Report, Opts) ->
    #{name := Name, queue := Queue, postponed := Postponed, modules := Mods, callback_mode := Mode, state_enter := Enter,
      state := State, timeouts := {Count, _} = Timeouts, log := Log, reason := Failure, client_info := Client} = Report,
    {Class, Reason, Stack} = explained(Failure),
    ["** State machine ", {whole, Name}, " terminating~n"]
        ++ [Part || Queue =/= [], Part <- ["** Last event = ", {term, hd(Queue)}, "~n"]]
        ++ ["** When server state  = ", {term, State}, "~n** Reason for termination = ", {whole, Class}, ":",
            {term, Reason}, "~n** Callback modules = ", {whole, Mods}, "~n** Callback mode = ",
            {whole, if Enter -> [Mode, state_enter]; true -> Mode end}, "~n"]
        ++ part("** Queued = ", case Queue of [_ | Rest] -> Rest; [] -> [] end, "~n")
        ++ part("** Postponed = ", Postponed, "~n")
        ++ part("** Stacktrace =~n**  ", Stack, "~n")
        ++ part("** Time-outs: ", if Count =:= 0 -> []; true -> Timeouts end, "~n")
        ++ part("** Log =~n**  ", Log, "~n")
        ++ report_text:client(Client, Opts).

%% What is there only when there is something to tell.
part(_Before, [], _After) -> [];
part(Before, Term, After) -> [Before, {term, Term}, After].

explained({error, undef, [{Mod, Name, Args, _} | Rest]} = Failure) ->
    Arity = if is_list(Args) -> length(Args); true -> Args end,
    case report_text:undefined_function(Mod, {Name, Arity}) of
        exported -> Failure;
        'function not exported' = Why -> {error, {Why, {Mod, Name, Arity}}, Rest};
        Why -> {error, {Why, Mod}, Rest}
    end;
explained(Failure) ->
    Failure.
