%% Subset of OTP's application. Missing: distributed applications, start phases, included applications.
%%
%% The client side of application_controller.
-module(application).

-export([load/1, load/2, unload/1, start/1, start/2, start_boot/1, start_boot/2, ensure_started/1, ensure_started/2,
         ensure_all_started/1, ensure_all_started/2, stop/1, which_applications/0, which_applications/1, loaded_applications/0,
         get_env/1, get_env/2, get_env/3, get_all_env/0, get_all_env/1, set_env/1, set_env/2, set_env/3, set_env/4,
         unset_env/2, unset_env/3, get_key/1, get_key/2, get_all_key/0, get_all_key/1, get_application/0, get_application/1,
         info/0, start_type/0, permit/2, takeover/2]).

-callback start(normal | {takeover, node()} | {failover, node()}, term()) -> {ok, pid()} | {ok, pid(), term()} | {error, term()}.
-callback stop(term()) -> term().

load(App) -> application_controller:load_application(App).

load(App, _Distribution) -> load(App).

unload(App) -> application_controller:unload_application(App).

start(App) -> start(App, temporary).

start(App, Type) when Type =:= permanent; Type =:= transient; Type =:= temporary ->
    case load(App) of
        ok -> started(App, Type);
        {error, {already_loaded, _}} -> started(App, Type);
        Error -> Error
    end.

started(App, Type) when is_atom(App) -> application_controller:start_application(App, Type);
started({application, App, _}, Type) -> application_controller:start_application(App, Type).

start_boot(App) -> start_boot(App, temporary).

start_boot(App, Type) -> start(App, Type).

ensure_started(App) -> ensure_started(App, temporary).

ensure_started(App, Type) when is_atom(App) ->
    case start(App, Type) of
        {error, {already_started, App}} -> ok;
        Other -> Other
    end.

ensure_all_started(App) -> ensure_all_started(App, temporary).

ensure_all_started(App, Type) when is_atom(App) ->
    case all_started(App, Type, []) of
        {ok, Started} -> {ok, lists:reverse(Started)};
        {error, Reason, Started} ->
            lists:foreach(fun stop/1, Started),
            {error, Reason}
    end.

%% Starts what is missing, dependencies first.
all_started(App, Type, Started) ->
    case start(App, Type) of
        ok -> {ok, [App | Started]};
        {error, {already_started, App}} -> {ok, Started};
        {error, {not_started, Needed}} ->
            case all_started(Needed, Type, Started) of
                {ok, NowStarted} -> all_started(App, Type, NowStarted);
                Error -> Error
            end;
        {error, Reason} -> {error, {App, Reason}, Started}
    end.

stop(App) -> application_controller:stop_application(App).

which_applications() -> application_controller:which_applications().

which_applications(_Timeout) -> which_applications().

loaded_applications() -> application_controller:loaded_applications().

get_env(Key) ->
    case get_application() of
        {ok, App} -> get_env(App, Key);
        undefined -> undefined
    end.

get_env(App, Key) -> application_controller:get_env(App, Key).

get_env(App, Key, Default) ->
    case get_env(App, Key) of
        {ok, Value} -> Value;
        undefined -> Default
    end.

get_all_env() ->
    case get_application() of
        {ok, App} -> get_all_env(App);
        undefined -> []
    end.

get_all_env(App) -> application_controller:get_all_env(App).

set_env(Config) -> set_env(Config, []).

set_env(Config, _Opts) when is_list(Config) ->
    _ = [set_env(App, K, V) || {App, Env} <- Config, {K, V} <- Env],
    ok.

set_env(App, Key, Value) -> application_controller:set_env(App, Key, Value).

set_env(App, Key, Value, _Opts) -> set_env(App, Key, Value).

unset_env(App, Key) -> application_controller:unset_env(App, Key).

unset_env(App, Key, _Opts) -> unset_env(App, Key).

get_key(Key) ->
    case get_application() of
        {ok, App} -> get_key(App, Key);
        undefined -> undefined
    end.

get_key(App, Key) -> application_controller:get_key(App, Key).

get_all_key() ->
    case get_application() of
        {ok, App} -> get_all_key(App);
        undefined -> []
    end.

get_all_key(App) -> application_controller:get_all_key(App).

get_application() -> get_application(self()).

get_application(PidOrModule) -> application_controller:get_application(PidOrModule).

info() -> application_controller:info().

start_type() -> application_controller:start_type(group_leader()).

permit(_App, _Flag) -> ok.

takeover(App, Type) -> start(App, Type).
