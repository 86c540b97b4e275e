%% Subset of OTP's gen_event. Missing: nothing of its interface.
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
-callback format_status(map()) -> map().
-optional_callbacks([handle_info/2, terminate/2, code_change/3, format_status/1, format_status/2]).

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

call(M, Handler, Query) -> call1(M, Handler, Query).

call(M, Handler, Query, Timeout) -> call1(M, Handler, Query, Timeout).

call1(M, Handler, Query) ->
    try gen:call(M, self(), {call, Handler, Query}) of
        {ok, Reply} -> Reply
    catch
        exit:Reason -> exit({Reason, {?MODULE, call, [M, Handler, Query]}})
    end.

call1(M, Handler, Query, Timeout) ->
    try gen:call(M, self(), {call, Handler, Query}, Timeout) of
        {ok, Reply} -> Reply
    catch
        exit:Reason -> exit({Reason, {?MODULE, call, [M, Handler, Query, Timeout]}})
    end.

send_request(M, Handler, Query) -> gen:send_request(M, self(), {call, Handler, Query}).

wait_response(ReqId, Timeout) -> plain(gen:wait_response(ReqId, Timeout)).

receive_response(ReqId, Timeout) -> plain(gen:receive_response(ReqId, Timeout)).

check_response(Msg, ReqId) -> plain(gen:check_response(Msg, ReqId)).

%% An error that the manager answers is an error of the request.
plain({reply, {error, _} = Error}) -> Error;
plain({{reply, {error, _} = Error}, Label, Collection}) -> {Error, Label, Collection};
plain(Result) -> Result.

send_request(M, Handler, Query, Label, Collection) -> gen:send_request(M, self(), {call, Handler, Query}, Label, Collection).

wait_response(Collection, Timeout, Delete) -> plain(gen:wait_response(Collection, Timeout, Delete)).

receive_response(Collection, Timeout, Delete) -> plain(gen:receive_response(Collection, Timeout, Delete)).

check_response(Msg, Collection, Delete) -> plain(gen:check_response(Msg, Collection, Delete)).

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
        sleep(Parent, Name, Handlers, HibernateAfter, Debug)
    end.

sleep(Parent, Name, Handlers, HibernateAfter, Debug) ->
    proc_lib:hibernate(?MODULE, wake_hib, [Parent, Name, Handlers, HibernateAfter, Debug]).

wake_hib(Parent, Name, Handlers, HibernateAfter, Debug) -> fetch_msg(Parent, Name, Handlers, HibernateAfter, Debug, true).

%% Goes on, asleep when a handler wished it.
go_on(Parent, Name, Hs, HibernateAfter, Debug, false) -> fetch_msg(Parent, Name, Hs, HibernateAfter, Debug, false);
go_on(Parent, Name, Hs, HibernateAfter, Debug, true) -> sleep(Parent, Name, Hs, HibernateAfter, Debug).

