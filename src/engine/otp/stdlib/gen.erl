%% Subset of OTP's gen. Missing: priority of distribution nodes, `{via, _, _}` names of processes on nodes without alias support.
%%
%% The part that gen_server, gen_statem and gen_event share: names, start, calls by an alias monitor, request ids.
-module(gen).

-export([start/5, start/6, init_it/6, init_it/7, debug_options/2, hibernate_after/1, name/1, unregister_name/1,
         get_proc_name/1, get_parent/0, call/3, call/4, reply/2, stop/1, stop/3, format_status_header/2, format_status/4,
         send_request/3, send_request/5, wait_response/2, wait_response/3, receive_response/2, receive_response/3,
         check_response/2, check_response/3, reqids_new/0, reqids_size/1, reqids_add/3, reqids_to_list/1]).

-define(IS_TIMEOUT(T), (T =:= infinity orelse (is_integer(T) andalso T >= 0))).

%%% Starting

-file("gen.erl", 100).
start(GenMod, LinkP, Name, Mod, Args, Opts) ->



    case where(Name) of
        undefined -> start_process(GenMod, LinkP, [Name], Mod, Args, Opts);
        Pid -> {error, {already_started, Pid}}
    end.

start(GenMod, LinkP, Mod, Args, Opts) ->
    start_process(GenMod, LinkP, [], Mod, Args, Opts).

start_process(GenMod, LinkP, NameList, Mod, Args, Opts) ->
    Parent = case LinkP of
                 nolink -> [self];
                 _ -> [self()]
             end,
    InitArgs = [GenMod, self()] ++ Parent ++ NameList ++ [Mod, Args, Opts],
    Timeout = proplists:get_value(timeout, Opts, infinity),
    SpawnOpts = proplists:get_value(spawn_opt, Opts, []),
    case LinkP of
        link -> proc_lib:start_link(?MODULE, init_it, InitArgs, Timeout, SpawnOpts);
        monitor -> monitored(proc_lib:start_monitor(?MODULE, init_it, InitArgs, Timeout, SpawnOpts));
        nolink -> proc_lib:start(?MODULE, init_it, InitArgs, Timeout, SpawnOpts)
    end.

monitored({{ok, Pid}, Ref}) -> {ok, {Pid, Ref}};
monitored({Error, Ref}) ->
    receive {'DOWN', Ref, process, _Pid, _Reason} -> Error end.

%% Runs in the new process. GenMod:init_it/6 is a tail call, so this module leaves no frame.
init_it(GenMod, Starter, Parent, Mod, Args, Opts) ->
    GenMod:init_it(Starter, Parent, self(), Mod, Args, Opts).

init_it(GenMod, Starter, Parent, Name, Mod, Args, Opts) ->
    case register_name(Name) of
        true -> GenMod:init_it(Starter, Parent, Name, Mod, Args, Opts);
        {false, Pid} -> proc_lib:init_ack(Starter, {error, {already_started, Pid}})
    end.

register_name({local, Name} = LocalName) ->
    try register(Name, self()) of
        true -> true
    catch
        error:_ -> {false, where(LocalName)}
    end;
register_name({global, Name} = GlobalName) ->
    case global:register_name(Name, self()) of
        yes -> true;
        no -> {false, where(GlobalName)}
    end;
register_name({via, Module, Name} = ViaName) ->
    case Module:register_name(Name, self()) of
        yes -> true;
        no -> {false, where(ViaName)}
    end.

-file("gen.erl", 600).
where({global, Name}) -> global:whereis_name(Name);
where({via, Module, Name}) -> Module:whereis_name(Name);
where({local, Name}) -> whereis(Name).

name({local, Name}) -> Name;
name({global, Name}) -> Name;
name({via, _, Name}) -> Name;
name(Pid) when is_pid(Pid) -> Pid.

unregister_name({local, Name}) ->
    try unregister(Name) of
        _ -> ok
    catch
        _:_ -> ok
    end;
unregister_name({global, Name}) -> _ = global:unregister_name(Name), ok;
unregister_name({via, Module, Name}) -> _ = Module:unregister_name(Name), ok;
unregister_name(Pid) when is_pid(Pid) -> ok.

