%% The TCP transport: gen_tcp with the options that Ranch sets.
-module(ranch_tcp).

-export([name/0, messages/0, listen/1, accept/2, handshake/1, recv/3, send/2]).
-export([setopts/2, controlling_process/2, peername/1, sockname/1, shutdown/2, close/1]).

name() -> tcp.

messages() -> {tcp, tcp_closed, tcp_error}.

listen(Opts) ->
    Port = proplists:get_value(port, Opts, 0),
    Base = [binary, {active, false}, {packet, raw}, {reuseaddr, true},
            {nodelay, true}, {backlog, 1024}],
    gen_tcp:listen(Port, Base ++ proplists:delete(port, Opts)).

accept(LSocket, Timeout) -> gen_tcp:accept(LSocket, Timeout).

handshake(Socket) -> {ok, Socket}.

recv(Socket, Length, Timeout) -> gen_tcp:recv(Socket, Length, Timeout).

send(Socket, Data) -> gen_tcp:send(Socket, Data).

setopts(Socket, Opts) -> inet:setopts(Socket, Opts).

controlling_process(Socket, Pid) -> gen_tcp:controlling_process(Socket, Pid).

peername(Socket) -> inet:peername(Socket).

sockname(Socket) -> inet:sockname(Socket).

shutdown(Socket, How) -> gen_tcp:shutdown(Socket, How).

close(Socket) -> gen_tcp:close(Socket).
