%% Subset of dbg (runtime_tools 1.19): the text interface to the trace BIFs.
%% The server, registered as dbg, knows for each traced node the process that
%% sets flags there and the tracer; the saved match specifications are its, too.
%% It starts with the first call that needs it. Requests are {From, Request},
%% answers {dbg, Answer}. The tracer is a process that folds a handler over the
%% trace messages; on other nodes a relay sends them to it.
%% Missing: tracers of type module, trace ports over IP, sorting of wrap files.
-module(dbg).

-export([tracer/0, tracer/2, tracer/3, get_tracer/0, get_tracer/1, stop/0, stop_clear/0, start/0]).
-export([p/1, p/2, i/0, get_info/0, c/3, c/4, n/1, n/3, cn/1, ln/0]).
-export([tp/2, tp/3, tp/4, tpl/2, tpl/3, tpl/4, tpe/2]).
-export([ctp/0, ctp/1, ctp/2, ctp/3, ctpl/0, ctpl/1, ctpl/2, ctpl/3]).
-export([ctpg/0, ctpg/1, ctpg/2, ctpg/3, ctpe/1]).
-export([ltp/0, dtp/0, dtp/1, wtp/1, rtp/1, fun2ms/1, h/0, h/1]).
-export([trace_port/2, trace_client/2, trace_client/3, stop_trace_client/1]).
-export([flush_trace_port/0, flush_trace_port/1, trace_port_control/1, trace_port_control/2]).
-export([start_handler/2, dhandler/2, transform_flags/1, deliver_and_flush/1, erlang_trace/3, do_relay/2]).

%% Patterns

%% A literal fun becomes a match specification; in a module ms_transform does it
%% when the module is compiled.
fun2ms(ShellFun) when is_function(ShellFun) ->
    case erl_eval:fun_data(ShellFun) of
        {fun_data, Bindings, Clauses} ->
            case ms_transform:transform_from_shell(?MODULE, Clauses, Bindings) of
                {error, [{_, [{_, _, Code} | _]} | _], _} ->
                    io:format("Error: ~ts~n", [ms_transform:format_error(Code)]),
                    {error, transform_error};
                Spec ->
                    Spec
            end;
        _ ->
            exit({badarg, {?MODULE, fun2ms,
                           [function, called, with, real, 'fun', should, be, transformed,
                            with, parse_transform, 'or', called, with, a, 'fun', generated,
                            in, the, shell]}})
    end.

tp(Module, Function, Pattern) -> do_tp({Module, Function, '_'}, Pattern, []).
tp(Module, Function, Arity, Pattern) -> do_tp({Module, Function, Arity}, Pattern, []).
tp(Module, Pattern) when is_atom(Module) -> do_tp({Module, '_', '_'}, Pattern, []);
tp({_, _, _} = MFA, Pattern) -> do_tp(MFA, Pattern, []).

tpl(Module, Function, Pattern) -> do_tp({Module, Function, '_'}, Pattern, [local]).
tpl(Module, Function, Arity, Pattern) -> do_tp({Module, Function, Arity}, Pattern, [local]).
tpl(Module, Pattern) when is_atom(Module) -> do_tp({Module, '_', '_'}, Pattern, [local]);
tpl({_, _, _} = MFA, Pattern) -> do_tp(MFA, Pattern, [local]).

-file("dbg.erl", 133).
tpe(Event, Pattern) when Event =:= send; Event =:= 'receive' -> do_tp(Event, Pattern, []).

-file("dbg.erl", 137).
do_tp(Target, Pattern, Flags) when is_list(Pattern) ->
    case dbg_patterns:check(Pattern) of
        ok ->
            Matched = set_pattern(Target, Pattern, Flags),
            {ok, Matched ++ [{saved, request({save, Pattern})} || Pattern =/= [], Matched =/= []]};
        {error, Errors} ->
            {error, Errors}
    end;