-file("gen.erl", 648).
get_proc_name(Pid) when is_pid(Pid) -> Pid;
get_proc_name({local, Name}) ->
    case process_info(self(), registered_name) of
        {registered_name, Name} -> Name;
        {registered_name, _} -> exit(process_not_registered);
        [] -> exit(process_not_registered)
    end;
get_proc_name({global, Name}) ->
    case global:whereis_name(Name) of
        Pid when Pid =:= self() -> Name;
        undefined -> exit(process_not_registered_globally);
        _ -> exit(process_not_registered_globally)
    end;
get_proc_name({via, Mod, Name}) ->
    case Mod:whereis_name(Name) of
        Pid when Pid =:= self() -> Name;
        _ -> exit({process_not_registered_via, Mod})
    end.

-file("gen.erl", 672).
get_parent() ->
    case get('$ancestors') of
        [Parent | _] when is_pid(Parent) -> Parent;
        [Parent | _] when is_atom(Parent) -> named_parent(Parent);
        _ -> exit(process_was_not_started_by_proc_lib)
    end.

named_parent(Name) ->
    case whereis(Name) of
        undefined ->
            case global:whereis_name(Name) of
                undefined -> exit(could_not_find_registered_name);
                Pid -> Pid
            end;
        Pid -> Pid
    end.

debug_options(Name, Opts) ->
    case proplists:get_value(debug, Opts) of
        undefined -> [];
        Options ->
            try
                sys:debug_options(Options)
            catch
                _:_ ->
                    error_logger:format("~tp: ignoring erroneous debug options - ~tp~n", [Name, Options]),
                    []
            end
    end.

hibernate_after(Opts) -> proplists:get_value(hibernate_after, Opts, infinity).

%%% Calls

call(Process, Label, Request) -> call(Process, Label, Request, 5000).

-file("gen.erl", 214).
call(Process, Label, Request, Timeout) when is_pid(Process), ?IS_TIMEOUT(Timeout) -> do_call(Process, Label, Request, Timeout);
call(Process, Label, Request, Timeout) when ?IS_TIMEOUT(Timeout) ->
    do_for_proc(Process, fun(P) -> do_call(P, Label, Request, Timeout) end).

%% Without a time-out no late reply is possible and a plain monitor will do; else the alias goes away with the first reply.
-file("gen.erl", 225).
do_call(Process, _Label, _Request, _Timeout) when Process =:= self() ->
    exit(calling_self);
do_call(Process, Label, Request, infinity) ->
    Ref = erlang:monitor(process, Process),







    send_quietly(Process, {Label, {self(), Ref}, Request}), receive
        {Ref, Reply} ->
            erlang:demonitor(Ref, [flush]),
            {ok, Reply};
        {'DOWN', Ref, _, _, noconnection} ->
            exit({nodedown, node_of(Process)});
        {'DOWN', Ref, _, _, Reason} ->
            exit(Reason)
    end;
do_call(Process, Label, Request, Timeout) when is_integer(Timeout) ->
    Ref = erlang:monitor(process, Process, [{alias, demonitor}]),








    send_quietly(Process, {Label, {self(), [alias | Ref]}, Request}),
    receive
        {[alias | Ref], Reply} ->
            erlang:demonitor(Ref, [flush]),
            {ok, Reply};
        {'DOWN', Ref, _, _, noconnection} ->
            exit({nodedown, node_of(Process)});
        {'DOWN', Ref, _, _, Reason} ->
            exit(Reason)
    after Timeout ->
        timed_out(Ref)
    end.

timed_out(Ref) ->
    erlang:demonitor(Ref, [flush]),
    receive
        {[alias | Ref], Reply} -> {ok, Reply}
    after 0 ->
        exit(timeout)
    end.

send_quietly(Process, Message) ->
    try
        erlang:send(Process, Message, [noconnect])
    catch
        error:_ -> ok
    end.

node_of(Pid) when is_pid(Pid) -> node(Pid);
node_of({_, Node}) -> Node;
node_of(_) -> node().

-file("gen.erl", 531).
reply({_To, [alias | Alias] = Tag}, Reply) when is_reference(Alias) -> Alias ! {Tag, Reply}, ok;
reply({_To, [[alias | Alias] | _] = Tag}, Reply) when is_reference(Alias) -> Alias ! {Tag, Reply}, ok;
reply({To, Tag}, Reply) ->
    try
        To ! {Tag, Reply},
        ok
    catch
        _:_ -> ok
    end.

