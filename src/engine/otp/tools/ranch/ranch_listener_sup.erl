%% One listener: its connections and its acceptors.
-module(ranch_listener_sup).
-behaviour(supervisor).

-export([start_link/6]).
-export([init/1]).

-spec start_link(term(), pos_integer(), module(), list(), module(), term()) ->
    {ok, pid()} | {error, term()}.
start_link(Ref, Acceptors, Transport, SocketOpts, Protocol, ProtoOpts) ->
    supervisor:start_link(?MODULE, {Ref, Acceptors, Transport, SocketOpts, Protocol, ProtoOpts}).

init({Ref, Acceptors, Transport, SocketOpts, Protocol, ProtoOpts}) ->
    ok = ranch_server:set(Ref, listener_sup, self()),
    {ok, {{rest_for_one, 1, 5},
          [{ranch_conns_sup,
            {ranch_conns_sup, start_link, [Ref, Transport, Protocol, ProtoOpts]},
            permanent, infinity, supervisor, [ranch_conns_sup]},
           {ranch_acceptors_sup,
            {ranch_acceptors_sup, start_link, [Ref, Acceptors, Transport, SocketOpts]},
            permanent, infinity, supervisor, [ranch_acceptors_sup]}]}}.
