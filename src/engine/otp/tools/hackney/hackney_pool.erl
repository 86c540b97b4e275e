%% Idle connections by address, newest first. An idle socket belongs to this
%% process and is {active, once}, so that a close by the server is noticed.
-module(hackney_pool).
-behaviour(gen_server).

-export([start_link/0, checkout/1, checkin/2]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-type address() :: {string(), inet:port_number()}.

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

%% The socket becomes the caller's, and passive.
-spec checkout(address()) -> {ok, gen_tcp:socket()} | none.
checkout(Address) ->
    gen_server:call(?MODULE, {checkout, Address}).

%% Called by the owner of a passive socket whose answer was read to its end.
-spec checkin(address(), gen_tcp:socket()) -> ok.
checkin(Address, Socket) ->
    case gen_tcp:controlling_process(Socket, whereis(?MODULE)) of
        ok -> gen_server:cast(?MODULE, {checkin, Address, Socket});
        {error, _} -> gen_tcp:close(Socket)
    end.

init([]) ->
    {ok, #{}}.

handle_call({checkout, Address}, {Client, _}, Idle) ->
    take(Address, maps:get(Address, Idle, []), Client, Idle);
handle_call(_Request, _From, Idle) ->
    {reply, {error, invalid_call}, Idle}.

take(Address, [], _Client, Idle) ->
    {reply, none, maps:remove(Address, Idle)};
take(Address, [Socket | Rest], Client, Idle) ->
    case inet:setopts(Socket, [{active, false}]) of
        ok ->
            receive
                {tcp_closed, Socket} -> take(Address, Rest, Client, Idle);
                {tcp, Socket, _} -> gen_tcp:close(Socket), take(Address, Rest, Client, Idle)
            after 0 ->
                case gen_tcp:controlling_process(Socket, Client) of
                    ok -> {reply, {ok, Socket}, Idle#{Address => Rest}};
                    {error, _} -> take(Address, Rest, Client, Idle)
                end
            end;
        {error, _} ->
            take(Address, Rest, Client, Idle)
    end.

handle_cast({checkin, Address, Socket}, Idle) ->
    case inet:setopts(Socket, [{active, once}]) of
        ok -> {noreply, maps:update_with(Address, fun(S) -> [Socket | S] end, [Socket], Idle)};
        {error, _} -> {noreply, Idle}
    end;
handle_cast(_Request, Idle) ->
    {noreply, Idle}.

handle_info({Tag, Socket}, Idle) when Tag =:= tcp_closed ->
    {noreply, drop(Socket, Idle)};
handle_info({Tag, Socket, _}, Idle) when Tag =:= tcp; Tag =:= tcp_error ->
    gen_tcp:close(Socket),
    {noreply, drop(Socket, Idle)};
handle_info(_Message, Idle) ->
    {noreply, Idle}.

drop(Socket, Idle) ->
    maps:map(fun(_Address, Sockets) -> lists:delete(Socket, Sockets) end, Idle).
