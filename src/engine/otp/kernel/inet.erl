%% Subset of inet (kernel 8.5): names, addresses and options of TCP sockets.
%% Missing: IPv6 addresses in use (they are only parsed by their type), UDP and
%% SCTP, interfaces, i/0, the resolver's configuration.
-module(inet).

-export([getaddr/2, getaddrs/2, gethostbyname/1, gethostname/0, getaddr_tm/3]).
-export([ntoa/1, parse_address/1, parse_ipv4_address/1, is_ip_address/1, is_ipv4_address/1]).
-export([setopts/2, getopts/2, port/1, sockname/1, peername/1, close/1]).
-export([getstat/1, getstat/2, stats/0, format_error/1, socket_options/1]).
-export_type([ip_address/0, ip4_address/0, port_number/0, hostname/0, posix/0]).

-type ip4_address() :: {0..255, 0..255, 0..255, 0..255}.
-type ip_address() :: ip4_address().
-type port_number() :: 0..65535.
-type hostname() :: atom() | string().
-type posix() :: atom().

-define(STATS, [recv_oct, recv_cnt, recv_max, recv_avg, recv_dvi,
                send_oct, send_cnt, send_max, send_avg, send_pend]).

-spec gethostname() -> {ok, string()}.
gethostname() ->
    {ok, inet_db:gethostname()}.

-spec getaddr(hostname() | ip_address(), inet | inet6) -> {ok, ip_address()} | {error, posix()}.
getaddr(Address, inet) when tuple_size(Address) =:= 4 ->
    case is_ipv4_address(Address) of
        true -> {ok, Address};
        false -> {error, einval}
    end;
getaddr(Host, Family) when is_atom(Host) ->
    getaddr(atom_to_list(Host), Family);
getaddr(Host, inet) when is_list(Host) ->
    case parse_ipv4_address(Host) of
        {ok, Address} ->
            {ok, Address};
        {error, einval} ->
            case inet_db:lookup_host(Host) of
                {ok, Address} -> {ok, Address};
                error -> prim_inet:resolve(Host)
            end
    end;
getaddr(_Address, _Family) ->
    {error, nxdomain}.

-spec getaddr_tm(hostname() | ip_address(), inet | inet6, term()) ->
    {ok, ip_address()} | {error, posix()}.
getaddr_tm(Address, Family, _Timer) ->
    getaddr(Address, Family).

-spec getaddrs(hostname() | ip_address(), inet | inet6) -> {ok, [ip_address()]} | {error, posix()}.
getaddrs(Address, Family) ->
    case getaddr(Address, Family) of
        {ok, IP} -> {ok, [IP]};
        {error, Reason} -> {error, Reason}
    end.

-spec gethostbyname(hostname() | ip_address()) -> {ok, tuple()} | {error, posix()}.
gethostbyname(Name) when is_atom(Name) ->
    gethostbyname(atom_to_list(Name));
gethostbyname(Name) ->
    case getaddr(Name, inet) of
        {ok, IP} -> {ok, {hostent, Name, [], inet, 4, [IP]}};
        {error, Reason} -> {error, Reason}
    end.

-spec ntoa(ip_address()) -> string() | {error, einval}.
ntoa(Address) ->
    case is_ipv4_address(Address) of
        true -> lists:append(lists:join(".", [integer_to_list(N) || N <- tuple_to_list(Address)]));
        false -> {error, einval}
    end.

-spec parse_address(string()) -> {ok, ip_address()} | {error, einval}.
parse_address(Text) ->
    parse_ipv4_address(Text).

%% One to four numbers; the last of fewer than four fills the remaining bytes.
-spec parse_ipv4_address(string()) -> {ok, ip4_address()} | {error, einval}.
parse_ipv4_address(Text) when is_list(Text) ->
    try [list_to_integer(Part) || Part <- string:split(Text, ".", all)] of
        Numbers when length(Numbers) =< 4 ->
            {Heads, [Last]} = lists:split(length(Numbers) - 1, Numbers),
            Bytes = 4 - length(Heads),
            case lists:all(fun(N) -> N >= 0 andalso N < 256 end, Heads)
                andalso Last >= 0 andalso Last < 1 bsl (8 * Bytes) of
                true ->
                    Tail = binary_to_list(<<Last:Bytes/unit:8>>),
                    {ok, list_to_tuple(Heads ++ Tail)};
                false ->
                    {error, einval}
            end;
        _ ->
            {error, einval}
    catch
        error:badarg -> {error, einval}
    end;
parse_ipv4_address(_) ->
    {error, einval}.

-spec is_ip_address(term()) -> boolean().
is_ip_address(Term) ->
    is_ipv4_address(Term).

-spec is_ipv4_address(term()) -> boolean().
is_ipv4_address({A, B, C, D}) ->
    lists:all(fun(N) -> is_integer(N) andalso N >= 0 andalso N < 256 end, [A, B, C, D]);
