%% Subset of OTP's sys. Missing: the old shapes of debug functions that OTP marks as deprecated.
%%
%% Debug options of a process are a list kept in its loop: {trace, true}, {log, Log}, {log_to_file, Fd},
%% {statistics, {Since, Reductions, In, Out}}, {Fun, State} and {Id, {Fun, State}}.
-module(sys).

-export([suspend/1, suspend/2, resume/1, resume/2, get_status/1, get_status/2, get_state/1, get_state/2,
         replace_state/2, replace_state/3, change_code/4, change_code/5, terminate/2, terminate/3,
         log/2, log/3, trace/2, trace/3, statistics/2, statistics/3, log_to_file/2, log_to_file/3,
         no_debug/1, no_debug/2, install/2, install/3, remove/2, remove/3,
         handle_system_msg/6, handle_system_msg/7, handle_debug/4, print_log/1, get_log/1, get_debug/3,
         debug_options/1, suspend_loop_hib/6]).

-callback system_continue(pid(), list(), term()) -> no_return().
-callback system_terminate(term(), pid(), list(), term()) -> no_return().
-callback system_code_change(term(), module(), term(), term()) -> {ok, term()}.
-callback system_get_state(term()) -> {ok, term()}.
-callback system_replace_state(fun(), term()) -> {ok, term(), term()}.
-optional_callbacks([system_get_state/1, system_replace_state/2]).

%%% Requests

suspend(Name) -> send_system_msg(Name, suspend).
suspend(Name, Timeout) -> send_system_msg(Name, suspend, Timeout).

resume(Name) -> send_system_msg(Name, resume).
resume(Name, Timeout) -> send_system_msg(Name, resume, Timeout).

get_status(Name) -> send_system_msg(Name, get_status).
get_status(Name, Timeout) -> send_system_msg(Name, get_status, Timeout).

-file("sys.erl", 137).
get_state(Name) ->
    case send_system_msg(Name, get_state) of
        {error, Reason} -> error(Reason);
        {ok, State} -> State
    end.

-file("sys.erl", 147).
get_state(Name, Timeout) ->
    case send_system_msg(Name, get_state, Timeout) of
        {error, Reason} -> error(Reason);
        {ok, State} -> State
    end.

-file("sys.erl", 157).
replace_state(Name, Fun) ->
    case send_system_msg(Name, {replace_state, Fun}) of
        {error, Reason} -> error(Reason);
        {ok, State} -> State
    end.

-file("sys.erl", 168).
replace_state(Name, Fun, Timeout) ->
    case send_system_msg(Name, {replace_state, Fun}, Timeout) of
        {error, Reason} -> error(Reason);
        {ok, State} -> State
    end.

change_code(Name, Mod, Vsn, Extra) -> send_system_msg(Name, {change_code, Mod, Vsn, Extra}).
change_code(Name, Mod, Vsn, Extra, Timeout) -> send_system_msg(Name, {change_code, Mod, Vsn, Extra}, Timeout).

terminate(Name, Reason) -> send_system_msg(Name, {terminate, Reason}).
terminate(Name, Reason, Timeout) -> send_system_msg(Name, {terminate, Reason}, Timeout).

log(Name, Flag) -> send_system_msg(Name, {debug, {log, Flag}}).
log(Name, Flag, Timeout) -> send_system_msg(Name, {debug, {log, Flag}}, Timeout).

trace(Name, Flag) -> send_system_msg(Name, {debug, {trace, Flag}}).
trace(Name, Flag, Timeout) -> send_system_msg(Name, {debug, {trace, Flag}}, Timeout).

statistics(Name, Flag) -> send_system_msg(Name, {debug, {statistics, Flag}}).
statistics(Name, Flag, Timeout) -> send_system_msg(Name, {debug, {statistics, Flag}}, Timeout).

log_to_file(Name, File) -> send_system_msg(Name, {debug, {log_to_file, File}}).
log_to_file(Name, File, Timeout) -> send_system_msg(Name, {debug, {log_to_file, File}}, Timeout).