do_tp(Target, Name, Flags) when is_integer(Name); is_atom(Name) ->
    case request({saved, Name}) of
        {ok, Saved, Pattern} -> {ok, set_pattern(Target, Pattern, Flags) ++ [{saved, Saved}]};
        error -> {error, unknown_pattern}
    end.

set_pattern(Target, Pattern, Flags) ->
    [matched(Node, on_node(Node, erlang, trace_pattern, [Target, Pattern, Flags]))
     || Node <- request(get_nodes)].

matched(Node, Count) when is_integer(Count) -> {matched, Node, Count};
matched(Node, Other) -> {matched, Node, 0, Other}.

on_node(Node, M, F, Args) when Node =:= node() ->
    try apply(M, F, Args)
    catch error:Reason:Stack -> {badrpc, {'EXIT', {Reason, [hd(Stack)]}}}
    end;
on_node(Node, M, F, Args) ->
    rpc:call(Node, M, F, Args).

ctp() -> clear_pattern({'_', '_', '_'}, []).
ctp(Module, Function) -> clear_pattern({Module, Function, '_'}, []).
ctp(Module, Function, Arity) -> clear_pattern({Module, Function, Arity}, []).
ctp(Module) when is_atom(Module) -> clear_pattern({Module, '_', '_'}, []);
ctp({_, _, _} = MFA) -> clear_pattern(MFA, []).

ctpl() -> clear_pattern({'_', '_', '_'}, [local]).
ctpl(Module, Function) -> clear_pattern({Module, Function, '_'}, [local]).
ctpl(Module, Function, Arity) -> clear_pattern({Module, Function, Arity}, [local]).
ctpl(Module) when is_atom(Module) -> clear_pattern({Module, '_', '_'}, [local]);
ctpl({_, _, _} = MFA) -> clear_pattern(MFA, [local]).

ctpg() -> clear_pattern({'_', '_', '_'}, [global]).
ctpg(Module, Function) -> clear_pattern({Module, Function, '_'}, [global]).
ctpg(Module, Function, Arity) -> clear_pattern({Module, Function, Arity}, [global]).
ctpg(Module) when is_atom(Module) -> clear_pattern({Module, '_', '_'}, [global]);
ctpg({_, _, _} = MFA) -> clear_pattern(MFA, [global]).

ctpe(send) -> {ok, set_pattern(send, true, [])};
ctpe('receive') -> {ok, set_pattern('receive', true, [])}.

%% Without flags both kinds of breakpoints go, and local ones are counted.
clear_pattern(MFA, Flags) ->
    {ok, [begin
              _ = [on_node(Node, erlang, trace_pattern, [MFA, false, []]) || Flags =:= []],
              Kind = case Flags of [] -> [local]; _ -> Flags end,
              matched(Node, on_node(Node, erlang, trace_pattern, [MFA, false, Kind]))
          end || Node <- request(get_nodes)]}.

%% Saved patterns

ltp() ->
    [io:format("~p: ~p~n", [Name, Pattern]) || {Name, Pattern} <- request(patterns)],
    ok.

dtp() -> request({forget, all}).

dtp(Name) when is_integer(Name); is_atom(Name) -> request({forget, Name}).

wtp(File) ->
    dbg_patterns:write(File, request(patterns)).

rtp(File) ->
    case dbg_patterns:read(File) of
        {ok, Patterns} ->
            [request({save, Pattern}) || Pattern <- Patterns],
            ok;
        {error, Reason} ->
            {error, Reason}
    end.

%% Tracers

%% {ok, Server} or {error, already_started}.
tracer() -> tracer(process, {fun dhandler/2, user}).

%% process: a function of the message and its last result, and the first result;
%% port: a fun that makes the tracer, see trace_port/2; file: a file name.
tracer(port, Make) when is_function(Make, 0) -> start_tracer(Make);
tracer(process, {Handler, Data}) when is_function(Handler, 2) ->
    start_tracer(fun() -> start_handler(Handler, Data) end);
tracer(file, File) -> tracer(port, trace_port(file, File)).

