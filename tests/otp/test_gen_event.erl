-module(test_gen_event).
-behaviour(gen_event).
-export([start/0, init/1, handle_event/2, handle_call/2, handle_info/2, terminate/2]).

start() ->
    {ok, M} = gen_event:start(),
    ok = gen_event:add_handler(M, ?MODULE, [1]),
    ok = gen_event:add_handler(M, {?MODULE, second}, [2]),
    [{?MODULE, second}, ?MODULE] = gen_event:which_handlers(M),
    ok = gen_event:sync_notify(M, x),
    [x, 1] = gen_event:call(M, ?MODULE, get),
    {error, bad_module} = gen_event:call(M, nosuch, get),
    [{?MODULE, second, [x, 2]}, {?MODULE, false, [x, 1]}] = sys:get_state(M),
    M ! hello,
    [{info, hello}, x, 1] = gen_event:call(M, ?MODULE, get),
    ok = gen_event:swap_handler(M, {?MODULE, gone}, {{?MODULE, third}, taken}),
    [{info, hello}, x, 1] = gen_event:call(M, {?MODULE, third}, get),
    [{info, hello}, x, 2] = gen_event:delete_handler(M, {?MODULE, second}, bye),
    {error, module_not_found} = gen_event:delete_handler(M, nosuch, bye),
    gen_event:stop(M).

init({taken, Result}) -> {ok, Result};
init(State) -> {ok, State}.

handle_event(E, S) -> {ok, [E | S]}.

handle_call(get, S) -> {ok, S, S}.

handle_info(I, S) -> {ok, [{info, I} | S]}.

terminate(_, S) -> S.
