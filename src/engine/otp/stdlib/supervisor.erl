%% Subset of OTP's supervisor. Missing: nothing known.
%%
%% Children are {Ids, Map} with the ids in reverse start order; a simple_one_for_one supervisor keeps one template child and
%% its instances as {maps, #{Pid => Args}}, or as {mapsets, #{Pid => []}} when they are never restarted.
-module(supervisor).
-behaviour(gen_server).

-export([start_link/2, start_link/3, start_child/2, restart_child/2, delete_child/2, terminate_child/2,
         which_children/1, count_children/1, check_childspecs/1, check_childspecs/2, get_childspec/2,
         get_callback_module/1, init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2, code_change/3,
         format_status/2, format_log/1, format_log/2]).

-record(child, {pid, id, mfargs, restart_type, significant = false, shutdown, child_type, modules = []}).
-record(state, {name, strategy, children = {[], #{}}, dynamics, intensity, period, restarts = [],
                dynamic_restarts = 0, auto_shutdown, module, args}).

-callback init(Args :: term()) -> {ok, {term(), [term()]}} | ignore.

%%% Client side

start_link(Mod, Args) -> gen_server:start_link(supervisor, {self, Mod, Args}, []).

start_link(SupName, Mod, Args) -> gen_server:start_link(SupName, supervisor, {SupName, Mod, Args}, []).

start_child(Supervisor, ChildSpec) -> call(Supervisor, {start_child, ChildSpec}).

restart_child(Supervisor, Id) -> call(Supervisor, {restart_child, Id}).

delete_child(Supervisor, Id) -> call(Supervisor, {delete_child, Id}).

terminate_child(Supervisor, Id) -> call(Supervisor, {terminate_child, Id}).

get_childspec(Supervisor, Id) -> call(Supervisor, {get_childspec, Id}).

which_children(Supervisor) -> call(Supervisor, which_children).

count_children(Supervisor) -> call(Supervisor, count_children).

call(Supervisor, Request) -> gen_server:call(Supervisor, Request, infinity).

check_childspecs(Specs) when is_list(Specs) -> check_childspecs(Specs, undefined);
check_childspecs(Other) -> {error, {badarg, Other}}.

check_childspecs(Specs, AutoShutdown) when is_list(Specs) ->
    case AutoShutdown =:= undefined orelse lists:member(AutoShutdown, [never, any_significant, all_significant]) of
        true ->
            case checked_specs(Specs, AutoShutdown) of
                {ok, _} -> ok;
                Error -> {error, Error}
            end;
        false ->
            {error, {badarg, AutoShutdown}}
    end;
check_childspecs(Other, _) -> {error, {badarg, Other}}.

get_callback_module(Pid) ->
    {status, _Pid, {module, _Mod}, [_PDict, _SysState, _Parent, _Debug, Misc]} = sys:get_status(Pid),
    [Module || {supervisor, [{"Callback", Module}]} <- Misc] =:= [] andalso error(badarg),
    hd([Module || {supervisor, [{"Callback", Module}]} <- Misc]).

%%% Start

-file("supervisor.erl", 327).
init({SupName, Mod, Args}) ->
    process_flag(trap_exit, true),
    case Mod:init(Args) of
        {ok, {Flags, Specs}} ->
            case checked_flags(Flags, #state{name = shown_name(SupName, Mod), module = Mod, args = Args}) of
                {ok, #state{strategy = simple_one_for_one} = State} -> init_template(State, Specs);
                {ok, State} -> init_children(State, Specs);
                Error -> {stop, {supervisor_data, Error}}
            end;
        ignore ->
            ignore;
        Error ->
            {stop, {bad_return, {Mod, init, Error}}}
    end.

shown_name(self, Mod) -> {self(), Mod};
shown_name(SupName, _Mod) -> SupName.

-file("supervisor.erl", 345).
init_children(State, Specs) ->
    case checked_specs(Specs, State#state.auto_shutdown) of

        {ok, Children} ->
            case start_children(Children, State) of
                {ok, Started} ->
                    {ok, State#state{children = Started}};
                {error, Started, Reason} ->
                    _ = terminate_all(Started, State),
                    {stop, {shutdown, Reason}}
            end;
        Error ->
            {stop, {start_spec, Error}}
    end.

init_template(State, [Spec]) ->
    case checked_specs([Spec], State#state.auto_shutdown) of
        {ok, [Child]} -> {ok, State#state{children = {[Child#child.id], #{Child#child.id => Child}}, dynamics = no_instances(Child)}};
        Error -> {stop, {start_spec, Error}}
    end;
init_template(_State, Specs) ->
    {stop, {bad_start_spec, Specs}}.

%% Starts in order; {error, Children, Reason} keeps what was started before the failure.
-file("supervisor.erl", 381).
start_children(Children, State) ->
    SupName = State#state.name, Start = fun(_Id, Child) ->
                failed_start(do_start_child(SupName, Child), Child, SupName)
            end,
    children_map(Start, Children, {[], #{}}, ok).

failed_start({error, Reason}, Child, SupName) ->
    report(error, start_error, Reason, Child, SupName),
    {error, {failed_to_start_child, Child#child.id, Reason}};
failed_start(Started, _Child, _SupName) ->
    Started.

%% Adds to the children that were started before.
start_children(Children, #state{name = SupName}, Started) ->
    Start = fun(_Id, Child) -> failed_start(do_start_child(SupName, Child), Child, SupName) end,
    children_map(Start, Children, Started, ok).

-file("supervisor.erl", 1245).
children_map(_Fun, [], Started, _) ->
    {ok, Started};
children_map(Fun, [#child{id = Id, restart_type = Restart} = Child | Rest], Started, _) ->

    case Fun(Id, Child) of
        {ok, undefined} when Restart =:= temporary -> children_map(Fun, Rest, Started, ok);
        {ok, Pid} -> children_map(Fun, Rest, added(Child#child{pid = Pid}, Started), ok);
        {ok, Pid, _Extra} -> children_map(Fun, Rest, added(Child#child{pid = Pid}, Started), ok);
        {error, Reason} -> {error, Started, Reason}
    end.

-file("supervisor.erl", 398).
do_start_child(SupName, #child{mfargs = {M, F, Args}} = Child) ->
    case do_start_child_i(M, F, Args) of
        {ok, Pid} when is_pid(Pid) ->
            report_progress(Child#child{pid = Pid}, SupName),
            {ok, Pid};
        {ok, Pid, Extra} when is_pid(Pid) ->
            report_progress(Child#child{pid = Pid}, SupName),
            {ok, Pid, Extra};
        Other ->
            Other
    end.

-file("supervisor.erl", 412).
do_start_child_i(M, F, Args) ->
    case catch apply(M, F, Args) of
        {ok, Pid} when is_pid(Pid) -> {ok, Pid};
        {ok, Pid, Extra} when is_pid(Pid) -> {ok, Pid, Extra};
        ignore -> {ok, undefined};
        {error, Reason} -> {error, Reason};
        What -> {error, What}
    end.

%%% Requests

-file("supervisor.erl", 435).
handle_call({start_child, ExtraArgs}, _From, #state{strategy = simple_one_for_one} = State) ->
    #child{mfargs = {M, F, Args}} = template(State),
    AllArgs = Args ++ ExtraArgs,
    case do_start_child_i(M, F, AllArgs) of
        {ok, undefined} -> {reply, {ok, undefined}, State};
        {ok, Pid} -> {reply, {ok, Pid}, instance_added(Pid, AllArgs, State)};
        {ok, Pid, Extra} -> {reply, {ok, Pid, Extra}, instance_added(Pid, AllArgs, State)};
        Error -> {reply, Error, State}
    end;
handle_call({start_child, Spec}, _From, State) ->







    case checked_spec(Spec, State#state.auto_shutdown) of
        {ok, Child} ->
            {Reply, NewState} = handle_start_child(Child, State),
            {reply, Reply, NewState};
        Error ->
            {reply, {error, Error}, State}
    end;
handle_call({terminate_child, Pid}, _From, #state{strategy = simple_one_for_one} = State) when is_pid(Pid) ->
    case instance(Pid, State) of
        {ok, Child} ->
            _ = do_terminate(Child, State#state.name),
            {reply, ok, instance_removed(Child#child.pid, State)};
        error ->
            %% a process that is gone is as good as ended
            {reply, case node(Pid) =:= node() andalso is_process_alive(Pid) of
                        true -> {error, not_found};
                        false -> ok
                    end, State}
    end;
handle_call({terminate_child, _Id}, _From, #state{strategy = simple_one_for_one} = State) ->
    {reply, {error, simple_one_for_one}, State};
handle_call({terminate_child, Id}, _From, State) ->
    case child(Id, State) of
        {ok, Child} ->
            _ = do_terminate(Child, State#state.name),
            NewState = case Child#child.restart_type of
                           temporary -> without_child(Id, State);
                           _ -> with_child(Child#child{pid = undefined}, State)
                       end,
            {reply, ok, NewState};
        error ->
            {reply, {error, not_found}, State}
    end;
handle_call({restart_child, _Id}, _From, #state{strategy = simple_one_for_one} = State) ->
    {reply, {error, simple_one_for_one}, State};
handle_call({restart_child, Id}, _From, State) ->
    case child(Id, State) of
        {ok, #child{pid = undefined} = Child} ->
            case do_start_child(State#state.name, Child) of
                {ok, Pid} -> {reply, {ok, Pid}, with_child(Child#child{pid = Pid}, State)};
                {ok, Pid, Extra} -> {reply, {ok, Pid, Extra}, with_child(Child#child{pid = Pid}, State)};
                Error -> {reply, Error, State}
            end;
        {ok, #child{pid = {restarting, _}}} -> {reply, {error, restarting}, State};
        {ok, _} -> {reply, {error, running}, State};
        error -> {reply, {error, not_found}, State}
    end;
handle_call({delete_child, _Id}, _From, #state{strategy = simple_one_for_one} = State) ->
    {reply, {error, simple_one_for_one}, State};
handle_call({delete_child, Id}, _From, State) ->
    case child(Id, State) of
        {ok, #child{pid = undefined}} -> {reply, ok, without_child(Id, State)};
        {ok, #child{pid = {restarting, _}}} -> {reply, {error, restarting}, State};
        {ok, _} -> {reply, {error, running}, State};
        error -> {reply, {error, not_found}, State}
    end;
handle_call({get_childspec, Id}, _From, State) ->
    Found = case instance(Id, State) of
                error -> child(Id, State);
                {ok, _} -> {ok, template(State)}
            end,
    {reply, case Found of
                {ok, Child} -> {ok, spec_of(Child)};
                error -> {error, not_found}
            end, State};
handle_call(which_children, _From, #state{strategy = simple_one_for_one} = State) ->
    #child{child_type = Type, modules = Mods} = template(State),
    {reply, [{undefined, shown_pid(Pid), Type, Mods} || Pid <- instances(State)], State};
handle_call(which_children, _From, #state{children = {Ids, Map}} = State) ->
    Children = [maps:get(Id, Map) || Id <- Ids],
    {reply, [{C#child.id, shown_pid(C#child.pid), C#child.child_type, C#child.modules} || C <- Children], State};
handle_call(count_children, _From, #state{strategy = simple_one_for_one} = State) ->
    Pids = instances(State),
    Active = length([P || P <- Pids, is_pid(P), is_process_alive(P)]),
    Total = length(Pids),
    {Sups, Workers} = case template(State) of
                          #child{child_type = supervisor} -> {Total, 0};
                          _ -> {0, Total}
                      end,
    {reply, [{specs, 1}, {active, Active}, {supervisors, Sups}, {workers, Workers}], State};
handle_call(count_children, _From, #state{children = {_, Map}} = State) ->
    Children = maps:values(Map),
    Active = length([x || #child{pid = P} <- Children, is_pid(P), is_process_alive(P)]),
    Sups = length([x || #child{child_type = supervisor} <- Children]),
    {reply, [{specs, length(Children)}, {active, Active}, {supervisors, Sups}, {workers, length(Children) - Sups}], State}.

shown_pid({restarting, _}) -> restarting;
shown_pid(Pid) -> Pid.

-file("supervisor.erl", 701).
handle_start_child(#child{id = Id} = Child, State) ->
    case child(Id, State) of
        error ->

            case do_start_child(State#state.name, Child) of
                {ok, undefined} when Child#child.restart_type =:= temporary -> {{ok, undefined}, State};
                {ok, Pid} -> {{ok, Pid}, new_child(Child#child{pid = Pid}, State)};
                {ok, Pid, Extra} -> {{ok, Pid, Extra}, new_child(Child#child{pid = Pid}, State)};
                {error, already_present} -> {{error, already_present}, State};
                {error, Reason} ->
                    {{error, {Reason, raw_child(Child)}}, State}
            end;
        {ok, #child{pid = Pid}} when is_pid(Pid) -> {{error, {already_started, Pid}}, State};
        {ok, _} -> {{error, already_present}, State}
    end.

%% The shape that OTP's start_child puts into its error.
raw_child(#child{} = C) -> C.

-file("supervisor.erl", 588).
handle_cast({try_again_restart, Pid}, #state{strategy = simple_one_for_one} = State) ->
    case instance(Pid, State) of
        {ok, Child} -> after_restart(restart(Child, State));
        error -> {noreply, State}
    end;
handle_cast({try_again_restart, Id}, State) ->
    case child(Id, State) of
        {ok, #child{pid = {restarting, _}} = Child} -> after_restart(restart(Child, State));
        _ -> {noreply, State}
    end.

handle_info({'EXIT', Pid, Reason}, State) ->
    case of_pid(Pid, State) of
        {ok, Child} -> after_restart(child_exited(Child, Reason, State));
        error -> {noreply, State}
    end;
handle_info(Msg, State) ->
    logger:error("Supervisor received unexpected message: ~tp~n", [Msg], #{domain => [otp], error_logger => #{tag => error}}),
    {noreply, State}.

after_restart({ok, State}) -> {noreply, State};
after_restart({shutdown, State}) -> {stop, shutdown, State}.

terminate(_Reason, #state{strategy = simple_one_for_one} = State) ->
    terminate_instances(State);
terminate(_Reason, State) ->
    _ = terminate_all(State#state.children, State),
    ok.

code_change(_OldVsn, #state{module = Mod, args = Args} = State, _Extra) ->
    case Mod:init(Args) of
        {ok, {Flags, Specs}} ->
            case checked_flags(Flags, State) of
                {ok, State1} -> children_changed(Specs, State1);
                {invalid_type, Flags} -> {error, {bad_flags, Flags}};
                Error -> {error, Error}
            end;
        ignore ->
            {ok, State};
        Error ->
            Error
    end.

%% The new specifications, with the processes of the children that stay; the others stay as they are, as the newest.
children_changed(Specs, #state{strategy = Strategy, children = {OldIds, Old}} = State) ->
    case checked_specs(Specs, State#state.auto_shutdown) of
        {ok, [#child{id = Id} = Child]} when Strategy =:= simple_one_for_one ->
            {ok, State#state{children = {[Id], #{Id => Child}}}};
        {ok, Children} ->
            Ids = [C#child.id || C <- Children],
            New = maps:from_list([{C#child.id, with_process_of(Old, C)} || C <- Children]),
            case Strategy of
                simple_one_for_one ->
                    {error, {ok, {Ids, New}}};
                _ ->
                    Kept = [Id || Id <- OldIds, not is_map_key(Id, New)],
                    {ok, State#state{children = {Kept ++ lists:reverse(Ids), maps:merge(Old, New)}}}
            end;
        Error ->
            {error, Error}
    end.

with_process_of(Old, #child{id = Id} = Child) ->
    case Old of
        #{Id := #child{pid = Pid}} -> Child#child{pid = Pid};
        _ -> Child
    end.

format_status(terminate, [_PDict, State]) -> State;
format_status(_, [_PDict, State]) ->
    [{data, [{"State", State}]}, {supervisor, [{"Callback", State#state.module}]}].

%%% A child ended

child_exited(#child{restart_type = permanent} = Child, Reason, State) ->
    report(error, child_terminated, Reason, Child, State#state.name),
    restart(Child, State);
child_exited(Child, Reason, State) ->
    Quiet = case Reason of
                normal -> true;
                shutdown -> true;
                {shutdown, _} -> true;
                _ -> false
            end,
    case Quiet of
        false ->
            report(error, child_terminated, Reason, Child, State#state.name),
            case Child#child.restart_type of
                transient -> restart(Child, State);
                temporary -> auto_shutdown(Child, forgotten(Child, State))
            end;
        true ->
            auto_shutdown(Child, forgotten(Child, State))
    end.

%% A transient child that ended well keeps its specification.
forgotten(#child{pid = Pid}, #state{strategy = simple_one_for_one} = State) -> instance_removed(Pid, State);
forgotten(#child{restart_type = temporary, id = Id}, State) -> without_child(Id, State);
forgotten(Child, State) -> with_child(Child#child{pid = undefined}, State).

auto_shutdown(#child{significant = true}, #state{auto_shutdown = any_significant} = State) ->
    {shutdown, State};
auto_shutdown(#child{significant = true}, #state{auto_shutdown = all_significant, dynamics = {_, Pids}} = State) ->
    {if map_size(Pids) =:= 0 -> shutdown; true -> ok end, State};
auto_shutdown(#child{significant = true}, #state{auto_shutdown = all_significant, children = {_, Map}} = State) ->
    case [x || #child{significant = true, pid = P} <- maps:values(Map), P =/= undefined] of
        [] -> {shutdown, State};
        _ -> {ok, State}
    end;
auto_shutdown(_Child, State) ->
    {ok, State}.

restart(Child, State) ->
    case counted_restart(State) of
        {ok, State1} ->
            case restart(State1#state.strategy, Child, State1) of
                {ok, State2} ->
                    {ok, State2};
                {try_again, Key, State2} ->
                    gen_server:cast(self(), {try_again_restart, Key}),
                    {ok, State2}
            end;
        {terminate, State1} ->
            report(error, shutdown, reached_max_restart_intensity, Child, State#state.name),
            {shutdown, dropped(Child, State1)}
    end.

dropped(#child{pid = Pid}, #state{strategy = simple_one_for_one} = State) -> instance_removed(Pid, State);
dropped(#child{id = Id}, State) -> without_child(Id, State).

restart(simple_one_for_one, #child{pid = OldPid, mfargs = {_, _, Args}} = Child, State0) ->
    State = instance_removed(OldPid, State0),
    case do_start_child(State#state.name, Child) of
        {ok, Pid} -> {ok, instance_added(Pid, Args, State)};
        {ok, Pid, _} -> {ok, instance_added(Pid, Args, State)};
        {error, Reason} ->
            Waiting = {restarting, plain_pid(OldPid)},
            report(error, start_error, Reason, Child#child{pid = Waiting}, State#state.name),
            {try_again, Waiting, instance_added(Waiting, Args, State)}
    end;
restart(one_for_one, #child{pid = OldPid} = Child, State) ->
    case do_start_child(State#state.name, Child) of
        {ok, Pid} -> {ok, with_child(Child#child{pid = Pid}, State)};
        {ok, Pid, _} -> {ok, with_child(Child#child{pid = Pid}, State)};
        {error, Reason} ->
            Waiting = Child#child{pid = {restarting, plain_pid(OldPid)}},
            report(error, start_error, Reason, Waiting, State#state.name),
            {try_again, Child#child.id, with_child(Waiting, State)}
    end;
restart(Strategy, #child{id = Id, pid = OldPid} = Child, #state{children = {Ids, Map}} = State) ->
    %% Ids are newest first: what started after the child, and itself, is replaced
    {Later, Earlier} = case Strategy of
                           rest_for_one ->
                               {L, [Id | E]} = lists:splitwith(fun(I) -> I =/= Id end, Ids),
                               {L ++ [Id], E};
                           one_for_all ->
                               {Ids, []}
                       end,
    Ended = Map#{Id => Child#child{pid = undefined}},
    {StoppedIds, Stopped} = terminate_all({Later, maps:with(Later, Ended)}, State),
    ToStart = [maps:get(I, Stopped) || I <- lists:reverse(StoppedIds)],
    case start_children(ToStart, State, {Earlier, maps:with(Earlier, Map)}) of
        {ok, Children} ->
            {ok, State#state{children = Children}};
        {error, {StartedIds, StartedMap}, {failed_to_start_child, FailedId, _}} ->
            Rest = [C || C <- ToStart, not is_map_key(C#child.id, StartedMap)],
            Marked = [case C#child.id of
                          FailedId -> C#child{pid = {restarting, plain_pid(OldPid)}};
                          _ -> C
                      end || C <- Rest],
            {try_again, FailedId, State#state{children = lists:foldl(fun added/2, {StartedIds, StartedMap}, Marked)}}
    end.

plain_pid({restarting, Pid}) -> Pid;
plain_pid(Pid) -> Pid.

counted_restart(#state{intensity = Max, period = Period, restarts = Restarts} = State) ->
    Now = erlang:monotonic_time(1),
    Recent = [T || T <- [Now | Restarts], T >= Now - Period],
    case length(Recent) =< Max of
        true -> {ok, State#state{restarts = Recent}};
        false -> {terminate, State#state{restarts = Recent}}
    end.

%%% Termination

terminate_all({Ids, Map}, State) ->
    lists:foldl(fun(Id, {AccIds, AccMap}) ->
                        Child = maps:get(Id, Map),
                        Stopped = do_terminate(Child, State#state.name),
                        case Child#child.restart_type of
                            temporary -> {AccIds, AccMap};
                            _ -> {AccIds ++ [Id], AccMap#{Id => Stopped}}
                        end
                end, {[], #{}}, Ids).

do_terminate(#child{pid = Pid} = Child, SupName) when is_pid(Pid) ->
    case shutdown(Pid, Child#child.shutdown) of
        ok -> ok;
        {error, normal} when Child#child.restart_type =/= permanent -> ok;
        {error, Reason} -> report(error, shutdown_error, Reason, Child, SupName)
    end,
    Child#child{pid = undefined};
do_terminate(Child, _SupName) ->
    Child#child{pid = undefined}.

shutdown(Pid, brutal_kill) ->
    Ref = erlang:monitor(process, Pid),
    exit(Pid, kill),
    receive
        {'DOWN', Ref, process, Pid, Reason} ->
            unlink_flush(Pid),
            case Reason of
                killed -> ok;
                _ -> {error, Reason}
            end
    end;
shutdown(Pid, Time) ->
    Ref = erlang:monitor(process, Pid),
    exit(Pid, shutdown),
    receive
        {'DOWN', Ref, process, Pid, Reason} ->
            unlink_flush(Pid),
            case Reason of
                shutdown -> ok;
                {shutdown, _} -> ok;
                noproc -> ok;
                _ -> {error, Reason}
            end
    after Time ->
        exit(Pid, kill),
        receive
            {'DOWN', Ref, process, Pid, Reason} ->
                unlink_flush(Pid),
                {error, Reason}
        end
    end.

unlink_flush(Pid) ->
    unlink(Pid),
    receive {'EXIT', Pid, _} -> ok after 0 -> ok end.

terminate_instances(State) ->
    Template = template(State),
    Refs = maps:from_list([{erlang:monitor(process, P), P} || P <- instances(State), is_pid(P)]),
    Signal = case Template#child.shutdown of
                 brutal_kill -> kill;
                 _ -> shutdown
             end,
    _ = [exit(P, Signal) || P <- maps:values(Refs)],
    Timer = case Template#child.shutdown of
                Time when is_integer(Time) -> erlang:start_timer(Time, self(), kill);
                _ -> undefined
            end,
    Failures = await_instances(Refs, Timer, Signal, #{}),
    maps:foreach(fun(Reason, Count) ->
                         report(error, shutdown_error, Reason, Template#child{pid = {many, Count}}, State#state.name)
                 end, Failures).

await_instances(Refs, Timer, _Signal, Failures) when map_size(Refs) =:= 0 ->
    is_reference(Timer) andalso erlang:cancel_timer(Timer),
    Failures;
await_instances(Refs, Timer, Signal, Failures) ->
    receive
        {'DOWN', Ref, process, Pid, Reason} when is_map_key(Ref, Refs) ->
            unlink_flush(Pid),
            Expected = Reason =:= shutdown orelse Reason =:= noproc orelse Reason =:= normal
                orelse (Reason =:= killed andalso Signal =:= kill)
                orelse (is_tuple(Reason) andalso element(1, Reason) =:= shutdown),
            Failures1 = case Expected of
                            true -> Failures;
                            false -> maps:update_with(Reason, fun(N) -> N + 1 end, 1, Failures)
                        end,
            await_instances(maps:remove(Ref, Refs), Timer, Signal, Failures1);
        {timeout, Timer, kill} ->
            _ = [exit(P, kill) || P <- maps:values(Refs)],
            await_instances(Refs, undefined, Signal, Failures)
    end.

%%% The tables of children

added(#child{id = Id} = Child, {Ids, Map}) -> {[Id | Ids], Map#{Id => Child}}.

new_child(Child, State) -> State#state{children = added(Child, State#state.children)}.

with_child(#child{id = Id} = Child, #state{children = {Ids, Map}} = State) ->
    State#state{children = {Ids, Map#{Id => Child}}}.

without_child(Id, #state{children = {Ids, Map}} = State) ->
    State#state{children = {lists:delete(Id, Ids), maps:remove(Id, Map)}}.

child(Id, #state{children = {_, Map}}) when is_map_key(Id, Map) -> {ok, maps:get(Id, Map)};
child(_, _) -> error.

of_pid(Pid, #state{strategy = simple_one_for_one} = State) -> instance(Pid, State);
of_pid(Pid, #state{children = {_, Map}}) ->
    case [C || #child{pid = P} = C <- maps:values(Map), P =:= Pid] of
        [Child | _] -> {ok, Child};
        [] -> error
    end.

template(#state{children = {[Id], Map}}) -> maps:get(Id, Map).

%% An instance by its process, also while that waits to be started again.
instance(Pid, #state{dynamics = {_, Map}} = State) when is_map_key(Pid, Map) ->
    #child{mfargs = {M, F, _}, restart_type = Type} = Template = template(State),
    Args = case Type of
               temporary -> undefined;
               _ -> maps:get(Pid, Map)
           end,
    {ok, Template#child{pid = Pid, mfargs = {M, F, Args}}};
instance(Pid, #state{dynamics = {_, Map}} = State) when is_map_key({restarting, Pid}, Map) ->
    instance({restarting, Pid}, State);
instance(_, _) -> error.

instances(#state{dynamics = {_, Map}}) -> maps:keys(Map).

no_instances(#child{restart_type = temporary}) -> {mapsets, #{}};
no_instances(_) -> {maps, #{}}.

instance_added(Pid, _Args, #state{dynamics = {mapsets, Map}} = State) -> State#state{dynamics = {mapsets, Map#{Pid => []}}};
instance_added(Pid, Args, #state{dynamics = {maps, Map}} = State) -> State#state{dynamics = {maps, Map#{Pid => Args}}}.

instance_removed(Pid, #state{dynamics = {Kind, Map}} = State) -> State#state{dynamics = {Kind, maps:remove(Pid, Map)}}.

%%% Flags and specifications

checked_flags(Flags, State) when is_map(Flags) ->
    Defaults = #{strategy => one_for_one, intensity => 1, period => 5, auto_shutdown => never},
    #{strategy := Strategy, intensity := Intensity, period := Period, auto_shutdown := Auto} = maps:merge(Defaults, Flags),
    checked_flags(Strategy, Intensity, Period, Auto, State);
checked_flags({Strategy, Intensity, Period}, State) ->
    checked_flags(Strategy, Intensity, Period, never, State);
checked_flags(Other, _State) ->
    {invalid_type, Other}.

checked_flags(Strategy, Intensity, Period, Auto, State) ->
    Checks = [{invalid_strategy, Strategy, lists:member(Strategy, [one_for_one, one_for_all, rest_for_one, simple_one_for_one])},
              {invalid_intensity, Intensity, is_integer(Intensity) andalso Intensity >= 0},
              {invalid_period, Period, is_integer(Period) andalso Period > 0},
              {invalid_auto_shutdown, Auto, lists:member(Auto, [never, any_significant, all_significant])}],
    case [{Tag, Value} || {Tag, Value, false} <- Checks] of
        [] -> {ok, State#state{strategy = Strategy, intensity = Intensity, period = Period, auto_shutdown = Auto}};
        [Error | _] -> Error
    end.

checked_specs(Specs, Auto) -> checked_specs(Specs, Auto, []).

checked_specs([], _Auto, Acc) ->
    {ok, lists:reverse(Acc)};
checked_specs([Spec | Rest], Auto, Acc) ->
    case checked_spec(Spec, Auto) of
        {ok, #child{id = Id} = Child} ->
            case lists:keymember(Id, #child.id, Acc) of
                true -> {duplicate_child_name, Id};
                false -> checked_specs(Rest, Auto, [Child | Acc])
            end;
        Error ->
            Error
    end.

checked_spec(Spec, Auto) when is_map(Spec) ->
    Type = maps:get(type, Spec, worker),
    case Spec of
        #{id := Id, start := Mfa} ->
            Shutdown = maps:get(shutdown, Spec, case Type of supervisor -> infinity; _ -> 5000 end),
            Mods = maps:get(modules, Spec, case Mfa of {M, _, _} -> [M]; _ -> [] end),
            checked_spec(Id, Mfa, maps:get(restart, Spec, permanent), maps:get(significant, Spec, false), Shutdown, Type, Mods, Auto);
        #{start := _} -> missing_id;
        _ when is_map_key(id, Spec) -> missing_start;
        _ -> missing_id
    end;
checked_spec({Id, Mfa, Restart, Shutdown, Type, Mods}, Auto) ->
    checked_spec(Id, Mfa, Restart, false, Shutdown, Type, Mods, Auto);
checked_spec(Other, _Auto) ->
    {invalid_child_spec, Other}.

checked_spec(Id, Mfa, Restart, Significant, Shutdown, Type, Mods, Auto) ->
    GoodMfa = case Mfa of
                  {M, F, A} -> is_atom(M) andalso is_atom(F) andalso is_list(A);
                  _ -> false
              end,
    GoodSignificant = case Significant of
                          false -> true;
                          true -> Auto =:= undefined orelse Auto =/= never;
                          _ -> false
                      end,
    GoodShutdown = Shutdown =:= infinity orelse Shutdown =:= brutal_kill orelse (is_integer(Shutdown) andalso Shutdown >= 0),
    BadMods = case Mods of
                  dynamic -> [];
                  [_ | _] -> [{invalid_module, Mod} || Mod <- Mods, not is_atom(Mod)];
                  [] -> [];
                  _ -> [{invalid_modules, Mods}]
              end,
    Checks = [{invalid_mfa, Mfa, GoodMfa},
              {invalid_restart_type, Restart, lists:member(Restart, [permanent, transient, temporary])},
              {invalid_significant, Significant, is_boolean(Significant)},
              {bad_combination, [{auto_shutdown, Auto}, {significant, Significant}], GoodSignificant},
              {bad_combination, [{restart, Restart}, {significant, Significant}], not (Significant =:= true andalso Restart =:= permanent)},
              {invalid_child_type, Type, lists:member(Type, [worker, supervisor])},
              {invalid_shutdown, Shutdown, GoodShutdown}],
    case [{Tag, Value} || {Tag, Value, false} <- Checks] ++ BadMods of
        [] -> {ok, #child{id = Id, mfargs = Mfa, restart_type = Restart, significant = Significant, shutdown = Shutdown,
                          child_type = Type, modules = Mods}};
        [Error | _] -> Error
    end.

spec_of(#child{} = C) ->
    #{id => C#child.id, start => C#child.mfargs, restart => C#child.restart_type, significant => C#child.significant,
      shutdown => C#child.shutdown, type => C#child.child_type, modules => C#child.modules}.

%%% Reports

report(Level, Context, Reason, Child, SupName) ->
    logger:log(Level,
               #{label => {supervisor, Context},
                 report => [{supervisor, SupName}, {errorContext, Context}, {reason, Reason}, {offender, shown_child(Child)}]},
               #{domain => [otp, sasl], report_cb => fun ?MODULE:format_log/2,
                 logger_formatter => #{title => "SUPERVISOR REPORT"},
                 error_logger => #{tag => error_report, type => supervisor_report, report_cb => fun ?MODULE:format_log/1}}).

report_progress(Child, SupName) ->
    logger:log(info,
               #{label => {supervisor, progress}, report => [{supervisor, SupName}, {started, shown_child(Child)}]},
               #{domain => [otp, sasl], report_cb => fun ?MODULE:format_log/2,
                 logger_formatter => #{title => "PROGRESS REPORT"},
                 error_logger => #{tag => info_report, type => progress, report_cb => fun ?MODULE:format_log/1}}).

shown_child(#child{pid = {many, Count}} = C) -> [{nb_children, Count} | tl(shown_child(C#child{pid = undefined}))];
shown_child(#child{} = C) ->
    [{pid, C#child.pid}, {id, C#child.id}, {mfargs, C#child.mfargs}, {restart_type, C#child.restart_type},
     {significant, C#child.significant}, {shutdown, C#child.shutdown}, {child_type, C#child.child_type}].

format_log(Report) -> report_text:legacy(fun(Opts) -> log_parts(Report, Opts) end).

format_log(Report, Opts0) -> report_text:text(fun(Opts) -> log_parts(Report, Opts) end, Opts0).

log_parts(#{label := {supervisor, progress}, report := [{supervisor, Name}, {started, Child}]}, #{single_line := true}) ->
    ["Supervisor: ", {whole, Name}, ".", child_part("Started:", Child)];
log_parts(#{label := {supervisor, progress}, report := [{supervisor, Name}, {started, Child}]}, _Opts) ->
    ["    supervisor: ", {whole, Name}, "~n    started: ", {term, Child}, "~n"];
log_parts(#{label := {supervisor, _}, report := Report}, Opts) ->
    [{supervisor, Name}, {errorContext, Context}, {reason, Reason}, {offender, Child}] = Report,
    case Opts of
        #{single_line := true} ->
            ["Supervisor: ", {whole, Name}, ". Context: ", {term, Context}, ". Reason: ", {term, Reason}, ".",
             child_part("Offender:", Child)];
        _ ->
            ["    supervisor: ", {whole, Name}, "~n    errorContext: ", {term, Context}, "~n    reason: ", {term, Reason},
             "~n    offender: ", {term, Child}, "~n"]
    end.

child_part(Tag, Child) ->
    {id, Id} = lists:keyfind(id, 1, Child),
    case lists:keyfind(pid, 1, Child) of
        {pid, Pid} -> {fixed, " ~s id=~w,pid=~w.", [Tag, Id, Pid]};
        false ->
            {nb_children, Count} = lists:keyfind(nb_children, 1, Child),
            {fixed, " ~s id=~w,nb_children=~w.", [Tag, Id, Count]}
    end.