tracer(Node, Type, Data) when Node =:= node() -> tracer(Type, Data);
tracer(Node, Type, Data) -> n(Node, Type, Data).

start_tracer(Make) ->
    case request({tracer, Make}) of
        ok -> {ok, whereis(dbg)};
        {error, Reason} -> {error, Reason}
    end.

get_tracer() -> get_tracer(node()).

get_tracer(Node) -> request({get_tracer, Node}).

stop() -> stop_clear().

stop_clear() ->
    case whereis(dbg) of
        undefined ->
            ok;
        Pid ->
            _ = ctp(),
            _ = ctpl(),
            _ = ctpe(send),
            _ = ctpe('receive'),
            Monitor = erlang:monitor(process, Pid),
            dbg ! {self(), stop},
            receive
                {'DOWN', Monitor, process, Pid, _} -> ok
            end
    end.

%% Processes

p(Item) -> p(Item, [m]).

p(Item, Flag) when is_atom(Flag) -> p(Item, [Flag]);
p(Item, Flags) ->
    case transform_flags(Flags) of
        {error, Reason} -> {error, Reason};
        Long -> request({p, Item, Long})
    end.

%% Long names of flags, or {error, {bad_flags, Flags}}.
transform_flags(Flags) -> dbg_flags:long(Flags).

%% erlang:trace/3 for another node: the number, or {'EXIT', Reason}.
erlang_trace(Item, How, Flags) ->
    catch erlang:trace(Item, How, Flags).

set_flags(Item, clear, _Tracer) -> erlang_trace(Item, false, [all]);
set_flags(Item, Flags, Tracer) -> erlang_trace(Item, true, [{tracer, Tracer} | Flags]).

%% Processes with trace flags, on every traced node.
i() ->
    lists:foreach(
        fun(Node) ->
            io:format("~nNode ~w:~n", [Node]),
            io:format("~-12s ~-21s ~s ~n", ["Pid", "Initial call", "Trace"]),
            [io:format("~-12s ~-21s ~s~n",
                       [io_lib:format("~w", [Pid]), io_lib:format("~w", [MFA]),
                        lists:join(" | ", [atom_to_list(dbg_flags:short(F)) || F <- Flags])])
             || {Pid, MFA, Flags} <- on_node(Node, dbg, get_info, [])]
        end, request(get_nodes)).

get_info() ->
    [{Pid, initial_call(Pid), Flags}
     || Pid <- processes(), {flags, Flags} <- [erlang:trace_info(Pid, flags)], Flags =/= []].

initial_call(Pid) ->
    case process_info(Pid, initial_call) of
        {initial_call, MFA} -> MFA;
        undefined -> undefined
    end.

%% Calls a function with the flags set for the process that calls it.
c(M, F, Args) -> c(M, F, Args, all).

c(M, F, Args, Flag) when is_atom(Flag) -> c(M, F, Args, [Flag]);
c(M, F, Args, Flags) ->
    case transform_flags(Flags) of
        {error, Reason} ->
            {error, Reason};
        Long ->
            _ = tracer(),
            {ok, Tracer} = get_tracer(),
            Caller = self(),
            {Pid, Monitor} = spawn_monitor(fun() -> c(Caller, M, F, Args, [{tracer, Tracer} | Long]) end),
            receive
                {Pid, Result} ->
                    erlang:demonitor(Monitor, [flush]),
                    stop(),
                    Result;
                {'DOWN', Monitor, process, Pid, Reason} ->
                    stop(),
                    {error, Reason}
            end
    end.

-file("dbg.erl", 590).
c(Caller, M, F, Args, Flags) ->
    erlang:trace(self(), true, Flags),
    Result = apply(M, F, Args),
    erlang:trace(self(), false, [all]),
    Caller ! {self(), Result}.

%% Other nodes

n(Node) -> n(Node, none).

n(Node, Type, Data) -> n(Node, {Type, Data}).

