%% Subset of OTP's global_group. Missing: groups of nodes; every node is its own group.
-module(global_group).
-behaviour(gen_server).

-export([start_link/0, info/0, global_groups/0, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

global_groups() -> undefined.

info() ->
    [{state, no_conf}, {own_group_name, undefined}, {own_group_nodes, undefined}, {synched_nodes, []}, {sync_error, []},
     {no_contact, []}, {other_groups, undefined}, {monitoring, []}].

init([]) ->
    process_flag(priority, max),
    process_flag(trap_exit, true),
    register(global_group_check, spawn_link(fun global_group_check_dispatcher/0)),
    {ok, no_conf}.

global_group_check_dispatcher() ->
    receive
        _ -> global_group_check_dispatcher()
    end.

handle_call(_Request, _From, State) -> {reply, {error, no_conf}, State}.

handle_cast(_Request, State) -> {noreply, State}.

handle_info(_Message, State) -> {noreply, State}.
