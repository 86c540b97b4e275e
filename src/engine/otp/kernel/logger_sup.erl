%% Subset of OTP's logger_sup. Missing: the watcher of handlers.
%%
%% Supervises logger_proxy; the processes behind handlers are started by the handlers and hang under this supervisor's starter.
-module(logger_sup).
-behaviour(supervisor).

-export([start_link/0, init/1]).

start_link() -> supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    Children = [#{id => Name, start => {logger_olp, start_link, [Name]}, shutdown => 2000} || Name <- [logger_proxy, logger_std_h_default]],
    {ok, {#{strategy => one_for_one, intensity => 1, period => 5}, Children}}.
