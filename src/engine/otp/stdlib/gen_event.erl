%% Subset of OTP's gen_event. Missing: swapping between managers, hibernating handlers.
%%
%% A manager with a list of handlers, newest first; a handler that fails is taken out and reported.
%% The -file attributes keep the line numbers that a stack of the real module shows.
-module(gen_event).

-export([start/0, start/1, start/2, start_link/0, start_link/1, start_link/2, start_monitor/0, start_monitor/1, start_monitor/2,
         stop/1, stop/3, notify/2, sync_notify/2, add_handler/3, add_sup_handler/3, delete_handler/3, swap_handler/3,
         swap_sup_handler/3, which_handlers/1, call/3, call/4, send_request/3, send_request/5, wait_response/2, wait_response/3,
         receive_response/2, receive_response/3, check_response/2, check_response/3, reqids_new/0, reqids_size/1, reqids_add/3,
         reqids_to_list/1,
         init_it/6, wake_hib/5, system_continue/3, system_terminate/4, system_code_change/4, system_get_state/1,
         system_replace_state/2, format_status/2, format_log/1, format_log/2]).

-callback init(term()) -> {ok, term()} | {ok, term(), hibernate} | {error, term()}.
-callback handle_event(term(), term()) -> term().
-callback handle_call(term(), term()) -> term().
-callback handle_info(term(), term()) -> term().
-callback terminate(term(), term()) -> term().
-callback code_change(term(), term(), term()) -> {ok, term()}.
-callback format_status(term(), list()) -> term().
-optional_callbacks([handle_info/2, terminate/2, code_change/3, format_status/2]).

-record(handler, {module, id = false, state, supervised = false}).

start() -> gen:start(?MODULE, nolink, "no callback module", [], []).

start(Name) when is_tuple(Name) -> gen:start(?MODULE, nolink, Name, "no callback module", [], []);
start(Opts) when is_list(Opts) -> gen:start(?MODULE, nolink, "no callback module", [], Opts).

start(Name, Opts) -> gen:start(?MODULE, nolink, Name, "no callback module", [], Opts).

start_link() -> gen:start(?MODULE, link, "no callback module", [], []).

start_link(Name) when is_tuple(Name) -> gen:start(?MODULE, link, Name, "no callback module", [], []);
start_link(Opts) when is_list(Opts) -> gen:start(?MODULE, link, "no callback module", [], Opts).

start_link(Name, Opts) -> gen:start(?MODULE, link, Name, "no callback module", [], Opts).

start_monitor() -> gen:start(?MODULE, monitor, "no callback module", [], []).

start_monitor(Name) when is_tuple(Name) -> gen:start(?MODULE, monitor, Name, "no callback module", [], []);
start_monitor(Opts) -> gen:start(?MODULE, monitor, "no callback module", [], Opts).

start_monitor(Name, Opts) -> gen:start(?MODULE, monitor, Name, "no callback module", [], Opts).

stop(M) -> gen:stop(M).

stop(M, Reason, Timeout) -> gen:stop(M, Reason, Timeout).

notify(M, Event) -> send(M, {notify, Event}).

sync_notify(M, Event) -> rpc(M, {sync_notify, Event}).

add_handler(M, Handler, Args) -> rpc(M, {add_handler, Handler, Args}).

add_sup_handler(M, Handler, Args) -> rpc(M, {add_sup_handler, Handler, Args, self()}).

delete_handler(M, Handler, Args) -> rpc(M, {delete_handler, Handler, Args}).

swap_handler(M, {H1, A1}, {H2, A2}) -> rpc(M, {swap_handler, H1, A1, H2, A2, false}).

swap_sup_handler(M, {H1, A1}, {H2, A2}) -> rpc(M, {swap_handler, H1, A1, H2, A2, self()}).

which_handlers(M) -> rpc(M, which_handlers).

call(M, Handler, Query) ->
    try gen:call(M, self(), {call, Handler, Query}) of
        {ok, Reply} -> Reply
    catch
        exit:Reason -> exit({Reason, {?MODULE, call, [M, Handler, Query]}})
    end.

call(M, Handler, Query, Timeout) ->
    try gen:call(M, self(), {call, Handler, Query}, Timeout) of
        {ok, Reply} -> Reply
    catch
        exit:Reason -> exit({Reason, {?MODULE, call, [M, Handler, Query, Timeout]}})
    end.

send_request(M, Handler, Query) -> gen:send_request(M, self(), {call, Handler, Query}).

wait_response(ReqId, Timeout) -> gen:wait_response(ReqId, Timeout).

