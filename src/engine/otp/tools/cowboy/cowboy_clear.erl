%% The Ranch protocol for plain TCP: starts the process of a connection.
-module(cowboy_clear).

-export([start_link/4, connection_process/4]).

-spec start_link(term(), gen_tcp:socket(), module(), map()) -> {ok, pid()}.
start_link(Ref, _Socket, Transport, Opts) ->
    {ok, proc_lib:spawn_link(?MODULE, connection_process, [self(), Ref, Transport, Opts])}.

connection_process(Parent, Ref, Transport, Opts) ->
    {ok, Socket} = ranch:handshake(Ref),
    process_flag(trap_exit, true),
    cowboy_http:init(Parent, Ref, Socket, Transport, Opts).
