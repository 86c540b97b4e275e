%% Subset of OTP's logger_sup.
%%
%% Supervises the watcher of handlers, logger_proxy, and the processes behind handlers, which are added as handlers are.
-module(logger_sup).
-behaviour(supervisor).

-export([start_link/0, init/1]).

start_link() -> supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    Children = [#{id => Id, start => {Id, start_link, []}, shutdown => 2000} || Id <- [logger_handler_watcher, logger_proxy]],
    {ok, {#{strategy => one_for_one, intensity => 1, period => 5}, Children}}.
