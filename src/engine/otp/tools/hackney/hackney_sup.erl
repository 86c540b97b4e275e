%% Root of the Hackney stand-in: the pool of idle connections.
-module(hackney_sup).
-behaviour(supervisor).

-export([start_link/0]).
-export([init/1]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    {ok, {#{strategy => one_for_one, intensity => 10, period => 1},
          [#{id => hackney_pool, start => {hackney_pool, start_link, []},
             restart => permanent, shutdown => 5000, type => worker,
             modules => [hackney_pool]}]}}.
