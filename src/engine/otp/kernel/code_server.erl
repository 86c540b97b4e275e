%% Subset of OTP's code_server. Missing: directories as caches, on_load functions.
%%
%% One process that loads code, one request at a time. Its state is the code path.
-module(code_server).

-export([start_link/0, call/1, system_continue/3, system_terminate/4]).

start_link() ->
    Parent = self(),
    Pid = spawn_link(fun() -> init(Parent) end),
    receive {Pid, started} -> {ok, Pid} end.

call(Request) ->
    case whereis(?MODULE) of
        undefined ->
            %% before the server is up the booting process is the only one
            {Reply, _} = handle(Request, ["."]),
            Reply;
        Server ->
            Ref = erlang:monitor(process, Server),
            Server ! {code_call, self(), Ref, Request},
            receive
                {code_server, Ref, Reply} ->
                    erlang:demonitor(Ref, [flush]),
                    Reply;
                {'DOWN', Ref, process, _, _} -> exit({'DOWN', code_server, Request})
            end
    end.

init(Parent) ->
    register(?MODULE, self()),
    process_flag(trap_exit, true),
    _ = ets:new(code, [public]),
    _ = ets:new(code_names, [named_table]),
    Parent ! {self(), started},
    loop({Parent, ["."]}).

loop({Parent, Path} = State) ->
    receive
        {code_call, From, Ref, Request} ->
            {Reply, NewPath} = handle(Request, Path),
            From ! {code_server, Ref, Reply},
            loop({Parent, NewPath});
        {system, From, Msg} ->
            sys:handle_system_msg(Msg, From, Parent, ?MODULE, [], State);
        {'EXIT', Parent, Reason} -> exit(Reason);
        _ -> loop(State)
    end.

system_continue(_Parent, _Debug, State) -> loop(State).

system_terminate(Reason, _Parent, _Debug, _State) -> exit(Reason).

handle({ensure_loaded, Mod}, Path) ->
    case erlang:module_loaded(Mod) of
        true -> {{module, Mod}, Path};
        false -> {loaded(Mod, erl_code_host:load(Mod)), Path}
    end;
handle({load_file, Mod}, Path) -> {loaded(Mod, erl_code_host:load(Mod)), Path};
handle({load_abs, File, Mod}, Path) -> {loaded(Mod, erl_code_host:load_file(Mod, File)), Path};
handle({load_binary, Mod, File, Bin}, Path) -> {loaded(Mod, erl_code_host:load_binary(Mod, File, Bin)), Path};
handle({delete, Mod}, Path) -> {delete(Mod), Path};
handle({purge, Mod}, Path) -> {purge(Mod), Path};
handle({soft_purge, Mod}, Path) -> {soft_purge(Mod), Path};
handle(get_path, Path) -> {Path, Path};
handle({set_path, New}, _Path) -> {true, New};
handle({add_path, first, Dir}, Path) -> {true, [Dir | lists:delete(Dir, Path)]};
handle({add_path, last, Dir}, Path) ->
    case lists:member(Dir, Path) of
        true -> {true, Path};
        false -> {true, Path ++ [Dir]}
    end;
handle({del_path, Dir}, Path) -> {lists:member(Dir, Path), lists:delete(Dir, Path)}.

loaded(Mod, {ok, _File}) -> {module, Mod};
loaded(_Mod, {forms, _Forms, _File} = Source) -> Source;
loaded(_Mod, {error, _} = Error) -> Error.

%% Code can be deleted only when there is no older code still to be purged.
delete(Mod) ->
    case erlang:check_old_code(Mod) of
        true ->
            error_logger:error_msg("Module ~w must be purged before deleting\n\n", [Mod]),
            false;
        false -> erlang:delete_module(Mod) =:= true
    end.

%% Processes that still run the old code die; true if there were any.
purge(Mod) ->
    Users = old_code_users(Mod),
    _ = [exit(P, kill) || P <- Users],
    _ = (catch erlang:purge_module(Mod)),
    Users =/= [].

soft_purge(Mod) ->
    case old_code_users(Mod) of
        [] ->
            _ = (catch erlang:purge_module(Mod)),
            true;
        _ ->
            false
    end.

old_code_users(Mod) ->
    case erlang:check_old_code(Mod) of
        true -> [P || P <- processes(), P =/= self(), check(P, Mod)];
        false -> []
    end.

check(Pid, Mod) ->
    try
        erlang:check_process_code(Pid, Mod)
    catch
        error:_ -> false
    end.
