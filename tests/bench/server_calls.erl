-module(server_calls).
-behaviour(gen_server).
-export([run/0, init/1, handle_call/3, handle_cast/2]).

run() ->
    {ok, Server} = gen_server:start(?MODULE, 0, []),
    N = calls(Server, 20000),
    ok = gen_server:stop(Server),
    N.

calls(Server, 0) -> gen_server:call(Server, get);
calls(Server, N) ->
    ok = gen_server:call(Server, {add, N}),
    calls(Server, N - 1).

init(State) -> {ok, State}.

handle_call({add, N}, _From, State) -> {reply, ok, State + N};
handle_call(get, _From, State) -> {reply, State, State}.

handle_cast(_, State) -> {noreply, State}.
