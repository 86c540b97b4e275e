%% Subset of OTP's application_master. Missing: start phases, shutdown function time-outs.
%%
%% Two processes per application: the master is the group leader of the application's processes and passes their input and
%% output on; its child calls the start and stop functions and is linked to the top supervisor.
-module(application_master).

-export([start_link/2, stop/1, init/4, start_it/4]).

%% Called by a process of its own for each start; it is linked until the application runs, and told {Master, started}.
start_link(App, ModArgs) ->
    proc_lib:spawn_link(?MODULE, init, [whereis(application_controller), self(), App, ModArgs]).

stop(Master) ->
    Ref = erlang:monitor(process, Master),
    unlink(Master),
    Master ! {stop, self()},
    receive {'DOWN', Ref, process, Master, _} -> ok end,
    receive {'EXIT', Master, _} -> ok after 0 -> ok end.

-file("application_master.erl", 129).
init(Controller, Starter, App, ModArgs) ->
    link(Controller),
    process_flag(trap_exit, true),
    OldLeader = group_leader(),
    group_leader(self(), self()),
    ets:insert(ac_tab, {{master, App}, self()}),
    Child = spawn_link(?MODULE, start_it, [self(), App, ModArgs, OldLeader]),
    receive
        {Child, ok} ->
            Starter ! {self(), started},
            unlink(Starter),
            main_loop(OldLeader, {Controller, Child});
        {Child, {error, Reason}} -> exit(Reason);
        {'EXIT', Child, Reason} -> exit(Reason)
    end.
-file("application_master.erl", 42).

main_loop(Leader, {Controller, Child} = State) ->
    receive
        {io_request, _, _, _} = Request ->
            printer(Leader) ! Request,
            main_loop(Leader, State);
        {stop, From} ->
            Child ! {self(), stop},
            receive {'EXIT', Child, _} -> ok end,
            _ = From,
            exit(normal);
        {'EXIT', Child, Reason} -> exit(Reason);
        {'EXIT', Controller, Reason} ->
            Child ! {self(), stop},
            exit(Reason);
        _ ->
            main_loop(Leader, State)
    end.

%% What started before there was a user had init for its leader.
printer(Leader) ->
    case whereis(init) of
        Leader -> user;
        _ -> Leader
    end.

start_it(Master, App, ModArgs, Leader) ->
    start_it_old(Master, App, ModArgs, Leader).

-file("application_master.erl", 291).
start_it_old(Master, App, {M, Args}, _Leader) ->
    process_flag(trap_exit, true), case catch M:start(normal, Args) of
        {ok, Pid} -> linked(Master, App, Pid, M, []);
        {ok, Pid, AppState} -> linked(Master, App, Pid, M, AppState);
        {error, Reason} -> Master ! {self(), {error, {Reason, {M, start, [normal, Args]}}}};
        Other -> Master ! {self(), {error, {bad_return, {{M, start, [normal, Args]}, Other}}}}
    end.

linked(Master, _App, Pid, M, AppState) ->
    link(Pid),
    Master ! {self(), ok},
    loop_it(Master, Pid, M, AppState).

loop_it(Master, Pid, M, AppState) ->
    receive
        {Master, stop} ->
            NewState = case erlang:function_exported(M, prep_stop, 1) of
                           true -> catch M:prep_stop(AppState);
                           false -> AppState
                       end,
            exit(Pid, shutdown),
            receive {'EXIT', Pid, _} -> ok end,
            _ = (catch M:stop(NewState)),
            exit(normal);
        {'EXIT', Pid, Reason} ->
            _ = (catch M:stop(AppState)),
            exit(Reason);
        _ ->
            loop_it(Master, Pid, M, AppState)
    end.
