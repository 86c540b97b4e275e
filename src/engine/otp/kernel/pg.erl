%% Subset of OTP's pg. Missing: hearing of nodes that connect later.
%% DIFFERS: a scope looks for those of other nodes when it starts, and is found by those that start after it; nothing
%% tells it that a node has come.
%%
%% Groups of processes by name, in scopes. A scope is a server with a table {Group, All, Local} that everybody reads. The
%% scopes of one name on connected nodes tell each other what their own processes join and leave.
-module(pg).
-behaviour(gen_server).

-export([start_link/0, start_link/1, start/1, join/2, join/3, leave/2, leave/3, monitor_scope/0, monitor_scope/1, monitor/1, monitor/2,
         demonitor/1, demonitor/2, get_members/1, get_members/2, get_local_members/1, get_local_members/2, which_groups/0,
         which_groups/1, which_local_groups/0, which_local_groups/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2]).

-define(DEFAULT_SCOPE, ?MODULE).

%% `local` has the monitor and the groups of each process of this node, `remote` the monitor and groups of each other
%% node's scope; the last two who watches the whole scope, and who one group.
-record(state, {scope, local = #{}, remote = #{}, scope_monitors = #{}, group_monitors = #{}}).

start_link() -> start_link(?DEFAULT_SCOPE).

start_link(Scope) when is_atom(Scope) -> gen_server:start_link({local, Scope}, ?MODULE, [Scope], []).

start(Scope) when is_atom(Scope) -> gen_server:start({local, Scope}, ?MODULE, [Scope], []).

join(Group, PidOrPids) -> join(?DEFAULT_SCOPE, Group, PidOrPids).

-file("pg.erl", 133).
join(Scope, Group, PidOrPids) when is_pid(PidOrPids); is_list(PidOrPids) ->
    ok = ensure_local(PidOrPids),
    gen_server:call(Scope, {join_local, Group, PidOrPids}, infinity).

-file("pg.erl", 150).
leave(Group, PidOrPids) -> leave(?DEFAULT_SCOPE, Group, PidOrPids).

leave(Scope, Group, PidOrPids) when is_pid(PidOrPids); is_list(PidOrPids) ->
    ok = ensure_local(PidOrPids),
    gen_server:call(Scope, {leave_local, Group, PidOrPids}, infinity).

monitor_scope() -> monitor_scope(?DEFAULT_SCOPE).

monitor_scope(Scope) -> gen_server:call(Scope, monitor, infinity).

monitor(Group) -> ?MODULE:monitor(?DEFAULT_SCOPE, Group).

monitor(Scope, Group) -> gen_server:call(Scope, {monitor, Group}, infinity).

demonitor(Ref) when is_reference(Ref) -> ?MODULE:demonitor(?DEFAULT_SCOPE, Ref).

-file("pg.erl", 193).
demonitor(Scope, Ref) when is_reference(Ref) ->
    case gen_server:call(Scope, {demonitor, Ref}, infinity) of
        ok ->
            drop_messages(Ref),
            ok;
        false ->
            false
    end.

drop_messages(Ref) ->
    receive
        {Ref, Change, _Group, _Pids} when Change =:= join; Change =:= leave -> drop_messages(Ref)
    after 0 -> ok
    end.

get_members(Group) -> get_members(?DEFAULT_SCOPE, Group).

get_members(Scope, Group) ->
    try
        ets:lookup_element(Scope, Group, 2)
    catch
        error:badarg -> []
    end.

get_local_members(Group) -> get_local_members(?DEFAULT_SCOPE, Group).

get_local_members(Scope, Group) ->
    try
        ets:lookup_element(Scope, Group, 3)
    catch
        error:badarg -> []
    end.

which_groups() -> which_groups(?DEFAULT_SCOPE).

which_groups(Scope) when is_atom(Scope) -> [Group || [Group] <- ets:match(Scope, {'$1', '_', '_'})].

which_local_groups() -> which_local_groups(?DEFAULT_SCOPE).

which_local_groups(Scope) when is_atom(Scope) ->
    ets:select(Scope, [{{'$1', '_', '$2'}, [{'=/=', '$2', []}], ['$1']}]).

ensure_local(Pid) when is_pid(Pid), node(Pid) =:= node() -> ok;
ensure_local(Pids) when is_list(Pids) ->
    lists:foreach(fun(Pid) when is_pid(Pid), node(Pid) =:= node() -> ok;
                     (Bad) -> error({nolocal, Bad})
                  end, Pids);
ensure_local(Bad) -> error({nolocal, Bad}).

%%% The server

init([Scope]) ->
    Scope = ets:new(Scope, [set, protected, named_table, {read_concurrency, true}]),
    lists:foreach(fun(Node) -> {Scope, Node} ! {discover, self()} end, nodes()),
    {ok, #state{scope = Scope}}.

handle_call({join_local, Group, PidOrPids}, _From, State) ->
    Pids = listed(PidOrPids),
    Local = lists:foldl(fun(Pid, Acc) -> joined(Pid, Group, Acc) end, State#state.local, Pids),
    store_join(State, Group, Pids, Pids),
    tell_others(State, {join, self(), Group, PidOrPids}),
    {reply, ok, State#state{local = Local}};
handle_call({leave_local, Group, PidOrPids}, _From, #state{local = Local} = State) ->
    case left(listed(PidOrPids), Group, Local, []) of
        {_, []} ->
            {reply, not_joined, State};
        {NewLocal, Gone} ->
            store_leave(State, Group, Gone, Gone),
            tell_others(State, {leave, self(), Gone, [Group]}),
            {reply, ok, State#state{local = NewLocal}}
    end;
handle_call(monitor, {Pid, _Tag}, #state{scope = Scope, scope_monitors = Monitors} = State) ->
    Ref = erlang:monitor(process, Pid, [{tag, {'DOWN', scope_monitors}}]),
    {reply, {Ref, maps:from_list([{G, P} || {G, P, _} <- ets:tab2list(Scope)])}, State#state{scope_monitors = Monitors#{Ref => Pid}}};
handle_call({monitor, Group}, {Pid, _Tag}, #state{scope = Scope, group_monitors = Monitors} = State) ->
    Ref = erlang:monitor(process, Pid, [{tag, {'DOWN', group_monitors}}]),
    {reply, {Ref, get_members(Scope, Group)}, State#state{group_monitors = Monitors#{Ref => {Pid, Group}}}};
handle_call({demonitor, Ref}, _From, #state{scope_monitors = Scopes, group_monitors = Groups} = State) ->
    case is_map_key(Ref, Scopes) orelse is_map_key(Ref, Groups) of
        true ->
            erlang:demonitor(Ref, [flush]),
            {reply, ok, State#state{scope_monitors = maps:remove(Ref, Scopes), group_monitors = maps:remove(Ref, Groups)}};
        false ->
            {reply, false, State}
    end;
handle_call(_Request, _From, _State) ->
    error(badarg).

handle_cast({sync, Peer, Groups}, State) -> {noreply, synced(Peer, Groups, State)};
handle_cast(_, _State) -> error(badarg).

handle_info({join, Peer, Group, PidOrPids}, #state{remote = Remote} = State) ->
    case Remote of
        #{Peer := {Ref, Groups}} ->
            Pids = listed(PidOrPids),
            store_join(State, Group, Pids, []),
            Members = maps:get(Group, Groups, []),
            {noreply, State#state{remote = Remote#{Peer := {Ref, Groups#{Group => Pids ++ Members}}}}};
        _ ->
            {noreply, State}
    end;
handle_info({leave, Peer, PidOrPids, GroupList}, #state{remote = Remote} = State) ->
    case Remote of
        #{Peer := {Ref, Groups}} ->
            Pids = listed(PidOrPids),
            lists:foreach(fun(Group) -> store_leave(State, Group, Pids, []) end, GroupList),
            Kept = lists:foldl(fun(Group, Acc) -> Acc#{Group => maps:get(Group, Acc, []) -- Pids} end, Groups, GroupList),
            {noreply, State#state{remote = Remote#{Peer := {Ref, Kept}}}};
        _ ->
            {noreply, State}
    end;
handle_info({discover, Peer}, #state{remote = Remote} = State) ->
    gen_server:cast(Peer, {sync, self(), local_groups(State)}),
    case is_map_key(Peer, Remote) of
        true ->
            {noreply, State};
        false ->
            Peer ! {discover, self()},
            {noreply, State#state{remote = Remote#{Peer => {erlang:monitor(process, Peer), #{}}}}}
    end;
handle_info({'DOWN', Ref, process, Pid, _Reason}, #state{local = Local, remote = Remote} = State) ->
    case {Local, Remote} of
        {#{Pid := {Ref, Groups}}, _} ->
            lists:foreach(fun(Group) -> store_leave(State, Group, [Pid], [Pid]) end, Groups),
            tell_others(State, {leave, self(), Pid, Groups}),
            {noreply, State#state{local = maps:remove(Pid, Local)}};
        {_, #{Pid := {Ref, Groups}}} ->
            maps:foreach(fun(Group, Pids) -> store_leave(State, Group, Pids, []) end, Groups),
            {noreply, State#state{remote = maps:remove(Pid, Remote)}};
        _ ->
            {noreply, State}
    end;
handle_info({{'DOWN', scope_monitors}, Ref, process, _Pid, _Reason}, #state{scope_monitors = Monitors} = State) ->
    {noreply, State#state{scope_monitors = maps:remove(Ref, Monitors)}};
handle_info({{'DOWN', group_monitors}, Ref, process, _Pid, _Reason}, #state{group_monitors = Monitors} = State) ->
    {noreply, State#state{group_monitors = maps:remove(Ref, Monitors)}};
handle_info({nodeup, Node}, #state{scope = Scope} = State) when Node =/= node() ->
    {Scope, Node} ! {discover, self()},
    {noreply, State};
handle_info({Change, _Node}, State) when Change =:= nodeup; Change =:= nodedown ->
    {noreply, State};
handle_info(_, _State) ->
    error(badarg).

terminate(_Reason, #state{scope = Scope}) ->
    true = ets:delete(Scope),
    ok.

listed(Pids) when is_list(Pids) -> Pids;
listed(Pid) -> [Pid].

%% A process may be in a group several times.
joined(Pid, Group, Local) ->
    case Local of
        #{Pid := {Ref, Groups}} -> Local#{Pid := {Ref, [Group | Groups]}};
        _ -> Local#{Pid => {erlang:monitor(process, Pid), [Group]}}
    end.

left([Pid | Rest], Group, Local, Gone) ->
    case Local of
        #{Pid := {Ref, [Group]}} ->
            erlang:demonitor(Ref, [flush]),
            left(Rest, Group, maps:remove(Pid, Local), [Pid | Gone]);
        #{Pid := {Ref, Groups}} ->
            case lists:member(Group, Groups) of
                true -> left(Rest, Group, Local#{Pid := {Ref, lists:delete(Group, Groups)}}, [Pid | Gone]);
                false -> left(Rest, Group, Local, Gone)
            end;
        _ ->
            left(Rest, Group, Local, Gone)
    end;
left([], _Group, Local, Gone) ->
    {Local, lists:reverse(Gone)}.

store_join(#state{scope = Scope} = State, Group, Pids, LocalPids) ->
    case ets:lookup(Scope, Group) of
        [{Group, All, Local}] -> ets:insert(Scope, {Group, Pids ++ All, LocalPids ++ Local});
        [] -> ets:insert(Scope, {Group, Pids, LocalPids})
    end,
    tell_monitors(State, join, Group, Pids).

store_leave(#state{scope = Scope} = State, Group, Pids, LocalPids) ->
    case ets:lookup(Scope, Group) of
        [{Group, All, Local}] ->
            case All -- Pids of
                [] -> ets:delete(Scope, Group);
                Kept -> ets:insert(Scope, {Group, Kept, Local -- LocalPids})
            end;
        [] ->
            true
    end,
    tell_monitors(State, leave, Group, Pids).

tell_monitors(_State, _Change, _Group, []) -> ok;
tell_monitors(#state{scope_monitors = Scopes, group_monitors = Groups}, Change, Group, Pids) ->
    maps:foreach(fun(Ref, Pid) -> Pid ! {Ref, Change, Group, Pids} end, Scopes),
    maps:foreach(fun(Ref, {Pid, Watched}) when Watched =:= Group -> Pid ! {Ref, Change, Group, Pids};
                    (_Ref, _) -> ok
                 end, Groups).

tell_others(#state{remote = Remote}, Message) ->
    lists:foreach(fun(Peer) -> Peer ! Message end, maps:keys(Remote)).

local_groups(#state{scope = Scope}) -> [{Group, Local} || {Group, _, Local} <- ets:tab2list(Scope), Local =/= []].

%% What another scope says it has takes the place of what was known of it.
synced(Peer, Groups, #state{remote = Remote} = State) ->
    {Ref, Old} = case Remote of
                     #{Peer := Known} -> Known;
                     _ -> {erlang:monitor(process, Peer), #{}}
                 end,
    New = maps:from_list(Groups),
    maps:foreach(fun(Group, Pids) -> left_remotely(State, Group, Pids -- maps:get(Group, New, [])) end, Old),
    maps:foreach(fun(Group, Pids) -> joined_remotely(State, Group, Pids -- maps:get(Group, Old, [])) end, New),
    State#state{remote = Remote#{Peer => {Ref, New}}}.

left_remotely(_State, _Group, []) -> ok;
left_remotely(State, Group, Pids) -> store_leave(State, Group, Pids, []).

joined_remotely(_State, _Group, []) -> ok;
joined_remotely(State, Group, Pids) -> store_join(State, Group, Pids, []).
