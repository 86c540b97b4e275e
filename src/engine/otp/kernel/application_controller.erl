%% Subset of OTP's application_controller. Missing: configuration changes, distribution, start phases.
%%
%% Owns the table ac_tab: {{loaded, App}, Keys}, {{env, App, Key}, Value} and {{master, App}, MasterPid}.
-module(application_controller).
-behaviour(gen_server).

-export([start/1, load_application/1, unload_application/1, start_application/2, stop_application/1, which_applications/0,
         which_applications/1, loaded_applications/0, get_env/2, set_env/3, unset_env/2, get_all_env/1, get_key/2, get_all_key/1,
         get_application/1, get_master/1, start_type/1, info/0, format_log/1, init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2]).

-define(KEYS, [description, id, vsn, modules, maxP, maxT, registered, included_applications, optional_applications, applications,
               env, mod, start_phases]).

%% {ok, Pid}. Config is [{App, [{Key, Value}]}], stronger than what resource files say.
start(Config) ->
    Starter = self(),
    Pid = spawn_link(fun() ->
                             register(?MODULE, self()),
                             process_flag(trap_exit, true),
                             put('$ancestors', [Starter]),
                             put('$initial_call', {?MODULE, start, 1}),
                             {ok, State} = init(Config),
                             Starter ! {self(), ready},
                             gen_server:enter_loop(?MODULE, [], State, {local, ?MODULE})
                     end),
    receive {Pid, ready} -> {ok, Pid} end.

call(Request) -> gen_server:call(?MODULE, Request, infinity).

load_application(App) -> call({load, App}).

unload_application(App) -> call({unload, App}).

start_application(App, Type) -> call({start, App, Type}).

stop_application(App) -> call({stop, App}).

which_applications() -> call(which).

which_applications(Timeout) -> gen_server:call(?MODULE, which, Timeout).

loaded_applications() -> [description(App, Keys) || {{loaded, App}, Keys} <- ets:tab2list(ac_tab)].

get_env(App, Key) ->
    try ets:lookup(ac_tab, {env, App, Key}) of
        [{_, Value}] -> {ok, Value};
        [] -> undefined
    catch
        error:badarg -> undefined
    end.

set_env(App, Key, Value) ->
    true = ets:insert(ac_tab, {{env, App, Key}, Value}),
    ok.

unset_env(App, Key) ->
    true = ets:delete(ac_tab, {env, App, Key}),
    ok.

get_all_env(App) -> [{K, V} || {{env, A, K}, V} <- ets:tab2list(ac_tab), A =:= App].

get_key(App, Key) ->
    case {ets:lookup(ac_tab, {loaded, App}), lists:member(Key, ?KEYS)} of
        {[{_, _}], true} when Key =:= env -> {ok, get_all_env(App)};
        {[{_, Keys}], true} -> {ok, key_value(Key, Keys)};
        _ -> undefined
    end.

get_all_key(App) ->
    case ets:lookup(ac_tab, {loaded, App}) of
        [_] ->
            {ok, [begin
                      {ok, V} = get_key(App, K),
                      {K, V}
                  end || K <- ?KEYS]};
        [] ->
            undefined
    end.

key_value(Key, Keys) ->
    case lists:keyfind(Key, 1, Keys) of
        {_, Value} -> Value;
        false -> default(Key)
    end.

default(description) -> "";
default(id) -> "";
default(vsn) -> "";
default(maxP) -> infinity;
default(maxT) -> infinity;
default(start_phases) -> undefined;
default(_) -> [].

description(App, Keys) -> {App, key_value(description, Keys), key_value(vsn, Keys)}.

get_application(Pid) when is_pid(Pid) ->
    case process_info(Pid, group_leader) of
        {group_leader, Leader} ->
            case [App || {{master, App}, Master} <- ets:tab2list(ac_tab), Master =:= Leader] of
                [App | _] -> {ok, App};
                [] -> undefined
            end;
        undefined ->
            undefined
    end;
get_application(Module) when is_atom(Module) ->
    case [App || {{loaded, App}, Keys} <- ets:tab2list(ac_tab), lists:member(Module, key_value(modules, Keys))] of
        [App | _] -> {ok, App};
        [] -> undefined
    end.

get_master(App) ->
    case ets:lookup(ac_tab, {master, App}) of
        [{_, Pid}] -> Pid;
        [] -> undefined
    end.

start_type(_Leader) -> undefined.

info() -> [{loaded, loaded_applications()}, {running, which_applications()}].

%%% The server. State: [{App, Type, MasterPid}], newest first, and the configuration.

init(Config) ->
    ac_tab = ets:new(ac_tab, [named_table, public, {read_concurrency, true}]),
    _ = [ets:insert(ac_tab, {{env, App, K}, V}) || {App, Env} <- Config, {K, V} <- Env],
    {ok, {[], Config}}.

handle_call({load, Spec}, _From, State) ->
    {reply, load(Spec, State), State};
handle_call({unload, App}, _From, {Running, _} = State) ->
    case {lists:keymember(App, 1, Running), ets:member(ac_tab, {loaded, App})} of
        {true, _} -> {reply, {error, {running, App}}, State};
        {_, false} -> {reply, {error, {not_loaded, App}}, State};
        _ ->
            ets:delete(ac_tab, {loaded, App}),
            _ = [ets:delete(ac_tab, {env, A, K}) || {{env, A, K}, _} <- ets:tab2list(ac_tab), A =:= App],
            {reply, ok, State}
    end;