no_debug(Name) -> send_system_msg(Name, {debug, no_debug}).
no_debug(Name, Timeout) -> send_system_msg(Name, {debug, no_debug}, Timeout).

-file("sys.erl", 298).
install(Name, {Func, State}) -> send_system_msg(Name, {debug, {install, {Func, State}}});
install(Name, {Id, Func, State}) -> send_system_msg(Name, {debug, {install, {Id, Func, State}}}).

install(Name, {Func, State}, Timeout) -> send_system_msg(Name, {debug, {install, {Func, State}}}, Timeout);
install(Name, {Id, Func, State}, Timeout) -> send_system_msg(Name, {debug, {install, {Id, Func, State}}}, Timeout).

remove(Name, IdOrFunc) -> send_system_msg(Name, {debug, {remove, IdOrFunc}}).
remove(Name, IdOrFunc, Timeout) -> send_system_msg(Name, {debug, {remove, IdOrFunc}}, Timeout).

-file("sys.erl", 333).
send_system_msg(Name, Request) ->
    try gen:call(Name, system, Request) of
        {ok, Reply} -> Reply
    catch
        exit:Reason -> exit({Reason, call_of(Name, Request, [])})
    end.

-file("sys.erl", 339).
send_system_msg(Name, Request, Timeout) ->
    try gen:call(Name, system, Request, Timeout) of
        {ok, Reply} -> Reply
    catch
        exit:Reason -> exit({Reason, call_of(Name, Request, [Timeout])})
    end.

call_of(Name, {debug, {Func, Arg}}, Timeout) -> {?MODULE, Func, [Name, Arg | Timeout]};
call_of(Name, {change_code, Mod, Vsn, Extra}, Timeout) -> {?MODULE, change_code, [Name, Mod, Vsn, Extra | Timeout]};
call_of(Name, {terminate, Reason}, Timeout) -> {?MODULE, terminate, [Name, Reason | Timeout]};
call_of(Name, Request, Timeout) -> {?MODULE, Request, [Name | Timeout]}.

%%% In the process that got the request

handle_system_msg(Msg, From, Parent, Mod, Debug, Misc) ->
    handle_system_msg(running, Msg, From, Parent, Mod, Debug, Misc, false).

handle_system_msg(Msg, From, Parent, Mod, Debug, Misc, Hibernated) ->
    handle_system_msg(running, Msg, From, Parent, Mod, Debug, Misc, Hibernated).

-file("sys.erl", 386).
handle_system_msg(SysState, Msg, From, Parent, Mod, Debug, Misc, Hibernated) ->
    case do_cmd(SysState, Msg, Parent, Mod, Debug, Misc) of
        {suspended, Reply, NewDebug, NewMisc} ->
            gen:reply(From, Reply),
            suspend_loop(suspended, Parent, Mod, NewDebug, NewMisc, Hibernated);
        {running, Reply, NewDebug, NewMisc} ->
            gen:reply(From, Reply),
            Mod:system_continue(Parent, NewDebug, NewMisc);
        {{terminating, Reason}, Reply, NewDebug, NewMisc} ->
            gen:reply(From, Reply),
            Mod:system_terminate(Reason, Parent, NewDebug, NewMisc)
    end.

suspend_loop(SysState, Parent, Mod, Debug, Misc, Hibernated) ->
    case Hibernated of
        true -> suspend_loop_hib(SysState, Parent, Mod, Debug, Misc, Hibernated);
        _ ->
            receive
                {system, From, Msg} ->
                    handle_system_msg(SysState, Msg, From, Parent, Mod, Debug, Misc, Hibernated);
                {'EXIT', Parent, Reason} ->
                    Mod:system_terminate(Reason, Parent, Debug, Misc)
            end
    end.

