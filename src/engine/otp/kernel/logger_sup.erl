%% Subset of OTP's logger_sup.
%%
%% Supervises logger_proxy; the processes behind handlers are started by the handlers and hang under this supervisor's starter.
-module(logger_sup).
-behaviour(supervisor).

-export([start_link/0, init/1]).

start_link() -> supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    Watcher = #{id => logger_handler_watcher, start => {logger_handler_watcher, start_link, []}, shutdown => 2000},
    Children = [Watcher | [#{id => Name, start => {logger_olp, start_link, [Name]}, shutdown => 2000} || Name <- [logger_proxy, logger_std_h_default]]],
    {ok, {#{strategy => one_for_one, intensity => 1, period => 5}, Children}}.