n(Node, _How) when Node =:= node() -> {error, cant_add_local_node};
n(Node, How) ->
    case net_adm:ping(Node) of
        pong -> request({add_node, Node, How});
        pang -> {error, {nodedown, Node}}
    end.

cn(Node) -> request({remove_node, Node}).

ln() ->
    lists:foreach(fun(Node) -> io:format("~p~n", [Node]) end, request(get_nodes)).

%% The relay of a node: sets flags there, passes trace messages on.
do_relay(Server, Tracer) when is_pid(Tracer) ->
    erlang:monitor(process, Server),
    relay(Server, Tracer);
do_relay(Server, {process, {Handler, Data}}) ->
    do_relay(Server, start_handler(Handler, Data));
do_relay(Server, {port, Make}) ->
    do_relay(Server, Make()).

relay(Server, Tracer) ->
    receive
        {Server, {p, Item, Flags}} ->
            Server ! {self(), set_flags(Item, Flags, self())},
            relay(Server, Tracer);
        {Server, stop} ->
            erlang_trace(all, false, [all]),
            exit(normal);
        {'DOWN', _, process, Server, _} ->
            exit(normal);
        Message when is_tuple(Message) ->
            Tracer ! Message,
            relay(Server, Tracer)
    end.

%% The server

%% Starts the server if there is none.
start() ->
    case whereis(dbg) of
        undefined ->
            Caller = self(),
            Pid = spawn(fun() -> init(Caller) end),
            Monitor = erlang:monitor(process, Pid),
            receive
                {dbg, started} -> erlang:demonitor(Monitor, [flush]);
                {'DOWN', Monitor, process, Pid, _} -> ok
            end,
            whereis(dbg);
        Pid ->
            Pid
    end.

request(Request) ->
    Pid = start(),
    Monitor = erlang:monitor(process, Pid),
    Pid ! {self(), Request},
    receive
        {dbg, Answer} ->
            erlang:demonitor(Monitor, [flush]),
            Answer;
        {'DOWN', Monitor, process, Pid, Reason} ->
            exit(Reason)
    end.

init(Caller) ->
    process_flag(trap_exit, true),
    case catch register(dbg, self()) of
        true ->
            Caller ! {dbg, started},
            loop({Caller, self()}, dbg_patterns:new());
        _ ->
            ok
    end.

loop({_, Server} = Id, Patterns) ->
    receive
        {From, stop} when is_pid(From) ->
            stop_nodes(Server);
        {From, Request} when is_pid(From) ->
            {Answer, NewPatterns} = handle(Request, Server, Patterns),
            From ! {dbg, Answer},
            loop(Id, NewPatterns);
        {'EXIT', _Pid, normal} ->
            loop(Id, Patterns);
        {'EXIT', Pid, Reason} ->
            case [Node || {Node, {P, T}} <- get(), P =:= Pid orelse T =:= Pid] of
                [] ->
                    loop(Id, Patterns);
                _ ->
                    io:format(user, "** dbg got EXIT - terminating: ~p~n", [Reason]),
                    exit(done)
            end;
        _ ->
            loop(Id, Patterns)
    end.

handle({tracer, Make}, Server, Patterns) ->
    case get(node()) of
        undefined ->
            case catch Make() of
                Tracer when is_pid(Tracer); is_port(Tracer) ->
                    put(node(), {Server, Tracer}),
                    {ok, Patterns};
                Other ->
                    {{error, Other}, Patterns}
            end;
        _ ->
            {{error, already_started}, Patterns}
    end;
handle({get_tracer, Node}, _Server, Patterns) ->
    case get(Node) of
        {_, Tracer} -> {{ok, Tracer}, Patterns};
        undefined -> {{error, {no_tracer_on_node, Node}}, Patterns}
    end;
handle(get_nodes, _Server, Patterns) ->
    {traced_nodes(), Patterns};
