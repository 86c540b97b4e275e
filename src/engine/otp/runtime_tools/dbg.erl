%% Stand-in for dbg (runtime_tools 1.19): the text interface to the trace BIFs.
%% The server, registered as dbg, knows for each traced node a relay and the tracer there: its
%% dictionary has {Node, {Relay, Tracer}}. It takes trace clients and relays with it when it falls,
%% but survives them. Requests are {From, Request}, answers {dbg, Answer}. The tracer is a process
%% that folds a handler over the trace messages, a port, or a tracer module; on other nodes a relay
%% sends the messages to it. Help, flags, patterns, texts and files have modules of their own.
%% DIFFERS: trace ports and clients over IP do not exist.
-module(dbg).

-export([tracer/0, tracer/2, tracer/3, get_tracer/0, get_tracer/1, stop/0, stop_clear/0, start/0]).
-export([p/1, p/2, i/0, c/3, c/4, n/1, cn/1, ln/0]).
-export([tp/2, tp/3, tp/4, tpl/2, tpl/3, tpl/4, tpe/2]).
-export([ctp/0, ctp/1, ctp/2, ctp/3, ctpl/0, ctpl/1, ctpl/2, ctpl/3]).
-export([ctpg/0, ctpg/1, ctpg/2, ctpg/3, ctpe/1]).
-export([ltp/0, dtp/0, dtp/1, wtp/1, rtp/1, fun2ms/1, h/0, h/1]).
-export([trace_port/2, trace_client/2, trace_client/3, stop_trace_client/1]).
-export([flush_trace_port/0, flush_trace_port/1, trace_port_control/1, trace_port_control/2]).
-export([dhandler/2, transform_flags/1]).
-export([deliver_and_flush/1, erlang_trace/3, get_info/0, do_relay/2]).
-export([server_request/1, on_node/4, start_tracer_process/2]).

-define(IS_TRACE(T), (is_tuple(T) andalso (element(1, T) =:= trace orelse element(1, T) =:= trace_ts
                      orelse element(1, T) =:= seq_trace orelse element(1, T) =:= drop))).

%% Patterns

-file("dbg.erl", 45).
fun2ms(ShellFun) when is_function(ShellFun) ->
    %% Only what the shell has made, a fun with its own abstract code, can be
    %% transformed here. A literal fun in a module is transformed when that
    %% is compiled, if it includes ms_transform.hrl, so this function is not
    %% called for it.
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
-file("dbg.erl", 120).
tp(Module, Pattern) when is_atom(Module) -> do_tp({Module, '_', '_'}, Pattern, []);
tp({_, _, _} = MFA, Pattern) -> do_tp(MFA, Pattern, []).

tpl(Module, Function, Pattern) -> do_tp({Module, Function, '_'}, Pattern, [local]).
tpl(Module, Function, Arity, Pattern) -> do_tp({Module, Function, Arity}, Pattern, [local]).
-file("dbg.erl", 128).
tpl(Module, Pattern) when is_atom(Module) -> do_tp({Module, '_', '_'}, Pattern, [local]);
tpl({_, _, _} = MFA, Pattern) -> do_tp(MFA, Pattern, [local]).

-file("dbg.erl", 133).
tpe(Event, Pattern) when Event =:= send; Event =:= 'receive' -> do_tp(Event, Pattern, []).

-file("dbg.erl", 137).
do_tp(Target, Name, Flags) when is_integer(Name); is_atom(Name) ->
    case dbg_patterns:find(Name) of
        {ok, Pattern} -> do_tp(Target, Pattern, Flags);
        error -> {error, unknown_pattern}
    end;
do_tp(Target, Pattern, Flags) when is_list(Pattern) ->
    Nodes = server_request(get_nodes),
    ok = load(Target, Nodes),
    case dbg_patterns:check(Pattern) of
        ok ->
            Saved = [{saved, dbg_patterns:save(Pattern)} || Pattern =/= []],
            {ok, set_pattern(Nodes, Target, Pattern, Flags) ++ Saved};
        {error, Errors} ->
            {error, Errors}
    end.

load({Module, _, _}, Nodes) when is_atom(Module), Module =/= '_' ->
    lists:foreach(fun(Node) -> on_node(Node, Module, module_info, []) end, Nodes);
load(_, _) ->
    ok.

set_pattern(Nodes, Target, Pattern, Flags) ->
    [matched(Node, on_node(Node, erlang, trace_pattern, [Target, Pattern, Flags])) || Node <- Nodes].

matched(Node, Count) when is_integer(Count) -> {matched, Node, Count};
matched(Node, Other) -> {matched, Node, 0, Other}.

