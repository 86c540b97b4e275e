%% Opens the listening socket and keeps the acceptors, which share it.
-module(ranch_acceptors_sup).
-behaviour(supervisor).

-export([start_link/4]).
-export([init/1]).

-spec start_link(term(), pos_integer(), module(), list()) -> {ok, pid()} | {error, term()}.
start_link(Ref, Acceptors, Transport, SocketOpts) ->
    supervisor:start_link(?MODULE, {Ref, Acceptors, Transport, SocketOpts}).

init({Ref, Acceptors, Transport, SocketOpts}) ->
    ConnsSup = ranch_server:get(Ref, conns_sup),
    case Transport:listen(SocketOpts) of
        {ok, LSocket} ->
            {ok, Addr} = Transport:sockname(LSocket),
            ok = ranch_server:set(Ref, addr, Addr),
            {ok, {{one_for_one, 1, 5},
                  [{{acceptor, self(), N},
                    {ranch_acceptor, start_link, [LSocket, Transport, ConnsSup]},
                    permanent, brutal_kill, worker, []}
                   || N <- lists:seq(1, Acceptors)]}};
        {error, Reason} ->
            exit({listen_error, Ref, Reason})
    end.
