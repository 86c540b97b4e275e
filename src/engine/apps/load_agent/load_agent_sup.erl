%% Supervisor of the agents; all of them are alike.
-module(load_agent_sup).
-behaviour(supervisor).

-export([start_link/0, start_agent/2]).
-export([init/1]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, []).

-spec start_agent(binary(), [binary()]) -> supervisor:startchild_ret().
start_agent(Name, Towns) ->
    supervisor:start_child(?MODULE, [Name, Towns]).

init([]) ->
    {ok, {#{strategy => simple_one_for_one, intensity => 10, period => 1000},
          [#{id => cat_agent,
             start => {cat_agent, start_link, []},
             restart => permanent,
             shutdown => 2000,
             type => worker,
             modules => [cat_agent]}]}}.