handle({add_node, Node, How}, Server, Patterns) ->
    {case {get(Node), How, get(node())} of
         {{_, _}, _, _} -> {error, {already_started, Node}};
         {undefined, none, {_, Tracer}} when is_pid(Tracer) -> add_node(Node, Tracer, Server);
         {undefined, none, _} -> {error, no_local_tracer};
         {undefined, _, _} -> add_node(Node, How, Server)
     end, Patterns};
handle({remove_node, Node}, Server, Patterns) ->
    _ = [Relay ! {Server, stop} || {Relay, _} <- [erase(Node)], Relay =/= Server],
    {ok, Patterns};
handle({p, Item, Flags}, Server, Patterns) ->
    {do_p(Item, Flags, Server), Patterns};
handle(patterns, _Server, Patterns) ->
    {lists:sort(maps:to_list(Patterns)), Patterns};
handle({saved, Name}, _Server, Patterns) ->
    {dbg_patterns:find(Name, Patterns), Patterns};
handle({save, Pattern}, _Server, Patterns) ->
    dbg_patterns:save(Pattern, Patterns);
handle({forget, Name}, _Server, Patterns) ->
    {ok, dbg_patterns:forget(Name, Patterns)}.

traced_nodes() ->
    [Node || {Node, {_, _}} <- get()].

add_node(Node, To, Server) ->
    Relay = spawn_link(Node, ?MODULE, do_relay, [Server, To]),
    put(Node, {Relay, To}),
    {ok, Node}.

do_p(Item, Flags, Server) when Item =:= all; Item =:= new; Item =:= existing;
                               Item =:= processes; Item =:= new_processes;
                               Item =:= existing_processes; Item =:= ports;
                               Item =:= new_ports; Item =:= existing_ports ->
    case traced_nodes() of
        [] -> {error, no_tracers};
        Nodes -> {ok, [count(Node, flags_on(Node, Item, Flags, Server)) || Node <- Nodes]}
    end;
do_p(Item, Flags, Server) ->
    case dbg_flags:item(Item) of
        {error, Reason} ->
            {error, Reason};
        Found ->
            Node = case is_atom(Found) of true -> node(); false -> node(Found) end,
            case get(Node) of
                undefined -> {error, {no_tracer_on_node, Node}};
                _ when is_atom(Found) -> {ok, [{matched, Node, 0, {no_proc, Found}}]};
                _ -> {ok, [one(Node, Found, flags_on(Node, Found, Flags, Server))]}
            end
    end.

flags_on(Node, Item, Flags, Server) ->
    case get(Node) of
        {Server, Tracer} ->
            set_flags(Item, Flags, Tracer);
        {Relay, _} ->
            Relay ! {Server, {p, Item, Flags}},
            receive
                {Relay, Count} -> Count
            end
    end.

count(Node, Count) when is_integer(Count) -> {matched, Node, Count};
count(Node, Other) -> {matched, Node, 0, Other}.

one(Node, _Item, Count) when is_integer(Count) -> {matched, Node, Count};
one(Node, Item, {'EXIT', {badarg, _}}) -> {matched, Node, 0, {no_proc, Item}};
one(Node, _Item, Other) -> {matched, Node, 0, Other}.

%% What was traced before is handled before the tracer ends.
stop_nodes(Server) ->
    lists:foreach(
        fun({Node, {Setter, Tracer}}) when Node =:= node(), Setter =:= Server ->
                erlang_trace(all, false, [all]),
                deliver_and_flush(Tracer),
                stop_tracer(Tracer);
           ({_Node, {Relay, _}}) when is_pid(Relay) ->
                Relay ! {Server, stop};
           (_) ->
                ok
        end, get()).

stop_tracer(Tracer) when is_pid(Tracer) ->
    Monitor = erlang:monitor(process, Tracer),
    Tracer ! {'EXIT', self(), stop},
    receive
        {'DOWN', Monitor, process, Tracer, _} -> ok
    end;
stop_tracer(Tracer) ->
    catch port_close(Tracer).

%% All trace messages of this node have reached their tracers.
deliver_and_flush(_Tracer) ->
    Ref = erlang:trace_delivered(all),
    receive
        {trace_delivered, all, Ref} -> ok
    end.

