-module(test_gen_statem).
-behaviour(gen_statem).
-export([start/0, init/1, callback_mode/0, handle_event/4]).

start() ->
    {ok, M} = gen_statem:start(?MODULE, self(), []),
    receive {entered, a, a} -> ok end,
    Me = self(),
    spawn(fun() -> Me ! {postponed, gen_statem:call(M, where)} end),
    timer:sleep(10),
    ok = gen_statem:call(M, {go, b}),
    receive {entered, a, b} -> ok end,
    receive {postponed, b} -> ok end,
    ok = gen_statem:call(M, time),
    receive {fired, timeout, event} -> ok end,
    receive {fired, state_timeout, state} -> ok end,
    receive {fired, {timeout, name}, generic} -> ok end,
    ok = gen_statem:call(M, insert),
    receive {fired, internal, inserted} -> ok end,
    {b, Me} = sys:get_state(M),
    {'EXIT', {timeout, {gen_statem, call, [M, ignored, 10]}}} = (catch gen_statem:call(M, ignored, 10)),
    bye = gen_statem:call(M, stop),
    {'EXIT', {noproc, {gen_statem, call, [M, x, infinity]}}} = (catch gen_statem:call(M, x)),
    ok.

callback_mode() -> [handle_event_function, state_enter].

init(Owner) -> {ok, a, Owner}.

handle_event(enter, Old, State, Owner) ->
    Owner ! {entered, Old, State},
    keep_state_and_data;
handle_event({call, From}, {go, New}, _State, Owner) -> {next_state, New, Owner, [{reply, From, ok}]};
handle_event({call, _}, where, a, _) -> {keep_state_and_data, postpone};
handle_event({call, From}, where, State, _) -> {keep_state_and_data, [{reply, From, State}]};
handle_event({call, From}, time, _, _) ->
    {keep_state_and_data, [{reply, From, ok}, {timeout, 5, event}, {state_timeout, 10, state}, {{timeout, name}, 15, generic}]};
handle_event({call, From}, insert, _, _) -> {keep_state_and_data, [{reply, From, ok}, {next_event, internal, inserted}]};
handle_event({call, _}, ignored, _, _) -> keep_state_and_data;
handle_event({call, From}, stop, _, _) -> {stop_and_reply, normal, [{reply, From, bye}]};
handle_event(Type, Content, _, Owner) ->
    Owner ! {fired, Type, Content},
    keep_state_and_data.
