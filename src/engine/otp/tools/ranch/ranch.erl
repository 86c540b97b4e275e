%% Stand-in for Ranch 1.6: the part of its interface that an HTTP server needs.
%% A listener is a supervisor with two children: the supervisor of connections
%% (which hands each accepted socket to a new protocol process) and the
%% supervisor of acceptors.
%% Missing: TLS, PROXY protocol, changing options of a running listener.
-module(ranch).

-export([start_listener/5, stop_listener/1, child_spec/5, handshake/1]).
-export([get_port/1, get_addr/1, procs/2]).

-define(DEFAULT_ACCEPTORS, 10).

%% TransOpts are options of Transport:listen/1, and num_acceptors.
-spec start_listener(term(), module(), list(), module(), term()) ->
    {ok, pid()} | {error, term()}.
start_listener(Ref, Transport, TransOpts, Protocol, ProtoOpts) ->
    supervisor:start_child(ranch_sup,
                           child_spec(Ref, Transport, TransOpts, Protocol, ProtoOpts)).

-spec child_spec(term(), module(), list(), module(), term()) -> supervisor:child_spec().
child_spec(Ref, Transport, TransOpts, Protocol, ProtoOpts) ->
    Acceptors = proplists:get_value(num_acceptors, TransOpts, ?DEFAULT_ACCEPTORS),
    SocketOpts = proplists:delete(num_acceptors, TransOpts),
    {{ranch_listener_sup, Ref},
     {ranch_listener_sup, start_link,
      [Ref, Acceptors, Transport, SocketOpts, Protocol, ProtoOpts]},
     permanent, infinity, supervisor, [ranch_listener_sup]}.

-spec stop_listener(term()) -> ok | {error, not_found}.
stop_listener(Ref) ->
    case supervisor:terminate_child(ranch_sup, {ranch_listener_sup, Ref}) of
        ok ->
            _ = supervisor:delete_child(ranch_sup, {ranch_listener_sup, Ref}),
            ranch_server:forget(Ref);
        {error, Reason} ->
            {error, Reason}
    end.

%% Called by the protocol process: waits until the socket belongs to it.
-spec handshake(term()) -> {ok, gen_tcp:socket()}.
handshake(Ref) ->
    receive
        {handshake, Ref, Transport, Socket} ->
            {ok, Ready} = Transport:handshake(Socket),
            {ok, Ready}
    end.

-spec get_addr(term()) -> {inet:ip_address(), inet:port_number()}.
get_addr(Ref) ->
    ranch_server:get(Ref, addr).

-spec get_port(term()) -> inet:port_number().
get_port(Ref) ->
    {_, Port} = get_addr(Ref),
    Port.

%% The processes of a listener: its acceptors or its connections.
-spec procs(term(), acceptors | connections) -> [pid()].
procs(Ref, Kind) ->
    Listener = proplists:get_value({ranch_listener_sup, Ref},
                                   [{Id, Pid} || {Id, Pid, _, _} <- supervisor:which_children(ranch_sup)]),
    Id = case Kind of
        acceptors -> ranch_acceptors_sup;
        connections -> ranch_conns_sup
    end,
    {Id, Sup, _, _} = lists:keyfind(Id, 1, supervisor:which_children(Listener)),
    [Pid || {_, Pid, _, _} <- supervisor:which_children(Sup), is_pid(Pid)].
