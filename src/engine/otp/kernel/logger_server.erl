%% Subset of OTP's logger_server. Missing: callbacks of handlers on a change of their configuration.
%%
%% Owns the table `logger` and writes it; the emulator's own reports arrive here as {log, Level, Format, Args, Meta}.
-module(logger_server).
-behaviour(gen_server).

-export([start_link/0, store/2, remove/1, add_handler/3, remove_handler/2, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() -> gen_server:start_link({local, logger}, ?MODULE, [], []).

store(Key, Value) -> gen_server:call(logger, {store, Key, Value}, infinity).

remove(Key) -> gen_server:call(logger, {remove, Key}, infinity).

add_handler(Id, Module, Config) ->
    _ = code:ensure_loaded(Module),
    case ready(Module, Config) of
        {ok, NewConfig} -> store({handler, Id}, NewConfig);
        {error, Reason} -> {error, {handler_not_added, Reason}}
    end.

ready(Module, Config) ->
    try erlang:function_exported(Module, adding_handler, 1) andalso Module:adding_handler(Config) of
        false -> {ok, Config};
        Ready -> Ready
    catch
        C:R:Stack -> {error, {callback_crashed, {C, R, logger:filter_stacktrace(?MODULE, Stack)}}}
    end.

remove_handler(Id, #{module := Module} = Config) ->
    ok = remove({handler, Id}),
    case erlang:function_exported(Module, removing_handler, 1) of
        true -> _ = Module:removing_handler(Config), ok;
        false -> ok
    end.

init([]) ->
    process_flag(trap_exit, true),
    put('$logger_cb_process', true),
    logger = ets:new(logger, [named_table, public, {read_concurrency, true}]),
    true = ets:insert(logger, {primary, logger:default_primary()}),
    {ok, {state, logger}}.

handle_call({store, Key, Value}, _From, State) ->
    true = ets:insert(logger, {Key, Value}),
    {reply, ok, State};
handle_call({remove, Key}, _From, State) ->
    true = ets:delete(logger, Key),
    {reply, ok, State}.

handle_cast(_, State) -> {noreply, State}.

handle_info({log, Level, Format, Args, Meta}, State) ->
    logger:allow(Level, undefined) andalso logger:internal_log(#{level => Level, msg => {Format, Args}, meta => Meta}, ok),
    {noreply, State};
handle_info(_, State) -> {noreply, State}.
