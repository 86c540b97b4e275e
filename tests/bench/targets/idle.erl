%% Processes that wait: plain ones and servers.
-module(idle).
-behaviour(gen_server).

-export([plain/1, server/1, wait/0, init/1, handle_call/3, handle_cast/2]).

plain(0) -> ok;
plain(N) ->
    _ = spawn(?MODULE, wait, []),
    plain(N - 1).

wait() ->
    receive stop -> ok end.

server(0) -> ok;
server(N) ->
    {ok, _} = gen_server:start(?MODULE, N, []),
    server(N - 1).

init(N) -> {ok, N}.

handle_call(_Request, _From, State) -> {reply, State, State}.

handle_cast(_Message, State) -> {noreply, State}.