-file("gen.erl", 556).
do_for_proc(Pid, Fun) when is_pid(Pid) -> Fun(Pid);
do_for_proc(Name, Fun) when is_atom(Name) ->




    case whereis(Name) of
        Pid when is_pid(Pid) -> Fun(Pid);
        undefined -> exit(noproc)
    end;
do_for_proc({global, Name}, Fun) ->
    case global:whereis_name(Name) of
        Pid when is_pid(Pid) -> with_lost_node(Pid, Fun); undefined -> exit(noproc)
    end;
do_for_proc({via, Module, Name}, Fun) ->
    case Module:whereis_name(Name) of
        Pid when is_pid(Pid) -> with_lost_node(Pid, Fun);
        undefined -> exit(noproc)
    end;
do_for_proc({Name, Node}, Fun) when Node =:= node(), is_atom(Name) ->
    do_for_proc(Name, Fun);
do_for_proc({_Name, Node} = Process, Fun) when is_atom(Node) ->
    if
        node() =:= nonode@nohost -> exit({nodedown, Node});
        true -> Fun(Process)
    end.

with_lost_node(Pid, Fun) ->
    try
        Fun(Pid)
    catch
        exit:{nodedown, _} -> exit(noproc)
    end.

stop(Process) -> stop(Process, normal, infinity).

stop(Process, Reason, Timeout) when ?IS_TIMEOUT(Timeout) ->
    do_for_proc(Process, fun(P) -> proc_lib:stop(P, Reason, Timeout) end).

%%% Requests whose answers are fetched later

send_request(Process, Label, Request) when is_pid(Process) ->
    post_request(Process, Label, Request, [{alias, demonitor}], fun(Ref) -> [alias | Ref] end);
send_request(Process, Label, Request) ->
    try
        do_for_proc(Process, fun(P) -> send_request(P, Label, Request) end)
    catch
        exit:Reason ->
            %% the failure is reported by the same message as a dying server
            Ref = make_ref(),
            self() ! {'DOWN', Ref, process, Process, Reason},
            Ref
    end.

send_request(Process, Label, Request, RequestLabel, Collection) when is_map(Collection) ->
    Collection#{send_request(Process, Label, Request) => [RequestLabel]}.

post_request({_, _} = Process, Label, Request, Opts, Tag) ->
    Ref = erlang:monitor(process, Process, Opts),
    send_quietly(Process, {Label, {self(), Tag(Ref)}, Request}),
    Ref;
post_request(Process, Label, Request, Opts, Tag) ->
    Ref = erlang:monitor(process, Process, Opts),
    send_quietly(Process, {Label, {self(), Tag(Ref)}, Request}),
    Ref.

wait_response(Ref, Timeout) when is_reference(Ref) ->
    receive
        {[alias | Ref], Reply} -> reply_for(Ref, Reply);
        {'DOWN', Ref, _, Object, Reason} -> {error, {Reason, Object}}
    after remaining(Timeout) ->
        timeout
    end;
wait_response(ReqId, Timeout) ->
    erlang:error(badarg, [ReqId, Timeout]).

receive_response(Ref, Timeout) when is_reference(Ref) ->
    receive
        {[alias | Ref], Reply} -> reply_for(Ref, Reply);
        {'DOWN', Ref, _, Object, Reason} -> {error, {Reason, Object}}
    after remaining(Timeout) ->
        erlang:demonitor(Ref, [flush]),
        receive
            {[alias | Ref], Reply} -> {reply, Reply}
        after 0 ->
            timeout
        end
    end;
receive_response(ReqId, Timeout) ->
    erlang:error(badarg, [ReqId, Timeout]).

check_response({[alias | Ref], Reply}, Ref) -> reply_for(Ref, Reply);
check_response({'DOWN', Ref, _, Object, Reason}, Ref) -> {error, {Reason, Object}};
check_response(_, Ref) when is_reference(Ref) -> no_reply;
check_response(Message, ReqId) -> erlang:error(badarg, [Message, ReqId]).

reply_for(Ref, Reply) ->
    erlang:demonitor(Ref, [flush]),
    {reply, Reply}.

remaining({abs, Milliseconds}) -> max(0, Milliseconds - erlang:monotonic_time(millisecond));
remaining(Timeout) -> Timeout.