suspend_loop_hib(SysState, Parent, Mod, Debug, Misc, Hibernated) ->
    receive
        {system, From, Msg} ->
            handle_system_msg(SysState, Msg, From, Parent, Mod, Debug, Misc, Hibernated);
        {'EXIT', Parent, Reason} ->
            Mod:system_terminate(Reason, Parent, Debug, Misc)
    after 0 ->
        proc_lib:hibernate(?MODULE, suspend_loop_hib, [SysState, Parent, Mod, Debug, Misc, Hibernated])
    end.

-file("sys.erl", 480).
do_cmd(_, suspend, _Parent, _Mod, Debug, Misc) ->
    {suspended, ok, Debug, Misc};
do_cmd(_, resume, _Parent, _Mod, Debug, Misc) ->
    {running, ok, Debug, Misc};
do_cmd(SysState, get_state, _Parent, Mod, Debug, Misc) ->
    {SysState, state_of(Mod, Misc), Debug, Misc};
do_cmd(SysState, {replace_state, Fun}, _Parent, Mod, Debug, Misc) ->
    {Reply, NewMisc} = replaced(Fun, Mod, Misc),
    {SysState, Reply, Debug, NewMisc};
do_cmd(SysState, get_status, Parent, Mod, Debug, Misc) ->
    {SysState, status(SysState, Parent, Mod, Debug, Misc), Debug, Misc};
do_cmd(SysState, {debug, What}, _Parent, _Mod, Debug, Misc) ->
    {Reply, NewDebug} = debug_cmd(What, Debug),
    {SysState, Reply, NewDebug, Misc};
do_cmd(_, {terminate, Reason}, _Parent, _Mod, Debug, Misc) -> {{terminating, Reason}, ok, Debug, Misc};
do_cmd(suspended, {change_code, Module, Vsn, Extra}, _Parent, Mod, Debug, Misc) ->
    {Reply, NewMisc} = do_change_code(Mod, Module, Vsn, Extra, Misc),
    {suspended, Reply, Debug, NewMisc};
do_cmd(SysState, Other, _Parent, _Mod, Debug, Misc) ->
    {SysState, {error, {unknown_system_msg, Other}}, Debug, Misc}.

state_of(Mod, Misc) ->
    case erlang:function_exported(Mod, system_get_state, 1) of
        true ->
            try
                {ok, _} = Mod:system_get_state(Misc)
            catch
                Class:Reason -> {error, {callback_failed, {Mod, system_get_state}, {Class, Reason}}}
            end;
        false ->
            {ok, Misc}
    end.

replaced(Fun, Mod, Misc) ->
    case erlang:function_exported(Mod, system_replace_state, 2) of
        true ->
            try
                {ok, State, NewMisc} = Mod:system_replace_state(Fun, Misc),
                {{ok, State}, NewMisc}
            catch
                Class:Reason -> {{error, {callback_failed, {Mod, system_replace_state}, {Class, Reason}}}, Misc}
            end;
        false ->
            try
                NewMisc = Fun(Misc),
                {{ok, NewMisc}, NewMisc}
            catch
                Class:Reason -> {{error, {callback_failed, Fun, {Class, Reason}}}, Misc}
            end
    end.

status(SysState, Parent, Mod, Debug, Misc) ->
    PDict = get(),
    Shown = case erlang:function_exported(Mod, format_status, 2) of
                true -> Mod:format_status(normal, [PDict, SysState, Parent, Debug, Misc]);
                false -> Misc
            end,
    {status, self(), {module, Mod}, [PDict, SysState, Parent, Debug, Shown]}.

-file("sys.erl", 605).
do_change_code(Mod, Module, Vsn, Extra, Misc) ->
    case catch Mod:system_code_change(Misc, Module, Vsn, Extra) of {ok, NewMisc} -> {ok, NewMisc};
        Else -> {{error, Else}, Misc}
    end.

%%% Debug options

debug_cmd(no_debug, Debug) ->
    close_file(Debug),
    {ok, []};
