-module(test_sys).
-behaviour(gen_server).
-export([start/0, init/1, handle_call/3, handle_cast/2]).

start() ->
    {ok, P} = gen_server:start(?MODULE, 0, []),
    0 = sys:get_state(P),
    1 = sys:replace_state(P, fun(S) -> S + 1 end),
    {'EXIT', {{callback_failed, {gen_server, system_replace_state}, {error, badarith}}, _}} =
        (catch sys:replace_state(P, fun(S) -> S + a end)),
    ok = logs(P),
    ok = suspends(P),
    ok = installs(P),
    {ok, no_statistics} = sys:statistics(P, get),
    ok = sys:statistics(P, true),
    2 = gen_server:call(P, inc),
    {ok, [{start_time, _}, {current_time, _}, {reductions, _}, {messages_in, 1}, {messages_out, _}]} = sys:statistics(P, get),
    unknown_debug = sys:trace(P, maybe_so),
    {status, P, {module, gen_server}, [_, running, P, _, [{header, _}, {data, _}, {data, [{"State", 2}]}]]} = sys:get_status(P),
    {'EXIT', {noproc, {sys, get_state, [nobody]}}} = (catch sys:get_state(nobody)),
    ok = sys:terminate(P, normal),
    ok.

init(N) -> {ok, N}.

handle_call(get, _From, N) -> {reply, N, N};
handle_call(inc, _From, N) -> {reply, N + 1, N + 1}.

handle_cast(_, N) -> {noreply, N}.

logs(P) ->
    ok = sys:log(P, true),
    1 = gen_server:call(P, get),
    {ok, [{in, {'$gen_call', {_, _}, get}}, {out, 1, {_, _}, 1}]} = sys:log(P, get),
    ok = sys:log(P, false),
    {ok, []} = sys:log(P, get),
    unknown_debug = sys:log(P, {true, 0}),
    ok.

suspends(P) ->
    ok = sys:suspend(P),
    {'EXIT', {timeout, _}} = (catch gen_server:call(P, get, 10)),
    {status, P, _, [_, suspended | _]} = sys:get_status(P),
    ok = sys:resume(P),
    1 = gen_server:call(P, get),
    ok.

installs(P) ->
    Me = self(),
    F = fun(N, Event, _) ->
                Me ! {N, element(1, Event)},
                N + 1
        end,
    ok = sys:install(P, {F, 0}),
    1 = gen_server:call(P, get),
    receive {0, in} -> ok end,
    receive {1, out} -> ok end,
    ok = sys:remove(P, F),
    1 = gen_server:call(P, get),
    receive {2, _} -> error(still_installed) after 10 -> ok end.
