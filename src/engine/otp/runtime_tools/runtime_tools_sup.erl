%% Subset of runtime_tools_sup: a supervisor that has nothing to do without ttb_autostart.
-module(runtime_tools_sup).
-behaviour(supervisor).

-export([start_link/0, init/1]).

start_link() -> supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) -> {ok, {{one_for_one, 0, 3600}, []}}.