debug_cmd({trace, true}, Debug) -> {ok, stored(trace, true, Debug)};
debug_cmd({trace, false}, Debug) -> {ok, lists:keydelete(trace, 1, Debug)};
debug_cmd({log, true}, Debug) -> {ok, log_opened(10, Debug)};
debug_cmd({log, {true, Max}}, Debug) when is_integer(Max), Max > 0 -> {ok, log_opened(Max, Debug)};
debug_cmd({log, false}, Debug) -> {ok, lists:keydelete(log, 1, Debug)};
debug_cmd({log, print}, Debug) ->
    print_log(Debug),
    {ok, Debug};
debug_cmd({log, get}, Debug) -> {{ok, get_log(Debug)}, Debug};
debug_cmd({log_to_file, false}, Debug) ->
    close_file(Debug),
    {ok, lists:keydelete(log_to_file, 1, Debug)};
debug_cmd({log_to_file, FileName}, Debug) ->
    close_file(Debug),
    Others = lists:keydelete(log_to_file, 1, Debug),
    case file:open(FileName, [write, {encoding, utf8}]) of
        {ok, Fd} -> {ok, stored(log_to_file, Fd, Others)};
        _ -> {{error, open_file}, Others}
    end;
debug_cmd({statistics, true}, Debug) -> {ok, stored(statistics, fresh_statistics(), Debug)};
debug_cmd({statistics, false}, Debug) -> {ok, lists:keydelete(statistics, 1, Debug)};
debug_cmd({statistics, get}, Debug) -> {{ok, statistics_of(Debug)}, Debug};
debug_cmd({install, {Func, State}}, Debug) -> {ok, stored(Func, State, Debug)};
debug_cmd({install, {Id, Func, State}}, Debug) -> {ok, stored(Id, {Func, State}, Debug)};
debug_cmd({remove, IdOrFunc}, Debug) -> {ok, lists:keydelete(IdOrFunc, 1, Debug)};
debug_cmd(_Unknown, Debug) -> {unknown_debug, Debug}.

stored(Key, Value, Debug) ->
    case lists:keymember(Key, 1, Debug) of
        true -> lists:keyreplace(Key, 1, Debug, {Key, Value});
        false -> [{Key, Value} | Debug]
    end.

log_opened(Max, Debug) ->
    case lists:keymember(log, 1, Debug) of
        true -> Debug;
        false -> [{log, [Max]} | Debug]
    end.

close_file(Debug) ->
    case lists:keyfind(log_to_file, 1, Debug) of
        {log_to_file, Fd} -> file:close(Fd);
        false -> ok
    end.

fresh_statistics() ->
    {calendar:local_time(), process_info(self(), reductions), 0, 0}.

statistics_of(Debug) ->
    case lists:keyfind(statistics, 1, Debug) of
        {statistics, {Since, {reductions, Before}, In, Out}} ->
            {reductions, Now} = process_info(self(), reductions),
            [{start_time, Since}, {current_time, calendar:local_time()}, {reductions, Now - Before},
             {messages_in, In}, {messages_out, Out}];
        false ->
            no_statistics
    end.

handle_debug([{trace, true} = Item | Rest], FormFunc, State, Event) ->
    FormFunc(standard_io, Event, State),
    [Item | handle_debug(Rest, FormFunc, State, Event)];
handle_debug([{log, Log} | Rest], FormFunc, State, Event) ->
    [{log, log_put({Event, State, FormFunc}, Log)} | handle_debug(Rest, FormFunc, State, Event)];
handle_debug([{log_to_file, Fd} = Item | Rest], FormFunc, State, Event) ->
    FormFunc(Fd, Event, State),
    [Item | handle_debug(Rest, FormFunc, State, Event)];
handle_debug([{statistics, Counts} | Rest], FormFunc, State, Event) ->
    [{statistics, counted(Event, Counts)} | handle_debug(Rest, FormFunc, State, Event)];
handle_debug([{Id, {Func, FuncState}} | Rest], FormFunc, State, Event) when is_function(Func) ->
    installed({Id, Func}, Func, FuncState, Rest, FormFunc, State, Event);
