%% Accepts connections for ever and hands each to the supervisor of connections.
-module(ranch_acceptor).

-export([start_link/3, loop/3]).

-spec start_link(gen_tcp:socket(), module(), pid()) -> {ok, pid()}.
start_link(LSocket, Transport, ConnsSup) ->
    {ok, spawn_link(?MODULE, loop, [LSocket, Transport, ConnsSup])}.

loop(LSocket, Transport, ConnsSup) ->
    case Transport:accept(LSocket, infinity) of
        {ok, Socket} ->
            case Transport:controlling_process(Socket, ConnsSup) of
                ok -> ranch_conns_sup:start_protocol(ConnsSup, Socket);
                {error, _} -> Transport:close(Socket)
            end;
        {error, Reason} when Reason =/= closed ->
            ok
    end,
    ?MODULE:loop(LSocket, Transport, ConnsSup).
