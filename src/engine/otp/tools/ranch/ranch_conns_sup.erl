%% Supervises the connections of a listener. It is a process of its own kind, not
%% a supervisor behaviour (its children are temporary and never restarted), but
%% it answers which_children and count_children as one.
%% Messages: {?MODULE, start_protocol, Acceptor, Socket}; 'EXIT' of children.
-module(ranch_conns_sup).

-export([start_link/4, start_protocol/2]).
-export([init/5, system_continue/3, system_terminate/4, system_code_change/4,
         system_get_state/1]).

-record(state, {
    parent :: pid(),
    ref :: term(),
    transport :: module(),
    protocol :: module(),
    opts :: term(),
    children = #{} :: #{pid() => connection}
}).

-spec start_link(term(), module(), module(), term()) -> {ok, pid()}.
start_link(Ref, Transport, Protocol, Opts) ->
    proc_lib:start_link(?MODULE, init, [self(), Ref, Transport, Protocol, Opts]).

%% Called by an acceptor, which waits until the connection has its process.
-spec start_protocol(pid(), gen_tcp:socket()) -> ok.
start_protocol(Sup, Socket) ->
    Sup ! {?MODULE, start_protocol, self(), Socket},
    receive
        Sup -> ok
    end.

init(Parent, Ref, Transport, Protocol, Opts) ->
    process_flag(trap_exit, true),
    ok = ranch_server:set_connections_sup(Ref, self()),
    ok = proc_lib:init_ack(Parent, {ok, self()}),
    loop(#state{parent = Parent, ref = Ref, transport = Transport,
                protocol = Protocol, opts = Opts}).

loop(#state{parent = Parent, children = Children} = State) ->
    receive
        {?MODULE, start_protocol, Acceptor, Socket} ->
            NewState = start_child(Socket, State),
            Acceptor ! self(),
            loop(NewState);
        {'EXIT', Parent, Reason} ->
            terminate(State, Reason);
        {'EXIT', Pid, Reason} when is_map_key(Pid, Children) ->
            report(State, Pid, Reason),
            loop(State#state{children = maps:remove(Pid, Children)});
        {system, From, Request} ->
            sys:handle_system_msg(Request, From, Parent, ?MODULE, [], State);
        {'$gen_call', From, which_children} ->
            gen_server:reply(From, [{State#state.protocol, Pid, worker, [State#state.protocol]}
                                    || Pid <- maps:keys(Children)]),
            loop(State);
        {'$gen_call', From, count_children} ->
            N = map_size(Children),
            gen_server:reply(From, [{specs, 1}, {active, N}, {supervisors, 0}, {workers, N}]),
            loop(State);
        {'$gen_call', From, _Request} ->
            gen_server:reply(From, {error, invalid_call}),
            loop(State);
        _ ->
            loop(State)
    end.

start_child(Socket, #state{ref = Ref, transport = Transport, protocol = Protocol} = State) ->
    try Protocol:start_link(Ref, Socket, Transport, State#state.opts) of
        {ok, Pid} ->
            case Transport:controlling_process(Socket, Pid) of
                ok ->
                    Pid ! {handshake, Ref, Transport, Socket},
                    State#state{children = (State#state.children)#{Pid => connection}};
                {error, _} ->
                    Transport:close(Socket),
                    exit(Pid, kill),
                    State
            end;
        Other ->
            logger:error("Ranch listener ~p connection process start failure; "
                         "~p:start_link/4 returned: ~0p~n", [Ref, Protocol, Other]),
            Transport:close(Socket),
            State
    catch
        Class:Reason ->
            logger:error("Ranch listener ~p connection process start failure; "
                         "~p:start_link/4 crashed with reason: ~p:~0p~n",
                         [Ref, Protocol, Class, Reason]),
            Transport:close(Socket),
            State
    end.

report(_State, _Pid, normal) -> ok;
report(_State, _Pid, shutdown) -> ok;
report(_State, _Pid, {shutdown, _}) -> ok;
report(#state{ref = Ref, protocol = Protocol}, Pid, Reason) ->
    logger:error("Ranch listener ~p had connection process started with "
                 "~p:start_link/4 at ~p exit with reason: ~0p~n",
                 [Ref, Protocol, Pid, Reason]).

terminate(#state{children = Children}, Reason) ->
    Pids = maps:keys(Children),
    Monitors = [{erlang:monitor(process, Pid), Pid} || Pid <- Pids],
    [exit(Pid, shutdown) || Pid <- Pids],
    Timer = erlang:start_timer(5000, self(), stop),
    wait_down(maps:from_list(Monitors), Timer),
    exit(Reason).

wait_down(Monitors, _Timer) when map_size(Monitors) =:= 0 ->
    ok;
wait_down(Monitors, Timer) ->
    receive
        {'DOWN', Monitor, process, _, _} when is_map_key(Monitor, Monitors) ->
            wait_down(maps:remove(Monitor, Monitors), Timer);
        {timeout, Timer, stop} ->
            [exit(Pid, kill) || Pid <- maps:values(Monitors)],
            ok
    end.

system_continue(_Parent, _Debug, State) ->
    loop(State).

-spec system_terminate(term(), pid(), list(), #state{}) -> no_return().
system_terminate(Reason, _Parent, _Debug, State) ->
    terminate(State, Reason).

system_code_change(State, _Module, _OldVsn, _Extra) ->
    {ok, State}.

system_get_state(State) ->
    {ok, State}.
