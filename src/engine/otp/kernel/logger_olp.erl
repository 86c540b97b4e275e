%% Subset of OTP's logger_olp. Missing: overload protection.
%%
%% The process behind a handler (it prints what it gets on `user`) and behind logger_proxy (it logs what the emulator reports).
-module(logger_olp).
-behaviour(gen_server).

-export([start_link/1, stop/1, sync/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link(Name) -> gen_server:start_link({local, Name}, ?MODULE, [Name], []).

stop(Name) -> gen_server:stop(Name).

sync(Name) -> gen_server:call(Name, sync).

init([Name]) ->
    process_flag(trap_exit, true),
    _ = [logger_std_h:start_file_control() || Name =/= logger_proxy],
    {ok, Name}.

handle_call(sync, _From, Name) -> {reply, ok, Name}.

handle_cast(_, Name) -> {noreply, Name}.

handle_info({print, Text}, Name) ->
    _ = (catch io:put_chars(user, Text)),
    {noreply, Name};
handle_info({log, Level, Format, Args, Meta}, Name) ->
    logger:allow(Level, undefined) andalso logger:internal_log(#{level => Level, msg => {Format, Args}, meta => Meta}, ok),
    {noreply, Name};
handle_info(_, Name) -> {noreply, Name}.
