%% Stand-in for Cowboy 2.5: an HTTP/1.1 server with the process structure of the
%% original (one process a connection, one a request), its router, its handlers
%% and the part of cowboy_req that they need.
%% Missing: TLS, HTTP/2, websockets, REST and loop handlers, chunked bodies,
%% stream handlers other than cowboy_stream_h.
-module(cowboy).

-export([start_clear/3, stop_listener/1]).

%% TransOpts: {port, Port}, {num_acceptors, N} and options of gen_tcp:listen/2.
%% ProtoOpts: env (with dispatch), middlewares, idle_timeout (ms, or infinity).
-spec start_clear(term(), list(), map()) -> {ok, pid()} | {error, term()}.
start_clear(Ref, TransOpts, ProtoOpts) ->
    ranch:start_listener(Ref, ranch_tcp, TransOpts, cowboy_clear, ProtoOpts).

-spec stop_listener(term()) -> ok | {error, not_found}.
stop_listener(Ref) ->
    ranch:stop_listener(Ref).