-file("gen_event.erl", 522).
handle_msg(Msg, Parent, Name, Hs, HibernateAfter, Debug) ->
    case Msg of
        {notify, Event} ->
            {Hib, Hs1} = server_notify(Event, handle_event, Hs, Name), go_on(Parent, Name, Hs1, HibernateAfter, Debug, Hib);
        {_From, Tag, {sync_notify, Event}} ->

            {Hib, Hs1} = server_notify(Event, handle_event, Hs, Name),
            gen:reply(Tag, ok),
            go_on(Parent, Name, Hs1, HibernateAfter, Debug, Hib);
        {'EXIT', From, Reason} ->
            {Hib, Hs1} = server_notify(Msg, handle_info, without_supervised(From, Reason, Hs, Name), Name),
            go_on(Parent, Name, Hs1, HibernateAfter, Debug, Hib);
        {_From, Tag, {add_handler, Handler, Args}} ->




            {Hib, Reply, Hs1} = server_add_handler(handler(Handler), Args, Hs, Name),
            answered(Tag, Reply, Parent, Name, Hs1, HibernateAfter, Debug, Hib);
        {_From, Tag, {add_sup_handler, Handler, Args, Owner}} ->
            link(Owner),
            {Hib, Reply, Hs1} = server_add_handler((handler(Handler))#handler{supervised = Owner}, Args, Hs, Name),
            answered(Tag, Reply, Parent, Name, Hs1, HibernateAfter, Debug, Hib);
        {_From, Tag, {delete_handler, Handler, Args}} ->
            {Reply, Hs1} = deleted(Handler, Args, Hs, Name),
            answered(Tag, Reply, Parent, Name, Hs1, HibernateAfter, Debug, false);
        {_From, Tag, {swap_handler, H1, A1, H2, A2, Owner}} ->
            is_pid(Owner) andalso link(Owner),
            {Hib, Reply, Hs1} = swapped(H1, A1, H2, A2, Owner, Hs, Name),
            answered(Tag, Reply, Parent, Name, Hs1, HibernateAfter, Debug, Hib);
        {_From, Tag, {call, Handler, Query}} ->
            {Hib, Reply, Hs1} = called(Handler, Query, Hs, Name),
            answered(Tag, Reply, Parent, Name, Hs1, HibernateAfter, Debug, Hib);
        {_From, Tag, which_handlers} ->
            answered(Tag, [key(H) || H <- Hs], Parent, Name, Hs, HibernateAfter, Debug, false);
        {_From, Tag, get_modules} ->
            answered(Tag, lists:usort([H#handler.module || H <- Hs]), Parent, Name, Hs, HibernateAfter, Debug, false);
        _ ->












            {Hib, Hs1} = server_notify(Msg, handle_info, Hs, Name),
            go_on(Parent, Name, Hs1, HibernateAfter, Debug, Hib)
    end.

answered(Tag, Reply, Parent, Name, Hs, HibernateAfter, Debug, Hib) ->
    gen:reply(Tag, Reply),
    go_on(Parent, Name, Hs, HibernateAfter, Debug, Hib).

handler({Mod, Id}) -> #handler{module = Mod, id = Id};
handler(Mod) -> #handler{module = Mod}.

key(#handler{module = Mod, id = false}) -> Mod;
key(#handler{module = Mod, id = Id}) -> {Mod, Id}.

taken(Key, Hs) ->
    case [H || H <- Hs, key(H) =:= Key] of
        [H | _] -> {H, lists:delete(H, Hs)};
        [] -> none
    end.

-file("gen_event.erl", 695).
server_add_handler(#handler{module = Mod} = H, Args, Hs, _Name) ->
    case catch
        Mod:init(Args) of
        {ok, State} -> {false, ok, [H#handler{state = State} | Hs]};
        {ok, State, hibernate} -> {true, ok, [H#handler{state = State} | Hs]};
        Other -> {false, Other, Hs}
    end.

deleted(Handler, Args, Hs, Name) ->
    case taken(Handler, Hs) of
        {H, Rest} -> {ended(H, Args, normal, Name), Rest};
        none -> {{error, module_not_found}, Hs}
    end.

%% A new handler takes the place of another, whose last words are its second argument.
swapped(H1, A1, H2, A2, Owner, Hs, Name) ->
    New = handler(H2),
    {Hibernates, Reply, Hs1} =
        case taken(H1, Hs) of
            {#handler{supervised = Before} = H, Rest} ->
                %% Who supervised the old handler supervises the new one unless another asks to.
                Now = if Owner =:= false -> Before; true -> Owner end,
                Last = ended(H, A1, {swapped, H2, Now}, Name),
                server_add_handler(New#handler{supervised = Now}, {A2, Last}, Rest, Name);
            none -> server_add_handler(New#handler{supervised = Owner}, {A2, error}, Hs, Name)
        end,
    {Hibernates, if Reply =:= ok -> ok; true -> {error, Reply} end, Hs1}.

called(Handler, Query, Hs, Name) ->
    case taken(Handler, Hs) of
        none ->
            {false, {error, bad_module}, Hs};
        {#handler{module = Mod, state = State} = H, _} ->
            Result = try
                         Mod:handle_call(Query, State)
                     catch
                         throw:Thrown -> Thrown;
                         error:Reason:Stack -> {'EXIT', {Reason, Stack}};
                         exit:Reason -> {'EXIT', Reason}
                     end,
            called_result(Result, H, Query, Hs, Name)
    end.

called_result({ok, Reply, New}, H, _Query, Hs, _Name) -> {false, Reply, replaced(H, [H#handler{state = New}], Hs)};
called_result({ok, Reply, New, hibernate}, H, _Query, Hs, _Name) -> {true, Reply, replaced(H, [H#handler{state = New}], Hs)};
called_result({swap_handler, Reply, A1, New, H2, A2}, H, _Query, Hs, Name) ->
    {Hib, _, Kept} = swap_in_place(H#handler{state = New}, A1, H2, A2, Name),
    {Hib, Reply, replaced(H, Kept, Hs)};
called_result({remove_handler, Reply}, H, _Query, Hs, Name) ->
    _ = ended(H, remove_handler, normal, Name),
    {false, Reply, lists:delete(H, Hs)};
called_result(Other, H, Query, Hs, Name) ->
    failed(H, Other, Query, Name),
    {false, {error, Other}, lists:delete(H, Hs)}.

replaced(Old, New, Hs) ->
    lists:append([case H of
                      Old -> New;
                      _ -> [H]
                  end || H <- Hs]).

swap_in_place(#handler{supervised = Owner} = H, A1, H2, A2, Name) ->
    server_add_handler((handler(H2))#handler{supervised = Owner}, {A2, ended(H, A1, {swapped, H2, Owner}, Name)}, [], Name).

-file("gen_event.erl", 780).
server_notify(Event, Func, [H | Rest], Name) ->


    case server_update(H, Func, Event, Name) of
        {false, []} -> server_notify(Event, Func, Rest, Name);
        {Hib, Kept} ->
            {Hib1, Rest1} = server_notify(Event, Func, Rest, Name),
            {Hib orelse Hib1, Kept ++ Rest1}
    end;
server_notify(_, _, [], _) -> {false, []}.

-file("gen_event.erl", 798).
server_update(#handler{module = Mod, state = State} = H, Func, Event, Name) ->
    try

        Mod:Func(Event, State) of
        Result -> updated(Result, H, Event, Name)
    catch
        throw:Thrown -> updated(Thrown, H, Event, Name);
        error:undef:Stack when Func =:= handle_info ->
            case erlang:function_exported(Mod, handle_info, 2) of
                false ->
                    logger:log(warning, #{label => {?MODULE, no_handle_info}, module => Mod, message => Event},
                               #{domain => [otp], report_cb => fun ?MODULE:format_log/2,
                                 error_logger => #{tag => warning_msg, report_cb => fun ?MODULE:format_log/1}}),
                    {false, [H]};
                true ->
                    updated({'EXIT', {undef, Stack}}, H, Event, Name)
            end;
        error:Reason:Stack -> updated({'EXIT', {Reason, Stack}}, H, Event, Name);
        exit:Reason -> updated({'EXIT', Reason}, H, Event, Name)
    end.

%% What is left of a handler: itself, another, or none; before it, whether to sleep.
updated({ok, New}, H, _Event, _Name) -> {false, [H#handler{state = New}]};
updated({ok, New, hibernate}, H, _Event, _Name) -> {true, [H#handler{state = New}]};
updated({swap_handler, A1, New, H2, A2}, H, _Event, Name) ->
    {Hib, _, Kept} = swap_in_place(H#handler{state = New}, A1, H2, A2, Name),
    {Hib, Kept};
updated(remove_handler, H, _Event, Name) ->
    _ = ended(H, remove_handler, normal, Name),
    {false, []};
updated(Other, H, Event, Name) ->
    failed(H, Other, Event, Name),
    {false, []}.

without_supervised(Owner, Reason, Hs, Name) ->
    {Gone, Kept} = lists:partition(fun(#handler{supervised = S}) -> S =:= Owner end, Hs),
    _ = [ended(H#handler{supervised = false}, {stop, Reason}, shutdown, Name) || H <- Gone],
    Kept.

%% `Told` is what the supervising process hears.
ended(#handler{module = Mod, state = State} = H, Args, Told, _Name) ->
    Result = last_words(Mod, Args, State),
    tell(H, Told),
    Result.

last_words(Mod, Args, State) ->
    case erlang:function_exported(Mod, terminate, 2) of
        true -> catch Mod:terminate(Args, State);
        false -> ok
    end.

tell(#handler{supervised = Owner} = H, Told) when is_pid(Owner) ->
    Owner ! {gen_event_EXIT, key(H), Told},
    case Told of
        {swapped, _, Owner} -> ok;
        _ -> unlink(Owner)
    end,
    ok;
tell(_, _) -> ok.

failed(#handler{module = Mod, state = State} = H, Result, Last, Name) ->
    _ = last_words(Mod, {error, Result}, State),
    tell(H, Result),
    Reason = case Result of
                 {'EXIT', Why} -> Why;
                 Why -> Why
             end,
    Status = gen:format_status(Mod, terminate, #{state => State, message => Last, reason => Reason, log => []}, [get(), State]),
    Shown = case Status of
                #{'$status' := S} -> S;
                #{'EXIT' := Text} -> Text;
                #{state := S} -> S
            end,
    logger:log(error, #{label => {?MODULE, terminate}, handler => key(H), name => Name,
                        last_message => maps:get(message, Status, Last), state => Shown,
                        log => [], reason => maps:get(reason, Status, Reason)},
               #{domain => [otp], report_cb => fun ?MODULE:format_log/2,
                 error_logger => #{tag => error, report_cb => fun ?MODULE:format_log/1}}).

terminate(Reason, Name, Hs) ->
    _ = [ended(H, stop, shutdown, Name) || H <- Hs],
    exit(Reason).

system_continue(Parent, Debug, [Name, Hs, HibernateAfter, Hib]) -> go_on(Parent, Name, Hs, HibernateAfter, Debug, Hib).

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
    New = [replaced_state(Fun, H) || H <- Hs],
    {ok, [{Mod, Id, State} || #handler{module = Mod, id = Id, state = State} <- New], [Name, New, HibernateAfter, Hib]}.

%% A handler for which the function fails keeps its state.
replaced_state(Fun, #handler{module = Mod, id = Id, state = State} = H) ->
    try Fun({Mod, Id, State}) of
        {Mod, NewId, New} -> H#handler{id = NewId, state = New};
        _ -> H
    catch
        _:_ -> H
    end.

format_status(Opt, [PDict, SysState, Parent, Debug, [Name, Hs0, _HibernateAfter, _Hib]]) ->
    Hs = [shown(Opt, PDict, H) || H <- Hs0],
    [{header, gen:format_status_header("Status for event handler", Name)},
     {data, [{"Status", SysState}, {"Logged Events", sys:get_log(Debug)}, {"Parent", Parent}]},
     {items, {"Installed handlers", Hs}}].

%% A handler with its state as its own callback shows it.
shown(Opt, PDict, #handler{module = Mod, state = State} = H) ->
    case gen:format_status(Mod, Opt, #{state => State}, [PDict, State]) of
        #{'EXIT' := Text} -> H#handler{state = Text};
        #{'$status' := Shown} -> H#handler{state = Shown};
        #{state := Shown} -> H#handler{state = Shown}
    end.

print_event(Dev, {in, {notify, Event}}, Name) -> io:format(Dev, "*DBG* ~tp got event ~tp~n", [Name, Event]);
print_event(Dev, {in, {_From, _Tag, {call, Handler, Query}}}, Name) ->
    io:format(Dev, "*DBG* ~tp(~tp) got call ~tp~n", [Name, Handler, Query]);
print_event(Dev, {in, Msg}, Name) -> io:format(Dev, "*DBG* ~tp got ~tp~n", [Name, Msg]);
print_event(Dev, Event, Name) -> io:format(Dev, "*DBG* ~tp : ~tp~n", [Name, Event]).

format_log(Report) -> report_text:legacy(fun(Opts) -> log_parts(Report, Opts) end).

format_log(Report, Opts0) -> report_text:text(fun(Opts) -> log_parts(Report, Opts) end, Opts0).

log_parts(#{label := {?MODULE, terminate}} = Report, Opts) ->
    #{handler := Handler, name := Name, last_message := Last, state := State, reason := Reason} = Report,
    Values = [{whole, Handler}, {whole, Name}, {term, Last}, {term, State}, {term, explained(Reason)}],
    {Texts, End} =
        case Opts of
            #{single_line := true} ->
                {["Generic event handler ", " crashed. Installed: ", ". Last event: ", ". State: ", ". Reason: "], "."};
            _ ->
                {["** gen_event handler ", " crashed.\n** Was installed in ", "\n** Last event was: ",
                  "\n** When handler state == ", "\n** Reason == "], "\n"}
        end,
    lists:append(lists:zipwith(fun(Text, Value) -> [Text, Value] end, Texts, Values)) ++ [End];
log_parts(#{label := {?MODULE, no_handle_info}, module := Mod, message := Message}, #{single_line := true}) ->
    ["Undefined handle_info in ", {whole, Mod}, ". Unhandled message: ", {term, Message}, "."];
log_parts(#{label := {?MODULE, no_handle_info}, module := Mod, message := Message}, _Opts) ->
    [{fixed, "** Undefined handle_info in ~p\n", [Mod]}, "** Unhandled message: ", {term, Message}, "\n"].

explained({'EXIT', {undef, [{Mod, Name, Args, _} | _] = Stack} = Reason}) ->
    case report_text:undefined_function(Mod, {Name, length(Args)}) of
        exported -> Reason;
        Why -> {Why, Stack}
    end;
explained({'EXIT', Reason}) -> Reason;
explained(Reason) -> Reason.