wait_response(Collection, Timeout, Delete) when map_size(Collection) =:= 0, is_boolean(Delete) ->
    _ = Timeout,
    no_request;
wait_response(Collection, Timeout, Delete) when is_map(Collection), is_boolean(Delete) ->
    receive
        {[alias | Ref], Reply} when is_map_key(Ref, Collection) ->
            erlang:demonitor(Ref, [flush]),
            collected({reply, Reply}, Ref, Collection, Delete);
        {'DOWN', Ref, _, Object, Reason} when is_map_key(Ref, Collection) ->
            collected({error, {Reason, Object}}, Ref, Collection, Delete)
    after remaining(Timeout) ->
        timeout
    end.

receive_response(Collection, Timeout, Delete) ->
    case wait_response(Collection, Timeout, Delete) of
        timeout ->
            [erlang:demonitor(Ref, [flush]) || Ref <- maps:keys(Collection)],
            timeout;
        Answer ->
            Answer
    end.

check_response(_Message, Collection, _Delete) when map_size(Collection) =:= 0 -> no_request;
check_response({[alias | Ref], Reply}, Collection, Delete) when is_map_key(Ref, Collection) ->
    erlang:demonitor(Ref, [flush]),
    collected({reply, Reply}, Ref, Collection, Delete);
check_response({'DOWN', Ref, _, Object, Reason}, Collection, Delete) when is_map_key(Ref, Collection) ->
    collected({error, {Reason, Object}}, Ref, Collection, Delete);
check_response(_Message, Collection, Delete) when is_map(Collection), is_boolean(Delete) ->
    no_reply.

collected(Answer, Ref, Collection, Delete) ->
    [Label | _] = maps:get(Ref, Collection),
    {Answer, Label, case Delete of
                        true -> maps:remove(Ref, Collection);
                        false -> Collection
                    end}.

reqids_new() -> #{}.

reqids_size(Collection) when is_map(Collection) -> map_size(Collection);
reqids_size(Collection) -> erlang:error(badarg, [Collection]).

reqids_add(Ref, Label, Collection) when is_reference(Ref), is_map(Collection), not is_map_key(Ref, Collection) ->
    Collection#{Ref => [Label]};
reqids_add(Ref, Label, Collection) ->
    erlang:error(badarg, [Ref, Label, Collection]).

reqids_to_list(Collection) when is_map(Collection) ->
    [{Ref, Label} || {Ref, [Label]} <- maps:to_list(Collection)];
reqids_to_list(Collection) ->
    erlang:error(badarg, [Collection]).

%%% Status for sys:get_status

format_status_header(Title, Pid) when is_pid(Pid) -> lists:concat([Title, " ", pid_to_list(Pid)]);
format_status_header(Title, Name) when is_atom(Name) -> lists:concat([Title, " ", Name]);
format_status_header(Title, Name) -> {Title, Name}.

%% A callback's format_status may drop keys or die: what it left out stays as it was.
format_status(Mod, terminate = Opt, Status, Args) -> format_status_by(Mod, Opt, Status, Args);
format_status(Mod, Opt, Status, Args) -> format_status_by(Mod, Opt, Status, Args).

format_status_by(Mod, Opt, Status, Args) ->
    case {erlang:function_exported(Mod, format_status, 1), erlang:function_exported(Mod, format_status, 2)} of
        {true, _} ->
            try Mod:format_status(Status) of
                New when is_map(New) ->
                    Merged = maps:merge(Status, New),
                    case map_size(Merged) =:= map_size(New) of
                        true -> Merged;
                        false -> Status#{'EXIT' => atom_to_list(Mod) ++ ":format_status/1 returned a map with unknown keys"}
                    end;
                _ -> Status#{'EXIT' => atom_to_list(Mod) ++ ":format_status/1 did not return a map"}
            catch
                _:_ -> Status#{'EXIT' => atom_to_list(Mod) ++ ":format_status/1 crashed"}
            end;
        {false, true} when is_list(Args) ->
            try
                Status#{'$status' => Mod:format_status(Opt, Args)}
            catch
                throw:Thrown -> Status#{'$status' => Thrown};
                _:_ -> Status#{'EXIT' => atom_to_list(Mod) ++ ":format_status/2 crashed"}
            end;
        _ ->
            Status
    end.