%% The tracer process

%% For tracers: a linked process that folds the handler over trace messages.
start_handler(Handler, Data) ->
    Parent = self(),
    _ = code:ensure_loaded(dbg_text),
    Init = fun() ->
        _ = process_flag(trap_exit, true),
        case whereis(user) of
            undefined -> ok;
            User -> group_leader(User, self())
        end,
        tracer_loop(Parent, {Handler, Data})
    end,
    spawn_opt(Init, [link, {priority, max}]).

tracer_loop(Parent, {Handler, Data}) ->
    {Traces, Next} = recv_all_traces(Parent, [], infinity),
    NewData = handle_traces(Parent, Traces, Handler, Data),
    case Next of
        more -> tracer_loop(Parent, {Handler, NewData});
        {stop, Reason} -> exit(Reason)
    end.

recv_all_traces(Parent, Acc, Timeout) ->
    receive
        Trace when element(1, Trace) =:= trace; element(1, Trace) =:= trace_ts;
                   element(1, Trace) =:= seq_trace; element(1, Trace) =:= drop ->
            recv_all_traces(Parent, [Trace | Acc], 0);
        {'EXIT', Parent, stop} ->
            {lists:reverse(Acc), {stop, normal}};
        {'EXIT', Parent, Reason} ->
            {lists:reverse(Acc), {stop, Reason}};
        _ ->
            recv_all_traces(Parent, Acc, Timeout)
    after Timeout ->
        {lists:reverse(Acc), more}
    end.

handle_traces(Parent, [Trace | Rest], Handler, Data) ->
    case catch Handler(Trace, Data) of
        {'EXIT', Reason} -> exit({trace_handler_crashed, Reason});
        NewData -> handle_traces(Parent, Rest, Handler, NewData)
    end;
handle_traces(_Parent, [], _Handler, Data) ->
    Data.

%% Prints a message to a device; its result is the device with what its encoding
%% asks of formats.
dhandler(Trace, Out) -> dbg_text:dhandler(Trace, Out).

%% Trace files

%% A fun for tracer(port, Fun). file: a name, or {Name, wrap, Suffix, Size, Count}.
trace_port(file, Parameters) -> fun() -> dbg_file:start(Parameters) end.

trace_client(Type, Parameters) ->
    trace_client(Type, Parameters, {fun dhandler/2, user}).

%% A process that reads files of trace_port(file, _), oldest first.
trace_client(file, Parameters, {Handler, _} = Spec) when is_function(Handler, 2) ->
    dbg_file:read(Parameters, Spec).

stop_trace_client(Pid) when is_pid(Pid) ->
    exit(Pid, normal),
    ok.

flush_trace_port() -> trace_port_control(flush).

flush_trace_port(Node) -> trace_port_control(Node, flush).

trace_port_control(Operation) -> trace_port_control(node(), Operation).

%% Only tracers that are ports can be controlled; files need no flush.
trace_port_control(Node, Operation) when Operation =:= flush; Operation =:= get_listen_port ->
    case get_tracer(Node) of
        {ok, Tracer} when is_port(Tracer), Operation =:= flush -> ok;
        {ok, Tracer} when is_port(Tracer) -> {error, not_supported_by_trace_driver};
        {ok, _} -> {error, no_trace_driver};
        {error, Reason} -> {error, Reason}
    end.

h() -> dbg_help:items().

h(Item) when Item =:= p; Item =:= c; Item =:= i; Item =:= tp; Item =:= tpl; Item =:= ctp;
              Item =:= ctpl; Item =:= ctpg; Item =:= ltp; Item =:= dtp; Item =:= wtp;
              Item =:= rtp; Item =:= n; Item =:= cn; Item =:= ln; Item =:= tracer;
              Item =:= trace_port; Item =:= trace_client; Item =:= get_tracer; Item =:= stop;
              Item =:= stop_clear ->
    dbg_help:help(Item).
