%% Subset of OTP's global. Missing: locks across nodes, resolving of name clashes, partition handling.
%%
%% The names of this node's world: {Name, Pid} in the state of global_name_server, dropped when the process ends.
-module(global).
-behaviour(gen_server).

-export([start_link/0, register_name/2, register_name/3, re_register_name/2, unregister_name/1, whereis_name/1, send/2,
         registered_names/0, sync/0, set_lock/1, del_lock/1, trans/2, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() -> gen_server:start_link({local, global_name_server}, ?MODULE, [], []).

register_name(Name, Pid) when is_pid(Pid) -> call({register, Name, Pid}).

register_name(Name, Pid, _Resolve) -> register_name(Name, Pid).

re_register_name(Name, Pid) when is_pid(Pid) -> call({re_register, Name, Pid}).

unregister_name(Name) -> call({unregister, Name}).

whereis_name(Name) ->
    try ets:lookup(global_names, Name) of
        [{_, Pid, _}] when node(Pid) =:= node() ->
            %% The server may not know yet that it has died.
            case is_process_alive(Pid) of
                true -> Pid;
                false -> undefined
            end;
        [{_, Pid, _}] -> Pid;
        [] -> undefined
    catch
        error:badarg -> undefined
    end.

send(Name, Message) ->
    case whereis_name(Name) of
        Pid when is_pid(Pid) ->
            Pid ! Message,
            Pid;
        undefined ->
            exit({badarg, {Name, Message}})
    end.

registered_names() -> [Name || {Name, _, _} <- ets:tab2list(global_names)].

sync() -> ok.

set_lock(_Id) -> true.

del_lock(_Id) -> true.

trans(_Id, Fun) -> Fun().

call(Request) -> gen_server:call(global_name_server, Request, infinity).

init([]) ->
    process_flag(trap_exit, true),
    _ = spawn_link(fun() ->
                           process_flag(trap_exit, true),
                           loop_the_locker(#{})
                   end),
    _ = spawn_link(fun() -> loop_the_registrar() end),
    global_names = ets:new(global_names, [named_table, protected, set]),
    _ = [ets:new(Table, [named_table, Type])
         || {Table, Type} <- [{global_locks, set}, {global_names_ext, set}, {global_pid_names, bag}, {global_pid_ids, bag},
                              {global_lost_connections, set}, {global_node_resources, set}]],
    {ok, #{}}.

%% Beside the server: in OTP they take locks and register names on other nodes.
loop_the_locker(State) ->
    receive
        _ -> loop_the_locker(State)
    end.

loop_the_registrar() ->
    receive
        _ -> loop_the_registrar()
    end.

handle_call({register, Name, Pid}, _From, State) ->
    case whereis_name(Name) of
        undefined -> {reply, yes, entered(Name, Pid, removed(Name, State))};
        _ -> {reply, no, State}
    end;
handle_call({re_register, Name, Pid}, _From, State) ->
    {reply, yes, entered(Name, Pid, removed(Name, State))};
handle_call({unregister, Name}, _From, State) ->
    {reply, ok, removed(Name, State)}.

entered(Name, Pid, State) ->
    Ref = erlang:monitor(process, Pid),
    ets:insert(global_names, {Name, Pid, Ref}),
    State#{Ref => Name}.

removed(Name, State) ->
    case ets:lookup(global_names, Name) of
        [{_, _, Ref}] ->
            erlang:demonitor(Ref, [flush]),
            ets:delete(global_names, Name),
            maps:remove(Ref, State);
        [] ->
            State
    end.

handle_cast(_, State) -> {noreply, State}.

handle_info({'DOWN', Ref, process, _, _}, State) ->
    case State of
        #{Ref := Name} -> {noreply, removed(Name, State)};
        _ -> {noreply, State}
    end;
handle_info(_, State) -> {noreply, State}.
