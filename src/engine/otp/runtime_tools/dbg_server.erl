%% What dbg's server does with requests; its dictionary has {Node, {Relay, Tracer}} for each traced node, and the
%% table of saved patterns.
-module(dbg_server).

-export([handle/1, tracer_flag/1, erlang_trace/3, get_info/0, do_relay/2]).

%% {Answer, Company}: processes that may end without the server.
-spec handle(term()) -> {term(), [pid()]}.
handle({tracer, Make}) ->
    case get(node()) of
        undefined -> case (catch Make()) of
            {'EXIT', Reason} -> {{error, Reason}, []};
            Tracer when is_pid(Tracer); is_port(Tracer); tuple_size(Tracer) =:= 2 ->
                put(node(), {self(), Tracer}),
                {{ok, self()}, []}
        end;
        _ -> {{error, already_started}, []}
    end;
handle({get_tracer, Node}) ->
    case get(Node) of
        {_, Tracer} -> {{ok, Tracer}, []};
        undefined -> {{error, {no_tracer_on_node, Node}}, []}
    end;
handle(get_table) ->
    Table = case get(table) of
                undefined -> dbg_patterns:new();
                Made -> Made
            end,
    put(table, Table),
    {{ok, Table}, []};
handle(get_nodes) ->
    {nodes_traced(), []};
handle(i) ->
    {lists:foreach(fun(Node) -> dbg_text:traced(Node, dbg:on_node(Node, dbg, get_info, [])) end, nodes_traced()), []};
handle({p, Item, Flags}) ->
    {trace_process(Item, Flags), []};
handle({link_to, Pid}) ->
    link(Pid),
    {{ok, Pid}, [Pid]};
handle({add_node, Node}) ->
    case get(node()) of
        undefined -> {{error, no_local_tracer}, []};
        {_, Tracer} when is_pid(Tracer) -> relay(Node, Tracer);
        _ -> {{error, cant_trace_remote_pid_to_local_port}, []}
    end;
handle({add_node, Node, TypeAndData}) ->
    relay(Node, TypeAndData);
handle({remove_node, Node}) ->
    erase(Node),
    {ok, []}.

nodes_traced() -> [Node || {Node, {_, _}} <- get()].

trace_process(Item, [clear]) -> trace_process(Item, false, [all]);
trace_process(Item, Flags) ->
    case dbg_flags:long(Flags) of
        {error, Reason} -> {error, Reason};
        Long -> trace_process(Item, true, Long)
    end.

trace_process(Item, How, Flags) when is_atom(Item) ->
    case nodes_traced() of
        [] -> {error, no_tracers};
        Nodes -> {ok, [trace_on(Node, Item, How, Flags) || Node <- Nodes]}
    end;
trace_process(Item, How, Flags) ->
    case dbg_flags:item(Item) of
        {badpid, _} = Bad ->
            {error, Bad};
        Found ->
            case get(node(Found)) of
                undefined -> {error, {no_tracer_on_node, node(Found)}};
                _ -> {ok, [trace_on(node(Found), Found, How, Flags)]}
            end
    end.

trace_on(Node, Item, How, Flags) ->
    {_, Tracer} = get(Node),
    case dbg:on_node(Node, dbg, erlang_trace, [Item, How, [tracer_flag(Tracer) | Flags]]) of
        {badrpc, Reason} -> {matched, Node, 0, Reason};
        Count when is_integer(Count) -> {matched, Node, Count};
        Other -> {matched, Node, 0, Other}
    end.

tracer_flag({Module, State}) -> {tracer, Module, State};
tracer_flag(Tracer) -> {tracer, Tracer}.

%% erlang:trace/3 on the node that has the process: the number, or {no_proc, Item}.
erlang_trace(Item, How, Flags) ->
    case dbg_flags:pidspec(Item) of
        {badpid, _} -> {no_proc, Item};
        Spec -> erlang:trace(Spec, How, Flags)
    end.

get_info() ->
    lists:foldl(
        fun(Pid, Infos) ->
            case erlang:trace_info(Pid, flags) of
                {flags, [_ | _] = Flags} ->
                    case process_info(Pid, initial_call) of
                        {initial_call, Call} -> [{Pid, Call, Flags} | Infos];
                        undefined -> Infos
                    end;
                _ ->
                    Infos
            end
        end, [], processes()).

%% The relay of a node passes trace messages on; with a tracer of the node's own it only shows that the node lives.
relay(Node, To) ->
    case get(Node) of
        {_, Tracer} ->
            {{error, {already_started, Tracer}}, []};
        undefined ->
            Relay = spawn_link(Node, dbg, do_relay, [self(), To]),
            receive
                {started, Tracer} ->
                    put(Node, {Relay, Tracer}),
                    {{ok, Node}, [Relay]};
                {'EXIT', Relay, Reason} ->
                    {{error, Reason}, []}
            end
    end.

do_relay(Server, To) ->
    process_flag(trap_exit, true),
    Server ! {started, case To of
                           {process, {Handler, Data}} -> dbg:start_tracer_process(Handler, Data);
                           {port, Open} -> Open();
                           _ -> self()
                       end},
    relay_loop(To).

relay_loop(To) ->
    receive
        {'EXIT', _, _} -> exit(normal);
        Message when is_pid(To) -> To ! Message;
        Other -> io:format(user, "** relay got garbage: ~p~n", [Other])
    end,
    relay_loop(To).
