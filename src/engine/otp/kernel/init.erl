%% Subset of OTP's init. Missing: boot scripts, restart, reboot, command line syntax (the host parses it).
%%
%% The first process. Brings up logger, application_controller, kernel, stdlib and the node's applications, runs what
%% -eval and -s ask for, then waits for stop/0,1.
-module(init).

-export([boot/1, stop/0, stop/1, get_argument/1, get_arguments/0, get_plain_arguments/0, get_status/0, script_id/0,
         wait_until_started/0, notify_when_started/1, restart/0, reboot/0, objfile_extension/0, leave_numbers/1]).

%% Options of a start, as the host hands them over: #{flags => [{Flag, [Value]}], plain => [String], config => [{App, Env}],
%% applications => [App], mode => embedded, eval => [String], run => [{M, F, Args}]}. Does not return.
boot(Options) ->
    register(?MODULE, self()),
    process_flag(trap_exit, true),
    %% as in OTP, it is there before anything is missing
    error_handler = error_handler:module_info(module),
    _ = [spawn_opt(Module, start, [], [{priority, Priority}]) || {Module, Priority} <- emulator_processes()],
    leave_numbers(9),
    Starter = spawn_link(fun() -> start_system(Options) end),
    loop({starting, Starter, [], Options}).

%% The next process is <0.N.0>, unless that number is used already. The numbers before it are those that OTP's boot uses
%% up for processes that load code, so that the processes of an idle node have the same pids.
leave_numbers(N) ->
    [_, Number, _] = string:lexemes(pid_to_list(spawn(fun() -> ok end)), "<.>"),
    case list_to_integer(Number) < N - 1 of
        true -> leave_numbers(N);
        false -> ok
    end.

%% What runs beside init from the start.
emulator_processes() ->
    [{erts_code_purger, high}, {erts_literal_area_collector, high}, {erts_dirty_process_signal_handler, normal},
     {erts_dirty_process_signal_handler, high}, {erts_dirty_process_signal_handler, max}, {prim_file, normal},
     {socket_registry, normal}].

start_system(Options) ->
    {ok, _} = erl_prim_loader:start(),
    link_to_init(erl_prim_loader),
    leave_numbers(42),
    {ok, _} = logger_server:start_link(),
    link_to_init(logger),
    leave_numbers(44),
    {ok, _} = application_controller:start(maps:get(config, Options, [])),
    link_to_init(application_controller),
    started(kernel, application:start(kernel, permanent)),
    lead_by_user([self(), whereis(application_controller)]),
    started(stdlib, application:start(stdlib, permanent)),
    Applications = maps:get(applications, Options, []),
    lists:foreach(fun load_modules/1, [App || App <- Applications, maps:get(mode, Options, interactive) =:= embedded]),
    lists:foreach(fun(App) -> started(App, application:ensure_all_started(App)) end, Applications),
    whereis(?MODULE) ! {self(), system_started},
    lists:foreach(fun run/1, maps:get(run, Options, [])),
    lists:foreach(fun evaluate/1, maps:get(eval, Options, [])),
    exit(normal).

%% A release runs in embedded mode: the modules of its applications are there before anything calls them.
load_modules(App) ->
    _ = application:load(App),
    {ok, Modules} = application:get_key(App, modules),
    _ = code:ensure_modules_loaded(Modules),
    ok.

%% From here on, what applications print goes to user.
lead_by_user(Pids) ->
    case whereis(user) of
        undefined -> ok;
        User -> lists:foreach(fun(Pid) -> group_leader(User, Pid) end, Pids)
    end.

%% The starter ends; what it started hangs on init.
link_to_init(Name) ->
    Pid = whereis(Name),
    whereis(?MODULE) ! {adopt, self(), Pid},
    receive {adopted, Pid} -> unlink(Pid) end.

started(_App, ok) -> ok;
started(_App, {ok, _}) -> ok;
started(App, {error, Reason}) ->
    logger:log(error, "Application ~tw did not start: ~tp", [App, Reason]),
    ok.

run({M, F, Args}) -> apply(M, F, Args).

evaluate(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text ++ " ."),
    {ok, Exprs} = erl_parse:parse_exprs([T || T <- Tokens, element(1, T) =/= dot] ++ [{dot, 1}]),
    {value, _, _} = erl_eval:exprs(Exprs, erl_eval:new_bindings()),
    ok.

loop({Status, Starter, Waiting, Options} = State) ->
    receive
        {adopt, From, Pid} ->
            link(Pid),
            From ! {adopted, Pid},
            loop(State);
        {Starter, system_started} ->
            _ = [P ! {init, started} || P <- Waiting],
            loop({started, Starter, [], Options});
        {init, From, Ref, get_status} ->
            From ! {Ref, {Status, case Status of started -> started; starting -> preloaded end}},
            loop(State);
        {init, From, Ref, {get, Key}} ->
            From ! {Ref, maps:get(Key, Options, [])},
            loop(State);
        {init, From, Ref, {notify, Pid}} when Status =:= started ->
            From ! {Ref, started},
            _ = Pid,
            loop(State);
        {init, From, Ref, {notify, Pid}} ->
            From ! {Ref, ok},
            loop({Status, Starter, [Pid | Waiting], Options});
        {stop, Code} ->
            stop_system(Code);
        {'EXIT', Starter, normal} ->
            loop(State);
        {'EXIT', Starter, Reason} ->
            erlang:display({"init terminating in do_boot", Reason}),
            halt(1);
        {'EXIT', _Pid, _Reason} ->
            case whereis(application_controller) of
                undefined when Status =:= started -> halt(1);
                _ -> loop(State)
            end;
        _ ->
            loop(State)
    end.

stop_system(Code) ->
    case whereis(application_controller) of
        undefined -> ok;
        Pid ->
            Ref = erlang:monitor(process, Pid),
            exit(Pid, shutdown),
            receive {'DOWN', Ref, process, Pid, _} -> ok after 5000 -> ok end
    end,
    case Code of
        _ when is_integer(Code); is_list(Code) -> halt(Code);
        _ -> halt(1)
    end.

call(Request) ->
    Ref = make_ref(),
    ?MODULE ! {init, self(), Ref, Request},
    receive {Ref, Reply} -> Reply end.

stop() -> stop(0).

stop(Code) ->
    ?MODULE ! {stop, Code},
    ok.

restart() -> stop().

reboot() -> stop().

get_argument(Flag) ->
    case [Values || {F, Values} <- call({get, flags}), F =:= Flag] of
        [] -> error;
        Found -> {ok, Found}
    end.

get_arguments() -> call({get, flags}).

get_plain_arguments() -> call({get, plain}).

get_status() -> call(get_status).

script_id() -> {"Erlang/OTP", "25"}.

objfile_extension() -> ".beam".

notify_when_started(Pid) -> call({notify, Pid}).

wait_until_started() ->
    case notify_when_started(self()) of
        started -> ok;
        ok -> receive {init, started} -> ok end
    end.