handle_debug([{Func, FuncState} | Rest], FormFunc, State, Event) ->
    installed(Func, Func, FuncState, Rest, FormFunc, State, Event);
handle_debug([], _FormFunc, _State, _Event) ->
    [].

%% A function that is done or dies is taken off the list.
installed(Key, Func, FuncState, Rest, FormFunc, State, Event) ->
    case catch Func(FuncState, Event, State) of
        done -> handle_debug(Rest, FormFunc, State, Event);
        {'EXIT', _} -> handle_debug(Rest, FormFunc, State, Event);
        NewState ->
            Item = case Key of
                       {Id, Func} -> {Id, {Func, NewState}};
                       _ -> {Func, NewState}
                   end,
            [Item | handle_debug(Rest, FormFunc, State, Event)]
    end.

counted({in, _}, {Since, Reds, In, Out}) -> {Since, Reds, In + 1, Out};
counted({in, _, _}, {Since, Reds, In, Out}) -> {Since, Reds, In + 1, Out};
counted({out, _, _}, {Since, Reds, In, Out}) -> {Since, Reds, In, Out + 1};
counted({out, _, _, _}, {Since, Reds, In, Out}) -> {Since, Reds, In, Out + 1};
counted(_, Counts) -> Counts.

%% A log that is not full is [Room | NewestFirst], a full one [NewestFirst | OldestFirst].
log_put(Item, [0 | Events]) -> [[] | tl(lists:reverse(Events, [Item]))];
log_put(Item, [Room | Events]) when is_integer(Room) -> [Room - 1, Item | Events];
log_put(Item, [New, _Oldest]) -> [[] | lists:reverse(New, [Item])];
log_put(Item, [New, _Oldest | Old]) -> [[Item | New] | Old].

logged(Debug) ->
    case lists:keyfind(log, 1, Debug) of
        {log, [New | Old]} when is_list(New) -> Old ++ lists:reverse(New);
        {log, [_Room | Events]} -> lists:reverse(Events);
        false -> []
    end.

print_log(Debug) ->
    lists:foreach(fun({Event, State, FormFunc}) -> FormFunc(standard_io, Event, State) end, logged(Debug)).

get_log(Debug) -> [Event || {Event, _State, _FormFunc} <- logged(Debug)].

get_debug(Item, Debug, Default) ->
    case lists:keyfind(Item, 1, Debug) of
        {_, _} when Item =:= log -> logged(Debug);
        {_, Value} -> Value;
        false -> Default
    end.

debug_options(Options) -> debug_options(Options, []).

debug_options([], Debug) -> Debug;
debug_options([trace | Rest], Debug) -> debug_options(Rest, given(trace, true, Debug));
debug_options([log | Rest], Debug) -> debug_options(Rest, given(log, [10], Debug));
debug_options([{log, Max} | Rest], Debug) when is_integer(Max), Max > 0 ->
    debug_options(Rest, given(log, [Max], Debug));
debug_options([statistics | Rest], Debug) -> debug_options(Rest, given(statistics, fresh_statistics(), Debug));
debug_options([{log_to_file, FileName} | Rest], Debug) ->
    case file:open(FileName, [write, {encoding, utf8}]) of
        {ok, Fd} -> debug_options(Rest, given(log_to_file, Fd, Debug));
        _ -> debug_options(Rest, Debug)
    end;
debug_options([{install, {Func, State}} | Rest], Debug) -> debug_options(Rest, given(Func, State, Debug));
debug_options([{install, {Id, Func, State}} | Rest], Debug) -> debug_options(Rest, given(Id, {Func, State}, Debug));
debug_options([_ | Rest], Debug) -> debug_options(Rest, Debug).

%% The first of two equal options counts.
given(Key, Value, Debug) ->
    case lists:keymember(Key, 1, Debug) of
        true -> Debug;
        false -> [{Key, Value} | Debug]
    end.
