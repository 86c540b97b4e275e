%% The root supervisor: one server, which is restarted up to 10 times in 1000 s.
-module(cat_traveler_sup).
-behaviour(supervisor).

-export([start_link/0]).
-export([init/1]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    Names = [<<"Minsk">>, <<"Barcelona">>, <<"Praha">>,
             <<"Munchen">>, <<"Amsterdam">>, <<"Stockholm">>],
    Towns = [cat_traveler_types:new_town(Name) || Name <- Names],
    {ok, {#{strategy => one_for_one, intensity => 10, period => 1000},
          [#{id => cat_traveler_srv,
             start => {cat_traveler_srv, start_link, [Towns]},
             restart => permanent,
             shutdown => 2000,
             type => worker,
             modules => [cat_traveler_srv]}]}}.