%% As rpc:call/4, without a process for this node: its messages would be traced.
on_node(Node, M, F, Args) when Node =:= node() ->
    try apply(M, F, Args)
    catch error:Reason:Stack -> {badrpc, {'EXIT', {Reason, [hd(Stack)]}}}
    end;
on_node(Node, M, F, Args) ->
    rpc:call(Node, M, F, Args).

ctp() -> do_ctp({'_', '_', '_'}, []).
ctp(Module, Function) -> do_ctp({Module, Function, '_'}, []).
ctp(Module, Function, Arity) -> do_ctp({Module, Function, Arity}, []).
-file("dbg.erl", 194).
ctp(Module) when is_atom(Module) -> do_ctp({Module, '_', '_'}, []);
ctp({_, _, _} = MFA) -> do_ctp(MFA, []).

ctpl() -> do_ctp({'_', '_', '_'}, [local]).
ctpl(Module, Function) -> do_ctp({Module, Function, '_'}, [local]).
ctpl(Module, Function, Arity) -> do_ctp({Module, Function, Arity}, [local]).
-file("dbg.erl", 204).
ctpl(Module) when is_atom(Module) -> do_ctp({Module, '_', '_'}, [local]);
ctpl({_, _, _} = MFA) -> do_ctp(MFA, [local]).

ctpg() -> do_ctp({'_', '_', '_'}, [global]).
ctpg(Module, Function) -> do_ctp({Module, Function, '_'}, [global]).
ctpg(Module, Function, Arity) -> do_ctp({Module, Function, Arity}, [global]).
-file("dbg.erl", 214).
ctpg(Module) when is_atom(Module) -> do_ctp({Module, '_', '_'}, [global]);
ctpg({_, _, _} = MFA) -> do_ctp(MFA, [global]).

%% Without flags both kinds of breakpoints go, and local ones are counted.
do_ctp(MFA, []) ->
    _ = do_ctp(MFA, [global]),
    do_ctp(MFA, [local]);
do_ctp(MFA, Flags) ->
    {ok, set_pattern(server_request(get_nodes), MFA, false, Flags)}.

-file("dbg.erl", 226).
ctpe(Event) when Event =:= send; Event =:= 'receive' ->
    {ok, set_pattern(server_request(get_nodes), Event, true, [])}.

ltp() -> dbg_patterns:list().

dtp() -> dbg_patterns:forget_all().

dtp(Name) -> dbg_patterns:forget(Name).

wtp(File) -> dbg_patterns:write(File).

rtp(File) -> dbg_patterns:read(File).

%% Tracers

%% {ok, Server} or {error, already_started}.
tracer() -> tracer(process, {fun dhandler/2, user}).

%% process: a function of the message and its last result, and the first result;
%% port: a port or a fun that opens it, see trace_port/2;
%% module: {Module, State} or a fun that gives it.
-file("dbg.erl", 307).
tracer(port, Fun) when is_function(Fun) -> start(Fun);
tracer(port, Port) when is_port(Port) -> start(fun() -> Port end);
tracer(process, {Handler, Data}) -> start(fun() -> start_tracer_process(Handler, Data) end);
tracer(module, Fun) when is_function(Fun) -> start(Fun);
tracer(module, {Module, State}) -> start(fun() -> {Module, State} end).

tracer(Node, Type, Data) when Node =:= node() ->
    case tracer(Type, Data) of
        {ok, _Server} -> {ok, Node};
        Error -> Error
    end;
tracer(Node, Type, Data) -> add_node(Node, {add_node, Node, {Type, Data}}).

start() -> start(no_tracer).

%% Starts the server if there is none, and a tracer.
start(MakeTracer) ->
    case whereis(dbg) of
        undefined ->
            Caller = self(),
            Server = spawn(fun() -> init(Caller) end),
            receive
                {Server, started} -> ok
            end,
            case MakeTracer of
                no_tracer -> {ok, Server};
                _ -> server_request({tracer, MakeTracer})
            end;
        Server when MakeTracer =:= no_tracer ->
            {ok, Server};
        _ ->
            server_request({tracer, MakeTracer})
    end.

get_tracer() -> get_tracer(node()).

get_tracer(Node) -> server_request({get_tracer, Node}).

%% Patterns go at once; flags when the next event finds that the tracer has gone.
stop() ->
    _ = ctp(),
    %% on a real node that takes about so long, and a tracer goes on printing
    timer:sleep(1),
    _ = ctpe(send),
    _ = ctpe('receive'),
    Monitor = erlang:monitor(process, dbg),
    _ = (catch dbg ! {self(), stop}),
    receive
        {'DOWN', Monitor, _, _, _} -> ok
    end.

stop_clear() -> stop().

%% Processes

p(Item) -> p(Item, [m]).