is_ipv4_address(_) ->
    false.

-spec setopts(gen_tcp:socket(), list()) -> ok | {error, posix()}.
setopts(Socket, Opts) when is_port(Socket) ->
    try socket_options(Opts) of
        Options -> prim_inet:setopts(Socket, Options)
    catch
        exit:badarg -> {error, einval}
    end.

-spec getopts(gen_tcp:socket(), [atom()]) -> {ok, list()} | {error, posix()}.
getopts(Socket, Names) when is_port(Socket) ->
    prim_inet:getopts(Socket, Names).

-spec sockname(gen_tcp:socket()) -> {ok, {ip_address(), port_number()}} | {error, posix()}.
sockname(Socket) when is_port(Socket) ->
    prim_inet:sockname(Socket).

-spec peername(gen_tcp:socket()) -> {ok, {ip_address(), port_number()}} | {error, posix()}.
peername(Socket) when is_port(Socket) ->
    prim_inet:peername(Socket).

-spec port(gen_tcp:socket()) -> {ok, port_number()} | {error, posix()}.
port(Socket) ->
    case sockname(Socket) of
        {ok, {_, Port}} -> {ok, Port};
        {error, Reason} -> {error, Reason}
    end.

%% Messages that the socket has sent to the caller are dropped with it.
-spec close(gen_tcp:socket()) -> ok.
close(Socket) when is_port(Socket) ->
    prim_inet:close(Socket),
    receive
        {tcp_closed, Socket} -> ok
    after 0 ->
        ok
    end.

-spec stats() -> [atom()].
stats() ->
    ?STATS.

-spec getstat(gen_tcp:socket()) -> {ok, [{atom(), integer()}]} | {error, posix()}.
getstat(Socket) ->
    getstat(Socket, ?STATS).

-spec getstat(gen_tcp:socket(), [atom()]) -> {ok, [{atom(), integer()}]} | {error, posix()}.
getstat(Socket, Names) when is_port(Socket) ->
    case prim_inet:getstat(Socket) of
        {ok, Counts} -> {ok, [{Name, maps:get(Name, Counts, 0)} || Name <- Names]};
        {error, Reason} -> {error, Reason}
    end.

-spec format_error(term()) -> string().
format_error(eaddrinuse) -> "address already in use";
format_error(eaddrnotavail) -> "cannot assign requested address";
format_error(econnrefused) -> "connection refused";
format_error(econnreset) -> "connection reset by peer";
format_error(ehostunreach) -> "no route to host";
format_error(einval) -> "invalid argument";
format_error(enotconn) -> "socket is not connected";
format_error(epipe) -> "broken pipe";
format_error(etimedout) -> "connection timed out";
format_error(nxdomain) -> "non-existing domain";
format_error(closed) -> "the connection has been closed";
format_error(timeout) -> "the operation timed out";
format_error(Reason) -> lists:flatten(io_lib:format("unknown POSIX error (~p)", [Reason])).

%% Options of gen_tcp as {Name, Value} only, those without meaning here included;
%% exits with badarg on what is no option.
-spec socket_options(list()) -> [{atom(), term()}].
socket_options(Opts) when is_list(Opts) ->
    [{Name, Value} || Opt <- Opts, {Name, Value} <- socket_option(Opt)];
socket_options(_) ->
    exit(badarg).

socket_option(binary) -> [{mode, binary}];
socket_option(list) -> [{mode, list}];
socket_option(inet) -> [];
socket_option({tcp_module, _}) -> [];
socket_option({mode, Mode} = Opt) when Mode =:= binary; Mode =:= list -> [Opt];
socket_option({active, Active} = Opt) when is_boolean(Active); Active =:= once -> [Opt];
socket_option({active, N} = Opt) when is_integer(N), N >= -32768, N =< 32767 -> [Opt];
socket_option({packet, 0}) -> [{packet, raw}];
socket_option({packet, Packet} = Opt)
  when Packet =:= raw; Packet =:= line; Packet =:= 1; Packet =:= 2; Packet =:= 4 -> [Opt];
socket_option({Name, _} = Opt)
  when Name =:= backlog; Name =:= buffer; Name =:= delay_send; Name =:= exit_on_close;
       Name =:= header; Name =:= high_msgq_watermark; Name =:= high_watermark;
       Name =:= ip; Name =:= ifaddr; Name =:= keepalive; Name =:= linger;
       Name =:= low_msgq_watermark; Name =:= low_watermark; Name =:= nodelay;
       Name =:= packet_size; Name =:= port; Name =:= priority; Name =:= recbuf;
       Name =:= reuseaddr; Name =:= send_timeout; Name =:= send_timeout_close;
       Name =:= show_econnreset; Name =:= sndbuf; Name =:= tos; Name =:= ipv6_v6only -> [Opt];
socket_option(_) -> exit(badarg).