receive_response(ReqId, Timeout) -> gen:receive_response(ReqId, Timeout).

check_response(Msg, ReqId) -> gen:check_response(Msg, ReqId).

send_request(M, Handler, Query, Label, Collection) -> gen:send_request(M, self(), {call, Handler, Query}, Label, Collection).

wait_response(Collection, Timeout, Delete) -> gen:wait_response(Collection, Timeout, Delete).

receive_response(Collection, Timeout, Delete) -> gen:receive_response(Collection, Timeout, Delete).

check_response(Msg, Collection, Delete) -> gen:check_response(Msg, Collection, Delete).

reqids_new() -> gen:reqids_new().

reqids_size(Collection) -> gen:reqids_size(Collection).

reqids_add(ReqId, Label, Collection) -> gen:reqids_add(ReqId, Label, Collection).

reqids_to_list(Collection) -> gen:reqids_to_list(Collection).

rpc(M, Request) ->
    {ok, Reply} = gen:call(M, self(), Request, infinity),
    Reply.

send({global, Name}, Message) ->
    catch global:send(Name, Message),
    ok;
send({via, Mod, Name}, Message) ->
    catch Mod:send(Name, Message),
    ok;
send(M, Message) ->
    M ! Message,
    ok.

%%% The manager

init_it(Starter, self, Name, Mod, Args, Opts) -> init_it(Starter, self(), Name, Mod, Args, Opts);
init_it(Starter, Parent, Name0, _, _, Opts) ->
    process_flag(trap_exit, true),
    Name = gen:name(Name0),
    Debug = gen:debug_options(Name, Opts),
    proc_lib:init_ack(Starter, {ok, self()}),
    fetch_msg(Parent, Name, [], gen:hibernate_after(Opts), Debug, false).

-file("gen_event.erl", 496).
fetch_msg(Parent, Name, Handlers, HibernateAfter, Debug, Hib) ->


    %% an idle manager waits here
    receive
        {system, From, Req} ->
            sys:handle_system_msg(Req, From, Parent, ?MODULE, Debug, [Name, Handlers, HibernateAfter, Hib], Hib);
        {'EXIT', Parent, Reason} ->
            terminate(Reason, Name, Handlers);
        Msg when Debug =:= [] ->
            handle_msg(Msg, Parent, Name, Handlers, HibernateAfter, []);
        Msg ->
            Debug1 = sys:handle_debug(Debug, fun print_event/3, Name, {in, Msg}),
            handle_msg(Msg, Parent, Name, Handlers, HibernateAfter, Debug1)
    after HibernateAfter ->
        proc_lib:hibernate(?MODULE, wake_hib, [Parent, Name, Handlers, HibernateAfter, Debug])
    end.

wake_hib(Parent, Name, Handlers, HibernateAfter, Debug) -> fetch_msg(Parent, Name, Handlers, HibernateAfter, Debug, false).

-file("gen_event.erl", 523).
handle_msg(Msg, Parent, Name, Hs, HibernateAfter, Debug) ->
    case Msg of {notify, Event} ->
            Hs1 = server_notify(Event, handle_event, Hs, Name), fetch_msg(Parent, Name, Hs1, HibernateAfter, Debug, false);
        {_From, Tag, {sync_notify, Event}} ->
            Hs1 = server_notify(Event, handle_event, Hs, Name),
            gen:reply(Tag, ok),
            fetch_msg(Parent, Name, Hs1, HibernateAfter, Debug, false);
        {'EXIT', From, Reason} ->
            Hs1 = server_notify(Msg, handle_info, without_supervised(From, Reason, Hs, Name), Name),
            fetch_msg(Parent, Name, Hs1, HibernateAfter, Debug, false);
        {_From, Tag, Request} when element(1, Request) =:= add_handler; element(1, Request) =:= add_sup_handler;
                                   element(1, Request) =:= delete_handler; element(1, Request) =:= swap_handler;
                                   element(1, Request) =:= call; Request =:= which_handlers ->
            {Reply, Hs1} = request(Request, Hs, Name),
            gen:reply(Tag, Reply),
            fetch_msg(Parent, Name, Hs1, HibernateAfter, Debug, false);
        _ ->
            Hs1 = server_notify(Msg, handle_info, Hs, Name),
            fetch_msg(Parent, Name, Hs1, HibernateAfter, Debug, false)
    end.

