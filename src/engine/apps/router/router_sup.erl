%% All vnodes, then the clients that load them.
-module(router_sup).
-behaviour(supervisor).

-export([start_link/0]).
-export([init/1]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    [Vnodes, Keys, Clients] =
        [begin {ok, Value} = application:get_env(router, Name), Value end
         || Name <- [vnodes, keys, clients]],
    {ok, {#{strategy => one_for_one},
          [#{id => {vnode, I}, start => {router_vnode, start_link, [I, Vnodes, Keys]}}
           || I <- lists:seq(0, Vnodes - 1)] ++
          [#{id => {client, I}, start => {router_client, start_link, [I, Keys]}}
           || I <- lists:seq(1, Clients)]}}.