p(Item, Flag) when is_atom(Flag) -> p(Item, [Flag]);
p(Item, Flags) -> server_request({p, Item, Flags}).

i() -> server_request(i).

transform_flags(Flags) -> dbg_flags:long(Flags).

%% Calls a function in a process of its own with the flags set.
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
            Pid = spawn(fun() -> c(Caller, M, F, Args, [dbg_server:tracer_flag(Tracer) | Long]) end),
            Monitor = erlang:monitor(process, Pid),
            receive
                {'DOWN', Monitor, _, _, Reason} ->
                    stop(),
                    {error, Reason};
                {Pid, Result} ->
                    erlang:demonitor(Monitor, [flush]),
                    %% the tracer prints what is on its way
                    timer:sleep(1),
                    stop(),
                    Result
            end
    end.

-file("dbg.erl", 590).
c(Caller, M, F, Args, Flags) ->
    erlang:trace(self(), true, Flags),
    Result = apply(M, F, Args),
    erlang:trace(self(), false, [all]),
    Caller ! {self(), Result}.

%% Other nodes

n(Node) when Node =:= node() -> {error, cant_add_local_node};
n(Node) -> add_node(Node, {add_node, Node}).

add_node(Node, Request) ->
    case catch net_adm:ping(Node) of
        pong -> server_request(Request);
        pang -> {error, {nodedown, Node}};
        _ -> {error, {bad_node, Node}}
    end.

cn(Node) -> server_request({remove_node, Node}).

ln() ->
    lists:foreach(fun(Node) -> io:format("~p~n", [Node]) end, server_request(get_nodes)).

%% Trace ports and clients

-file("dbg.erl", 375).
trace_port_control(Node, Operation) when Operation =:= flush; Operation =:= get_listen_port ->
    case get_tracer(Node) of
        {ok, Port} when is_port(Port), Operation =:= flush ->
            case catch on_node(Node, ?MODULE, deliver_and_flush, [Port]) of
                <<0>> -> ok;
                _ -> {error, not_supported_by_trace_driver}
            end;
        {ok, Port} when is_port(Port) ->
            {error, not_supported_by_trace_driver};
        _ ->
            {error, no_trace_driver}
    end.

trace_port_control(Operation) -> trace_port_control(node(), Operation).

flush_trace_port() -> trace_port_control(flush).

flush_trace_port(Node) -> trace_port_control(Node, flush).

%% All trace messages of this node have reached their tracers, and a port has written them.
deliver_and_flush(Tracer) ->
    Ref = erlang:trace_delivered(all),
    receive
        {trace_delivered, all, Ref} -> ok
    end,
    case is_port(Tracer) of
        true -> catch erlang:port_control(Tracer, $f, "");
        false -> ok
    end.

%% A fun for tracer(port, Fun). file: a name, or {Name, wrap, Tail [, Size [, Count]]}.
-file("dbg.erl", 415).
trace_port(Type, Parameters) when Type =:= file; Type =:= ip, is_integer(Parameters);
                                  Type =:= ip, tuple_size(Parameters) =:= 2 ->
    fun() -> dbg_file:open_trace_port(Type, Parameters) end.

-file("dbg.erl", 498).
trace_client(Type, Data) when Type =:= file; Type =:= follow_file; Type =:= ip, is_integer(Data);
                              Type =:= ip, tuple_size(Data) =:= 2 ->
    trace_client(Type, Data, {fun dhandler/2, user}).

%% A process that reads the messages of files and folds a handler over them.
-file("dbg.erl", 507).
trace_client(Type, Data, {Handler, First}) when is_function(Handler), Type =:= file;
                                                is_function(Handler), Type =:= follow_file;
                                                is_function(Handler), Type =:= ip ->
    Client = spawn(fun() -> tc_loop(dbg_file:reader(Type, Data), Handler, First) end),
    {ok, Client} = server_request({link_to, Client}),
    Client.

-file("dbg.erl", 538).
stop_trace_client(Pid) when is_pid(Pid) ->
    process_flag(trap_exit, true),
    link(Pid),
    exit(dbg_flags:pidspec(Pid), abnormal),
    Result = receive
                 {'EXIT', Pid, _} -> ok
             after 5000 ->
                 {error, timeout}
             end,
    process_flag(trap_exit, false),
    Result.

-file("dbg.erl", 1376).
tc_loop([Trace | Rest], Handler, Data) ->
    Next = Handler(Trace, Data), tc_loop(Rest, Handler, Next);
tc_loop(Reader, Handler, Data) when is_function(Reader) -> tc_loop(Reader(), Handler, Data);
tc_loop([], Handler, Data) ->
    Handler(end_of_trace, Data), exit(normal).

-file("src/dbg.erl", 600).

%% The server