request({add_handler, Handler, Args}, Hs, _Name) -> added(handler(Handler), Args, Hs);
request({add_sup_handler, Handler, Args, Owner}, Hs, _Name) ->
    link(Owner),
    added((handler(Handler))#handler{supervised = Owner}, Args, Hs);
request({delete_handler, Handler, Args}, Hs, Name) ->
    case taken(Handler, Hs) of
        {H, Rest} -> {ended(H, Args, Name), Rest};
        none -> {{error, module_not_found}, Hs}
    end;
request({swap_handler, H1, A1, H2, A2, Owner}, Hs, Name) ->
    {Result, Rest} = case taken(H1, Hs) of
                         {H, Others} -> {ended(H, A1, Name), Others};
                         none -> {error, Hs}
                     end,
    added((handler(H2))#handler{supervised = Owner}, {A2, Result}, Rest);
request({call, Handler, Query}, Hs, Name) ->
    case taken(Handler, Hs) of
        none -> {{error, bad_module}, Hs};
        {H, _} -> called(H, Query, Hs, Name)
    end;
request(which_handlers, Hs, _Name) -> {[key(H) || H <- Hs], Hs}.

handler({Mod, Id}) -> #handler{module = Mod, id = Id};
handler(Mod) -> #handler{module = Mod}.

key(#handler{module = Mod, id = false}) -> Mod;
key(#handler{module = Mod, id = Id}) -> {Mod, Id}.

taken(Key, Hs) ->
    case [H || H <- Hs, key(H) =:= Key] of
        [H | _] -> {H, lists:delete(H, Hs)};
        [] -> none
    end.

added(#handler{module = Mod} = H, Args, Hs) ->
    case catch Mod:init(Args) of
        {ok, State} -> {ok, [H#handler{state = State} | Hs]};
        {ok, State, hibernate} -> {ok, [H#handler{state = State} | Hs]};
        Other -> {Other, Hs}
    end.

called(#handler{module = Mod, state = State} = H, Query, Hs, Name) ->
    try Mod:handle_call(Query, State) of
        {ok, Reply, New} -> {Reply, replaced(H, H#handler{state = New}, Hs)};
        {ok, Reply, New, hibernate} -> {Reply, replaced(H, H#handler{state = New}, Hs)};
        {remove_handler, Reply} ->
            _ = ended(H, remove_handler, Name),
            {Reply, lists:delete(H, Hs)};
        Other ->
            failed(H, {bad_return_value, Other}, Query, Name),
            {{error, {bad_return_value, Other}}, lists:delete(H, Hs)}
    catch
        throw:Value -> {{error, {bad_return_value, Value}}, lists:delete(H, Hs)};
        error:Reason:Stack ->
            failed(H, {Reason, Stack}, Query, Name),
            {{error, {'EXIT', {Reason, Stack}}}, lists:delete(H, Hs)};
        exit:Reason ->
            failed(H, Reason, Query, Name),
            {{error, {'EXIT', Reason}}, lists:delete(H, Hs)}
    end.

replaced(Old, New, Hs) ->
    [case H of
         Old -> New;
         _ -> H
     end || H <- Hs].

-file("gen_event.erl", 780).
server_notify(Event, Func, [H | Rest], Name) ->


    case server_update(H, Func, Event, Name) of
        {ok, H1} -> [H1 | server_notify(Event, Func, Rest, Name)];
        gone -> server_notify(Event, Func, Rest, Name)
    end;
server_notify(_, _, [], _) -> [].

-file("gen_event.erl", 798).
server_update(#handler{module = Mod, state = State} = H, Func, Event, Name) ->
    try

        Mod:Func(Event, State) of
        {ok, New} -> {ok, H#handler{state = New}};
        {ok, New, hibernate} -> {ok, H#handler{state = New}};
        {swap_handler, A1, New, Handler2, A2} ->
            Result = ended(H#handler{state = New}, A1, Name),
            case added((handler(Handler2))#handler{supervised = H#handler.supervised}, {A2, Result}, []) of
                {ok, [H2]} -> {ok, H2};
                _ -> gone
            end;
        remove_handler ->
            _ = ended(H, remove_handler, Name),
            gone;
        Other ->
            failed(H, {bad_return_value, Other}, Event, Name),
            gone
    catch
        throw:Value ->
            failed(H, {bad_return_value, Value}, Event, Name),
            gone;
        error:undef:Stack when Func =:= handle_info ->
            case erlang:function_exported(Mod, handle_info, 2) of
                false -> {ok, H};
                true ->
                    failed(H, {undef, Stack}, Event, Name),
                    gone
            end;
        error:Reason:Stack ->
            failed(H, {Reason, Stack}, Event, Name),
            gone;
        exit:Reason ->
            failed(H, Reason, Event, Name),
            gone
    end.

without_supervised(Owner, Reason, Hs, Name) ->
    {Gone, Kept} = lists:partition(fun(#handler{supervised = S}) -> S =:= Owner end, Hs),
    _ = [ended(H, {stop, Reason}, Name) || H <- Gone],
    Kept.

ended(#handler{module = Mod, state = State} = H, Args, _Name) ->
    Result = case erlang:function_exported(Mod, terminate, 2) of
                 true -> catch Mod:terminate(Args, State);
                 false -> ok
             end,
    is_pid(H#handler.supervised) andalso (H#handler.supervised ! {gen_event_EXIT, key(H), normal}),
    Result.

failed(#handler{module = Mod, state = State} = H, Reason, Last, Name) ->
    _ = case erlang:function_exported(Mod, terminate, 2) of
            true -> catch Mod:terminate({error, {'EXIT', Reason}}, State);
            false -> ok
        end,
    is_pid(H#handler.supervised) andalso (H#handler.supervised ! {gen_event_EXIT, key(H), Reason}),
    logger:log(error, #{label => {?MODULE, terminate}, handler => key(H), name => Name, last_message => Last, state => State, reason => Reason},
               #{domain => [otp], report_cb => fun ?MODULE:format_log/2,
                 error_logger => #{tag => error, report_cb => fun ?MODULE:format_log/1}}).

terminate(Reason, Name, Hs) ->
    _ = [ended(H, stop, Name) || H <- Hs],
    exit(Reason).

system_continue(Parent, Debug, [Name, Hs, HibernateAfter, Hib]) -> fetch_msg(Parent, Name, Hs, HibernateAfter, Debug, Hib).

system_terminate(Reason, _Parent, _Debug, [Name, Hs, _HibernateAfter, _Hib]) -> terminate(Reason, Name, Hs).

system_code_change([Name, Hs, HibernateAfter, Hib], Module, OldVsn, Extra) ->
    New = [case H of
               #handler{module = Module, state = State} ->
                   {ok, S} = Module:code_change(OldVsn, State, Extra),
                   H#handler{state = S};
               _ -> H
           end || H <- Hs],
    {ok, [Name, New, HibernateAfter, Hib]}.

system_get_state([_Name, Hs, _HibernateAfter, _Hib]) -> {ok, [{Mod, Id, State} || #handler{module = Mod, id = Id, state = State} <- Hs]}.

system_replace_state(Fun, [Name, Hs, HibernateAfter, Hib]) ->
    New = [begin
               {Mod, Id, S} = Fun({Mod, Id, State}),
               H#handler{state = S}
           end || #handler{module = Mod, id = Id, state = State} = H <- Hs],
    {ok, [{Mod, Id, State} || #handler{module = Mod, id = Id, state = State} <- New], [Name, New, HibernateAfter, Hib]}.

format_status(_Opt, [_PDict, SysState, Parent, Debug, [Name, Hs, _HibernateAfter, _Hib]]) ->
    [{header, gen:format_status_header("Status for event handler", Name)},
     {data, [{"Status", SysState}, {"Logged Events", sys:get_log(Debug)}, {"Parent", Parent}]},
     {items, {"Installed handlers", Hs}}].

print_event(Dev, {in, {notify, Event}}, Name) -> io:format(Dev, "*DBG* ~tp got event ~tp~n", [Name, Event]);
print_event(Dev, {in, {_From, _Tag, {call, Handler, Query}}}, Name) ->
    io:format(Dev, "*DBG* ~tp(~tp) got call ~tp~n", [Name, Handler, Query]);
print_event(Dev, {in, Msg}, Name) -> io:format(Dev, "*DBG* ~tp got ~tp~n", [Name, Msg]);
print_event(Dev, Event, Name) -> io:format(Dev, "*DBG* ~tp : ~tp~n", [Name, Event]).

format_log(Report) -> parts(Report, #{}).

format_log(Report, Opts) ->
    {Format, Args} = parts(Report, Opts),
    io_lib:format(Format, Args).

parts(#{label := {?MODULE, terminate}} = Report, Opts) ->
    #{handler := Handler, name := Name, last_message := Last, state := State, reason := Reason} = Report,
    {P, More} = case Opts of
                    #{depth := D} when is_integer(D) -> {"~tP", [D]};
                    _ -> {"~tp", []}
                end,
    Lines = ["** gen_event handler ", " crashed.\n** Was installed in ", "\n** Last event was: ", "\n** When handler state == ",
             "\n** Reason == "],
    {lists:append([L ++ P || L <- Lines]) ++ "\n", lists:append([[V | More] || V <- [Handler, Name, Last, State, Reason]])}.
