%% Subset of gen_tcp (kernel 8.5): TCP sockets by the inet driver's interface.
%% The natives never block; waiting is done here, in receive.
%% Missing: the socket backend (inet_backend), sendfile, connect/3 with a sockaddr
%% map, packet types but raw, line, 1, 2 and 4, urgent data, deliver_port.
-module(gen_tcp).

-export([listen/2, accept/1, accept/2, connect/3, connect/4, send/2, recv/2, recv/3]).
-export([close/1, shutdown/2, controlling_process/2, unrecv/2]).
-export_type([socket/0]).

-type socket() :: port().
-type reason() :: closed | timeout | inet:posix().

%% Port 0 means any free port. Exits with badarg on options that do not exist.
-spec listen(inet:port_number(), list()) -> {ok, socket()} | {error, reason()}.
listen(Port, Opts) ->
    Options = inet:socket_options(Opts),
    Number = proplists:get_value(port, Options, Port),
    case is_integer(Number) andalso Number >= 0 andalso Number < 65536 of
        true -> prim_inet:listen(Number, proplists:get_value(backlog, Options, 5), Options);
        false -> exit(badarg)
    end.

-spec accept(socket()) -> {ok, socket()} | {error, reason()}.
accept(LSocket) ->
    accept(LSocket, infinity).

-spec accept(socket(), timeout()) -> {ok, socket()} | {error, reason()}.
accept(LSocket, Timeout) when is_port(LSocket) ->
    wait(LSocket, prim_inet:async_accept(LSocket), Timeout).

-spec connect(inet:hostname() | inet:ip_address(), inet:port_number(), list()) ->
    {ok, socket()} | {error, reason()}.
connect(Address, Port, Opts) ->
    connect(Address, Port, Opts, infinity).

-spec connect(inet:hostname() | inet:ip_address(), inet:port_number(), list(), timeout()) ->
    {ok, socket()} | {error, reason()}.
connect(Address, Port, Opts, Timeout) ->
    Options = inet:socket_options(Opts),
    case is_integer(Port) andalso Port > 0 andalso Port < 65536 of
        true -> ok;
        false -> exit(badarg)
    end,
    case inet:getaddr(Address, inet) of
        {ok, IP} ->
            case prim_inet:async_connect(IP, Port, Options) of
                {ok, Socket, Ref} ->
                    case wait(Socket, {ok, Ref}, Timeout) of
                        ok ->
                            {ok, Socket};
                        {error, Reason} ->
                            prim_inet:close(Socket),
                            {error, Reason}
                    end;
                {error, Reason} ->
                    {error, Reason}
            end;
        {error, Reason} ->
            {error, Reason}
    end.

-spec send(socket(), iodata()) -> ok | {error, reason()}.
send(Socket, Data) when is_port(Socket) ->
    prim_inet:send(Socket, Data).

-spec recv(socket(), non_neg_integer()) -> {ok, string() | binary()} | {error, reason()}.
recv(Socket, Length) ->
    recv(Socket, Length, infinity).

-spec recv(socket(), non_neg_integer(), timeout()) ->
    {ok, string() | binary()} | {error, reason()}.
recv(Socket, Length, Timeout) when is_port(Socket) ->
    wait(Socket, prim_inet:async_recv(Socket, Length), Timeout).

-spec close(socket()) -> ok.
close(Socket) ->
    inet:close(Socket).

-spec shutdown(socket(), read | write | read_write) -> ok | {error, reason()}.
shutdown(Socket, How) when is_port(Socket) ->
    prim_inet:shutdown(Socket, How).

%% Only the owner may give a socket away. What the socket has already sent to
%% the mailbox of the old owner follows it.
-spec controlling_process(socket(), pid()) -> ok | {error, closed | not_owner | badarg}.
controlling_process(Socket, Pid) when is_port(Socket), is_pid(Pid) ->
    Self = self(),
    case prim_inet:owner(Socket) of
        Pid ->
            ok;
        Self ->
            case prim_inet:getopts(Socket, [active]) of
                {ok, [{active, Active}]} -> hand_over(Socket, Pid, Active);
                {error, _} -> {error, closed}
            end;
        undefined ->
            {error, closed};
        _ ->
            {error, not_owner}
    end.

%% Not supported by the driver of OTP either.
-spec unrecv(socket(), iodata()) -> {error, enotsup}.
unrecv(_Socket, _Data) ->
    {error, enotsup}.

hand_over(Socket, Pid, Active) ->
    _ = prim_inet:setopts(Socket, [{active, false}]),
    case move_messages(Socket, Pid, false) of
        true ->
            ok;
        Moved ->
            case prim_inet:set_owner(Socket, Pid) of
                ok ->
                    reactivate(Socket, Active, Moved),
                    ok;
                {error, Reason} ->
                    {error, Reason}
            end
    end.

%% true when the end of the connection was among the messages.
move_messages(Socket, Pid, Moved) ->
    receive
        {tcp, Socket, _} = Message ->
            Pid ! Message,
            move_messages(Socket, Pid, data);
        {tcp_error, Socket, _} = Message ->
            Pid ! Message,
            move_messages(Socket, Pid, Moved);
        {tcp_closed, Socket} = Message ->
            Pid ! Message,
            true
    after 0 ->
        Moved
    end.

reactivate(_Socket, false, _Moved) -> ok;
reactivate(_Socket, once, data) -> ok;
reactivate(Socket, Active, _Moved) -> prim_inet:setopts(Socket, [{active, Active}]).

wait(_Socket, {error, Reason}, _Timeout) ->
    {error, Reason};
wait(Socket, {ok, Ref}, Timeout) ->
    receive
        {inet_async, Socket, Ref, Result} -> Result
    after Timeout ->
        case prim_inet:cancel(Socket, Ref) of
            true ->
                {error, timeout};
            false ->
                receive
                    {inet_async, Socket, Ref, Result} -> Result
                end
        end
    end.