%% Asks the server, which starts if there is none.
server_request(Request) ->
    {ok, Server} = start(),
    Monitor = erlang:monitor(process, Server),
    _ = (catch Server ! {self(), Request}),
    receive
        {'DOWN', Monitor, _, _, _} ->
            exit(dbg_server_crash);
        {dbg, Answer} ->
            erlang:demonitor(Monitor, [flush]),
            Answer
    end.

init(Caller) ->
    process_flag(trap_exit, true),
    register(dbg, self()),
    Caller ! {self(), started},
    loop([]).

%% Company: trace clients and relays, which may end.
loop(Company) ->
    receive
        {From, stop} when is_pid(From) ->
            lists:foreach(fun({Node, {_, Tracer}}) -> on_node(Node, ?MODULE, deliver_and_flush, [Tracer]);
                             (_) -> ok
                          end, get()),
            exit(done);
        {From, Request} when is_pid(From) ->
            {Answer, More} = dbg_server:handle(Request),
            From ! {dbg, Answer},
            loop(More ++ Company);
        {'EXIT', Pid, Reason} ->
            case lists:member(Pid, Company) of
                true ->
                    _ = [erase(Node) || {Node, {Relay, _}} <- get(), Relay =:= Pid],
                    loop(lists:delete(Pid, Company));
                false ->
                    io:format(user, "** dbg got EXIT - terminating: ~p~n", [Reason]),
                    exit(done)
            end;
        Other ->
            io:format(user, "** dbg got garbage: ~p~n", [{Other, Company}]),
            loop(Company)
    end.

%% Called on other nodes.

erlang_trace(Item, How, Flags) -> dbg_server:erlang_trace(Item, How, Flags).

get_info() -> dbg_server:get_info().

do_relay(Server, To) -> dbg_server:do_relay(Server, To).

%% The tracer process: those who are traced stand still while their calls are handled.

start_tracer_process(Handler, Data) ->
    spawn_opt(fun() ->
                  process_flag(trap_exit, true),
                  tracer_loop(Handler, Data)
              end, [link, {priority, max}]).

-file("dbg.erl", 825).
tracer_loop(Handler, Data) ->
    {How, Suspended, Traces} = recv_all_traces([], [], infinity),
    NewData = handle_traces(Suspended, Traces, Handler, Data),
    case How of
        done -> exit(normal);
        loop -> tracer_loop(Handler, NewData)
    end.

%% Traces are collected newest first.
recv_all_traces(Suspended, Traces, Timeout) ->
    receive
        Trace when ?IS_TRACE(Trace) -> recv_all_traces(suspend(Trace, Suspended), [Trace | Traces], 0);
        {'EXIT', _, _} -> {done, Suspended, Traces};
        Other ->
            io:format(user, "** tracer received garbage: ~p~n", [Other]),
            recv_all_traces(Suspended, Traces, Timeout)
    after Timeout ->
        {loop, Suspended, Traces}
    end.

-file("dbg.erl", 864).
handle_traces(Suspended, Traces, Handler, Data) ->
    case catch invoke_handler(Traces, Handler, Data) of
        {'EXIT', Reason} ->
            resume(Suspended),
            exit({trace_handler_crashed, Reason});
        NewData ->
            resume(Suspended),
            NewData
    end.

-file("dbg.erl", 874).
invoke_handler([Trace | Older], Handler, Data) ->
    NewData = invoke_handler(Older, Handler, Data), Handler(Trace, NewData);
invoke_handler([], _Handler, Data) ->
    Data.

suspend({trace, Pid, call, _}, Suspended) when node(Pid) =:= node() ->
    case catch erlang:suspend_process(Pid, [unless_suspending, asynchronous]) of
        true -> [Pid | Suspended];
        _ -> Suspended
    end;
suspend(_Trace, Suspended) ->
    Suspended.

resume(Pids) ->
    lists:foreach(fun(Pid) -> catch erlang:resume_process(Pid) end, Pids).

%% Prints a message to a device; its result is the device with what its encoding
%% asks of formats.
dhandler(Trace, Out) -> dbg_text:dhandler(Trace, Out).

h() -> dbg_help:items().

-file("dbg.erl", 1818).
h(Item) when Item =:= p; Item =:= c; Item =:= i; Item =:= tp; Item =:= tpl; Item =:= ctp;
             Item =:= ctpl; Item =:= ctpg; Item =:= ltp; Item =:= dtp; Item =:= wtp;
             Item =:= rtp; Item =:= n; Item =:= cn; Item =:= ln; Item =:= tracer;
             Item =:= trace_port; Item =:= trace_client; Item =:= get_tracer; Item =:= stop;
             Item =:= stop_clear ->
    dbg_help:help(Item).