handle_call({start, App, Type}, From, {Running, Config} = State) ->
    case lists:keymember(App, 1, Running) of
        true -> {reply, {error, {already_started, App}}, State};
        false ->
            [{_, Keys}] = ets:lookup(ac_tab, {loaded, App}),
            Mod = key_value(mod, Keys),
            Optional = key_value(optional_applications, Keys),
            case [A || A <- key_value(applications, Keys), not lists:keymember(A, 1, Running), not lists:member(A, Optional)] of
                [Needed | _] -> {reply, {error, {not_started, Needed}}, State};
                [] when Mod =:= [] ->
                    {reply, ok, {[{App, Type, none} | Running], Config}};
                [] ->
                    Starter = spawn_starter(App, Mod, From),
                    {noreply, {[{App, Type, Starter} | Running], Config}}
            end
    end;
handle_call({stop, App}, _From, {Running, Config} = State) ->
    case lists:keyfind(App, 1, Running) of
        {App, _Type, Master} ->
            Master =:= none orelse application_master:stop(Master),
            ets:delete(ac_tab, {master, App}),
            report_exit(App, stopped, temporary),
            {reply, ok, {lists:keydelete(App, 1, Running), Config}};
        false ->
            {reply, {error, {not_started, App}}, State}
    end;
handle_call(which, _From, {Running, _} = State) ->
    {reply, [begin
                 [{_, Keys}] = ets:lookup(ac_tab, {loaded, App}),
                 description(App, Keys)
             end || {App, _, _} <- Running], State}.

%% The application's master starts under a process that waits for it, so that the controller can answer meanwhile.
spawn_starter(App, ModArgs, Client) ->
    spawn_link(fun() ->
                       process_flag(trap_exit, true),
                       Master = application_master:start_link(App, ModArgs),
                       Result = receive
                                    {Master, started} -> ok;
                                    {'EXIT', Master, Reason} -> {error, Reason}
                                end,
                       ?MODULE ! {started, Master, App, Result, Client}
               end).

load({application, App, Keys}, {_, Config}) ->
    case ets:member(ac_tab, {loaded, App}) of
        true -> {error, {already_loaded, App}};
        false ->
            ets:insert(ac_tab, {{loaded, App}, Keys}),
            Strong = proplists:get_value(App, Config, []),
            Env = [{K, V} || {K, V} <- key_value(env, Keys), not lists:keymember(K, 1, Strong)],
            _ = [ets:insert_new(ac_tab, {{env, App, K}, V}) || {K, V} <- Env],
            ok
    end;
load(App, State) when is_atom(App) ->
    case ets:member(ac_tab, {loaded, App}) of
        true -> {error, {already_loaded, App}};
        false ->
            case erl_code_host:application_spec(App) of
                {ok, Spec} -> load(Spec, State);
                {error, _} -> {error, {"no such file or directory", atom_to_list(App) ++ ".app"}}
            end
    end;
load(Other, _State) -> {error, {bad_application, Other}}.

handle_cast(_, State) -> {noreply, State}.

handle_info({started, Master, App, Result, Client}, {Running, Config}) ->
    case Result of
        ok ->
            gen_server:reply(Client, ok),
            {_, Type, _} = lists:keyfind(App, 1, Running),
            {noreply, {lists:keyreplace(App, 1, Running, {App, Type, Master}), Config}};
        {error, Reason} ->
            ets:delete(ac_tab, {master, App}),
            {_, Type, _} = lists:keyfind(App, 1, Running),
            report_exit(App, Reason, Type),
            gen_server:reply(Client, {error, Reason}),
            {noreply, {lists:keydelete(App, 1, Running), Config}}
    end;
handle_info({'EXIT', Master, Reason}, {Running, Config} = State) ->
    case lists:keyfind(Master, 3, Running) of
        {App, Type, Master} ->
            ets:delete(ac_tab, {master, App}),
            report_exit(App, Reason, Type),
            _ = after_exit(App, Type, Reason),
            {noreply, {lists:keydelete(App, 1, Running), Config}};
        false ->
            {noreply, State}
    end;
handle_info(_, State) -> {noreply, State}.

after_exit(App, permanent, Reason) -> init:stop({application_terminated, App, Reason});
after_exit(App, transient, Reason) when Reason =/= normal -> init:stop({application_terminated, App, Reason});
after_exit(_, _, _) -> ok.

terminate(_Reason, {Running, _}) ->
    _ = [application_master:stop(Master) || {_, _, Master} <- Running, Master =/= none],
    ok.

report_exit(App, Reason, Type) ->
    logger:log(notice, #{label => {?MODULE, exit}, report => [{application, App}, {exited, Reason}, {type, Type}]},
               #{domain => [otp], report_cb => fun ?MODULE:format_log/1,
                 error_logger => #{tag => info_report, type => std_info}}).

%% What an application's end looks like in the log.
format_log(#{report := Report}) ->
    {Format, Args} = logger:format_otp_report(#{label => {?MODULE, exit}, report => Report}),
    {Format ++ "~n", Args}.
