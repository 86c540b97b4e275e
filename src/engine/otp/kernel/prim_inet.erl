%% The natives under gen_tcp and inet: TCP sockets as ports of the node, over the
%% world's network. Subset of OTP's prim_inet, with its own, smaller contract.
%%
%% A socket is a port (erlang:port_info(S, name) is "tcp_inet") owned by the
%% process that made it, and linked to it: when the owner exits, the socket is
%% closed. Nothing here blocks: what takes time answers later with
%%   {inet_async, Socket, Ref, Result}     to the process that asked.
%% Hosts are those of the nodes' names (the part after @); "localhost" and the
%% addresses 127.x.y.z are the caller's own host. Port numbers belong to a host.
%%
%% Options (all natives keep unknown ones and give them back):
%%   {mode, binary | list}      default list; how data is handed out
%%   {active, true | false | once | N}   default true; -32768..32767 for N
%%   {packet, raw | line | 1 | 2 | 4}    default raw; 0 is raw
%% Active sockets send to their owner {tcp, S, Data}, at the end {tcp_closed, S}
%% (also with once), on an error {tcp_error, S, Reason} and then {tcp_closed, S};
%% a socket that reaches the end of its {active, N} becomes false and sends
%% {tcp_passive, S}. `once' becomes false with the first {tcp, ...}. Data that comes
%% while the socket is passive is kept. After {tcp_closed, S} the port is closed.
%% An accepted socket has the options of its listening socket.
-module(prim_inet).

-export([resolve/1, listen/3, async_accept/1, async_connect/3, async_recv/2, cancel/2]).
-export([send/2, shutdown/2, close/1, setopts/2, getopts/2, owner/1, set_owner/2]).
-export([sockname/1, peername/1, getstat/1]).

-type async() :: {ok, reference()} | {error, atom()}.
-type address() :: {inet:ip_address(), inet:port_number()}.

%% The address of a host (a string of code points): {ok, {A,B,C,D}} or {error, nxdomain}.
-spec resolve(string()) -> {ok, inet:ip_address()} | {error, nxdomain}.
resolve(_Host) -> erlang:nif_error(undef).

%% A listening socket on a port of the caller's host (0: any free one).
%% {error, eaddrinuse} when somebody listens there.
-spec listen(inet:port_number(), non_neg_integer(), [{atom(), term()}]) ->
    {ok, port()} | {error, atom()}.
listen(_Port, _Backlog, _Opts) -> erlang:nif_error(undef).

%% Result: {ok, Socket}, owned by the asking process, or {error, closed} when the
%% listening socket is closed. Any process may ask; connections go to askers in
%% the order of asking, and wait in the backlog while there is none.
-spec async_accept(port()) -> async().
async_accept(_LSocket) -> erlang:nif_error(undef).

%% Makes a socket and begins to connect it. Result: ok, or {error, econnrefused |
%% ehostunreach | etimedout}; after an error the socket must still be closed.
-spec async_connect(inet:ip_address(), inet:port_number(), [{atom(), term()}]) ->
    {ok, port(), reference()} | {error, atom()}.
async_connect(_Address, _Port, _Opts) -> erlang:nif_error(undef).

%% For passive sockets ({error, einval} otherwise, {error, ealready} while another
%% asks). Length 0 means what there is, at least one byte (or one packet); with
%% packet raw, Length > 0 means exactly so many. Result: {ok, Data}, {error, closed}.
-spec async_recv(port(), non_neg_integer()) -> async().
async_recv(_Socket, _Length) -> erlang:nif_error(undef).

%% Withdraws an asynchronous request: false when its answer was already sent.
-spec cancel(port(), reference()) -> boolean().
cancel(_Socket, _Ref) -> erlang:nif_error(undef).

%% {error, closed} when the socket or the other end is closed, {error, enotconn}
%% when it never was connected. Data that is no iodata raises badarg.
-spec send(port(), iodata()) -> ok | {error, atom()}.
send(_Socket, _Data) -> erlang:nif_error(undef).

%% write: the other end reads an end of data; read: later data is dropped.
-spec shutdown(port(), read | write | read_write) -> ok | {error, atom()}.
shutdown(_Socket, _How) -> erlang:nif_error(undef).

%% Never fails. The owner gets no tcp_closed for its own close; the other end does.
%% Unanswered requests get {error, closed}.
-spec close(port()) -> ok.
close(_Socket) -> erlang:nif_error(undef).

%% {error, einval} on a bad value or a closed socket.
-spec setopts(port(), [{atom(), term()}]) -> ok | {error, atom()}.
setopts(_Socket, _Opts) -> erlang:nif_error(undef).

%% Values in the order of the names; names without a value are left out.
-spec getopts(port(), [atom()]) -> {ok, [{atom(), term()}]} | {error, atom()}.
getopts(_Socket, _Names) -> erlang:nif_error(undef).

-spec owner(port()) -> pid() | undefined.
owner(_Socket) -> erlang:nif_error(undef).

%% Makes Pid the owner and moves the link to it. {error, badarg} when Pid is dead.
-spec set_owner(port(), pid()) -> ok | {error, atom()}.
set_owner(_Socket, _Pid) -> erlang:nif_error(undef).

-spec sockname(port()) -> {ok, address()} | {error, atom()}.
sockname(_Socket) -> erlang:nif_error(undef).

-spec peername(port()) -> {ok, address()} | {error, atom()}.
peername(_Socket) -> erlang:nif_error(undef).

%% recv_cnt, recv_oct, send_cnt, send_oct: packets and bytes so far.
-spec getstat(port()) -> {ok, #{atom() => non_neg_integer()}} | {error, atom()}.
getstat(_Socket) -> erlang:nif_error(undef).
