%% Root of the Ranch stand-in: ranch_server, and a child a listener.
-module(ranch_sup).
-behaviour(supervisor).

-export([start_link/0]).
-export([init/1]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    ranch_server = ets:new(ranch_server, [ordered_set, public, named_table]),
    {ok, {{one_for_one, 1, 5},
          [{ranch_server, {ranch_server, start_link, []},
            permanent, 5000, worker, [ranch_server]}]}}.
