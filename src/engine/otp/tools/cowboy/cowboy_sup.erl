%% Root of the Cowboy stand-in; the connections live under Ranch.
-module(cowboy_sup).
-behaviour(supervisor).

-export([start_link/0]).
-export([init/1]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    {ok, {{one_for_one, 10, 10},
          [{cowboy_clock, {cowboy_clock, start_link, []},
            permanent, 5000, worker, [cowboy_clock]}]}}.
